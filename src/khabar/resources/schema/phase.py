"""Schema of ``data/phase/*.yaml``: words over an act that tell of it something else than that it was done."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class Phase(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that is told of an act named by a noun: that it is ended (رفع [الحظر]), put off, alleged, only tried.

    verbs: ``root form [past present]`` for the conjugator, all persons; their subject may stand before the act. masdar: words
    right before the act. types: the event types meant, all by default. english: what a gloss puts in brackets behind
    the clause; arabic: wrapper of the masdar phrase ``{M}``; modality: wording of the clause (``modality.NAME`` of
    ``data/gloss_chain``) where the record's is ``planned``; behind: the act may also be the verb's subject in front of it
    (العمليات انتهت).
    """

    verbs: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    english: str = ""
    arabic: str = ""
    modality: str = ""
    behind: bool = False
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
