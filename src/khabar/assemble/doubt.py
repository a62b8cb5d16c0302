"""The marks of what is doubtful in a gloss (docs/decisions/007-doubt-is-told.md)."""

from __future__ import annotations

from khabar.assemble import arabic
from khabar.assemble.english_numbers import Noun
from khabar.record import Event, Place, RoleFiller
from khabar.text import Document

MARK, ARABIC = " (?)", " (؟)"


def marked(noun: Noun | None, fillers: tuple[RoleFiller, ...]) -> Noun | None:
    """The noun with a question mark where it is doubtful that these words fill the role: who did it harms most when it is wrong."""
    return noun._replace(text=noun.text + MARK) if noun is not None and any(f.doubtful for f in fillers) else noun


def arabic_nouns(fillers: tuple[RoleFiller, ...]) -> str | None:
    """The fillers of a role joined by و, with (؟) where they are doubtful; None for none."""
    if not fillers:
        return None
    return " و".join(map(arabic.noun, fillers)) + (ARABIC if any(f.doubtful for f in fillers) else "")


def elsewhere(doc: Document, place: Place, event: Event) -> bool:
    """Whether only another sentence names the place of an act: then it is right about half of the time (docs/model-card.md)."""
    where, act = (doc.sentence_of.get(doc.tokens_in(span)[0]) for span in (place.span, event.trigger.span))
    return where is not act
