"""What is weighed in one report: its phrases by sentence, what lies between them, and who plays which role by the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import Any

from khabar.extract.events.arguments import Range
from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene
from khabar.extract.events.weighing.links import Links, kin
from khabar.extract.events.weighing.looks import Look, Spot, Stand, of_place, of_time, stand
from khabar.extract.events.weighing.running import running
from khabar.record.mentions import AttributionMention
from khabar.record.span import Span

Filler = tuple[Range, ...]
PEOPLE = frozenset({"force", "body", "office", "state", "person", "number"})
ROLES = ("agent", "target")
_MAIN = 3


class Report:
    """One report under weighing. ``speeches``: the innermost attribution around a trigger, by token; ``earlier``: by role and
    type, the mentions settled so far that one of this type looks back to, each with its filler."""

    def __init__(self, scene: Scene, drafts: list[Draft], speeches: dict[int, AttributionMention]) -> None:
        self.scene, self.drafts, self.speeches = scene, drafts, speeches
        self.sentences = tuple(scene.doc.narrative)
        self.number = {s.first: n for n, s in enumerate(self.sentences)}
        self._firsts = [s.first for s in self.sentences]
        self._looks: dict[Filler, Look] = {}
        self._seen: dict[Filler, tuple[Look, Stand]] = {}
        told = {d.trigger.sentence.first for d in drafts}
        self.phrases = [self._joined(n) if s.first in told else [] for n, s in enumerate(self.sentences)]
        self.heard = Counter(self.name(p[0]) for phrases in self.phrases for p in phrases)
        self.people_at = {p[0][0] for phrases in self.phrases for p in phrases if self.look(p).sort in PEOPLE}
        people = [[self.name(p[0]) for p in phrases if p[0][0] in self.people_at] for phrases in self.phrases]
        self.people = [len(names) for names in people]
        self.main = {name: k for k, (name, _) in enumerate(Counter(n for names in people for n in names).most_common(_MAIN))}
        self.passed = running(scene, self.people_at)
        self.links = Links(scene, drafts)
        self.players = [[frozenset(self.name(p) for p in d.roles.get(r, ())) for d in drafts] for r in ROLES]
        self.plays = [dict(Counter(n for names in of_role for n in names)) for of_role in self.players]
        self.plays_in = [
            dict(Counter((n, d.trigger.type) for names, d in zip(of_role, drafts, strict=True) for n in names))
            for of_role in self.players
        ]
        self.spots = {"place": self._spans(scene.places), "time": self._spans(scene.times)}
        self.place_name = {span: scene.word(k).stem for span, k in self.spots["place"].items()}
        self.spot_order = {role: (list(table.values()), list(table)) for role, table in self.spots.items()}
        self.earlier: defaultdict[tuple[str, str], list[tuple[int, Any]]] = defaultdict(list)
        self._spots: dict[tuple[str, Span], tuple[Spot, int]] = {}
        self.named = Counter(self.place_name.values())
        self.main_place = {name: k for k, (name, _) in enumerate(self.named.most_common(_MAIN))}
        self.used = Counter(self.place_name.get(d.places["place"], "") for d in drafts if "place" in d.places)

    def settle(self, n: int) -> None:
        """Take the fillers that mention ``n`` now has for those that the mentions behind it look back to."""
        for names, role in zip(self.players, ROLES, strict=True):
            names[n] = frozenset(self.name(p) for p in self.drafts[n].roles.get(role, ()))
        draft = self.drafts[n]
        spots = ("place", draft.places.get("place")), ("time", draft.time)
        for role, filler in (*((role, draft.roles.get(role)) for role in ROLES), *spots):
            if filler:
                for type_ in kin(draft.trigger.type):
                    self.earlier[role, type_].append((n, tuple(filler)))

    def _spans(self, table: dict[int, Span]) -> dict[Span, int]:
        """Spans of the narrative with their first token, in text order."""
        out: dict[Span, int] = {}
        for k in sorted(table):
            if self.sentence_of(k) >= 0:
                out.setdefault(table[k], k)
        return out

    def spot(self, role: str, span: Span, k: int) -> tuple[Spot, int]:
        """What a place or time is that starts at token ``k``, and its end, found once."""
        found = self._spots.get((role, span))
        if found is None:
            starts = self.spot_order[role][0]
            if role == "place":
                spot = of_place(self.scene, span, k, starts, self.named[self.place_name[span]])
            else:
                spot = of_time(self.scene, k, first=starts[0] == k)
            found = self._spots[role, span] = spot, self.scene.doc.tokens_in(span)[1]
        return found

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

    def seen(self, phrase: Filler) -> tuple[Look, Stand]:
        """What a phrase is, and how it stands in its clause, found once."""
        found = self._seen.get(phrase)
        if found is None:
            name = self.name(phrase[0])
            stands = stand(self.scene, phrase[0][0], name, self.main.get(name, _MAIN))
            found = self._seen[phrase] = self.look(phrase), stands
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
                    min(last - first, 4), len(phrase) > 1, min(self.heard[self.name(phrase[0])], 4))  # fmt: skip
