"""How names are chosen and ordered for a reader."""

import pytest

from workshops.directory.rules import collation_key, in_language


def in_order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: collation_key(name, language))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Andorra", "Côte d'Ivoire", "Croatia", "Zambia"]),
        ("fr", ["Égypte", "El Salvador", "Érythrée", "Finlande"]),
        ("es", ["Afganistán", "África", "España", "Etiopía"]),
        ("ru", ["Йемен", "Кабо-Верде", "Япония"]),
        ("ar", ["الاتحاد الروسي", "إثيوبيا", "ألبانيا", "البحرين", "السودان", "سويسرا"]),
        ("zh", ["阿富汗", "德国", "斐济", "芬兰", "瑙鲁", "尼泊尔", "中国"]),
    ],
)
def test_names_stand_in_the_order_of_the_readers_language(language: str, names: list[str]) -> None:
    assert in_order(sorted(names, reverse=True), language) == names


def test_a_name_that_is_missing_in_a_language_is_given_in_english() -> None:
    names = {"en": "Kuwait Declaration", "ar": "إعلان الكويت"}
    assert in_language(names, "ar") == "إعلان الكويت"
    assert in_language(names, "zh") == "Kuwait Declaration"
