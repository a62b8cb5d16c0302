"""Where noun phrases end."""

from __future__ import annotations

import pytest

from khabar.text import document
from khabar.text.phrases import conjuncts, noun_phrase


@pytest.mark.parametrize(("sentence", "phrase"), [
    ("مسلحون قرية أم دويم", "مسلحون"),  # what keeps its ن governs nothing
    ("محتجون سيارة للشرطة", "محتجون"),
    ("مسؤولون كبار", "مسؤولون كبار"),
    ("مسلحون مجهولون", "مسلحون مجهولون"),
    ("القيادة تعزيزات كبيرة", "القيادة"),
    ("قيادة الجيش", "قيادة الجيش"),
])
def test_where_a_phrase_ends(sentence: str, phrase: str) -> None:
    doc = document(sentence)
    assert doc.words(doc.span(0, noun_phrase(doc, 0, len(doc.tokens), ()))) == phrase


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("للبنان ولليبيا مساعدات", ["للبنان", "ولليبيا"]),
        ("بالشرطة وبالجيش أمس", ["بالشرطة", "وبالجيش"]),
        ("الدبلوماسيين وعائلاتهم السفارة صباح الخميس", ["الدبلوماسيين", "وعائلاتهم"]),
        ("قواته الجوية القاعدة", ["قواته الجوية"]),
        ("العشرة وهم تسعة رجال", ["العشرة"]),
    ],
)
def test_joined_phrases_and_their_ends(text: str, parts: list[str]) -> None:
    """A preposition may stand again; a noun with a pronoun has no genitive; وهم begins a clause."""
    doc = document(text)
    assert [doc.words(doc.span(*p)) for p in conjuncts(doc, 0, len(doc.tokens))] == parts
