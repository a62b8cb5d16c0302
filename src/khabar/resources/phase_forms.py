"""The table ``phase_forms``: the folded first word of every phase, with what follows it, its entry and whether it is a verb."""

from __future__ import annotations

from khabar.resources.conjugate import Verb, conjugate
from khabar.resources.predicate_forms import FOLDING
from khabar.resources.schema.phase import Phase


def build(entries: tuple[Phase, ...]) -> dict[str, list[list[object]]]:
    """``{first word: [[further words, entry number, whether a verb], ...]}``, the longest phrase first."""
    out: dict[str, list[list[object]]] = {}

    def put(text: str, number: int, *, verb: bool) -> None:
        first, *rest = text.translate(FOLDING).split()
        row: list[object] = [rest, number, verb]
        if row not in out.setdefault(first, []):
            out[first].append(row)

    for number, entry in enumerate(entries):
        for text in entry.masdar:
            put(text, number, verb=False)
        for spec in entry.verbs:
            root, form, *written = spec.split()
            for made in conjugate(Verb(root, int(form), *written)):
                if not made.bound and made.tense != "imperative" and made.person.startswith("3"):  # أنه is no jussive of أنهى
                    put(made.text, number, verb=True)
    for cell in out.values():
        cell.sort(key=lambda row: -len(row[0]))  # type: ignore[arg-type]
    return out
