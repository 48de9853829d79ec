"""What browsers send: paths to go to, codes typed by hand, their own names."""

import re
import unicodedata

# Tab, line breaks, backslash, percent, colon, query and a second slash at the start have led browsers off the site.
_OWN_PATH = re.compile(r"/[A-Za-z0-9][A-Za-z0-9._~/-]*")
LONGEST_PATH = 300


def is_own_path(path: str) -> bool:
    """Whether a path can only lead to a page of this site, whatever a browser makes of it."""
    return len(path) <= LONGEST_PATH and _OWN_PATH.fullmatch(path) is not None


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_family(user_agent: str) -> str:
    """`Firefox, Windows`: enough to recognise one's own browser in a list; empty when unknown."""
    families = (next((name for mark, name in marks if mark in user_agent), None) for marks in (_BROWSERS, _SYSTEMS))
    return ", ".join(family for family in families if family)


def code_digits(typed: str) -> str:
    """The digits of a typed code in ASCII, whatever keyboard wrote them and however they were grouped."""
    return "".join(str(unicodedata.decimal(character)) for character in typed if character.isdecimal())
