"""Names in English letters."""

from __future__ import annotations

import pytest

from khabar.resolve.transliterate import name


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("محمد الخالدي", "Mohammed al-Khalidi"),
        ("عبد الله حمدان", "Abdullah Hamdan"),
        ("عبدالرحمن السعدي", "Abdulrahman al-Saadi"),
        ("أبو بكر الكناني", "Abu Bakr al-Kanani"),
        ("خالد بن سعود", "Khalid bin Saud"),
        ("العقيد ناصر القصاب", "Colonel Nasser al-Qasab"),
        ("ثابت الجندل", "Thabit al-Jandal"),
        ("Reuters", "Reuters"),
    ],
)
def test_names(arabic: str, english: str) -> None:
    assert name(arabic) == english


def test_no_three_consonants_meet() -> None:
    for arabic in ("الصفصافي", "المرعشلي", "القلقشندي", "الزمخشري"):
        word = name(arabic).removeprefix("al-").lower()
        for pair in ("sh", "kh", "gh", "th", "dh"):
            word = word.replace(pair, "c")
        run = longest = 0
        for letter in word:
            run = 0 if letter in "aiu" else run + 1
            longest = max(longest, run)
        assert longest <= 2, word


@pytest.mark.parametrize(("arabic", "english"), [("الزهيراوية", "al-Zahirawiya"), ("الخربوة", "al-Kharbuwa"), ("شبيه", "Shabih"), ("رملة", "Ramla")])
def test_a_feminine_ending_behind_a_long_vowel(arabic: str, english: str) -> None:
    assert name(arabic) == english
