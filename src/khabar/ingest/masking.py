"""Texts of messages without what tells who wrote them or whom they call: names of senders, mentions, numbers, positions.

Senders stand under their pseudonyms; everything else that is taken out is replaced by blocks, letter by letter, so that
it is seen that something stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from khabar.protect.find import name_pattern, removals

MASK = "█"
#: Letters of a name below which it is not looked for in texts.
_LEAST = 3
#: A name of one word in more than one of so many messages, and in so many at least, is taken for a word of the language.
_COMMON, _COMMON_LEAST = 10, 10
_PSEUDONYM = re.compile(r"sender-[0-9a-f]{8}")  # as `khabar.ingest.messages.Pseudonyms.of` makes them
# where a messenger's map link points is where the sender stood, as a rule
_POSITION = re.compile(r"(?:https?://(?:maps\.google\.com|(?:www\.)?google\.com/maps|goo\.gl/maps|maps\.app\.goo\.gl|maps\.apple\.com)|geo:)\S*")
# و ف ب ل ك are written together with the word that follows
_BEFORE = r"(?<![\w█])(@|[وفبلك]{1,2})?"


@dataclass(frozen=True)
class Masking:
    """What is masked in the messages of one export. names: name → pseudonym; texts: all messages, to tell names from words;
    kept: names of one word that are to stand in texts."""

    names: Mapping[str, str]
    texts: Iterable[str] = ()
    kept: frozenset[str] = field(default_factory=frozenset)

    def masked(self, text: str) -> str:
        """The text, masked."""
        for pattern, pseudonym in self._several:
            text = pattern.sub(pseudonym, text)
        if self._single is not None:
            text = self._single.sub(self._called, text)
        text = _POSITION.sub(lambda m: blocks(m[0]), text)
        named = _PSEUDONYM.sub(lambda m: "x" * len(m[0]), text)  # whose digits are no telephone number
        for removal in reversed(removals(named)):
            start, end = removal.span
            text = text[:start] + blocks(text[start:end]) + text[end:]
        return text

    @cached_property
    def common(self) -> tuple[str, ...]:
        """Names of one word that stand in so many messages that they are taken for words, and are not masked."""
        texts = list(self.texts)
        found = []
        for name in self._words():
            pattern = re.compile(_one(name))
            count = sum(pattern.search(t) is not None for t in texts)
            if count >= _COMMON_LEAST and count * _COMMON > len(texts):
                found.append(name)
        return tuple(found)

    def _words(self) -> list[str]:
        return [n for n in self.names if " " not in n and n not in self.kept and sum(c.isalnum() for c in n) >= _LEAST and any(c.isalpha() for c in n)]

    @cached_property
    def _several(self) -> list[tuple[re.Pattern[str], str]]:
        """Names of several words, the longest first, in their spelling variants."""
        names = sorted((n for n in self.names if " " in n and any(c.isalpha() for c in n)), key=len, reverse=True)
        return [(re.compile(rf"(?<!\w)@?{name_pattern(n).pattern}(?!\w)", re.IGNORECASE), self.names[n]) for n in names]

    @cached_property
    def _single(self) -> re.Pattern[str] | None:
        """Names of one word as they are written: other spellings may be other words."""
        words = sorted((n for n in self._words() if n not in self.common), key=len, reverse=True)
        called = [n for n in self.names if " " not in n and n not in words]
        parts = [_one("|".join(map(re.escape, words)), escaped=True)] if words else []
        parts += [f"(?<!\\w)@(?:{'|'.join(map(re.escape, called))})(?!\\w)"] if called else []
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def _called(self, match: re.Match[str]) -> str:
        """A pseudonym for a sender who is called (@name), blocks otherwise: the word may name somebody else."""
        whole = match[0]
        if whole.startswith("@"):
            return next((p for n, p in self.names.items() if n.lower() == whole[1:].lower()), blocks(whole))
        before = match[1] if match.re.groups and match[1] else ""
        return before + blocks(whole[len(before):])


def _one(name: str, *, escaped: bool = False) -> str:
    return rf"{_BEFORE}(?:{name if escaped else re.escape(name)})(?!\w)"


def blocks(text: str) -> str:
    """Blocks in place of letters; spaces stay."""
    return re.sub(r"\S", MASK, text)
