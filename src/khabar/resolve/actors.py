"""Resolving actors: every agent, target and source phrase to one actor of the document, with its codes.

Aliases and names that take sides lead to the same actor; the wording stays in the spans. What no rule knows stays
without an actor. The order of the rules is in docs/actors.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.record import Actor, ActorCodes, EventMention, Place, Source, Span, Why
from khabar.resolve.actor_context import Memory, country_of_places
from khabar.resolve.actor_index import Index, index
from khabar.resolve.actor_keys import Key, core_of, is_bare, key_of, kind_of, weight_of, why_of
from khabar.resolve.actor_lookup import head_at, possessed, quantity
from khabar.resolve.actor_names import english, entry_codes, phrase_codes
from khabar.resolve.actor_phrase import Phrase
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import name_words, own_name, phrase_words, plain_words, words_text
from khabar.resolve.transliterate import is_given_name, is_personal_name
from khabar.resolve.transliterate import name as transliterate
from khabar.resources import entries
from khabar.text import Document, fold

_DOMESTIC = frozenset({"MIL", "COP", "GOV", "LEG", "JUD", "SPY", "OPP"})


@dataclass(slots=True)
class _Found:
    """One actor of the document while it is being put together."""

    phrase: Phrase | None
    name: str
    why: Why
    spans: list[Span] = field(default_factory=list)
    person: str | None = None
    country: str | None = None


def resolve(
    doc: Document, events: tuple[EventMention, ...], sources: tuple[Source, ...], places: tuple[Place, ...]
) -> tuple[tuple[Actor, ...], dict[Span, str]]:
    """Actors of a document (ids x1, x2 … by first mention) and the actor of each agent, target and source span."""
    state = _State(doc, index(), country_of_places(index(), places), places)
    roles = _role_spans(events)
    for source in sources:
        state.add_source(source)
    for span in sorted(roles):
        if span not in state.key_of:
            state.add_role(span, agent=roles[span])
    state.link_short()
    state.link_bare()
    return state.finish()


def _role_spans(events: tuple[EventMention, ...]) -> dict[Span, bool]:
    """Role spans, each with whether a capital's name in it may stand for a government."""
    out: dict[Span, bool] = {}
    verbal = _verbal_types()
    for event in events:
        for span in event.agent:
            out[span] = True
        for span in event.target:
            out[span] = out.get(span, False) or event.type in verbal
    return out


def _verbal_types() -> frozenset[str]:
    return frozenset(e.id.rsplit(".", 1)[1] for e in entries("event_type") if e.between_governments)


def _plausible(name: str) -> bool:
    """Whether a source's words may be a person's name: none of them is a noun, number or link that the data know."""
    words = plain_words(name)
    common = (w for w in words if not is_given_name(w) and (quantity(index(), (w,), 0)[0] or head_at(index(), (w,), 0)[0]))
    return is_personal_name(name) and next(common, None) is None


class _State:
    """The document's actors so far. Keys tell actors apart; see :func:`key_of`."""

    def __init__(self, doc: Document, ix: Index, country: str | None, places: tuple[Place, ...]) -> None:
        self.doc, self.ix, self.country = doc, ix, country
        self.spots = {fold(p.text): ix.alpha3.get(p.country or "") for p in places}
        self.found: dict[Key, _Found] = {}
        self.key_of: dict[Span, Key] = {}
        self.memory = Memory()
        self.bare: list[tuple[Span, Phrase]] = []
        self.short: list[tuple[Span, tuple[str, ...]]] = []

    def add_source(self, source: Source) -> None:
        """All mentions of a source are one actor: its best reading gives the codes, a named person its own name."""
        spans = sorted(source.mentions, key=lambda s: s[0] - s[1])
        read_spans = [(s, self._read(phrase_words(self.doc, s), speaker=True)) for s in spans]
        readings = [(self.doc.words(s), p) for s, p in read_spans if p is not None]
        for text in (source.name, source.role, source.affiliation):
            if text and (p := self._read(plain_words(text), speaker=True)) is not None:
                readings.append((text, p))
        if source.kind == "person" and not source.anonymous and source.name and not self._only_a_title(source.name):
            bodies = {s: p for s, p in read_spans if p and p.head is None and p.actor and p.actor.kind != "person"}
            self._add_person(own_name(source.name), readings, tuple(m for m in source.mentions if m not in bodies))
            for span, phrase in bodies.items():  # إيران for its minister: the words name the state
                self._place(span, phrase, self.doc.words(span))
            return
        usable = [r for r in readings if key_of(self.ix, r[1]) is not None]
        if usable:
            text, phrase = max(usable, key=lambda r: weight_of(r[1]))
            for mention in source.mentions:
                self._place(mention, phrase, text)

    def _only_a_title(self, name: str) -> bool:
        """No personal name: a head noun with none behind it (الوزراء, محافظ كركوك), or a body's name."""
        words = plain_words(name)
        phrase = read(words)
        if phrase is None:
            return False
        phrase = self._located(words, phrase)
        return phrase.person is None and (
            phrase.actor is None or (phrase.head is None and phrase.actor.kind != "person")
        )

    def add_role(self, span: Span, *, agent: bool) -> None:
        """One agent or target phrase."""
        words = phrase_words(self.doc, span)
        phrase = self._read(words, speaker=False, government=agent)
        if phrase is not None and phrase.head is not None and phrase.head.sort == "person" and " ".join(words) in self.spots:
            return  # منفذ الوديعة: the crossing, nobody who carries anything out
        short = self.memory.person(words)
        if short is not None and (phrase is None or (phrase.actor is not None and phrase.actor.kind == "person")):
            self._join(span, short)
        elif phrase is not None and phrase.person is not None:
            self._add_person(words_text(self.doc, span, phrase.person), [("", phrase)], (span,))
        elif phrase is not None and is_bare(phrase):
            if not possessed(words[0]):  # سفارتها, جيشهم: whose it is decides, not who was called so before
                self.bare.append((span, phrase))
        elif phrase is not None and key_of(self.ix, phrase) is not None:
            self._place(span, phrase, self.doc.words(span))
        elif phrase is None:
            self.short.append((span, words))

    def link_short(self) -> None:
        """Short names of persons whose full name stands further on."""
        for span, words in self.short:
            key = self.memory.person(words)
            if key is not None:
                self._join(span, key)

    def _read(self, words: tuple[str, ...], *, speaker: bool, government: bool = True) -> Phrase | None:
        if not words:
            return None
        phrase = read(words)
        if phrase is None or (phrase.weak and not speaker) or (phrase.seat and not government):
            return None
        phrase = self._located(words, phrase)
        if phrase.rivals and phrase.actor is not None:
            near = [a for a in (phrase.actor, *phrase.rivals) if a.country and a.country == self.country]
            return phrase._replace(actor=near[0]) if len(near) == 1 else None
        return phrase

    def _located(self, words: tuple[str, ...], phrase: Phrase) -> Phrase:
        """محافظ كركوك، شرطة الرملية: a place behind a head is no personal name, and gives the country."""
        head = phrase.head
        if head is None or phrase.actor is not None:
            return phrase
        if phrase.person is not None and " ".join(words[slice(*phrase.person)]) in self.spots:
            phrase = phrase._replace(person=None)
        if phrase.country is None and phrase.owner is None and head.sort != "thing":
            inside = {self.spots[w] for w in words if w in self.spots}
            return phrase._replace(country=inside.pop()) if len(inside) == 1 else phrase
        return phrase

    def _place(self, span: Span, phrase: Phrase, words: str, note: str | None = None) -> None:
        key = key_of(self.ix, phrase)
        if key is None:
            return
        if key not in self.found:
            core = core_of(self.ix, phrase)
            name = core.actor.name if core.actor is not None else words
            self.found[key] = _Found(core, name, why_of(core, note))
            self.memory.note(key, core, span)
        self._join(span, key)

    def _add_person(self, name: str, readings: list[tuple[str, Phrase]], spans: tuple[Span, ...]) -> None:
        known = next((p for _, p in readings if p.actor is not None and p.actor.kind == "person"), None)
        if known is not None and known.actor is not None:
            key: Key = ("actor", known.actor.id)
            self.found.setdefault(key, _Found(known, known.actor.name, why_of(known, None)))
            self.memory.add_person(key, fold(known.actor.name).split())
        else:
            words = name_words(name)
            key = self.memory.person(tuple(words)) or ("person", *words)
            best = max((p for _, p in readings), key=weight_of, default=None)
            why = Why("actor.person", entry=best.head.id if best and best.head else None, note="codes from the title and body")
            found = self.found.setdefault(key, _Found(best, name, why, person=name))
            if found.phrase is None or (best is not None and weight_of(best) > weight_of(found.phrase)):
                found.phrase = best
            self.memory.add_person(key, words)
        for span in spans:
            self._join(span, key)

    def _join(self, span: Span, key: Key) -> None:
        if self.key_of.get(span) != key:
            self.key_of[span] = key
            self.found[key].spans.append(span)

    def link_bare(self) -> None:
        """الجيش، التنظيم، الحكومة: the nearest actor so called, before or else behind; else the country reported on."""
        for span, phrase in self.bare:
            while phrase.owner is not None:
                phrase = phrase.owner
            key = self.memory.antecedent(phrase, span)
            if key is not None:
                self._join(span, key)
                continue
            if phrase.head is None or phrase.head.sector is None or phrase.head.kind == "state":
                continue
            if phrase.head.sector in _DOMESTIC and not phrase.head.joint and self.country is not None:
                local = phrase._replace(country=self.country)
                self._place(span, local, self.doc.words(span), "the only country of the report's places")
            else:
                self._place(span, phrase, self.doc.words(span))

    def finish(self) -> tuple[tuple[Actor, ...], dict[Span, str]]:
        """Actors in order of first mention, and ids by span."""
        named = [k for k in self.found if self.found[k].spans]
        order = sorted(named, key=lambda k: min(self.found[k].spans))
        ids = {key: f"x{n}" for n, key in enumerate(order, 1)}
        actors = tuple(self._actor(ids[key], self.found[key]) for key in order)
        return actors, {span: ids[key] for span, key in self.key_of.items()}

    def _actor(self, name: str, found: _Found) -> Actor:
        phrase, day = found.phrase, self.doc.published
        kind: str = "person" if found.person else kind_of(phrase)
        if found.person is not None:
            name_en: str | None = transliterate(found.person) if _plausible(found.person) else None
        else:
            name_en = english(phrase) if phrase is not None else None
        entry = phrase.actor if phrase is not None and not found.person else None
        codes = entry_codes(self.ix, entry, day) if entry is not None else phrase_codes(self.ix, phrase, day)
        if found.person is not None:
            codes = ActorCodes(codes.plover, codes.country, None)
        return Actor(name, found.name, name_en, kind, codes, tuple(sorted(found.spans)), found.why)
