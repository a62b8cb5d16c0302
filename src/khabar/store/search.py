"""Full-text search over folded text, with highlights on the original.

A query's words find their folded forms with or without proclitics (الموصل finds بالموصل and للموصل; بالموصل, where no report
holds it, finds الموصل), "…" finds a phrase, a leading - leaves out. Raw ``unicode61`` finds about one Arabic query in nine; folding and prefixes find the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.record import Span
from khabar.store.database import Store

_PART = re.compile(r'(-?)(?:"([^"]+)"|«([^»]+)»|(\S+))')
_WORD = re.compile(r"\w+")
#: Proclitics that may stand before a word of the query; a small closed set, as the tokeniser of FTS5 knows none.
PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب")
#: What a word of the query is tried as when no report holds it: without what may stand before it, so many letters being left.
_BEFORE = (("وبال", "ال"), ("وال", "ال"), ("بال", "ال"), ("فال", "ال"), ("كال", "ال"), ("ولل", "ال"), ("لل", "ال"), ("و", ""), ("ب", ""), ("ف", ""), ("ل", ""), ("ك", ""))
_LEFT = 3
_SNIPPET = 160
_AHEAD = _SNIPPET * 2 // 3
#: Reports that are put in order by how well they match; the order of more takes long and says little.
MANY = 2000


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits of a search; all dates ISO and inclusive."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A report found: its number, id, where it stood, and a piece of its text with the spans of the words found."""

    report: int
    id: str
    outlet: str | None
    published: str | None
    title: str | None
    snippet: str
    marks: tuple[Span, ...]


def search(store: Store, query: str, filters: Filters | None = None, limit: int = 50, offset: int = 0) -> list[Hit]:
    """Reports that hold all words and phrases of the query, the best match first (BM25); where more than MANY hold them, so
    that the words tell little, the latest taken in first. An empty query finds nothing."""
    match, words = _match(store, query)
    if not match:
        return []
    limits, values = _limits(filters or Filters())
    best = found_in(store, query, MANY + 1) <= MANY
    inner = f"SELECT rowid AS id, {'rank' if best else '-rowid'} AS score FROM folded WHERE folded MATCH ? ORDER BY {'rank, rowid' if best else 'rowid DESC'}"
    rows = store.connection.execute(
        f"SELECT r.id, r.hash, a.outlet, a.published, a.title, r.text FROM ({inner}{'' if limits else ' LIMIT ? OFFSET ?'}) f JOIN reports r ON r.id=f.id"
        " JOIN appearances a ON a.id=(SELECT id FROM appearances WHERE report=r.id ORDER BY published IS NULL, published LIMIT 1)"
        f" WHERE 1{limits} ORDER BY f.score, r.id{' LIMIT ? OFFSET ?' if limits else ''}", (match, *values, limit, offset)
    )
    return [Hit(int(r[0]), r[1], r[2] or None, r[3], r[4], *_snippet(store, r[5], words)) for r in rows]


def found_in(store: Store, query: str, most: int = 1_000_000) -> int:
    """How many reports hold all words and phrases of the query, counted up to ``most``."""
    match, _ = _match(store, query)
    sql = "SELECT count(*) FROM (SELECT 1 FROM folded WHERE folded MATCH ? LIMIT ?)"
    return int(store.connection.execute(sql, (match, most)).fetchone()[0]) if match else 0


def _limits(filters: Filters) -> tuple[str, list[str]]:
    parts = [("a.outlet=?", filters.outlet), ("a.published>=?", filters.since), ("a.published<=?", filters.until)]
    return "".join(f" AND {test}" for test, value in parts if value), [value for _, value in parts if value]


def _match(store: Store, query: str) -> tuple[str, list[list[str]]]:
    """The FTS5 expression, every word quoted so that no operator of the query language gets through, and the forms of each part."""
    wanted: list[str] = []
    unwanted: list[str] = []
    words: list[list[str]] = []
    for minus, straight, angled, word in _PART.findall(query[:1000]):
        found = _WORD.findall(store.fold(straight or angled or word))
        if not found:
            continue
        forms = _forms(found)
        if not minus and not _held(store, forms):
            forms += [f for start, rest in _BEFORE if found[0].startswith(start) and len(found[0]) >= len(start) + _LEFT
                      for f in _forms([rest + found[0].removeprefix(start), *found[1:]])]
        (unwanted if minus else wanted).append(_clause(forms))
        if not minus:
            words.append(forms)
    if not wanted:
        return "", []
    return " AND ".join(wanted) + "".join(f" NOT {c}" for c in unwanted), words


def _forms(found: list[str]) -> list[str]:
    """A word or phrase with all that may stand before its first word."""
    first, rest = found[0], found[1:]
    starts = [p + first for p in _proclitics(first)] + ([f"ل{first[1:]}", f"ول{first[1:]}"] if first.startswith("ال") else [])
    return list(dict.fromkeys(" ".join((start, *rest)) for start in starts))


def _clause(forms: list[str]) -> str:
    return "(" + " OR ".join(f'"{f}"' for f in dict.fromkeys(forms)) + ")"


def _held(store: Store, forms: list[str]) -> bool:
    return store.connection.execute("SELECT 1 FROM folded WHERE folded MATCH ? LIMIT 1", (_clause(forms),)).fetchone() is not None


def _proclitics(word: str) -> tuple[str, ...]:
    return PROCLITICS if len(word) > 1 and not word.isascii() else ("",)


def _snippet(store: Store, text: str, words: list[list[str]]) -> tuple[str, tuple[Span, ...]]:
    """A piece of the original that holds as many different parts of the query as any, and where they stand in it."""
    parts = {w: n for n, forms in enumerate(words) for phrase in forms for w in phrase.split()}
    found = [(m.span(), parts[key]) for m in _tokens(text) if (key := store.fold(m.group())) in parts]
    hits = [span for span, _ in found]
    first = max(hits, key=lambda h: (len({n for (a, b), n in found if h[0] <= a and b <= h[0] + _AHEAD}), -h[0]), default=(0, 0))[0]
    start = max(0, first - _SNIPPET // 3)
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    stop = min(len(text), start + _SNIPPET)
    stop = text.find(" ", stop) if text.find(" ", stop) >= 0 else len(text)
    marks = tuple((a - start, b - start) for a, b in hits if a >= start and b <= stop)
    return text[start:stop].replace("\n", " "), marks


_TOKENS = re.compile(r"[\w\u064b-\u0652\u0670]+")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return _TOKENS.finditer(text)
