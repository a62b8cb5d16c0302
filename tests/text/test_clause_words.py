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


@pytest.mark.parametrize(("norm", "stem"), [("للبنان", "لبنان"), ("وللندن", "لندن"), ("لليبيا", "ليبيا"), ("للاهاي", "لاهاي"), ("للبنانيين", "لبنانيين"), ("لليبيه", "ليبيه"),
                                            ("للاجيين", "لاجيين"), ("للجنه", "لجنه"), ("للقاء", "لقاء"), ("للواء", "لواء"), ("للجان", "لجان"), ("للاعب", "لاعب")])  # fmt: skip
def test_the_second_lam_is_the_word_s_own(norm: str, stem: str) -> None:
    """للبنان is to Lebanon, no «بنان»; للاجئين joins ل, ال and لاجئين in two letters."""
    assert word(norm).stem == stem


@pytest.mark.parametrize(("norm", "stem"), [("للجيش", "جيش"), ("وللبرلمان", "برلمان"), ("للاتفاق", "اتفاق"), ("للحوثيين", "حوثيين"), ("للرياض", "رياض"), ("لليمن", "يمن"), ("للامم", "امم"), ("للباب", "باب")])
def test_the_second_lam_is_the_article_s(norm: str, stem: str) -> None:
    assert word(norm).stem == stem
