"""Secrets are found by digest, links are for one purpose and one time, sealed fields open in their own place only."""

from datetime import timedelta

import pytest
from flask import Flask

from workshops.foundation.tokens import digest, keyed_digest, new_token, read_signed, seal, sign, unseal


def test_a_token_has_256_bits_and_none_equals_another() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}


def test_a_digest_is_the_sha256_of_the_token() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_keyed_digest_depends_on_its_purpose(house: Flask) -> None:
    assert keyed_digest("network", "10.0.0.1") == keyed_digest("network", "10.0.0.1")
    assert keyed_digest("network", "10.0.0.1") != keyed_digest("address", "10.0.0.1")


def test_a_signed_link_opens_for_its_own_purpose_only(house: Flask) -> None:
    token = sign("registration-status", 7)
    assert read_signed("registration-status", token, timedelta(days=1)) == 7
    assert read_signed("reset-password", token, timedelta(days=1)) is None


@pytest.mark.parametrize("broken", ["", "x", "7.a.b", "\x00", "é" * 40, "." * 400])
def test_an_altered_link_opens_nothing(house: Flask, broken: str) -> None:
    assert read_signed("registration-status", broken, timedelta(days=1)) is None
    token = sign("registration-status", 7)
    assert read_signed("registration-status", token[:-4] + broken, timedelta(days=1)) is None


def test_an_old_link_opens_nothing(house: Flask) -> None:
    assert read_signed("registration-status", sign("registration-status", 7), timedelta(seconds=-1)) is None


def test_a_sealed_field_opens_in_its_own_place_only(house: Flask) -> None:
    sealed = seal("K7QD3MZX90TFRB2H", "certificate:1")
    assert "K7QD" not in sealed
    assert unseal(sealed, "certificate:1") == "K7QD3MZX90TFRB2H"
    with pytest.raises(ValueError, match="does not open"):
        unseal(sealed, "certificate:2")


def test_sealing_twice_gives_different_octets(house: Flask) -> None:
    assert seal("same", "place") != seal("same", "place")
