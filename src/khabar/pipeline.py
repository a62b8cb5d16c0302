"""Reading one report from text to record: the way of the data in one place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import khabar
from khabar.assemble.records import build
from khabar.errors import InputError
from khabar.extract import attributions, blocks, events, places, times
from khabar.extract.event_lexicon import lookup
from khabar.record import Proposals, Reading, Record, Report, report_id
from khabar.resolve import publication, speakers
from khabar.resources import resources_digest
from khabar.text import Document, document
from khabar.text.language import language
from khabar.uncollected import uncollected

if TYPE_CHECKING:
    from khabar.model.features import Opinion

Reader = Literal["auto", "lexicon", "model", "llm"]
PublishedFrom = Literal["argument", "metadata", "text"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_YEAR, _LAST_YEAR = 1600, 2500  # newspapers have been printed since the former
_NAMES = {"fa": "Persian", "ur": "Urdu", "ckb": "Kurdish", "other": "a language in another script"}


def read(
    text: str,
    *,
    published: str | datetime.date | None = None,
    published_from: PublishedFrom | None = "argument",
    outlet: str | None = None,
    title: str | None = None,
    uri: str | None = None,
    reader: Reader = "auto",
    force: bool = False,
) -> Record:
    """Read one Arabic report.

    text: the report as it is; never changed, all offsets are code points of it. published: ISO date; without it the day
    that the text itself gives for its publication is taken (:mod:`khabar.resolve.publication`), and where it gives none
    relative times stay unresolved. force: read text that is not Arabic.
    Raises InputError for text without letters, in another language (unless forced), or a malformed date.
    """
    if (broken := _SURROGATE.search(text)) is not None:
        raise InputError(f"holds half a character (a lone surrogate) at offset {broken.start()}")
    code = language(text)
    if code != "ar" and not force:
        raise InputError(_not_arabic(code))
    given = Report(report_id(text), text, uri, outlet, title, published_from=published_from, language=code or "und")
    day = _date(published)
    with uncollected():
        return _record(given, day, reader)


def _record(given: Report, day: datetime.date | None, reader: Reader) -> Record:
    """The record of a report published on ``day``. All that was needed on the way is let go with this function's end, so
    that the next search for reference cycles does not walk it."""
    doc, told = publication.told(blocks.classify(document(given.text, day, given.outlet)))
    published_from = given.published_from
    if day is None and told is not None:
        doc = replace(doc, published=(day := told.day))
        published_from = "text"
    proposals = propose(doc, reader)
    byline, dateline = blocks.frame(doc)
    report = replace(
        given, byline=byline, dateline=dateline, published=day.isoformat() if day else None,
        published_from=published_from if day else None, blocks=doc.blocks,
        published_at=told.at if told is not None and published_from == "text" else None,
    )  # fmt: skip
    reading = Reading(reader, khabar.__version__, resources_digest(), dict(proposals.layers))
    return build(doc, report, proposals, reading)


def propose(doc: Document, reader: Reader) -> Proposals:
    """What the reader proposes for a document, before anything is resolved."""
    return _READERS[reader](doc)


def lexicon(doc: Document) -> Proposals:
    """The lexicon reader: resources and patterns."""
    found_times = times.find(doc)
    found_places = places.find(doc)
    said = attributions.find(doc, found_places, found_times)
    happened = events.find(doc, found_places, found_times, said)
    layers = dict.fromkeys(("places", "times", "attributions", "events"), "lexicon")
    return Proposals(found_places, found_times, said, happened, layers)


def llm(doc: Document) -> Proposals:
    """The optional reader that asks a language model over the network, with the user's consent; see docs/llm.md."""
    from khabar.llm import propose as ask  # the extra [llm], not always installed

    return ask(doc, times.parse_all)


def model(doc: Document) -> Proposals:
    """The model reader; it is told the lexicon reader's opinion of the words, with which it was trained."""
    from khabar.model.reader import propose as ask  # numpy and onnxruntime: only those pay who ask the model

    return ask(doc, opinion(doc, lexicon(doc)), times.parse_all)


def opinion(doc: Document, ours: Proposals) -> Opinion:
    """What the network is told of the lexicon reader's proposals: its attributions say where their speaker is named."""
    from khabar.model.features import Opinion

    sources, said = speakers.resolve(doc, ours.attributions, ours.places)
    named = {s.id: max(s.mentions, key=lambda m: m[1] - m[0], default=None) for s in sources}
    told = tuple(replace(m, speaker=named[a.who]) for m, a in zip(ours.attributions, said, strict=True))
    return Opinion(replace(ours, attributions=told), lookup)


def auto(doc: Document) -> Proposals:
    """Both readers, each where it measured better; the lexicon alone where the model cannot be loaded."""
    from khabar.combine import combine
    from khabar.model.runtime import ModelError

    ours = lexicon(doc)
    try:
        return combine(doc, opinion(doc, ours), times.parse_all)
    except ModelError as error:
        return replace(ours, notes=(*ours.notes, f"read by the lexicon alone: {error}"))


_READERS: dict[str, Callable[[Document], Proposals]] = {"lexicon": lexicon, "model": model, "auto": auto, "llm": llm}


def _not_arabic(code: str | None) -> str:
    if code is None:
        return "holds no words"
    return f"is not Arabic but {_NAMES[code]}: Khabar reads Arabic (--force reads it anyway)"


def _date(value: str | datetime.date | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    except ValueError:
        raise InputError(f"published {value!r} is not a date like 2016-02-12") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:  # 0001-01-01 and 9999-12-31 stand for "unknown" in databases
        raise InputError(f"published {day.isoformat()} is no day on which a report came out")
    return day
