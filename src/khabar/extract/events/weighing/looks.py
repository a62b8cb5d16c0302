"""What does not change from trigger to trigger in a phrase, a place or a time of a report."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from khabar.extract.events.scene import Scene, plural_heads
from khabar.record.span import Span


class Look(NamedTuple):
    """A phrase; ``heard``: how often its head, ``name``, is named."""

    sort: str
    prep: str
    source: bool
    place: bool
    form: str
    trigger: bool
    length: int
    several: bool
    heard: int


class Stand(NamedTuple):
    """How a phrase stands in its clause. main: its rank among the names told most often; lead: the word before it; form: f
    feminine, m not, p plural; subject: a verb stands right before it."""

    name: str
    main: int
    lead: str
    form: str
    subject: bool


class Spot(NamedTuple):
    """A place or time: how it is introduced, and for a place what stands around it. ``marked``: a name that stands for a
    government, or a time beside a word of saying."""

    prep: str
    lead: str
    first: bool
    marked: bool
    source: bool
    sort: str = ""
    named: int = 0
    follows: bool = False
    preceded: bool = False


def stand(scene: Scene, k: int, name: str, main: int) -> Stand:
    """A phrase that starts at token ``k``."""
    lead, subject = "", False
    if k:
        before = scene.doc.tokens[k - 1]
        if before.kind == "word":
            read = scene.word(k - 1)
            subject = read.kind == "verb"
            lead = "verb" if subject else read.stem if read.known else read.kind
        else:
            lead = before.text if before.kind == "punct" else "number"
    stem = scene.word(k).stem
    form = "f" if stem.endswith(("ه", "ات")) else "m"
    plural = stem in plural_heads() or stem.endswith(("ون", "ين"))
    return Stand(name, main, lead, form + "p" if plural else form, subject)


def of_time(scene: Scene, k: int, *, first: bool) -> Spot:
    """A time that starts at token ``k``."""
    return Spot(*introduced(scene, k), first, k in scene.told, k in scene.sources)


def of_place(scene: Scene, span: Span, k: int, starts: list[int], named: int) -> Spot:
    """A place that starts at token ``k``; starts: first tokens of all places; named: how often the report names it."""
    end, at = scene.doc.tokens_in(span)[1], bisect_right(starts, k)
    return Spot(*introduced(scene, k), starts[0] == k, span in scene.metonyms, k in scene.sources, scene.sort(k, k + 1) or "none",
                min(named, 3), at < len(starts) and starts[at] - end <= 3, at > 1 and k - starts[at - 2] <= 4)  # fmt: skip


def introduced(scene: Scene, k: int) -> tuple[str, str]:
    """The preposition before a name, and the word right before it where that is a known one."""
    prep = scene.word(k).case
    if prep or k == 0:
        return prep, ""
    before = scene.doc.tokens[k - 1]
    if before.kind != "word":
        return "", "punctuation" if before.kind == "punct" else "number"
    read = scene.word(k - 1)
    lead = read.stem if read.kind == "preposition" or read.known else "word"
    if read.kind == "preposition":
        return read.stem, lead
    further = scene.word(k - 2) if k > 1 else None
    return read.case or (further.stem if further is not None and further.kind == "preposition" else ""), lead
