"""Schema of ``data/adjective/*.yaml``: adjectives that a gloss puts before a noun (القوات المشتركة, joint forces)."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class Adjective(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One adjective, or several with one meaning.

    masculine: masculine singular without article (مشترك), from which feminine, dual and sound plurals are made by rule, or two words, of which
    the one agrees that grammar lets agree (واسع النطاق: واسعة النطاق; غير مسبوق: غير مسبوقة); plurals: broken plurals (كبار). english: the word before the noun. close: it stands right before the noun, behind a nationality (Yemeni security
    forces, but joint Yemeni forces).
    """

    masculine: tuple[str, ...]
    english: str
    plurals: tuple[str, ...] = ()
    close: bool = False
