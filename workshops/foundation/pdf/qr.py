"""QR codes by exclusive or.

With version, error level and mask fixed, a symbol is an affine function over GF(2) of its data bits: Reed-Solomon codes
are linear and the mask is constant. So for a fixed prefix and a code of n characters the symbol is a base symbol XOR
one difference for each character. The encoder is only asked for the base and for one symbol per place and bit; a code
then costs some ten microseconds instead of milliseconds.
"""

import functools
from collections.abc import Iterator
from itertools import groupby

import segno

_ERROR_LEVEL = "m"  # 15 % of the symbol may be lost
_MASK = 2
_BITS = 7  # the alphabet is ASCII
QUIET_ZONE = 4  # modules that must stay empty around a symbol


class QRCodes:
    """All symbols for one prefix and codes of one length over one ASCII alphabet."""

    def __init__(self, prefix: str, length: int, alphabet: str) -> None:
        """Learn the basis from the encoder: one symbol for each bit of each character, a tenth of a second."""
        zero = alphabet[0]
        self._version = segno.make_qr(
            prefix + zero * length, error=_ERROR_LEVEL, boost_error=False, mode="byte"
        ).version
        self._base, self.size = self._encode(prefix + zero * length)
        self._differences: list[dict[str, int]] = []
        for place in range(length):
            probe = prefix + zero * place + "{}" + zero * (length - place - 1)
            bits = [self._encode(probe.format(chr(ord(zero) ^ 1 << bit)))[0] ^ self._base for bit in range(_BITS)]
            self._differences.append({character: _combine(bits, ord(character) ^ ord(zero)) for character in alphabet})
        self._paths: dict[tuple[int, int], str] = {}

    def symbol(self, code: str) -> int:
        """Return the modules row by row as the bits of one number, the first module highest, dark modules set."""
        return functools.reduce(int.__xor__, map(dict.__getitem__, self._differences, code), self._base)

    def path(self, code: str) -> str:
        """Return PDF path operators for the dark modules: unit squares, upwards from the lower left corner.

        The symbol is cut into bytes, and the path of each byte at each place is kept: a code is a few look-ups.
        """
        padding = -(self.size**2) % 8
        octets = (self.symbol(code) << padding).to_bytes((self.size**2 + padding) // 8, "big")
        return "".join([self._paths.get(key) or self._draw(key) for key in enumerate(octets)])

    def _draw(self, key: tuple[int, int]) -> str:
        place, octet = key
        dark = [8 * place + bit for bit in range(8) if octet & 0x80 >> bit]
        path = self._paths[key] = "".join(
            f"{column} {self.size - 1 - row} {width} 1 re\n" for row, column, width in _rows(dark, self.size)
        )
        return path

    def _encode(self, text: str) -> tuple[int, int]:
        symbol = segno.make_qr(
            text, version=self._version, error=_ERROR_LEVEL, mask=_MASK, mode="byte", encoding="iso-8859-1",
            boost_error=False,
        )  # fmt: skip
        bits = "".join("1" if module & 1 else "0" for row in symbol.matrix for module in row)
        return int(bits, 2), len(symbol.matrix)


def _combine(bits: list[int], pattern: int) -> int:
    chosen = (value for bit, value in enumerate(bits) if pattern >> bit & 1)
    return functools.reduce(int.__xor__, chosen, 0)


def _rows(modules: list[int], size: int) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and width of each unbroken bar of modules."""
    for _, bar in groupby(enumerate(modules), key=lambda item: (item[1] - item[0], item[1] // size)):
        numbers = [module for _, module in bar]
        yield *divmod(numbers[0], size), len(numbers)
