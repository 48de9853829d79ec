"""Builds the application: the ground floor first, then the rooms, then the wires between them."""

import os
from datetime import timedelta
from functools import cache

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from workshops.commands import init_commands
from workshops.foundation.accesslog import init_access_log
from workshops.foundation.assets import init_assets
from workshops.foundation.cookies import FormCookies
from workshops.foundation.database import init_database
from workshops.foundation.formtokens import FormTokens
from workshops.foundation.headers import init_headers
from workshops.foundation.health import init_health
from workshops.foundation.i18n import init_i18n
from workshops.foundation.limits import init_limits
from workshops.foundation.lowdata import init_low_data
from workshops.foundation.pages import init_pages
from workshops.foundation.schema import init_schema
from workshops.foundation.settings import Settings
from workshops.foundation.templates import Templates
from workshops.foundation.transactions import SAFE_METHODS, init_transactions
from workshops.foundation.uploads import Request
from workshops.foundation.web import init_addresses, init_web
from workshops.navigation import init_navigation
from workshops.permissions import POWERS
from workshops.rooms import init_rooms
from workshops.wiring import wire

LARGEST_BODY = 2**20


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for these settings, or for those of the environment."""
    settings = settings or Settings.from_environment()
    os.umask(0o077)
    app = Flask("workshops", instance_path=str(settings.instance), static_folder=None)
    app.request_class = Request
    app.jinja_environment = Templates
    init_addresses(app)
    _configure(app, settings)
    init_access_log(app)
    init_headers(app)
    app.before_request(_refuse_cross_site)
    FormTokens(app)  # type: ignore[no-untyped-call]
    init_database(app, settings.database_url)
    init_schema(app)
    init_transactions(app)
    init_i18n(app)
    init_low_data(app)
    init_limits(app, settings.redis_url)
    init_pages(app)
    init_assets(app)
    init_health(app)
    init_rooms(app)
    init_navigation(app)
    init_web(app)
    wire()
    init_commands(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SETTINGS=settings,
        POWERS=POWERS,
        TESTING=settings.environment == "test",
        SECRET_KEY=settings.secret_key,
        FIELD_KEY=settings.field_key,
        TRUSTED_HOSTS=[settings.public_host.partition(":")[0], *_local_hosts(settings)],
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        # This signed cookie holds a browser's form token, its notices and the mark by which a code knows it again.
        # Who is signed in is in the database.
        SESSION_COOKIE_NAME="__Host-form" if settings.is_secure else "form",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
        # A page whose address holds a code sends no Referer; token and Sec-Fetch-Site prove where a form comes from.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = FormCookies()
    # once(macro) gives a macro that a long list asks again and again, and that is drawn once for each argument.
    app.jinja_env.globals.update(is_demo=settings.is_demo, once=cache)


def _local_hosts(settings: Settings) -> list[str]:
    return [] if settings.environment == "production" else ["127.0.0.1", "localhost"]


def _refuse_cross_site() -> None:
    if request.method not in SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(400)
