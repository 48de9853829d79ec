"""What accounts decide, without a database."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from workshops.accounts.rules import (
    Actor,
    Grant,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    Purpose,
    Role,
    Scope,
    browser_family,
    code_digits,
    context_words,
    ensure_may_grant,
    ensure_strong_password,
    is_own_path,
    is_session_over,
    link_lifetime,
    masked_address,
    normal_password,
)
from workshops.foundation.errors import NotAllowed
from workshops.permissions import POWERS

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def actor(*grants: Grant, is_staff: bool = True) -> Actor:
    return Actor(
        person_id=1,
        display_name="Salma Idrissi",
        language=None,
        session_id=1,
        is_staff_session=is_staff,
        proved_at=NOW,
        last_seen_at=NOW,
        grants=grants,
    )


def grant(role: Role, scope: Scope, scope_id: int | None = None) -> Grant:
    return Grant(role=role, scope=scope, scope_id=scope_id, powers=POWERS[role])


@pytest.mark.parametrize(("is_staff", "minutes"), [(True, 30), (False, 15)])
def test_an_idle_session_ends_after_thirty_minutes_for_staff_and_fifteen_for_participants(
    *, is_staff: bool, minutes: int
) -> None:
    def over(idle: timedelta) -> bool:
        return is_session_over(is_staff=is_staff, created_at=NOW - idle, last_seen_at=NOW - idle, now=NOW)

    assert (over(timedelta(minutes=minutes, seconds=-1)), over(timedelta(minutes=minutes))) == (False, True)


def test_a_busy_session_ends_after_twelve_hours() -> None:
    def over(age: timedelta) -> bool:
        return is_session_over(is_staff=True, created_at=NOW - age, last_seen_at=NOW, now=NOW)

    assert (over(timedelta(hours=12, seconds=-1)), over(timedelta(hours=12))) == (False, True)


def test_links_open_for_an_hour_and_invitations_for_three_days() -> None:
    assert {purpose: link_lifetime(purpose) for purpose in Purpose} == {
        Purpose.SIGN_IN: timedelta(hours=1),
        Purpose.REGISTRATION: timedelta(hours=1),
        Purpose.PASSWORD: timedelta(hours=1),
        Purpose.INVITATION: timedelta(hours=72),
    }


def test_a_grant_reaches_its_scope_and_nothing_else() -> None:
    organizer = actor(grant(Role.ORGANIZER, Scope.ORGANISATION, 7))
    desk = actor(grant(Role.DESK, Scope.WORKSHOP, 3))
    admin = actor(grant(Role.ADMINISTRATOR, Scope.SYSTEM))
    places = [(3, 7), (4, 7), (3, 8), (4, 8)]
    assert [organizer.may("attendance.mark", workshop_id=w, organisation_id=o) for w, o in places] == [
        True,
        True,
        False,
        False,
    ]
    assert [desk.may("attendance.mark", workshop_id=w, organisation_id=o) for w, o in places] == [
        True,
        False,
        True,
        False,
    ]
    assert all(admin.may("attendance.mark", workshop_id=w, organisation_id=o) for w, o in places)
    assert not desk.may("registrations.read", workshop_id=3, organisation_id=7)


def test_a_mailed_code_alone_opens_no_page_of_staff() -> None:
    with_code = actor(grant(Role.ADMINISTRATOR, Scope.SYSTEM), is_staff=False)
    assert not with_code.is_staff
    assert not with_code.may_anywhere("people.read")
    assert not with_code.may("attendance.mark", workshop_id=1, organisation_id=1)
    assert with_code.scopes_of("workshops.manage").everything is False


def test_a_proof_counts_for_five_minutes() -> None:
    minutes = [timedelta(minutes=5), timedelta(minutes=5, seconds=1)]
    assert [actor().is_proved_lately(NOW + passed) for passed in minutes] == [True, False]


@pytest.mark.parametrize("role", list(Role))
def test_an_organizer_gives_the_roles_of_her_workshops_only(role: Role) -> None:
    organizer = actor(grant(Role.ORGANIZER, Scope.ORGANISATION, 7))
    if role in (Role.CO_ORGANIZER, Role.HOST, Role.DESK):
        ensure_may_grant(organizer, role, workshop_id=3, organisation_id=7)
        with pytest.raises(NotAllowed):
            ensure_may_grant(organizer, role, workshop_id=3, organisation_id=8)
    else:
        with pytest.raises(NotAllowed):
            ensure_may_grant(organizer, role, workshop_id=3, organisation_id=7)


def test_a_helper_of_a_workshop_gives_no_roles() -> None:
    with pytest.raises(NotAllowed):
        ensure_may_grant(
            actor(grant(Role.CO_ORGANIZER, Scope.WORKSHOP, 3)), Role.DESK, workshop_id=3, organisation_id=7
        )


@pytest.mark.parametrize(
    "password",
    [
        "fifteen-letters",
        "seven grey herons at the ford",
        "   spaces count, at both ends   ",
        "семь серых цапель",
        "苍鹭在浅滩上站着等待早晨的第一缕光",
        "🦩🪶🌊⛰🌙🔭🧭🪁🎐🪢🧵🪡🧶🪵🪨",
        "p" * 5 + "quick brown lynx jumps" * 10,
        "ü" * 3 + "a rather long one, with a tail" * 8,
    ],
)
def test_a_long_password_of_any_script_is_taken(password: str) -> None:
    ensure_strong_password(normal_password(password), common=(), context=())


def test_fourteen_characters_are_too_few_and_256_bytes_are_the_most() -> None:
    with pytest.raises(PasswordTooShort):
        ensure_strong_password("fourteen-chars", common=(), context=())
    ensure_strong_password(("a b c d e f g h" * 20)[:256], common=(), context=())
    with pytest.raises(PasswordTooLong):
        ensure_strong_password(("a b c d e f g h" * 20)[:257], common=(), context=())
    with pytest.raises(PasswordTooLong):
        ensure_strong_password("苍鹭在浅滩上站着等待早晨" * 8, common=(), context=())


def test_two_spellings_of_the_same_letters_are_one_password() -> None:
    composed, split = (unicodedata.normalize(form, "Ñandú à l'étang d'été") for form in ("NFC", "NFD"))
    assert composed != split
    assert normal_password(split) == composed


@pytest.mark.parametrize(
    "password",
    [
        "administrator123",
        "Administrator 123",
        "PASSWORD!password",
        "abcabcabcabcabcabc",
        "111111111111111111",
        "ab ab ab ab ab ab ab",
        "Salma Idrissi 2027!",
        "salma.idrissi@undesa",
    ],
)
def test_what_a_guesser_tries_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        ensure_strong_password(
            password,
            common=("administrator", "password"),
            context=context_words(["Salma Idrissi", "salma.idrissi@undesa.example"]),
        )


def test_context_words_are_the_longer_words_of_names_and_addresses() -> None:
    words = context_words(["Salma bin Idrissi", "s.idrissi@customs.example"])
    assert (sorted(words), words == sorted(words, key=len, reverse=True)) == (
        ["customs", "example", "idrissi", "salma"],
        True,
    )


def test_a_code_may_be_typed_in_groups_and_on_any_keyboard() -> None:
    assert [code_digits(typed) for typed in ("1234 5678", "1234-5678", "١٢٣٤٥٦٧٨", "１２３４５６７８", "code")] == [
        "12345678",
        "12345678",
        "12345678",
        "12345678",
        "",
    ]


def test_a_masked_address_shows_one_letter_and_the_domain() -> None:
    assert masked_address("gulnora@customs.example") == "g•••@customs.example"


# Thirty-seven spellings by which browsers have been led to another site (security rule T13).
STRANGE_PATHS = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "//evil.example/sign-in",
    "/.evil.example",
    "/..//evil.example",
    "/%2F/evil.example",
    "/%2f%2fevil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "/@evil.example",
    "/:80@evil.example",
    "https://evil.example",
    "http://evil.example",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//localhost@evil.example",
    "/sign-in?next=//evil.example",
    "/sign-in#//evil.example",
    "/sign-in\x00//evil.example",
    "/sign-in\u2028//evil.example",
    "evil.example",
    "／／evil.example",
]


def test_there_are_thirty_seven_strange_paths_and_none_is_our_own() -> None:
    assert (len(STRANGE_PATHS), [path for path in STRANGE_PATHS if is_own_path(path)]) == (37, [])


def test_a_plain_path_of_bounded_length_may_be_our_own() -> None:
    paths = ["/me", "/workshops/api-2027", "/manage/x/registrations", "/a" * 150, "/a" * 151]
    assert [is_own_path(path) for path in paths] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_by_its_family(user_agent: str, family: str) -> None:
    assert browser_family(user_agent) == family
