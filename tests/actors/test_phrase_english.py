"""English for noun phrases: adjectives, owners, conjuncts, titles."""

from __future__ import annotations

import pytest

from khabar.resolve.actor_names import english
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words


@pytest.mark.parametrize(
    ("arabic", "told"),
    [
        ("القوات المشتركة", "joint forces"),
        ("القوات الأمنية العراقية", "Iraqi security forces"),
        ("رئيس جديد", "new president"),
        ("مهاجمون ملثمون", "masked attackers"),
        ("صواريخ باليستية", "ballistic missiles"),
        ("وفد الأمم المتحدة", "delegation of the United Nations"),
        ("مسلحي الحوثيين", "gunmen of the Houthis"),
        ("قيادي في حماس", "commander of Hamas"),
        ("منظمات غير حكومية وتنظيمات كردية", "organisations"),
        ("الزعيم الليبي العقيد معمر القذافي", "Muammar Gaddafi"),
        ("الخاطفين المادية", "kidnappers"),
    ],
)
def test_english_of_a_phrase(arabic: str, told: str) -> None:
    phrase = read(plain_words(arabic))
    assert phrase is not None and english(phrase) == told


def test_a_singular_in_un_is_no_sound_plural() -> None:
    phrase = read(plain_words("قانونا جديدا"))
    assert phrase is None or english(phrase) in ("law", "new law")


def test_a_definite_noun_has_a_definite_adjective_and_no_owner() -> None:
    told = {text: english(phrase) for text in ("الصحفي السعودي المعارض", "المتحدث باسم الجيش") if (phrase := read(plain_words(text))) is not None}
    assert list(told.values()) == ["Saudi opposition journalist", "spokesperson of the army"]
