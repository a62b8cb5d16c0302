"""Write docs/times.md from the corpus in tests/times/corpus. Run after any change of it; a test holds the page fresh."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "times.md"
CORPUS = ROOT / "tests" / "times" / "corpus"
ORDER = (
    "weekday", "asked", "day", "part", "clock", "date", "decade", "unit", "window", "ago", "length", "edge", "share", "season", "range",
    "bound", "set", "named", "hijri", "anaphora", "moment", "fiscal", "vague", "unpublished", "negative",
)
SHOWN = 8  # examples of a family on the page
HEAD = """# Times

Written by `python scripts/build_times_docs.py` from the corpus in `tests/times/corpus`, every sentence of which is a
test. All examples of a family are read as published on the day given with it.

Khabar marks every expression that locates something in time and resolves it to inclusive dates `start` and `end`, a
`grain` (hour, day, week, month, year, period) and, where the words give no date, a `vague` direction (past, present,
future) with both dates null. The marked words leave out the preposition (منذ, خلال, في) and attached و ف ب ل; they
keep it where it is the point itself (قبل عامين). What is read is decided in `khabar.extract.times`, what it refers to
in `khabar.resolve.times`; `why` names the rule, the entries of `resources/data/time` and the reading chosen.

## Choices

* Relative expressions count from the day of publication. Without one they stay unresolved, and `why` says so. Where the
  text itself says that it was written up to three days earlier (اليوم الاثنين in a report of Tuesday), its اليوم and أمس
  count from there. Inside quotation marks اليوم is the day just named, on which the words were said.
* A bare weekday is the last such day on or before publication, ahead when the nearest telling word is a future verb or a
  word of planning (سيجتمع, من المقرر, الاتفاق على عقد, مهلة حتى); one right before إن is of who said so (وقال القائد الاثنين إن). الماضي is the last one before publication, المقبل the first after it.
* A date or month without a year is the last one on or before publication, ahead after such a word; a reading that lies
  almost a year away gives way to one within 45 days on the other side. A date with a weekday takes the year that fits.
* Weeks run from Monday to Sunday (ISO 8601): الأسبوع الماضي is the whole week before. A weekend is Saturday and Sunday.
* Lengths count whole units back from publication: اليومين الماضيين starts two days before it and ends with it; منذ عامين
  has a start only; قبل عامين is the whole year, قبل شهرين the whole month, قبل أسبوع that day.
* بعد with a length counts from the date named before in the text, from publication when the clause is about the future.
  Distances from an event (بعد يومين من الزلزال) are not times.
* Months have three parts: مطلع 1-10, منتصف 11-20, أواخر and نهاية 21 to the end. The start and end of a year are January
  and December, its early and late part a quarter, its middle May to August.
* Seasons are meteorological (summer June to August); the winter of a year is the one that ends in it.
* A part of the day alone (ليلا), or an hour, falls on the last day named in the text, else on the day of publication.
* Hijri dates go through the Umm al-Qura calendar of `hijridate`; `why` names it and keeps the day by which sighting the
  crescent may move them.
* منذ opens the end, حتى the start; بعد and قبل with a calendar month or year stay outside it; بين … و and من … إلى are one
  period; lists are separate times.

## Measured

On the annotated reports that lie beside the project, by the shared measure (`../shared/gold/score.py`, run as in
`tests/times/test_gold.py`; rule-based reader; the choices above were made on the training reports, and errors on dev and dev2 were read too, so that new reports will come out lower):

| reports | times | recognition F1 | value F1 |
| --- | --- | --- | --- |
| dev | 92 | 0.983 | 0.939 |
| dev2 | 51 | 1.000 | 0.961 |
| train | 593 | 0.980 | 0.950 |

Two independent annotators agree at 1.00 and 0.94 (`../shared/MODEL.md`). Weak: اليوم in the sense of "nowadays" is taken
for the day; the tense comes from the nearest word
that is listed, before the expression or, up to the first past verb, behind it.
"""


def families() -> list[dict[str, Any]]:
    """All families, in the order of the page."""
    found = []
    for group in ORDER:
        raw = yaml.safe_load((CORPUS / f"{group}.yaml").read_text(encoding="utf-8"))
        found += raw["families"]
    missing = {p.stem for p in CORPUS.glob("*.yaml")} - set(ORDER)
    if missing:
        sys.exit(f"families without a place on the page: {sorted(missing)}")
    return found


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    total = {"expressions": 0, "sentences without": 0}
    for family in families():
        parts.append(_section(family))
        total["expressions"] += sum(len(c["times"]) for c in family["cases"])
        total["sentences without"] += sum(not c["times"] for c in family["cases"])
    counts = f"\n{total['expressions']} expressions, and {total['sentences without']} sentences that hold none.\n"
    return "".join([parts[0], counts, *parts[1:]])


def _section(family: dict[str, Any]) -> str:
    day = f" Published {family['published']}." if family["published"] else " No day of publication."
    lines = [f"\n## {family['title']}\n\n{family['note']}{day}\n"]
    if any(c["times"] for c in family["cases"]):
        lines.append("\n| expression | start | end | grain | in the sentence |\n| --- | --- | --- | --- | --- |\n")
        rows = [(t, c["text"]) for c in family["cases"] for t in c["times"]][:SHOWN]
        lines += [
            f"| {t['span']} | {t['start'] or t['vague'] or '—'} | {t['end'] or t['vague'] or '—'} | {t['grain']} | {text} |\n"
            for t, text in rows
        ]
    else:
        lines += ["\n", *(f"* {c['text']}\n" for c in family["cases"][:SHOWN])]
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
