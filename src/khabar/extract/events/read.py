"""The event reader: triggers, then roles, places, times, modality and counts, then what is carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.extract.events import carry, context
from khabar.extract.events.arguments import behind, span_of
from khabar.extract.events.counting import count
from khabar.extract.events.draft import Draft
from khabar.extract.events.modality import judge
from khabar.extract.events.nominal import assign
from khabar.extract.events.scene import Scene, scene
from khabar.extract.events.triggers import mark
from khabar.extract.events.weighing import chance, weigh
from khabar.record.mentions import AttributionMention, EventMention, PlaceMention, TimeMention
from khabar.record.span import Span
from khabar.record.why import Why
from khabar.text.document import Document


def find(
    doc: Document,
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    attributions: Sequence[AttributionMention],
) -> tuple[EventMention, ...]:
    """All event mentions of a document in text order.

    places, times, attributions: the mentions of the other extractors, whose spans lie on ``doc.text``; a place or time
    of an event is the span of one of them. Raises nothing of its own.
    """
    view, drafts, speeches = drafted(doc, places, times, attributions)
    if drafts:
        count(weigh(view, drafts, speeches))
    return tuple(_mention(view, draft) for draft in drafts)


def drafted(
    doc: Document,
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    attributions: Sequence[AttributionMention],
) -> tuple[Scene, list[Draft], dict[int, AttributionMention]]:
    """What the rules make of a document, before fillers are weighed, with the innermost attribution around each trigger."""
    view = scene(doc, places, times, attributions)
    mark(view)
    speeches = _speeches(view, attributions)
    drafts = [_draft(view, at, speeches.get(at)) for at in sorted(view.triggers)]
    carry.over(view, drafts)
    return view, drafts, speeches


def _draft(view: Scene, at: int, speech: AttributionMention | None) -> Draft:
    trigger = view.triggers[at]
    roles = assign(view, trigger)
    draft = Draft(trigger, roles.found, roles.rules)
    draft.places, draft.rules["place"] = context.places(view, trigger, roles.found, behind(view, trigger.sentence, at))
    draft.time = context.time(view, trigger)
    draft.verdict = judge(view, trigger, speech)
    return draft


def _speeches(view: Scene, attributions: Sequence[AttributionMention]) -> dict[int, AttributionMention]:
    """For each trigger the attribution with the shortest content around it, in one sweep over the text."""
    contents = sorted(((first, last, n) for n, a in enumerate(attributions) for first, last in a.content), key=lambda c: c[0])
    out: dict[int, AttributionMention] = {}
    open_: list[tuple[int, int, int]] = []
    at = 0
    for trigger in sorted(view.triggers):
        start = view.doc.tokens[trigger].start
        while at < len(contents) and contents[at][0] <= start:
            open_.append(contents[at])
            at += 1
        open_ = [c for c in open_ if c[1] > start]
        if open_:
            out[trigger] = attributions[min(open_, key=lambda c: c[1] - c[0])[2]]
    return out


def _role_why(draft: Draft, role: str) -> Why:
    """Which rule proposed the filler of a role, and by what it outweighed the other candidates."""
    share, signs = draft.weighed.get(role, (None, ""))
    meaning = "probability of the filler among the candidates, by fitted weights" if share is not None else None
    rule = draft.rules.get(role, "nearest time of the clause")
    return Why(f"{role}: {rule}", score=None if share is None else round(share, 2), meaning=meaning, note=signs or None)


def _chances(view: Scene, draft: Draft) -> Iterator[tuple[Span, float]]:
    """The probability of each filler of agent and target that was weighed."""
    for role in ("agent", "target"):
        if role in draft.weighed:
            p = chance(role, draft.weighed[role][0])
            yield from ((span_of(view, part), p) for part in draft.roles.get(role, ()))


def _mention(view: Scene, draft: Draft) -> EventMention:
    trigger, verdict = draft.trigger, draft.verdict
    entry = trigger.reading.sense.entry
    parts = [_role_why(draft, role) for role in ("agent", "target", "place", "time") if role in draft.rules or role in draft.weighed]
    parts += [Why("modality", entry=verdict.entry)] if verdict.entry else []
    parts += [Why("light verb", entry=view.light[trigger.light].sense.entry.id)] if trigger.light >= 0 else []
    parts += [Why(note) for note in draft.notes]
    token = view.doc.tokens[trigger.at]
    why = Why(f"predicate ({trigger.reading.kind})", entry=entry.id, at=entry.at, note=trigger.clue or None, parts=tuple(parts))
    return EventMention(
        trigger=(token.start, token.end), type=trigger.type, modality=verdict.modality, polarity=verdict.polarity, why=why,
        agent=tuple(span_of(view, p) for p in draft.roles.get("agent", ())),
        target=tuple(span_of(view, p) for p in draft.roles.get("target", ())),
        place=draft.places.get("place"), origin=draft.places.get("origin"), destination=draft.places.get("destination"),
        time=draft.time, count=draft.counts, subsets=draft.subsets, entry=entry.id, chances=tuple(_chances(view, draft)),
    )
