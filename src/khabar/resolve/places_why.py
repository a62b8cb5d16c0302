"""The derivation of a resolved place: recognition, the row, what chose it, the rows that lost."""

from __future__ import annotations

from khabar.record.mentions import PlaceMention
from khabar.record.why import Why
from khabar.resolve.places_lookup import Looked
from khabar.resolve.places_score import Scored

CLOSE = 0.75
SHOWN = 4
_MEANING = "sum of the terms; the highest wins"


def explanation(mention: PlaceMention, item: Looked, rows: tuple[Scored, ...], best: Scored | None) -> Why:
    """Why this row: its terms, the mention's own grounds and up to four rows that scored lower."""
    others = tuple(_other(s) for s in (rows[1 : SHOWN + 1] if best else rows[:SHOWN]))
    if best is None:
        note = "no place of this name in the gazetteer" if not rows else "no place of this name fits the report"
        return Why("places.unresolved", note=note, parts=(mention.why, *others))
    return Why(
        "places.inner_name" if item.inner else "places.by_sound" if item.sound else "places.resolved",
        entry=best.row.entry,
        score=round(best.score, 2),
        meaning=_MEANING,
        note=_note(item, rows, best),
        parts=(
            mention.why,
            *(Why(f"places.term.{name.replace(' ', '_')}", score=round(v, 2)) for name, v in best.terms),
            *others,
        ),
    )


def _note(item: Looked, rows: tuple[Scored, ...], best: Scored) -> str:
    notes = []
    if item.inner:
        notes.append(f"the gazetteer lacks this site: the point is that of {best.row.name_en}")
    if item.sound:
        notes.append(f"the gazetteer has no Arabic form: {best.row.name_en} sounds alike, in a country of the report")
    if len(rows) == 1:
        notes.append("the only place of this name")
    elif rows[0].score - rows[1].score < CLOSE:
        notes.append(
            f"close: {rows[1].row.name_en} ({rows[1].row.country or '-'}, {rows[1].row.level}) is nearly as likely"
        )
    else:
        notes.append(f"first of {len(rows)} places of this name")
    if best.row.certainty != "high":
        notes.append(f"certainty of the coordinates: {best.row.certainty}")
    if best.row.note:
        notes.append(best.row.note)
    return "; ".join(notes)


def _other(scored: Scored) -> Why:
    row = scored.row
    where = ", ".join(part for part in (row.name_en, row.admin1, row.country, row.level) if part)
    terms = ", ".join(f"{name} {value:+.1f}" for name, value in scored.terms)
    return Why("places.not", entry=row.entry, score=round(scored.score, 2), meaning=_MEANING, note=f"{where}: {terms}")
