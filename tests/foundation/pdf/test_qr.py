"""QR codes made by exclusive or are those of the encoder."""

import random
import re

import pytest
import segno

from workshops.foundation.pdf.qr import QRCodes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "https://workshops.example.org/v/"


@pytest.fixture(scope="module")
def codes() -> QRCodes:
    return QRCodes(PREFIX, 16, ALPHABET)


def encoded(code: str) -> list[list[int]]:
    symbol = segno.make_qr(PREFIX + code, version=4, error="m", mask=2, mode="byte", boost_error=False)
    return [[module & 1 for module in row] for row in symbol.matrix]


def random_codes(count: int) -> list[str]:
    chance = random.Random(2026)  # noqa: S311 - the same codes every time
    return ["".join(chance.choices(ALPHABET, k=16)) for _ in range(count)]


def test_a_symbol_equals_that_of_the_encoder_module_by_module(codes: QRCodes) -> None:
    for code in random_codes(100):
        expected = "".join(str(module) for row in encoded(code) for module in row)
        assert f"{codes.symbol(code):0{codes.size**2}b}" == expected


def test_the_path_covers_exactly_the_dark_modules(codes: QRCodes) -> None:
    for code in random_codes(5) * 2:
        drawn = [[0] * codes.size for _ in range(codes.size)]
        for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re\n", codes.path(code)):
            for column in range(int(x), int(x) + int(width)):
                drawn[codes.size - 1 - int(y)][column] += 1
        assert drawn == encoded(code)
