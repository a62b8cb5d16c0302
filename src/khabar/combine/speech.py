"""Attributions of the automatic reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.combine.sides import GIVEN, Sides, seconded
from khabar.model.proposals import parent_of
from khabar.record import AttributionMention, Span
from khabar.text.document import Document

VETO = 0.15  # a cue of the lexicon's needs at least this from the network
ALONE = 0.94  # an attribution that the network finds alone needs at least this (calibrated)
_HALF = 0.5


def attributions(sides: Sides) -> tuple[AttributionMention, ...]:
    """What both find, the lexicon's own that the network does not veto, the network's own that it is sure of."""
    lexicon, model = sides.lexicon.attributions, sides.model.attributions
    cues = {i: j for j, other in enumerate(lexicon) for i in range(*sides.doc.tokens_in(other.cue))}
    found: list[tuple[AttributionMention, int | None]] = []  # with its number in the lexicon's reading
    matched: set[int] = set()
    for i, mention in enumerate(model):
        touched = (cues.get(k) for k in range(*sides.doc.tokens_in(mention.cue)))
        j = next((j for j in touched if j is not None and j not in matched), None)
        if j is not None:
            matched.add(j)
            found.append((_both(sides, i, lexicon[j]), j))
        elif (mention.why.score or 0.0) >= ALONE:
            found.append((mention, None))
    for j, other in enumerate(lexicon):
        likely = sides.inside("cue", other.cue)
        if j not in matched and likely >= VETO:
            found.append((replace(other, why=seconded(other.why, likely)), j))
    return _parents(sorted(found, key=lambda f: f[0].cue), lexicon)


def _both(sides: Sides, i: int, other: AttributionMention) -> AttributionMention:
    """An attribution that both found: the lexicon's reading of it; `why` tells where the network dissents.

    Letting the network overrule a source or a content was measured and lost on the development reports (full
    attributions .865 against .879) and gained nothing on the reports kept out of training (.825 both).
    """
    mine = sides.model.attributions[i]
    notes = []
    if _share(sides.doc, other.content, mine.content) < _HALF:
        notes.append(f"the network reads another content ({sides.contents[i]:.2f})")
    if mine.source is not None and not _same(sides.doc, mine.source, other.source):
        notes.append(f"the network reads another source ({sides.sources[i]:.2f})")
    why = replace(
        other.why,
        score=mine.why.score,
        meaning=GIVEN,
        note="; ".join(filter(None, (other.why.note, *notes))) or None,
        parts=(*other.why.parts, mine.why),
    )
    return replace(other, why=why)


def _same(doc: Document, a: Span, b: Span | None) -> bool:
    return b is not None and _share(doc, [a], [b]) >= _HALF


def _share(doc: Document, a: Sequence[Span], b: Sequence[Span]) -> float:
    """Common share of the tokens of two sets of spans."""
    x, y = ({i for s in spans for i in range(*doc.tokens_in(s))} for spans in (a, b))
    return len(x & y) / len(x | y) if x | y else 1.0


def _parents(
    found: Sequence[tuple[AttributionMention, int | None]], lexicon: Sequence[AttributionMention]
) -> tuple[AttributionMention, ...]:
    """Parents as the lexicon has them where both ends are its own, else by the place of the cue."""
    at = {j: i for i, (_, j) in enumerate(found) if j is not None}
    mentions = [m for m, _ in found]
    out = []
    for i, (mention, j) in enumerate(found):
        parent = lexicon[j].parent if j is not None else None
        if j is not None and (parent is None or parent in at):
            own = at[parent] if parent is not None else None
        else:
            own = parent_of(mentions, i)
        out.append(replace(mention, parent=own))
    return tuple(out)
