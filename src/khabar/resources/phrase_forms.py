"""The table ``phrase_forms``: every finite form of the common verbs that are no events, folded."""

from __future__ import annotations

from khabar.resources.conjugate import Verb, conjugate
from khabar.resources.predicate_forms import FOLDING
from khabar.resources.schema.phrase import Phrase


def build(entries: tuple[Phrase, ...]) -> dict[str, str]:
    """Folded form to person (3ms ...) of its first reading."""
    out: dict[str, str] = {}
    for entry in entries:
        if entry.root and entry.stem:
            for form in conjugate(Verb(entry.root, entry.stem, entry.past, entry.present)):
                if not form.bound and form.tense != "imperative":
                    out.setdefault(form.text.translate(FOLDING), form.person)
    return out
