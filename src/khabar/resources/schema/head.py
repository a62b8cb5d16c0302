"""Schema of ``data/head/*.yaml``: common nouns that head actor phrases and the things that are done something to."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.actor import ActorKind, Sector
from khabar.resources.schema.base import Entry


class Head(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A head noun (قوات، مسلحون، وزير الخارجية، موقع).

    forms: singular, dual, plural, both cases and construct forms, without clitics; several words are one form. A form
    written with the article is meant with it only. many: those that are dual or plural. singular, plural: English.
    sort: ``force`` and ``body`` act as one; ``person`` people; ``office`` a title that a person bears; ``thing`` an
    object, which counts as its owner's where one is named (مواقع الحوثيين); ``notion`` what is no actor whoever owns
    it (اتفاق); ``quantity`` words before or between heads (عدد من، السابق، التابعة), whose ``plural`` is what English says for those
    that count (العديد من: many). Duals and the other case of sound plurals need no listing.
    sector: PLOVER sector of an actor so called (None: that of what it belongs to); kind: kind of that actor.
    member: people or titles that take the codes of the body named behind them (عناصر تنظيم القاعدة).
    joint: made up of several countries' (تحالف), so that the place of action does not tell whose. feminine: the plural takes a feminine verb (مصادر، وسائل إعلام).
    """

    forms: tuple[str, ...]
    singular: str
    plural: str
    sort: Literal["force", "body", "person", "office", "thing", "notion", "quantity"]
    many: tuple[str, ...] = ()
    sector: Sector | None = None
    kind: ActorKind | Literal["unknown"] | None = None
    member: bool = False
    feminine: bool = False
    joint: bool = False
