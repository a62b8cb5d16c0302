"""Clitics are separated by look-up, never by blind stripping."""

from __future__ import annotations

import pytest

from khabar.text import FormIndex, document, fold, stem_span

NAMES = FormIndex({fold(n): n for n in ("الموصل", "وهران", "ليبيا", "إيلي", "بعشيقة", "كركوك")}, "name")
NOUNS = FormIndex({fold(n): n for n in ("قيادة", "مسلحون", "مسلحين", "جيش", "مستشفى", "أبناء", "لواء")}, "noun")
VERBS = FormIndex({fold(v): v for v in ("قتلوا", "قال", "رمى", "هاجم")}, "verb")


@pytest.mark.parametrize(
    ("index", "word", "found", "stands"),
    [
        (NAMES, "للموصل", "الموصل", "لموصل"),
        (NAMES, "وبالموصل", "الموصل", "الموصل"),
        (NAMES, "وهران", "وهران", "وهران"),
        (NAMES, "لليبيا", "ليبيا", "ليبيا"),
        (NAMES, "بكركوك", "كركوك", "كركوك"),
        (NOUNS, "وقيادته", "قيادة", "قيادت"),
        (NOUNS, "لمسلحيه", "مسلحين", "مسلحي"),
        (NOUNS, "ومسلحوهم", "مسلحون", "مسلحو"),
        (NOUNS, "للجيش", "جيش", "جيش"),
        (NOUNS, "مستشفاهم", "مستشفى", "مستشفا"),
        (NOUNS, "للواء", "لواء", "لواء"),
        (VERBS, "وقتلوهم", "قتلوا", "قتلو"),
        (VERBS, "رماه", "رمى", "رما"),
        (VERBS, "سَيُهاجم", None, None),
    ],
)
def test_cut(index: FormIndex[str], word: str, found: str | None, stands: str | None) -> None:
    token = document(word).tokens[0]
    hits = index.find(token.norm)
    if found is None:
        assert hits == ()
    else:
        assert found in [payload for payload, _ in hits]
        split = next(s for payload, s in hits if payload == found)
        start, end = stem_span(token, split)
        assert word[start:end] == stands


def test_a_preposition_is_no_town() -> None:
    assert NAMES.find(fold("إلى")) == ()


def test_marks_inside_the_word_do_not_shift_the_stem() -> None:
    word = "وَبِالمَوصِل"
    token = document(word).tokens[0]
    (_, split), *_ = NAMES.find(token.norm)
    start, end = stem_span(token, split)
    assert word[start:end] == "المَوصِل"
