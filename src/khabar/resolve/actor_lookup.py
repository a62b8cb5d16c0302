"""What stands at a word of a phrase: counting words, head nouns, demonyms, a second conjunct."""

from __future__ import annotations

from khabar.remembered import PHRASES, remembered
from khabar.resolve.actor_index import DemonymUse, HeadUse, Index, Words, bare, index
from khabar.resources.schema.head import Head
from khabar.text import splits
from khabar.text.clause_words import word as clause_word

COMMA = "،"
NUMBER = "#"
_PRONOUNS = frozenset({"ه", "ها", "هم", "هما", "هن"})


def _counting(ix: Index, words: Words, i: int) -> tuple[int, Head | None, bool]:
    """How many words at ``i`` count, link or say former, their entry, and whether the form is meant with the article."""
    n, found = ix.heads.at((bare(words[i]), *words[i + 1 : i + 4]), 0)
    head = next((f.head for f in found if f.head.sort == "quantity"), None) if n else None
    return n, head, head is not None and found[0].definite


def quantity(ix: Index, words: Words, i: int) -> tuple[int, str]:
    """Words that count, link or say former at ``i``: how many, and which of these."""
    n, head, definite = _counting(ix, words, i)
    if head is None or (n == 1 and definite and has_article(words[i])):  # البعض is somebody
        return 0, ""
    return n, head.id.rsplit(".", 1)[1]


def counting_word(ix: Index, words: Words, i: int) -> str:
    """English of the word that counts at ``i`` (العديد من: many), "" where none does or its entry has none."""
    head = _counting(ix, words, i)[1]
    return head.plural if head is not None else ""


def past_quantity(ix: Index, words: Words, i: int) -> int:
    """Past numbers, determiners and words that count (نحو 20 من، عدد من، أحد)."""
    while i < len(words):
        n = 1 if words[i] in (NUMBER, COMMA) else quantity(ix, words, i)[0]
        if not n:
            return i
        i += n
    return i


def has_article(word: str) -> bool:
    """Whether a folded word carries the article, proclitics aside."""
    return word.startswith(("ال", "لل", "وال", "بال", "فال", "كال", "ولل"))


def head_at(ix: Index, words: Words, i: int) -> tuple[int, tuple[HeadUse, ...]]:
    """How many words at ``i`` are a head noun, proclitics and suffix pronouns aside, with its readings."""
    rest = words[i + 1 : i + 5]
    n, found = ix.heads.at((bare(words[i]), *rest), 0)
    if not n and words[i][:1] in ("ل", "ب", "و", "ف") and len(words[i]) > 3:
        stem = words[i][2:] if words[i].startswith("لل") else bare(words[i][1:])
        n, found = ix.heads.at((stem, *rest), 0)
    if not n:
        n, found = _possessed(words[i])
    definite = has_article(words[i])
    use = tuple(f for f in found if f.head.sort != "quantity" and (definite or not f.definite))
    return (n, use) if use else (0, ())


def possessed(word: str) -> bool:
    """Whether a folded word is known as a head only with its pronoun cut off (قواته)."""
    return not index().heads.at((word,), 0)[0] and _possessed(word)[0] > 0


@remembered(PHRASES)
def _possessed(word: str) -> tuple[int, tuple[HeadUse, ...]]:
    """قواته، مسلحيها: a head with a suffix pronoun."""
    for split in splits(word, "noun"):
        if split.suf == "ه" and not word.endswith("ته"):
            continue  # folded, محافظة looks like محافظ with a pronoun
        if split.suf in _PRONOUNS and split.pre in ("", "و", "ب", "ل"):
            n, found = index().heads.at((split.stem,), 0)
            if n:
                return n, found
    return 0, ()


def demonym_at(ix: Index, words: Words, i: int) -> tuple[int, tuple[DemonymUse, ...]]:
    """How many words at ``i`` are a demonym, with its readings."""
    n, found = ix.demonyms.at(tuple(bare(w) for w in words[i : i + 3]), 0)
    if not n and words[i].startswith("ل") and len(words[i]) > 4:
        return ix.demonyms.at((words[i][1:],), 0)
    return n, found


@remembered(PHRASES)
def second_conjunct(word: str) -> bool:
    """Whether a folded word is و alone or joins a known word to what stands before it (والجرحى)."""
    ix = index()
    if word == "و":
        return True
    if len(word) < 4 or word[0] != "و" or not clause_word(word).joined:
        return False  # وزير, وجهاء
    rest = word[1:]
    known = any(table.at((form,), 0)[0] for table in (ix.heads, ix.demonyms) for form in (bare(rest), rest))  # آليات begins like one with the article
    return known or bool(ix.names.at((rest,), 0)[0])
