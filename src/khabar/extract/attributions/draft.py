"""A cue on its way to an attribution: what pass one found, to which pass two adds where the content ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.extract.attributions.lexicon import Hit
from khabar.extract.attributions.opening import Opening
from khabar.record.span import Span
from khabar.resources.schema.cue import Cue
from khabar.text.sentences import Sentence

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """One cue. Ranges are token ranges; ``how`` says where the source was found (after, before, antecedent, hidden,
    none); ``shown``: the cue's words where they are not the verb (ألقى الوزير «باللوم»); ``role`` is main, participle, according, noun, relay, carried, restate or passive."""

    first: int
    last: int
    hit: Hit
    sentence: Sentence
    role: str
    source: Range | None = None
    how: str = "hidden"
    opening: Opening | None = None
    content: list[Span] = field(default_factory=list)
    content_tokens: list[Range] = field(default_factory=list)
    parent: int | None = None
    same_as: Draft | None = None
    reason: str = ""
    clause: int = -1
    source_clitic: int = 0
    front: bool = False
    connector: Cue | None = None
    mark: int = -1
    shown: Range | None = None
    offset: int = -1

    @property
    def gender(self) -> str:
        """m or f by the verb's person, '' where it does not show."""
        person = self.hit.person
        return person[1] if len(person) == 3 and self.role in ("main", "participle", "relay", "passive") else ""
