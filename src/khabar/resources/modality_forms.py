"""The table ``modality_forms``: folded first word of every modality cue, with what follows it and its entry."""

from __future__ import annotations

from khabar.resources.conjugate import Verb, conjugate
from khabar.resources.predicate_forms import FOLDING
from khabar.resources.schema.modality import ModalityCue


def build(entries: tuple[ModalityCue, ...]) -> dict[str, list[list[object]]]:
    """``{first word: [[further words, entry number], ...]}``, longest phrase first."""
    out: dict[str, list[list[object]]] = {}

    def put(text: str, number: int) -> None:
        first, *rest = text.translate(FOLDING).split()
        cell = out.setdefault(first, [])
        if [rest, number] not in cell:
            cell.append([rest, number])

    for number, entry in enumerate(entries):
        for text in (*entry.forms, *entry.masdar):
            put(text, number)
        for spec in entry.verbs:
            root, form, *written = spec.split()
            for made in conjugate(Verb(root, int(form), *written)):
                if not made.bound and made.tense != "imperative":
                    put(made.text, number)
    for cell in out.values():
        cell.sort(key=lambda row: -len(row[0]))  # type: ignore[arg-type]
    return out
