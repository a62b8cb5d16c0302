"""Material as the desk shows it: names that tell nothing of the original, cards with reasons, words for the figures.

Readers get protected copies and how far off a file's own time and place are; reviewers also what the file says itself.
An item's address does not hold its hash: whoever has a sender's telephone could confirm by the hash who sent what.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from babel.units import format_unit
from starlette.exceptions import HTTPException

from khabar.desk.texts import Language, day, say
from khabar.material import against, share, ties
from khabar.material.items import Item, items
from khabar.store import Store, judge

_UNITS = {"hours": "duration-hour", "days": "duration-day", "km": "length-kilometer"}


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list: its name in addresses, and the comparisons with what it is shown beside; shown: it has a copy."""

    name: str
    item: Item
    shown: bool
    reasons: tuple[against.Reason, ...] = ()


def name_of(sha: str, secret: bytes | None = None) -> str:
    """The name of an item in addresses, made with the desk's own key. secret: that key, where many are made."""
    return hmac.new(secret or judge.key(), b"khabar desk material " + sha.encode(), hashlib.sha256).hexdigest()[:20]


def find(store: Store, name: str) -> Item:
    """The item of that name. Raises HTTPException 404."""
    secret = judge.key()
    sha = next((r[0] for r in store.connection.execute("SELECT sha FROM material") if name_of(r[0], secret) == name), None)
    if sha is None:
        raise HTTPException(404)
    return items(store, [sha])[0]


def cards(store: Store, found: Iterable[Item], everything: bool, said: against.Said | None = None) -> list[Card]:
    """Cards of items; those without a protected copy only when everything is wanted. said: what they are compared with."""
    secret = judge.key()
    made = (Card(name_of(i.sha, secret), i, share.unshared(i) is None, tuple(against.compare(i.facts, said)) if said and i.state == "kept" else ())
            for i in found)  # fmt: skip
    return sorted((c for c in made if c.shown or everything), key=lambda c: c.item.state != "kept")


def listed(store: Store, kind: str, start: int, count: int, everything: bool) -> tuple[list[Item], int]:
    """A page of all items, the latest first, and how many there are."""
    where = "(?='' OR kind=?)" + ("" if everything else " AND state='kept' AND kind IN ('image', 'video', 'audio') AND form<>'HEIF'")
    total = int(store.connection.execute(f"SELECT count(*) FROM material WHERE {where}", (kind, kind)).fetchone()[0])
    rows = store.connection.execute(f"SELECT sha FROM material WHERE {where} ORDER BY added DESC, sha LIMIT ? OFFSET ?", (kind, kind, count, start))
    return items(store, [r[0] for r in rows]), total


def of_report(store: Store, hash_: str) -> list[Item]:
    """Items tied to a report, to one of its claims, or sent with the message that it was."""
    known = ties.index(store)
    claims = [r[0] for r in store.connection.execute("SELECT c.claiming FROM claims c JOIN reports r ON r.id=c.report WHERE r.hash=?", (hash_,))]
    return items(store, sorted(known.reports.get(hash_, set()).union(*(known.claims.get(c, set()) for c in claims))))


def told(lang: Language, reason: against.Reason, full: bool, place: Callable[[str], str] = str) -> str:
    """A comparison in words; without the moment or the point that the file gives unless ``full``. place: writes a place's name."""
    f = reason.figures
    off = amount(lang, *reason.off) if reason.off else ""
    if not full:
        return say(lang, f"because.{reason.key}_off", off=off) if off else ""
    values = {"taken": _moment(lang, f.get("taken", "")), "off": off, "place": place(f.get("place", "")), "point": f.get("point", ""),
              "km": amount(lang, f["km"], "km") if "km" in f else "", "reach": amount(lang, f["reach"], "km") if "reach" in f else ""}  # fmt: skip
    return say(lang, f"because.{reason.key}", **values)


def _moment(lang: Language, taken: str) -> str:
    """Day in words and clock, so that no line turns the figures around."""
    return f"{day(lang, taken[:10])} {taken[11:16]}".strip()


def amount(lang: Language, n: str, unit: str) -> str:
    """A number with its unit as the language counts it: يومان, 15 يومًا."""
    return str(format_unit(float(n) if "." in n else int(float(n)), _UNITS[unit], locale="en_GB" if lang == "en" else lang))


def claims(store: Store, lang: Language, item: Item) -> list[dict[str, Any]]:
    """What an item is evidence for or against, claim by claim: gloss, voices, text, report's number, comparisons."""
    out = []
    known = list(dict.fromkeys(c for t in item.ties for c in ties.claims_of(store, t)))
    sent = [g.message for g in item.givings if g.message]
    known += [c for m in dict.fromkeys(sent) for c in ties.claims_of(store, ties.Tie("report", m)) if c not in known]
    for claiming in known[:200]:
        said = against.said(store, claiming)
        row = store.connection.execute(
            "SELECT c.report, c.gloss, c.gloss_ar, a.outlet, a.published, t.happening FROM claims c LEFT JOIN appearances a ON a.report=c.report"
            " LEFT JOIN happening_terms t ON t.kind='claim' AND t.value=c.claiming WHERE c.claiming=? LIMIT 1", (claiming,)).fetchone()
        if said is None or row is None:
            continue
        out.append({"claiming": claiming, "report": row[0], "gloss": (row[2] if lang == "ar" and row[2] else row[1]), "outlet": row[3],
                    "published": row[4], "happening": row[5], "reasons": against.compare(item.facts, said), "day": day(lang, said.first), "place": said.place})
    return out
