"""What is weighed in one report: its phrases by sentence, what lies between them, and who plays which role by the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from khabar.extract.events.arguments import Range
from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene
from khabar.record.mentions import AttributionMention
from khabar.record.span import Span

Filler = tuple[Range, ...]
PEOPLE = frozenset({"force", "body", "office", "state", "person", "number"})
ROLES = ("agent", "target")
_COMMAS = frozenset("،,؛:")


class Look(NamedTuple):
    """What does not change from trigger to trigger in a phrase."""

    sort: str
    prep: str
    source: bool
    place: bool
    form: str
    trigger: bool
    length: int
    several: bool


class Report:
    """One report under weighing. ``speeches``: the innermost attribution around a trigger, by token."""

    def __init__(self, scene: Scene, drafts: list[Draft], speeches: dict[int, AttributionMention]) -> None:
        self.scene, self.drafts, self.speeches = scene, drafts, speeches
        self.sentences = tuple(scene.doc.narrative)
        self.number = {s.first: n for n, s in enumerate(self.sentences)}
        self._firsts = [s.first for s in self.sentences]
        self._looks: dict[Filler, Look] = {}
        self.phrases = [self._joined(n) for n in range(len(self.sentences))]
        self.heard = Counter(self.name(p[0]) for phrases in self.phrases for p in phrases)
        self._running()
        self.players = [[frozenset(self.name(p) for p in d.roles.get(r, ())) for d in drafts] for r in ROLES]
        self.plays = [Counter(n for names in of_role for n in names) for of_role in self.players]
        self.plays_in = [
            Counter((n, d.trigger.type) for names, d in zip(of_role, drafts, strict=True) for n in names) for of_role in self.players
        ]
        self.spots = {"place": self._spans(scene.places), "time": self._spans(scene.times)}
        self.place_name = {span: scene.word(k).stem for span, k in self.spots["place"].items()}
        self.place_starts = list(self.spots["place"].values())
        self.named = Counter(self.place_name.values())
        self.used = Counter(self.place_name.get(d.places["place"], "") for d in drafts if "place" in d.places)

    def _running(self) -> None:
        """Running counts over the tokens, so that what lies between two of them costs a subtraction."""
        scene = self.scene
        people = {p[0][0] for phrases in self.phrases for p in phrases if self.look(p).sort in PEOPLE}
        self.verbs, self.clauses, self.edges, self.commas, self.triggers, self.people = ([0] for _ in range(6))
        verbs = clauses = edges = commas = triggers = persons = 0
        for k, token in enumerate(scene.doc.tokens):
            if token.kind == "punct":
                edges += scene.is_edge(k)
                commas += token.text in _COMMAS
            else:
                kind, trigger = scene.word(k).kind, scene.triggers.get(k)
                if trigger is not None:
                    triggers += 1
                if kind == "verb" or (trigger is not None and trigger.reading.kind == "verb"):
                    verbs += 1
                elif kind == "relative" or kind == "subordinator":
                    clauses += 1
                persons += k in people
            self.verbs.append(verbs)
            self.clauses.append(clauses)
            self.edges.append(edges)
            self.commas.append(commas)
            self.triggers.append(triggers)
            self.people.append(persons)

    def _spans(self, table: dict[int, Span]) -> dict[Span, int]:
        """Spans of the narrative with their first token, in text order."""
        out: dict[Span, int] = {}
        for k in sorted(table):
            if self.sentence_of(k) >= 0:
                out.setdefault(table[k], k)
        return out

    def sentence_of(self, k: int) -> int:
        """Number of the narrative sentence that token ``k`` stands in, -1 for none."""
        n = bisect_right(self._firsts, k) - 1
        return n if n >= 0 and k < self.sentences[n].last else -1

    def _joined(self, n: int) -> list[Filler]:
        """The phrases of sentence ``n``, joined ones together (القوات والمقاومة)."""
        scene, groups = self.scene, list[list[Range]]()
        for first, last in scene.chunks(self.sentences[n]):
            if groups and groups[-1][-1][1] == first and scene.doc.tokens[first].kind == "word" and scene.word(first).joined:
                groups[-1].append((first, last))
            else:
                groups.append([(first, last)])
        return [tuple(g) for g in groups]

    def name(self, part: Range) -> str:
        """The head by which a phrase is known again."""
        token = self.scene.doc.tokens[part[0]]
        return self.scene.word(part[0]).stem if token.kind == "word" else self.scene.doc.tokens[min(part[0] + 1, part[1] - 1)].norm

    def look(self, phrase: Filler) -> Look:
        """What a phrase is, found once."""
        found = self._looks.get(phrase)
        if found is None:
            found = self._looks[phrase] = self._look(phrase)
        return found

    def _look(self, phrase: Filler) -> Look:
        scene = self.scene
        first, last = phrase[0]
        read, tokens = scene.word(first), scene.doc.tokens
        prep = read.case
        if not prep and first and tokens[first - 1].kind == "word" and scene.word(first - 1).kind == "preposition":
            prep = scene.word(first - 1).stem
        form = "number" if first in scene.doc.number_at else "definite" if read.article or first in scene.places else "indefinite"
        named = any(k in scene.places for k in range(first, last))
        return Look(scene.sort(first, last) or "none", prep, first in scene.sources, named, form, first in scene.triggers,
                    min(last - first, 4), len(phrase) > 1)  # fmt: skip
