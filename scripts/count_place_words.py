"""Count how names of the gazetteer are used in news, and write which are words first (data/place_word/*.yaml).

usage: python scripts/count_place_words.py REPORTS.jsonl.xz

REPORTS has one JSON object a line with the key "text". Every second report is counted. A name that seldom follows a
kind word or a direction (مدينة، ريف، شمال) and seldom a preposition is a word that happens to be a name too. Run it
again after the gazetteer has grown. Decisions by hand, where counting fails: scripts/place_words.yaml.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from khabar.extract.places_names import CLITICS, Names
from khabar.extract.places_words import words
from khabar.resources.gazetteer import PlaceRow, gazetteer
from khabar.text.tokens import Token, tokenise

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "src" / "khabar" / "resources" / "data" / "place_word"
COMMON = 30  # how often a word must occur to be common
SETTLED = frozenset({"city", "village", "admin1", "admin2", "quarter"})
WEAK_LEVELS = frozenset({"quarter", "village", "facility", "admin2"})
STRONG_LEVELS = frozenset({"country", "admin1", "city"})
LONG_LEVELS = frozenset({"region", "natural", "facility"})
HEAD = """# {about}
# Written by scripts/count_place_words.py; decisions by hand stand in scripts/place_words.yaml.
kind: place_word
origin:
  who: Khabar project
  when: "2026-11-26"
  licence: Apache-2.0
  source: word frequencies of 8,400 news reports of 2018 (ANT corpus), counted by the project
entries:
"""


@dataclass(slots=True)
class Counts:
    """What was counted: of words, and of names with the word before them and their clitic."""

    words: Counter[str] = field(default_factory=Counter)
    words_kind: Counter[str] = field(default_factory=Counter)
    surface: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: Counter[str] = field(default_factory=Counter)
    kind: Counter[str] = field(default_factory=Counter)
    preposition: Counter[str] = field(default_factory=Counter)
    clitics: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def reports(path: Path) -> Iterator[tuple[Token, ...]]:
    """The tokens of every second report."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % 2 == 0:
                text = json.loads(line)["text"]
                yield tuple(tokenise(text, 0, len(text), 0, 0))


def places_follow(word: str) -> bool:
    """Whether a word is a kind word of settlements, units or quarters, or a direction."""
    known = words()
    kind = known.kinds.get(word)
    area = kind is not None and kind.levels[0] == "region" and kind.group == "kind"
    settled = kind is not None and (area or kind.levels[0] in SETTLED) and not kind.in_name
    return word in known.directions or settled


def towns_follow(word: str) -> bool:
    """Whether a word is one that only names follow: ولاية, منطقة and مديرية are common nouns too."""
    known = words()
    kind = known.kinds.get(word)
    town = kind is not None and (kind.levels[0] in ("city", "village") or kind.id.endswith(".governorate"))
    return word in known.directions or town


def count(path: Path) -> Counts:
    """Read the reports and count."""
    counts, finder, known = Counts(), Names(gazetteer()), words()
    for tokens in reports(path):
        i = 0
        for token, before in zip(tokens, ("", *(t.norm for t in tokens)), strict=False):
            if token.kind == "word":
                counts.words[token.norm] += 1
                counts.surface[token.norm][token.text] += 1
                counts.words_kind[token.norm] += towns_follow(before)
        while i < len(tokens):
            hits = finder.at(tokens, i, len(tokens)) if tokens[i].kind == "word" else ()
            if not hits:
                i += 1
                continue
            hit, before = hits[0], tokens[i - 1].norm if i else ""
            counts.names[hit.key] += 1
            counts.clitics[hit.key][hit.clitic] += 1
            if places_follow(before):
                counts.kind[hit.key] += 1
            elif before in known.prepositions or hit.clitic in ("ب", "وب"):
                counts.preposition[hit.key] += 1
            i = hit.last
    return counts


def ambiguous(key: str, row: PlaceRow, counts: Counts) -> bool:
    """Whether a name is chiefly a word."""
    n = counts.names[key]
    kind, preposition = counts.kind[key] / n, counts.preposition[key] / n
    like = kind + 0.5 * preposition
    clitic, share = counts.clitics[key].most_common(1)[0]
    if row.level != "country" and clitic and n >= 10 and share / n >= 0.9 and kind < 0.02:
        return True  # always with the same clitic: one word, like باراك
    if " " in key:
        return False
    if row.level != "country" and n >= 60 and kind < 0.005 and preposition < 0.05:
        return True
    if row.level == "country" or (row.importance >= 70 and row.level in STRONG_LEVELS):
        return False
    weak = row.level in WEAK_LEVELS or row.importance < 45
    return (
        (n >= 12 and like < 0.08)
        or (n >= 15 and kind < 0.02 and (like < 0.2 or weak or n >= 60))
        or (weak and n >= 6 and kind == 0 and like < 0.2)
        or (n >= 100 and like < 0.12)
    )


def doubtful(key: str, row: PlaceRow, counts: Counts) -> bool:
    """Whether a name is about as often a word."""
    n = counts.names[key]
    like = (counts.kind[key] + 0.5 * counts.preposition[key]) / n
    strong = row.level == "country" or (row.importance >= 70 and row.level in STRONG_LEVELS)
    return not strong and " " not in key and n >= 10 and like < 0.2


def trusted(key: str, row: PlaceRow, counts: Counts) -> bool:
    """Whether a name that is no famous place stood as a place nearly wherever it stood."""
    n, kind, preposition = counts.names[key], counts.kind[key], counts.preposition[key]
    if n < 6 or " " in key or row.level == "country" or row.importance >= 70:
        return False
    joined = max((c for clitic, c in counts.clitics[key].items() if clitic), default=0)
    enough = kind >= 2 or (n >= 20 and preposition / n >= 0.6 and row.importance >= 45)
    return enough and (kind + 0.6 * preposition) / n >= 0.25 and joined / n < 0.6


def sorted_lists(counts: Counts, hand: dict[str, Any]) -> dict[str, list[str]]:
    """The four lists, folded and sorted."""
    held = gazetteer()
    rows = {key: held.rows(key)[0] for key in counts.names if held.find(key)}
    places, spared = set(hand["places"]), set(hand["places"]) | set(hand["adjectives"]) | set(hand["both"])
    never = {key for key in hand["words"] if held.find(key)} - set(hand["adjectives"])
    found = {key for key, row in rows.items() if key not in spared and ambiguous(key, row, counts)} | never
    both = {key for key, row in rows.items() if key not in found | places and doubtful(key, row, counts)} | set(
        hand["both"]
    )
    common = sorted(
        word
        for word, n in counts.words.items()
        if n >= COMMON
        and counts.words_kind[word] / n < 0.02
        and word not in hand["uncommon"]
        and not spells_place(word, found, held.names)
    )
    common = sorted({*common, *hand["written"], *one_words(counts, rows)})
    trust = {key for key, row in rows.items() if key not in found | both and trusted(key, row, counts)}
    trust -= set(hand["untrusted"]) | set(common)
    return {"ambiguous": sorted(found), "doubtful": sorted(both), "trusted": sorted(trust), "common": common}


def one_words(counts: Counts, rows: dict[str, PlaceRow]) -> Iterator[str]:
    """Written forms that are a clitic and a name by chance: most of the name's occurrences, and no kind word near."""
    for key, row in rows.items():
        n = counts.names[key]
        if row.level == "country" or row.importance >= 70 or " " in key or counts.kind[key] / n >= 0.1:
            continue
        for clitic, times in counts.clitics[key].items():
            if clitic in ("و", "ب", "ل") and times >= 8 and times / n >= 0.6:
                yield clitic + key


def spells_place(word: str, found: set[str], names: dict[str, tuple[int, ...]]) -> bool:
    """Whether a word is, clitics aside, a name that is no ambiguous one."""
    for clitic, restored in CLITICS:
        key = restored + word[len(clitic) :]
        if word.startswith(clitic) and key in names and key not in found:
            return True
    return False


def write(name: str, about: str, groups: dict[str, list[str]], counts: Counts) -> None:
    """One YAML file with an entry for each group; words are shown as news spells them most often."""
    lines = [HEAD.format(about=about)]
    for group, forms in groups.items():
        lines.append(f"  - id: place_word.{group}.counted\n    group: {group}\n    forms:\n")
        for form in forms:
            shown = counts.surface[form].most_common(1)[0][0] if form in counts.surface else form
            lines.append(f"      - {json.dumps(shown, ensure_ascii=False) if shown.isascii() else shown}\n")
    (FOLDER / name).write_text("".join(lines), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Count and write; returns the exit code."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    hand = yaml.safe_load((ROOT / "scripts" / "place_words.yaml").read_text(encoding="utf-8"))
    counts = count(Path(arguments[0]))
    lists = sorted_lists(counts, hand)
    about = "Names that are words first (ambiguous), as often (doubtful), or hardly ever (trusted) in news."
    write("ambiguous.yaml", about, {g: lists[g] for g in ("ambiguous", "doubtful", "trusted")}, counts)
    about = "Common words that name no place: not taken for an unknown name after a kind word."
    write("common.yaml", about, {"common": lists["common"]}, counts)
    print("  ".join(f"{group} {len(forms)}" for group, forms in lists.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
