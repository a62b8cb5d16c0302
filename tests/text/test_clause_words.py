"""Words as the clause sees them: their article, clitics and kind."""

from __future__ import annotations

import pytest

from khabar.text.clause_words import word


@pytest.mark.parametrize(("norm", "stem"), [("القياده", "قياده"), ("الوزير", "وزير"), ("والقوات", "قوات"), ("بالقوات", "قوات"), ("المحكمه", "محكمه")])
def test_a_head_noun_listed_with_and_without_article_has_it(norm: str, stem: str) -> None:
    read = word(norm)
    assert (read.article, read.stem, read.kind) == (True, stem, "noun")


@pytest.mark.parametrize(("norm", "case", "joined"), [("بيوتها", "", False), ("بلدته", "", False), ("وزيرها", "", False), ("لقواتها", "ل", False), ("وقواته", "", True)])
def test_a_known_noun_with_a_pronoun_keeps_its_first_letter(norm: str, case: str, joined: bool) -> None:
    read = word(norm)
    assert (read.case, read.joined) == (case, joined)


@pytest.mark.parametrize("norm", ["الحاق", "الغاء", "الزام", "التحام"])
def test_the_first_letters_of_a_verbal_noun_are_no_article(norm: str) -> None:
    assert not word(norm).article


@pytest.mark.parametrize(("norm", "stem", "case"), [("فلاديمير", "فلاديمير", ""), ("بنيامين", "بنيامين", ""), ("لفلاديمير", "فلاديمير", "ل"), ("ليلي", "يلي", "ل"), ("بالمدينه", "مدينه", "ب")])
def test_a_name_s_first_letters_are_no_clitics(norm: str, stem: str, case: str) -> None:
    read = word(norm)
    assert (read.stem, read.case) == (stem, case)
