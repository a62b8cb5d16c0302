"""Attributions: cue, source and content of every act of saying, with their nesting.

Pass one finds cues with a frame that fits and their sources; pass two, knowing all cues, finds where contents end;
then nesting follows from which content holds which cue.
"""

from __future__ import annotations

from collections.abc import Iterable

from khabar.extract.attributions.assembly import mentions
from khabar.extract.attributions.contents import fill_contents
from khabar.extract.attributions.context import build
from khabar.extract.attributions.headline import with_headlines
from khabar.extract.attributions.scan import scan
from khabar.record.mentions import AttributionMention, PlaceMention, TimeMention
from khabar.text.document import Document

__all__ = ["find"]


def find(
    doc: Document, places: Iterable[PlaceMention] = (), times: Iterable[TimeMention] = ()
) -> tuple[AttributionMention, ...]:
    """All attributions of a document in text order; ``parent`` is an index into the result. Linear in the text.

    Places and times that other extractors found help to tell a source from what surrounds it.
    """
    ctx = build(doc, places, times)
    drafts = scan(ctx)
    fill_contents(ctx, drafts)
    return with_headlines(doc, mentions(ctx, drafts))
