"""Schema of ``data/cue/*.yaml``: the words that say that somebody says something, and how the content follows them."""

from __future__ import annotations

from typing import Literal

from khabar.record.types import Act
from khabar.resources.schema.base import Entry

Stance = Literal["neutral", "endorsing", "distancing"]
Shape = Literal["verb", "according", "connector", "noun", "passive", "carried"]


class Cue(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One cue with its forms and frames.

    shape: ``verb``; ``according`` (بحسب X, before, inside or after what it covers); ``connector`` (كما, حسبما: makes an
    according-to phrase of the verb behind it); ``noun`` (اتهامات بـ); ``passive`` (nobody named: قيل إن);
    ``carried`` (عن X behind a relaying verb).
    past, present: third person masculine singular, from which all persons are generated; stem: the past stem before
    a consonant where it differs (قل+نا); participle: active, masculine singular; masdar: verbal noun.
    forms: written forms of the other shapes (singular and plural given; clitics are added), words parted by a space.
    frames: that: complementisers behind the cue; by: prepositions that lead the content, alone or before أن;
    object: what a bare object is: the content (أعلن مقتل), the person told or accused (اتهم X بـ),
    a name (ما سماه), the thing judged with its judgement (اعتبر X خطوة متسرعة);
    quote: whether a quotation or colon may follow directly; strict: only a complementiser, quotation or colon opens
    the content; with: words one of which must follow; objects: nouns one of which must head the object;
    takes: the preposition that leads the source (وفقا لـ); relay: the preposition before the voice relayed;
    genitive: what a noun behind the cue noun is when it is no speaker; needs: a pronoun or a possessor on the cue;
    suffix: whose pronoun hangs on a cue noun (تهديداته his, اتهامه against him); explicit: the source must be named;
    indefinite: the source must be an indefinite noun (ويعتقد خبراء: they said so; يعتقد الجنود: their state of mind); source: the only kind of source that makes this a cue.
    homograph: the bare form of "he" is also a noun (عرض) or a preposition (عبر), so it counts only at a clause's head.
    accept, reject: sentences written for the project in which this entry must, or must not, be found.
    """

    lemma: str
    shape: Shape
    act: Act = "say"
    stance: Stance = "neutral"
    past: str | None = None
    present: str | None = None
    stem: str | None = None
    participle: str | None = None
    masdar: str | None = None
    forms: tuple[str, ...] = ()
    that: tuple[Literal["إن", "أن", "بأن", "لأن"], ...] = ()
    by: tuple[Literal["ب", "إلى", "على", "عن", "من", "في", "ل", "حول", "بشأن"], ...] = ()
    object: Literal["none", "content", "target", "name", "judged"] = "none"
    quote: bool = True
    strict: bool = False
    with_: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    takes: Literal["ل", "عن", "إلى"] | None = None
    relay: Literal["عن", "إلى", "من"] | None = None
    genitive: Literal["content", "none"] = "none"
    needs: Literal["pronoun", "possessor"] | None = None
    explicit: bool = False
    indefinite: bool = False
    suffix: Literal["speaker", "target"] = "speaker"
    source: Literal["document", "media", "anonymous"] | None = None
    homograph: Literal["noun", "preposition"] | None = None
    accept: tuple[str, ...]
    reject: tuple[str, ...]
