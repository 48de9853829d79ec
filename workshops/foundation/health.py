"""For operators and load balancers: does the process live, and may it be sent readers."""

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from workshops.foundation.limits import limiter
from workshops.foundation.schema import is_current
from workshops.foundation.web import public

health = Blueprint("health", __name__)


@health.get("/healthz")
@limiter.exempt
@public
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "alive"}


@health.get("/readyz")
@limiter.exempt
@public
def ready() -> ResponseReturnValue:
    """The database answers and is at the newest migration; 503 says which of the two is not so."""
    try:
        if is_current():
            return {"status": "ready"}
    except SQLAlchemyError:
        return {"status": "the database does not answer"}, 503
    return {"status": "the database waits for its migrations"}, 503


def init_health(app: Flask) -> None:
    """Hang the two addresses on the application."""
    app.register_blueprint(health)
