from __future__ import annotations

import pytest

from khabar.text.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قال الوزير إن المحادثات تعثرت", "ar"),
        ("قال متحدث باسم شركة Blue River إن المشروع توقف", "ar"),
        ("رئیس جمهور گفت که پیشنهاد چین را بررسی می‌کند", "fa"),
        ("وزیر اعظم نے کہا ہے کہ یہ فیصلہ ملک کے لیے بہتر ہے", "ur"),
        ("سەرۆکی هەرێم لە هەولێر کۆبووەوە", "ckb"),
        ("The minister said talks had stalled", "other"),
        ("12345 !!", None),
        ("", None),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code
