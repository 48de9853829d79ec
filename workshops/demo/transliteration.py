"""Latin spellings of names, as the passports of each language write them.

Only scripts in which letters decide the spelling are here. Arabic, Chinese, Korean, Thai and the like leave out what
the spelling needs, so their pairs are written by hand in `data/names.csv`.
"""

import re
import unicodedata
from collections.abc import Mapping

_CYRILLIC: dict[str, str] = dict(
    zip("абвгдезийклмнопрстуф", "abvgdeziiklmnoprstuf", strict=True),
    ж="zh",
    х="kh",
    ц="ts",
    ч="ch",
    ш="sh",
    щ="shch",
    ъ="",
    ы="y",
    ь="",
    э="e",
    ю="yu",
    я="ya",
    ё="yo",
)
# Russian and Belarusian as in ICAO Doc 9303-3; the others as in the passports of the State.
_LETTERS: Mapping[str, Mapping[str, str]] = {
    "ru": _CYRILLIC | {"ъ": "ie", "ю": "iu", "я": "ia", "ё": "e"},
    "be": _CYRILLIC | {"г": "h", "і": "i", "ў": "u", "ю": "iu", "я": "ia", "ё": "io", "’": ""},
    "bg": _CYRILLIC | {"й": "y", "х": "h", "щ": "sht", "ъ": "a", "ь": "y"},
    "sr": _CYRILLIC
    | {"ж": "ž", "х": "h", "ц": "c", "ч": "č", "ш": "š", "ђ": "đ", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "ć", "џ": "dž"},
    "tg": _CYRILLIC | {"й": "y", "ғ": "gh", "ӣ": "i", "қ": "q", "ӯ": "u", "ҳ": "h", "ҷ": "j"},
    "kk": _CYRILLIC | {"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i"},
    "ky": _CYRILLIC | {"ң": "n", "ө": "o", "ү": "u"},
    "mn": _CYRILLIC | {"е": "ye", "ж": "j", "ө": "u", "ү": "u", "ь": "i"},
    "el": dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True), θ="th", χ="ch", ψ="ps"),
    "hy": dict(zip("աբգդեզէըթիլկհյմնսվտրպջռօքֆփ", "abgdezeytilkhymnsvtrpjrokfp", strict=True))
    | {"ժ": "zh", "խ": "kh", "ծ": "ts", "ձ": "dz", "ղ": "gh", "ճ": "ch", "շ": "sh", "ո": "o", "չ": "ch", "ց": "ts"}
    | {"և": "ev", "ւ": "v"},
}
# Letters that sound together, and letters that sound otherwise at the beginning of a word.
_TOGETHER: Mapping[str, Mapping[str, str]] = {
    "bg": {r"ия\b": "ia"},
    "el": {
        r"ου": "ou",
        r"([αεη])υ(?=[αβγδεζηιλμνορωυου])": r"\1v",
        r"([αεη])υ": r"\1f",
        r"γ(?=[γξχ])": "n",
        r"\bμπ": "b",
    },
    "hy": {r"ու": "u", r"\bո": "vo", r"\bե": "ye"},
}


def latin(name: str, language: str) -> str:
    """The name in Latin letters, each word with a capital. Letters that the language has not stay as they are."""
    text = unicodedata.normalize("NFC", name).lower()
    if language == "el":  # its accents say where the stress is, not which letter it is
        text = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    for letters, sound in _TOGETHER.get(language, {}).items():
        text = re.sub(letters, sound, text)
    written = "".join(_LETTERS[language].get(letter, letter) for letter in text)
    return re.sub(r"\b\w", lambda first: first[0].upper(), written)
