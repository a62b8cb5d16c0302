"""Which of a place's names in the sources are Arabic, and how they are spelt in the gazetteer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

ARABIC = re.compile(r"[ء-غف-ي][ء-غف-ي\u0640\u064b-\u0652\u0670 \-\u200c'’]*\Z")
SCRIPT = re.compile(r"[\u0600-\u06ff]")
# ی and ک of Persian keyboards, and Arabic's own letters for them
RESPELT = str.maketrans({"ی": "ي", "ک": "ك", "ۀ": "ة", "ە": "ه"})
COMBINING = {"Mn", "Lm", "Sk"}


def arabic_names(names: Iterable[str], respell: bool) -> list[str]:
    """The Arabic forms among ``names``, in their order, without duplicates.

    A form holding a letter that Arabic does not have (Persian, Urdu, Kurdish, Pashto) is left out; with ``respell``
    a form that differs only by ی and ک counts as Arabic, spelt with ي and ك, where no other form is Arabic.
    What follows a comma ("، تكساس") only says where the place lies, and marks a machine-made name: left out.
    """
    forms = [tidy(name) for name in names if SCRIPT.search(name) and not re.search("[،,]", name)]
    found = [form for form in forms if ARABIC.match(form)]
    if not found and respell:
        found = [form.translate(RESPELT) for form in forms if ARABIC.match(form.translate(RESPELT))]
    return list(dict.fromkeys(found))


def tidy(name: str) -> str:
    """NFC, without tatweel, bracketed additions and doubled spaces."""
    name = unicodedata.normalize("NFC", name).replace("\u0640", "").replace("\u200c", " ")
    name = re.sub(r"\(.*?\)", " ", name).replace("-", " ")
    return re.sub(r"\s+", " ", name).strip()


def without_prefix(name: str, prefixes: Iterable[str]) -> str:
    """The name proper of an administrative name: محافظة نينوى → نينوى."""
    for prefix in sorted(prefixes, key=len, reverse=True):
        if name.startswith(prefix + " ") and len(name) > len(prefix) + 3:
            return name[len(prefix) + 1 :]
    return name


def latin(name: str) -> str:
    """A name in plain Latin letters: Al Başrah → Al Basrah."""
    parts = unicodedata.normalize("NFD", name)
    kept = "".join(c for c in parts if unicodedata.category(c) not in COMBINING and c not in "‘’ʻʿʾ`")
    return kept.replace("ı", "i").replace("ə", "a").strip()


def english_admin(name: str, aliases: Iterable[str], suffixes: Iterable[str]) -> str:
    """The English name of an administrative unit: of several, one that says its kind (Nineveh Governorate → Nineveh)."""
    kinds = "|".join(suffixes)
    pattern = re.compile(rf"([A-Z][A-Za-z' \-]+?) (?:{kinds})\Z")
    for alias in aliases:
        match = pattern.match(alias)
        if match and match.group(1).isascii():
            return match.group(1)
    plain = latin(name)
    match = pattern.match(plain)
    return match.group(1) if match else plain


def usual_form(forms: list[str], name: str) -> str:
    """The form to show: with the article if the Latin name has one, otherwise the shortest without diacritics."""
    article = bool(re.match(r"(?:Al|El|A[dnrstz]|A[dst]h)[ -]", name))
    return min(forms, key=lambda f: (f.startswith("ال") != article, bool(re.search("[\u064b-\u0652]", f)), len(f), f))
