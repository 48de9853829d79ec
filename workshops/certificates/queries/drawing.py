"""Rows as the facts of a certificate."""

from dataclasses import replace

from flask_babel import gettext as _

from workshops.attendance.queries import counted_sessions
from workshops.catalogue.models import Workshop
from workshops.catalogue.rules import Mode, Part
from workshops.certificates.facts import CODE_ALPHABET, CODE_LENGTH, CertificateFacts
from workshops.certificates.pdf import LANGUAGES, can_print
from workshops.certificates.rules import Kind
from workshops.directory.rules import in_language
from workshops.foundation import clock
from workshops.foundation.i18n import comma_list, force_locale
from workshops.foundation.web import absolute_url
from workshops.foundation.zones import get_zone
from workshops.registrations.models import Registration

_HALF_HOUR_SECONDS = 1800


def specimen_facts(workshop: Workshop, language: str) -> CertificateFacts:
    """What all certificates of a workshop in one language say, with a name, a number and a code that are nobody's."""
    return CertificateFacts(
        kind=Kind.PARTICIPATION.value,
        event_kind=workshop.kind,
        language=language,
        design=workshop.certificate_design,
        name="Specimen",
        name_latin=None,
        body="",
        country=None,
        title=workshop.text_in(language).title,
        starts_on=workshop.starts_local.date(),
        ends_on=workshop.ends_local.date(),
        place=_place(workshop, language),
        hours=_hours(workshop),
        themes=tuple(in_language(theme.names, language) for theme in workshop.themes),
        organisers=_organisers(workshop),
        signatories=tuple((signatory.name, signatory.function) for signatory in workshop.signatories),
        number="SPECIMEN",
        code=CODE_ALPHABET[0] * CODE_LENGTH,
        issued_on=clock.now().astimezone(get_zone(workshop.zone)).date(),
        verify_base_url=absolute_url("/v/"),
    )


def holder_facts(specimen: CertificateFacts, registration: Registration, *, number: str, code: str) -> CertificateFacts:
    """The specimen with what is the holder's own."""
    own, latin, country = registration.name_own, registration.name_latin, registration.country
    name = own if own and can_print(own) else latin
    agency = registration.agency or (registration.organisation.name if registration.organisation else "")
    state = in_language(country.names, specimen.language) if country else ""
    return replace(
        specimen,
        name=name,
        name_latin=latin if latin != name else None,
        body=_listed(specimen.language, agency, state),
        country=country.iso2 if country else None,
        number=number,
        code=code,
    )


def certificate_language(registration: Registration) -> str:
    """The language the person chose, as far as certificates are written in it."""
    return registration.certificate_language if registration.certificate_language in LANGUAGES else "en"


def _hours(workshop: Workshop) -> float:
    """The hours as the organizer set them, else those of the sessions that count, to the half hour."""
    if workshop.certificate_hours is not None:
        return workshop.certificate_hours
    seconds = sum((one.ends_at - one.starts_at).total_seconds() for one in counted_sessions(workshop.id))
    return round(seconds / _HALF_HOUR_SECONDS) / 2


def _place(workshop: Workshop, language: str) -> str:
    if workshop.mode == Mode.ONLINE:
        with force_locale(language):
            return _("Online")
    country = in_language(workshop.country.names, language) if workshop.country else ""
    return _listed(language, workshop.city, country)


def _listed(language: str, *parts: str) -> str:
    """The parts there are, with the comma of the language."""
    with force_locale(language):
        return comma_list(filter(None, parts))


def _organisers(workshop: Workshop) -> tuple[str, ...]:
    partners = (partner.organisation.name for partner in workshop.partners if partner.part != Part.SPONSOR)
    return tuple(dict.fromkeys([workshop.organisation.name, *partners]))
