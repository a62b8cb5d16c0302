"""Slots of a unit from its events: class, place, time, parties, target words, numbers.

Where the reading left a slot empty, the sentence may fill it; what is carried over so is marked and weighs less.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable

from khabar.assemble.happenings.families import family
from khabar.assemble.happenings.parties import QUOTED, number, party
from khabar.assemble.happenings.unit import Number, Party, Site
from khabar.assemble.happenings.words import Content, after_prepositions, content, plain, site_words
from khabar.record import Event, Place, Record, Span, Time, overlap
from khabar.record.types import Count

#: An undated account of something that happened is taken to lie in the days before its publication.
WINDOW_DAYS = 3
#: Days to either side of a single day that was counted in weeks, months or years.
_SLACK = {"week": 3, "month": 15, "year": 180}
LEVELS = ("facility", "quarter", "village", "city", "admin2", "admin1", "region", "natural", "country")
_BREAK = re.compile(r"[\n؟!]|\.(?=\s|$)")
_NEAR_DEGREES = 0.2
_DISTRICT_DEGREES = 0.5  # a district's point may lie that far from its towns
FINE = ("facility", "quarter", "village", "city", "admin2")
_TOWNS = ("village", "city")
_DAYS = ("hour", "day")
_NAME_WORDS = 4


class Slots:
    """What one record holds, looked up by id."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.said = {a.id: a for a in record.attributions}
        self.places = {p.id: p for p in record.places}
        self.times = {t.id: t for t in record.times}
        self.actors = {x.id: x for x in record.actors}
        self.named = {w for p in record.places for w in plain(p.text)}
        self.ends = [m.start() for m in _BREAK.finditer(record.report.text)]
        self.spoken = [m for s in record.sources for m in s.mentions]
        self.names = [m for s in record.sources if s.kind == "person" for m in s.mentions if " " not in record.report.text[m[0]:m[1]]]
        self.quoted = [m.span(1) for m in QUOTED.finditer(record.report.text) if len(m.group(1).split()) <= _NAME_WORDS]

    def kind(self, event: Event) -> str:
        """``happened`` or ``announced``. What is denied is denied to have happened, however it is put; what lies after the
        day of publication cannot have happened yet."""
        time = self.times.get(event.time or "")
        published = self.record.report.published
        if event.modality == "actual":
            return "announced" if time and time.start and published and time.start > published else "happened"
        denied = any(self.said[a].act == "deny" for a in event.chain)
        denied |= event.polarity == "neg" and event.modality == "possible"
        return "happened" if denied and event.modality in ("possible", "conditional") else "announced"

    def anchored(self, event: Event) -> bool:
        """Whether an event tells its day or its town."""
        return self._dated(event.time or "") is not None or self._town(event) is not None

    def compatible(self, a: Event, b: Event) -> bool:
        """Whether the days and the towns of two events can be those of one happening."""
        s, t = self._dated(a.time or ""), self._dated(b.time or "")
        if s is not None and t is not None and s.grain in _DAYS and t.grain in _DAYS:
            early, late = sorted(((s.start or s.end or "", s.end or s.start or ""), (t.start or t.end or "", t.end or t.start or "")))
            if (datetime.date.fromisoformat(late[0]) - datetime.date.fromisoformat(early[1])).days > WINDOW_DAYS:
                return False
        p, q = self._town(a), self._town(b)
        return p is None or q is None or _near(p, q, _NEAR_DEGREES if p.level in _TOWNS and q.level in _TOWNS else _DISTRICT_DEGREES)

    def _town(self, event: Event) -> Place | None:
        p = self.places.get(event.place or "")
        return p if p is not None and p.lat is not None and p.level in (*_TOWNS, "admin2") and not p.metonym else None

    def sentence(self, at: int) -> Span:
        """Start and end of the sentence around an offset."""
        n = bisect_left(self.ends, at)
        return self.ends[n - 1] + 1 if n else 0, self.ends[n] if n < len(self.ends) else len(self.record.report.text)

    def site(self, events: list[Event]) -> tuple[Site | None, bool, tuple[str, ...]]:
        """Where it was, whether the reading says so, and the words for it. The finest place of the events, leaving out places
        that stand in the description of a speaker where there is another; else one carried over."""
        refs = dict.fromkeys(r for e in events for r in (e.place, e.destination, e.origin) if r)
        named = [p for r in refs if (p := self.places.get(r)) is not None and not self._in_a_name(p)]
        told = [p for p in named if not self._of_speaker(p) and not p.metonym] or named
        known = _located(told)
        if known:
            chosen = self._most_told(events, known)
            if chosen.level not in FINE:  # a village that no gazetteer knows may stand beside its province
                own = {w for p in told for w in plain(p.text)}
                guessed = [n for n in self._guessed(events) if not own & set(n.split())]
                return _site(chosen), True, (*guessed, *(f"~{n}" for n in _names(told)))
            return _site(chosen), True, _names(p for p in told if p.lat is None or _near(p, chosen))
        if told:
            return None, True, _names(told)
        carried = self._carried(events)
        if carried is None:
            return None, False, self._guessed(events)
        return (_site(carried) if carried.lat is not None and carried.level is not None else None), False, _names([carried])

    def _most_told(self, events: list[Event], known: list[Place]) -> Place:
        """The finest place around which most events are said to be; a group may have gathered several places."""
        at = [self.places[r] for e in events for r in (e.place, e.destination, e.origin) if r and self.places[r] in known]
        support = {p.id: sum(_near(p, other) for other in at) for p in known}
        most = max(support.values(), default=0)
        return min((p for p in known if support[p.id] == most), key=_fineness)

    def _of_speaker(self, p: Place) -> bool:
        return any(a <= p.span[0] and p.span[1] <= b for a, b in self.spoken)

    def _in_a_name(self, p: Place) -> bool:
        """Part of a short quoted name ("راية الوادي" is no valley), or of a speaker's name used alone (وأوضح باسلم)."""
        return any(overlap(p.span, m) for m in self.names) or any(a <= p.span[0] and p.span[1] <= b and b - a > p.span[1] - p.span[0] for a, b in self.quoted)

    def _carried(self, events: list[Event]) -> Place | None:
        """The finest place of the sentence that is no government's and no speaker's; else that of the event told last before;
        else one in the description of the sentence's speaker."""
        at = min(e.trigger.span[0] for e in events)
        start, stop = self.sentence(at)
        near = [p for p in self.record.places if start <= p.span[0] < stop and not p.metonym and not self._in_a_name(p)]
        clear = [p for p in near if not self._of_speaker(p)]
        if clear:
            return min(clear, key=_fineness)
        before = [e for e in self.record.events if e.trigger.span[0] < at and e.place and _located([self.places[e.place]])]
        if before:
            return self.places[max(before, key=lambda e: e.trigger.span[0]).place or ""]
        local = near or [p for p in self.record.places if start <= p.span[0] < stop and p.level in _TOWNS and self._body_of(p)]
        return min(local, key=_fineness, default=None)

    def _body_of(self, p: Place) -> bool:
        """Whether a place names the local body that speaks (شرطة كركوك), not a government by its capital."""
        return any(a < p.span[0] and p.span[1] <= b for a, b in self.spoken)

    def _guessed(self, events: list[Event]) -> tuple[str, ...]:
        """Where no place was read: the words of the sentence that stand where places stand (في سراقب), one and two at a time.
        They serve to meet an account that does know the place."""
        if family(events[0].type) == "words":
            return ()
        at = events[0].trigger.span[0]
        start, stop = self.sentence(at)
        return after_prepositions(self._without_speakers(at)) or after_prepositions(self.record.report.text[start:stop])

    def _without_speakers(self, at: int) -> str:
        """The sentence around an offset, the descriptions of its speakers blanked."""
        start, stop = self.sentence(at)
        text = self.record.report.text
        for a, b in self.spoken:
            if start <= a and b <= stop:
                text = text[:a] + " " * (b - a) + text[b:]
        return text[start:stop]

    def when(self, events: list[Event], kind: str) -> tuple[str | None, str | None, bool]:
        """First and last day, and whether the report dates it. Without a date: the days before publication."""
        spans = [_widened(t) for e in events if e.time and (t := self._dated(e.time))]
        if spans:
            return min(s or e for s, e in spans if s or e), max(e or s for s, e in spans if s or e), True  # type: ignore[type-var]
        published = self.record.report.published
        if published is None or kind != "happened":
            return None, None, False
        day = datetime.date.fromisoformat(published)
        return (day - datetime.timedelta(WINDOW_DAYS)).isoformat(), published, False

    def vague(self, events: list[Event]) -> str:
        """The direction in which some events lie (``past``, ``future`` …) when that is all that the report says of their time."""
        told = [self.times[e.time] for e in events if e.time and e.time in self.times]
        return next((t.vague for t in told if t.vague), "") if all(not (t.start or t.end) for t in told) else ""

    def _dated(self, name: str) -> Time | None:
        time = self.times.get(name)
        return time if time is not None and (time.start or time.end) else None

    def parties(self, events: list[Event]) -> tuple[Party, ...]:
        """Agents and targets, each once."""
        told = ((role, f) for e in events for role in ("agent", "target") for f in getattr(e, role))
        return tuple(dict.fromkeys(party(role, f, self.actors.get(f.actor or "")) for role, f in told))

    def words(self, events: list[Event]) -> tuple[Content, ...]:
        """Content words of the targets, without the names of places in them."""
        found = {c: None for e in events for f in e.target for c in content(f.text) if c.key not in self.named}
        return tuple(sorted(found))

    def things(self, events: list[Event], words: tuple[Content, ...]) -> tuple[str, ...]:
        """What was hit: by the targets, else by the words of the sentence around the first mention."""
        told = tuple(w.key for w in words if w.sort == "site")
        if told or not any(family(e.type) == "violence" for e in events):
            return told
        return site_words(self._without_speakers(events[0].trigger.span[0]))

    def numbers(self, event: Event) -> tuple[Number, ...]:
        """Counts of an event. Several of one kind over different targets add up (ثلاثة جنود ومدنيان); a count of one of
        several targets only (امرأة وطفلاها) and a mere singular, which may name one of several, are minima."""
        by_kind: dict[str, list[Count]] = {}
        for c in event.count:
            by_kind.setdefault(c.what, []).append(c)
        return tuple(number(what, counts, event) for what, counts in by_kind.items())


def _widened(t: Time) -> tuple[str | None, str | None]:
    """A single day of coarse grain (قبل أسبوع) is only about that day."""
    slack = _SLACK.get(t.grain, 0)
    if not slack or t.start is None or t.start != t.end:
        return t.start, t.end
    day = datetime.date.fromisoformat(t.start)
    return (day - datetime.timedelta(slack)).isoformat(), (day + datetime.timedelta(slack)).isoformat()


def _located(places: Iterable[Place]) -> list[Place]:
    return [p for p in places if p.lat is not None and p.level is not None]


def _near(a: Place, b: Place, degrees: float = _NEAR_DEGREES) -> bool:
    """Whether two places may be one spot told twice: close by, or an area and what lies in its country's part."""
    if a.level in FINE and b.level in FINE and a.lat is not None and b.lat is not None and a.lon is not None and b.lon is not None:
        return abs(a.lat - b.lat) < degrees and abs(a.lon - b.lon) < degrees
    return a.country == b.country and ("country" in (a.level, b.level) or a.admin1 == b.admin1)


def _fineness(p: Place) -> tuple[bool, int, str]:
    return p.level is None, LEVELS.index(p.level or "country"), p.id


def _names(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(plain(p.text)) for p in places}))


def _site(p: Place) -> Site:
    assert p.lat is not None and p.lon is not None and p.level is not None
    return Site(p.name_en or p.text, p.country, p.admin1, p.level, p.lat, p.lon, p.geonames)
