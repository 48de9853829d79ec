"""The public check of a certificate: by its code, by many codes, by a machine."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

from flask import Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from workshops.certificates.facts import CertificateFacts
from workshops.certificates.forms import BatchForm, NameForm
from workshops.certificates.models import Certificate
from workshops.certificates.queries import facts_of, find_certificate, find_certificates, public_page_of
from workshops.certificates.rules import CertificateState, masked, names_match, normal_code
from workshops.certificates.views.blueprint import certificates
from workshops.foundation import clock
from workshops.foundation.limits import limiter
from workshops.foundation.tokens import digest
from workshops.foundation.transactions import works_before_writing
from workshops.foundation.web import public

View = TypeVar("View", bound=Callable[..., Any])

CHECKS_OF_NETWORK = "30 per minute"
CHECKS_OF_ALL = "1200 per minute"
NAMES_OF_CODE = "5 per hour"
BATCH_COUNTS_AS = 10


def _limited(view: View) -> View:
    """Refuse to be asked about codes faster than people read papers."""
    options: dict[str, Any] = {"cost": _cost, "exempt_when": _asks_nothing}
    of_network = limiter.shared_limit(CHECKS_OF_NETWORK, scope="certificates of a network", **options)
    of_all = limiter.shared_limit(CHECKS_OF_ALL, scope="certificates", key_func=lambda: "all", **options)
    return cast("View", of_all(of_network(view)))


def _cost() -> int:
    return BATCH_COUNTS_AS if request.endpoint == "certificates.batch" else 1


def _asks_nothing() -> bool:
    """Whether this is only an empty form."""
    return not (request.view_args or request.args.get("code") or request.form)


@certificates.route("/v/batch", methods=["GET", "POST"])
@public
@works_before_writing
@_limited
def batch() -> ResponseReturnValue:
    """Up to 50 codes at once, as a personnel office has them."""
    form = BatchForm()
    found = find_certificates(form.lines) if form.validate_on_submit() else None
    status = HTTPStatus.OK if found is not None else form.answer_status
    rows = [
        (typed, certificate, certificate and _shown(certificate, facts_of(certificate, typed)))
        for typed, certificate in (found or {}).items()
    ]
    return _unseen(render_template("certificates/batch.html", form=form, rows=rows, now=clock.now()), status)


@certificates.get("/v/<path:code>.json")
@public
@_limited
def state(code: str) -> ResponseReturnValue:
    """The state alone, for machines."""
    certificate = find_certificate(code)
    answer = jsonify(state=certificate.state if certificate else "unknown")
    return _unseen(answer, HTTPStatus.OK if certificate else HTTPStatus.NOT_FOUND)


def _tries_over(_limit: Any) -> Response:
    certificate = find_certificate(_code())
    if certificate is None:
        return _unknown()
    facts = facts_of(certificate, _code())
    return _page(certificate, facts, NameForm(), status=HTTPStatus.TOO_MANY_REQUESTS, tries_over=True)


def _code() -> str:
    return str((request.view_args or {})["code"])


@certificates.get("/v/")
@certificates.route("/v/<path:code>", methods=["GET", "POST"])
@public
@works_before_writing
@_limited
@limiter.limit(
    NAMES_OF_CODE, key_func=lambda: digest(normal_code(_code()) or _code()), methods=["POST"], on_breach=_tries_over
)
def verify(code: str = "") -> ResponseReturnValue:
    """Valid, revoked, replaced or unknown, first and large; then what the certificate says, and a check of the name.

    Without a code, the form that asks for it.
    """
    typed = code or request.args.get("code", "").strip()
    if not typed:
        return _unseen(render_template("certificates/ask.html"))
    certificate = find_certificate(typed)
    if certificate is None:
        return _unknown()
    facts, form = facts_of(certificate, typed), NameForm()
    if not form.validate_on_submit():
        return _page(certificate, facts, form, status=form.answer_status)
    matches = names_match(form.name.data or "", facts.name, facts.name_latin)
    return _page(certificate, facts, form, status=HTTPStatus.OK, matches=matches)


def _page(
    certificate: Certificate,
    facts: CertificateFacts,
    form: NameForm,
    *,
    status: HTTPStatus,
    matches: bool | None = None,
    tries_over: bool = False,
) -> Response:
    page = render_template(
        "certificates/verify.html",
        certificate=certificate,
        facts=facts,
        names=_shown(certificate, facts),
        form=form,
        matches=matches,
        tries_over=tries_over,
        is_valid=certificate.state == CertificateState.VALID,
        page_of_workshop=public_page_of(certificate),
        now=clock.now(),
    )
    return _unseen(page, status)


def _unknown() -> Response:
    """The same words for every text that is no code of ours, whatever it looks like."""
    return _unseen(render_template("certificates/unknown.html"), HTTPStatus.NOT_FOUND)


def _shown(certificate: Certificate, facts: CertificateFacts) -> tuple[str, str]:
    """The holder's name, and its Latin form when it is another, as far as she lets strangers read it."""
    names = facts.name, facts.name_latin or ""
    return names if certificate.shows_name else (masked(names[0]), masked(names[1]))


def _unseen(answer: str | Response, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Keep the page, whose address holds a code, out of search engines and out of every Referer."""
    response = make_response(answer, status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
