"""English for people and things with a pronoun: its gunmen, his wife."""

from __future__ import annotations

from khabar.assemble.english_numbers import Noun
from khabar.record import RoleFiller
from khabar.resolve.actor_names import english
from khabar.resolve.actor_phrases import read
from khabar.text import fold
from khabar.text.words import splits

_WHOSE = dict.fromkeys(("هم", "هما", "هن"), "their") | {"نا": "our", "ي": "my", "ه": "its", "ها": "its"}
_HERS = frozenset({
    "husband", "wife", "fiancé", "father", "mother", "parent", "son", "daughter", "child", "brother", "sister", "sibling", "uncle", "aunt", "cousin",
    "grandfather", "grandmother", "family", "relative", "lawyer", "friend", "body", "country", "house", "home", "residence", "car", "life", "health", "name",
    "post", "salary", "speech",
})  # fmt: skip
HIS = _HERS | {
    "fiancée", "widow", "colleague", "counterpart", "predecessor", "successor", "aide", "adviser", "supporter", "companion", "bodyguard", "guest", "deputy",
    "neighbour", "driver", "killer", "teacher", "secretary",
}  # fmt: skip


def owned(role: RoleFiller, words: tuple[str, ...]) -> Noun | None:
    """مسلحيه → its gunmen, زوجته → his wife: people and things with a pronoun. Whose they are is guessed by what they are: relations and aides
    are a man's or woman's, all else (forces, leaders, weapons) a body's. The ة of جهادية is none."""
    if not words or role.text.split()[0].endswith("ة"):
        return None
    for split in splits(words[0], "noun"):
        whose = _WHOSE.get(split.suf) if split.suf != "ي" or len(words) == 1 else None  # ميناءي المخا وميدي: two, not mine
        phrase = read((split.stem, *words[1:])) if whose and not split.pre else None
        if phrase is not None and phrase.head is not None:
            singular = phrase.head.singular
            if split.suf == "ها" and singular in _HERS:
                whose = "her"
            elif split.suf == "ه" and singular in HIS:
                whose = "his"
            return Noun(f"{whose} {english(phrase) or singular}", phrase.many)
    return None


def his(role: RoleFiller) -> bool:
    """شقيقه is his brother (شقيقة, folded alike, a sister), منصبه his post, مستشاريه his advisers; مياه is water."""
    word = role.text.split()[0]
    if not word.endswith("ه") or len(word) <= 3:
        return False
    itself, owned = read((fold(word),)), (read((split.stem,)) for split in splits(fold(word), "noun") if split.suf == "ه" and not split.pre)
    other = itself is None or itself.head is None
    return any(p is not None and p.head is not None and (other or (p.head.sort in ("person", "office") and not p.many)) for p in owned)
