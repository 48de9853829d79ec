"""The public form. It needs no account and no script; the address is proved afterwards, with a mailed code."""

from datetime import datetime, timedelta
from http import HTTPStatus

from flask import Response, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from workshops.accounts.actions import ask_for_code, find_or_create_person, this_device
from workshops.accounts.models import Person
from workshops.accounts.queries import find_code_of_device, get_person
from workshops.accounts.rules import Actor, PersonDetails, Purpose
from workshops.accounts.views.door import ask_for_typed_code
from workshops.catalogue.models import Workshop
from workshops.catalogue.queries import find_public_workshop
from workshops.catalogue.rules import Stage
from workshops.foundation import clock
from workshops.foundation.errors import DomainError, NotFound
from workshops.foundation.forms import normal_address
from workshops.foundation.i18n import language, sentence
from workshops.foundation.limits import limiter, network
from workshops.foundation.lowdata import is_low_data
from workshops.foundation.pagecache import pages
from workshops.foundation.text import clean_line
from workshops.foundation.tokens import keyed_digest, read_signed, sign
from workshops.foundation.transactions import begin_writing, works_before_writing
from workshops.foundation.web import keeps_typed, public
from workshops.registrations.actions import register as take_in
from workshops.registrations.actions import save_for_later
from workshops.registrations.forms import AnswersForm, RegistrationForm, new_key
from workshops.registrations.models import Draft
from workshops.registrations.queries import find_draft, find_last_answers, has_live_registration, people_in_line
from workshops.registrations.rules import DRAFT_LIFETIME, Answers
from workshops.registrations.views.room import private, registrations

# A whole training centre may stand behind one address; a mailbox belongs to one person.
FORMS_OF_NETWORK = "300 per 15 minutes"
MAILS_OF_ADDRESS = "10 per hour"
# The same form sent twice in a moment, by a double click or a slow line, is worth one mail.
DOUBLE_CLICK = timedelta(minutes=1)
FORM_KEPT = timedelta(hours=1)
KEPT_PURPOSE = "kept draft"
# These stand in a kept form where each reader gets secrets of her own.
_TOKEN, _ONCE = "{token}", "{once}"


def _mailbox() -> str:
    """The network and whose mailbox it is, the reader's or the one the form names, as a keyed digest."""
    whose = g.actor.person_id if g.actor else clean_line(request.form.get("email", "")).lower()
    return keyed_digest("registration", f"{network()}\0{whose}")


def _was_taken(response: Response) -> bool:
    return response.status_code == HTTPStatus.SEE_OTHER


@registrations.route("/workshops/<slug>/register", methods=["GET", "POST"])
@limiter.limit(FORMS_OF_NETWORK, methods=["POST"], deduct_when=_was_taken)
@limiter.limit(MAILS_OF_ADDRESS, methods=["POST"], key_func=_mailbox, deduct_when=_was_taken)
@public
@works_before_writing
@keeps_typed
def register(slug: str) -> ResponseReturnValue:
    """Ask for a seat. The form is checked before the writing transaction, which is kept short."""
    workshop = _public_workshop(slug)
    actor: Actor | None = g.actor
    if actor and has_live_registration(workshop.id, actor.person_id):
        return redirect(url_for(".status", slug=slug), HTTPStatus.SEE_OTHER)
    if request.method == "GET" and _is_nobodys():
        return _blank_page(workshop)
    do = request.form.get("do")
    known = _known_answers(actor)
    form = RegistrationForm(workshop, asks_address=actor is None, is_for_later=do == "save", data=known)
    if do == "preview":
        return _page(workshop, form)
    if form.validate_on_submit():
        try:
            return _save(workshop, form, actor) if do == "save" else _send(workshop, form, actor)
        except DomainError as refusal:
            form.form_errors.append(sentence(refusal))
            return _page(_public_workshop(slug), form), refusal.status
    return _page(workshop, form), form.answer_status


@registrations.get("/workshops/<slug>/register/<token>")
@public
def resume(slug: str, token: str) -> ResponseReturnValue:
    """Go on with a form that was saved for later. Nothing changes by looking: programs that read mail open links too.

    What is sent from here goes the way of any other form; its key ends the draft.
    """
    workshop = _public_workshop(slug)
    actor: Actor | None = g.actor
    if actor and has_live_registration(workshop.id, actor.person_id):
        return redirect(url_for(".status", slug=slug))
    this_device()
    draft = find_draft(workshop.id, token)
    if draft is None and workshop.standing.stage(clock.now()) in (Stage.OPEN, Stage.FULL):
        return private((render_template("registrations/no_draft.html", workshop=workshop), HTTPStatus.NOT_FOUND))
    typed = {**draft.answers, "email": draft.email, "once": draft.once} if draft else {}
    form = RegistrationForm(workshop, asks_address=actor is None, data=typed)
    return private(_page(workshop, form, draft))


@registrations.get("/workshops/<slug>/register/saved/<token>")
@public
def saved(slug: str, token: str) -> ResponseReturnValue:
    """Say until when the answers are kept, and what comes next. The token holds that moment, signed, and no more."""
    kept_until = read_signed(KEPT_PURPOSE, token, DRAFT_LIFETIME)
    if kept_until is None:
        raise NotFound
    workshop = _public_workshop(slug)
    moment = datetime.fromisoformat(kept_until)
    return private(render_template("registrations/saved.html", workshop=workshop, kept_until=moment))


def _public_workshop(slug: str) -> Workshop:
    workshop = find_public_workshop(slug)
    if workshop is None:
        raise NotFound
    return workshop


def _is_nobodys() -> bool:
    """Whether the page is the same for all who ask: nobody is signed in, nothing asked for, no notice waits."""
    return g.actor is None and not request.args and "_flashes" not in session


def _blank_page(workshop: Workshop) -> str:
    """The empty form, kept for all but for its two secrets, which each reader gets anew."""
    # The browser gets its mark with the form, so that the code works in it even after a double click.
    this_device()
    now, stage = clock.now(), workshop.standing.stage(clock.now())
    edition = (workshop.id, workshop.revision, workshop.changed_at)
    key = ("registration form", edition, language(), is_low_data(), stage, _place(workshop, stage))
    token = generate_csrf()
    kept = pages.find(key, now)
    if kept is None:
        form = RegistrationForm(workshop, asks_address=True)
        text = _page(workshop, form).replace(token, _TOKEN).replace(form.once.data or "", _ONCE)
        kept = pages.keep(key, text, now + FORM_KEPT)
    return kept.body.decode().replace(_TOKEN, token).replace(_ONCE, new_key())


def _known_answers(actor: Actor | None) -> dict[str, object]:
    """What a signed-in person need not write again: what she wrote last, else her profile."""
    if actor is None:
        return {}
    last = find_last_answers(actor.person_id)
    return AnswersForm.filled_with(last.answers if last else _profile(get_person(actor.person_id)))


def _profile(person: Person) -> Answers:
    return Answers(
        name_latin=person.name_latin,
        name_own=person.name_own,
        sex=person.sex,
        country_iso3=person.country_iso3,
        agency=person.organisation.name if person.organisation else "",
        post=person.post,
        certificate_language=language(),
    )


def _send(workshop: Workshop, form: RegistrationForm, actor: Actor | None) -> ResponseReturnValue:
    answers, workshop_id, slug = form.answers(), workshop.id, workshop.slug
    begin_writing()
    if actor:
        take_in(workshop_id, actor.person_id, answers, once=form.once.data or "", is_proved=True)
        return redirect(url_for(".status", slug=slug), HTTPStatus.SEE_OTHER)
    address = normal_address(form.email.data or "")
    person = find_or_create_person(address, PersonDetails())
    take_in(workshop_id, person.id, answers, once=form.once.data or "", is_proved=False)
    _mail_code(person.id, url_for(".status", slug=slug))
    return ask_for_typed_code(address, is_known=True)


def _save(workshop: Workshop, form: RegistrationForm, actor: Actor | None) -> ResponseReturnValue:
    typed, once, workshop_id, slug = form.typed, form.key, workshop.id, workshop.slug
    begin_writing()
    address = get_person(actor.person_id).email if actor else normal_address(form.email.data or "")
    actor_id = actor.person_id if actor else None
    kept_until = save_for_later(workshop_id, address, typed, once=once, language=language(), actor_id=actor_id)
    token = sign(KEPT_PURPOSE, kept_until.isoformat())
    return redirect(url_for(".saved", slug=slug, token=token), HTTPStatus.SEE_OTHER)


def _mail_code(person_id: int, next_path: str) -> None:
    device = this_device()
    last = find_code_of_device(device)
    is_again = last and last.person_id == person_id and last.next_path == next_path and not last.used_at
    if last and is_again and clock.now() - last.asked_at < DOUBLE_CLICK:
        return
    ask_for_code(person_id, Purpose.REGISTRATION, device, next_path)


def _page(workshop: Workshop, form: RegistrationForm, draft: Draft | None = None) -> str:
    stage = workshop.standing.stage(clock.now())
    return render_template(
        "registrations/register.html",
        workshop=workshop,
        text=workshop.text_in(language()),
        form=form,
        draft=draft,
        stage=stage,
        place=_place(workshop, stage),
    )


def _place(workshop: Workshop, stage: Stage) -> int:
    """The place in the waitlist that a new person would have; 0 while there are seats."""
    return people_in_line(workshop.id) + 1 if stage is Stage.FULL else 0
