"""Where noun phrases end."""

from __future__ import annotations

import pytest

from khabar.text import document
from khabar.text.phrases import noun_phrase


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
