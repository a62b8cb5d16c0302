"""How phrases and triggers of one report hang together: the words around them, who speaks, which trigger lies between."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from khabar.extract.events.arguments import Range
from khabar.extract.events.draft import CAUSES, EFFECTS, Draft
from khabar.extract.events.scene import Scene

_NOBODY = -1
_FAR = 4


class Tie(NamedTuple):
    """What a trigger is tied to.

    person: that of a verb, else ""; suffix: its pronoun; joined: و or ف is written onto it; following: the word behind it; saying:
    whether its word conveys something ("" if not, "named" with its source, else "hidden"); says, hears: first tokens of who
    speaks in it and who is spoken to; speaker: that of the last one before it who speaks; governor, near: type of the trigger before it in
    its sentence, and how many words lie between.
    """

    person: str
    suffix: str
    joined: bool
    following: str
    saying: str
    says: int
    hears: int
    speaker: int
    governor: str
    near: int


class Links:
    """The words, speakers and triggers of a report, each looked up once."""

    def __init__(self, scene: Scene, drafts: list[Draft]) -> None:
        self.scene, self.drafts = scene, drafts
        self._triggers = [d.trigger.at for d in drafts]
        spoken = (a.source for a in scene.sayings.values())
        self._speakers = sorted({scene.doc.tokens_in(source) for source in spoken if source is not None})
        self._labels: dict[int, str] = {}

    def label(self, k: int) -> str:
        """Token ``k`` as far as it governs: its stem if it is a function word, else its kind."""
        found = self._labels.get(k)
        if found is None:
            found = self._labels[k] = self._label(k)
        return found

    def _label(self, k: int) -> str:
        tokens = self.scene.doc.tokens
        if not 0 <= k < len(tokens) or tokens[k].kind != "word":
            return "punctuation"
        read = self.scene.word(k)
        return read.stem if read.known or read.kind in ("preposition", "subordinator", "relative") else read.kind

    def owner(self, at: int, first: int) -> str:
        """Type of the mention whose trigger stands nearest to the phrase at ``first`` on its way to the trigger ``at``, "" for none."""
        if first == at:
            return ""
        n = bisect_right(self._triggers, first) - (first > at)
        return "" if self._triggers[n] == at else self.drafts[n].trigger.type

    def speaker(self, k: int) -> Range | None:
        """The last phrase before token ``k`` that speaks."""
        n = bisect_right(self._speakers, (k, 0)) - 1
        return self._speakers[n] if n >= 0 else None

    def tie(self, n: int) -> Tie:
        """What the trigger of mention ``n`` is tied to."""
        trigger, tokens_in = self.drafts[n].trigger, self.scene.doc.tokens_in
        at, saying, kind = trigger.at, self.scene.sayings.get(trigger.at), ""
        says = hears = _NOBODY
        if saying is not None:
            kind = "hidden" if saying.source is None else "named"
            says = _NOBODY if saying.source is None else tokens_in(saying.source)[0]
            hears = _NOBODY if saying.addressee is None else tokens_in(saying.addressee)[0]
        speaker, governor, near = self.speaker(at), "", 0
        before = self.drafts[n - 1].trigger if n else None
        if before is not None and before.sentence is trigger.sentence:
            governor, near = before.type, min(at - before.at - 1, _FAR)
        person = trigger.reading.person if trigger.reading.kind == "verb" else ""
        return Tie(person, trigger.reading.suf, self.scene.word(at).joined, self.label(at + 1), kind, says, hears,
                   speaker[0] if speaker else _NOBODY, governor, near)  # fmt: skip


@cache
def kin(type_: str) -> frozenset[str]:
    """The types whose mentions look back to one of this type: its own, and for an attack what it causes."""
    return EFFECTS | {type_} if type_ in CAUSES else frozenset({type_})
