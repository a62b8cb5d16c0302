"""Composed training reports: sentences built from the grammar in `training/grammar`, annotated by construction.

`events.yaml` holds clauses and the ways in which a report attributes them, `pools.yaml` what fills their slots (the
template language is explained at the head of the files). The clauses are few and plain; they serve types that real
reports seldom show, and spelling noise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from khabar.model.annotation import GoldCount, GoldEvent, GoldReport, GoldSpeech
from khabar.model.noise import respell
from khabar.record.span import Span

_SLOT = re.compile(r"\{(?P<slot>[^}]+)\}|<(?P<word>[^>]+)>|\((?P<clause>verbal|nominal)\)|\[(?P<cue>[^\]]+)\]|(?P<edge>[⟦⟧])")
_PREPOSITION = re.compile(r"^(?:في|خلال|منذ) ")
_PLACES = ("place", "origin", "destination")


@dataclass(slots=True)
class _Draft:
    """A report being written; spans are offsets on `text`."""

    text: str = ""
    places: list[Span] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    speeches: list[GoldSpeech] = field(default_factory=list)
    events: list[GoldEvent] = field(default_factory=list)

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)


class Grammar:
    """Clauses, wrappers and pools of a grammar folder."""

    def __init__(self, folder: Path) -> None:
        events = _read(folder / "events.yaml")
        self.frames: list[dict[str, Any]] = events["frames"]
        self.wrappers: list[dict[str, Any]] = events["wrappers"]
        self.plain: list[str] = events["plain"]
        self.pools: dict[str, Any] = _read(folder / "pools.yaml")
        self.types = sorted({f["type"] for f in self.frames})

    def reports(self, count: int, seed: int, weight: float = 0.5) -> Iterator[GoldReport]:
        """`count` composed reports; the same seed gives the same reports."""
        for i in range(count):
            chance = random.Random(seed * 100_003 + i)
            yield respell(_Writer(self, chance).report(f"c{i:04d}", weight), chance)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


class _Writer:
    """Writes one report: a scene of a few places, then sentences about it."""

    def __init__(self, grammar: Grammar, chance: random.Random) -> None:
        self.grammar, self.chance = grammar, chance
        self.draft = _Draft()
        self.scene = chance.sample(grammar.pools["places"], 3)
        self.spoken = False

    def report(self, name: str, weight: float) -> GoldReport:
        for number in range(self.chance.randint(4, 9)):
            if number:
                self.draft.put(self.chance.choice(["\n", " ", "\n"]))
            self._sentence()
        d = self.draft
        speeches = _with_parents(d.speeches)
        return GoldReport(name, d.text, tuple(d.places), tuple(d.times), speeches, tuple(d.events), weight=weight)

    def _sentence(self) -> None:
        if self.chance.random() < 0.35:
            self._expand(self.chance.choice(self.grammar.plain), None)
            return
        named = [w for w in self.grammar.wrappers if "{source" in w["text"] or self.spoken]
        wrapper = self.chance.choice(named)
        self.spoken = True
        self._expand(wrapper["text"], wrapper)

    def _expand(self, text: str, wrapper: dict[str, Any] | None) -> None:
        """Writes a wrapper: its cues, sources and clauses, then the attributions that they make."""
        cues: list[tuple[Span, str]] = []
        sources: list[Span] = []
        clauses: list[Span] = []
        at = 0
        for m in _SLOT.finditer(text):
            self.draft.put(text[at : m.start()])
            at = m.end()
            if m["clause"]:
                clauses.append(self._clause(m["clause"], not clauses and wrapper is None))
            elif m["cue"]:
                words, _, act = m["cue"].partition(":")
                cues.append((self.draft.put(words), act or (wrapper or {})["act"]))
            else:
                self._source(m["slot"], sources)
        self.draft.put(text[at:])
        if wrapper is not None:
            self._speeches(wrapper, cues, sources, clauses)

    def _source(self, slot: str, sources: list[Span]) -> None:
        if slot == "said_when":
            if self.chance.random() < 0.5:
                self._time("past")
                self.draft.put(" ")
            return
        sources.append(self.draft.put(self.chance.choice(self.grammar.pools[slot])))

    def _speeches(
        self, wrapper: dict[str, Any], cues: list[tuple[Span, str]], sources: list[Span], clauses: list[Span]
    ) -> None:
        mode = "direct" if wrapper.get("quote") else "indirect"
        base = len(self.draft.speeches)
        whole = (clauses[0][0], clauses[-1][1])
        for i, (cue, act) in enumerate(cues):
            relay = bool(wrapper.get("relay"))
            own = whole if relay or len(cues) == 1 else clauses[i]
            source = sources[i] if i < len(sources) else None
            parent = base if relay and i else None
            self.draft.speeches.append(GoldSpeech(cue, source, (own,), act, mode, parent))

    def _clause(self, form: str, first: bool) -> Span:
        kind = self.chance.choice(self.grammar.types)
        frames = [f for f in self.grammar.frames if f["type"] == kind]
        frame = self.chance.choice(frames)
        text: str = frame[form]
        if not first and text.startswith("و") and form == "verbal":
            text = text.removeprefix("و")
        return self._fill(text, frame)

    def _fill(self, text: str, frame: dict[str, Any]) -> Span:
        start, at = len(self.draft.text), 0
        triggers: list[tuple[Span, str]] = []
        roles: dict[str, tuple[Span, ...]] = {}
        counts: list[tuple[Span, str, int | None, int | None]] = []
        said: list[int] = []
        for m in _SLOT.finditer(text):
            self.draft.put(text[at : m.start()])
            at = m.end()
            if m["word"]:
                words, _, kind = m["word"].partition(":")
                triggers.append((self._trigger(words), kind or frame["type"]))
            elif m["slot"]:
                self._slot(m["slot"].split(":"), roles, counts)
            elif m["edge"]:
                said.append(len(self.draft.text))
        self.draft.put(text[at:])
        if said:
            own = GoldSpeech(triggers[0][0], roles["agent"][0], ((said[0], said[1]),), frame["says"], "indirect", None)
            self.draft.speeches.append(own)
        for span, kind in triggers:
            self.draft.events.append(_event(span, kind, frame, roles, counts))
        return start, len(self.draft.text)

    def _trigger(self, word: str) -> Span:
        """The whole written word: a clitic that the text holds before it belongs to it."""
        start = len(self.draft.text)
        while start and not self.draft.text[start - 1].isspace() and self.draft.text[start - 1] not in "«\"":
            start -= 1
        return start, self.draft.put(word)[1]

    def _slot(self, parts: list[str], roles: dict[str, Any], counts: list[Any]) -> None:
        role, pool = parts[0], parts[-1]
        if role == "time":
            roles["time"] = (self._time(pool),)
        elif role in _PLACES:
            known = {self.draft.text[s:e] for r in _PLACES for s, e in roles.get(r, ())}
            span = self.draft.put(self.chance.choice([p for p in self.scene if p not in known]))
            self.draft.places.append(span)
            roles[role] = (span,)
        elif role == "count":
            words, low, high = self._people()
            span = self.draft.put(words)
            counts.append((span, pool, low, high))
            roles["target"] = (*roles.get("target", ()), span)
        else:
            span = self.draft.put(self.chance.choice(self.grammar.pools[pool]))
            roles[role] = (*roles.get(role, ()), span)

    def _time(self, pool: str) -> Span:
        words = self.chance.choice(self.grammar.pools[pool])
        start, end = self.draft.put(words)
        span = (start + len(m.group()) if (m := _PREPOSITION.match(words)) else start, end)
        self.draft.times.append(span)
        return span

    def _people(self) -> tuple[str, int, int | None]:
        noun = self.chance.choice(self.grammar.pools["counted"])
        kind = self.chance.choice(["small", "digits", "digits", "dual", "vague", "round", "more"])
        if kind == "small":
            i = self.chance.randrange(len(self.grammar.pools["small"]))
            return f"{self.grammar.pools['small'][i]} {noun['pl']}", i + 3, i + 3
        if kind == "dual":
            return noun["dual"], 2, 2
        if kind == "vague":
            vague = self.chance.choice(self.grammar.pools["vague"])
            return vague["w"] + noun["pl"], vague["n"], None
        if kind == "round":
            number = self.chance.choice(self.grammar.pools["round"])
            return f"{number['w']} {noun['sg']}", number["n"], number["n"]
        value = self.chance.randint(11, 99)
        if kind == "more":
            return f"أكثر من {value} {noun['sg']}", value + 1, None
        return f"{value} {noun['sg']}", value, value


def _with_parents(speeches: list[GoldSpeech]) -> tuple[GoldSpeech, ...]:
    """In text order, each under the innermost speech that holds its cue (a relay's parent is known already)."""
    order = sorted(speeches, key=lambda s: s.cue)
    relayed = {id(s): order.index(speeches[s.parent]) for s in speeches if s.parent is not None}
    out = []
    for s in order:
        around = [
            (o.content[0][1] - o.content[0][0], i)
            for i, o in enumerate(order)
            if o is not s and o.content[0][0] <= s.cue[0] and s.cue[1] <= o.content[0][1]
        ]
        out.append(replace(s, parent=relayed.get(id(s), min(around)[1] if around else None)))
    return tuple(out)


def _event(span: Span, kind: str, frame: dict[str, Any], roles: dict[str, Any], counts: list[Any]) -> GoldEvent:
    """An event of the clause: a death keeps only its own dead, an injury its own injured."""
    own = {"kill": ("killed",), "injure": ("injured",)}.get(kind)
    fitting = [c for c in counts if own is None or c[1] in own]
    filled = {r: roles.get(r, ()) for r in ("agent", "target", *_PLACES, "time")}
    if counts and own is not None:
        filled["target"] = tuple(c[0] for c in fitting)
    elif counts and kind != frame["type"]:
        filled["target"], fitting = (), []
    gold = tuple(GoldCount(what, low, high, at) for at, what, low, high in fitting)
    return GoldEvent(span, kind, frame.get("modality", "actual"), frame.get("polarity", "pos"), filled, gold)
