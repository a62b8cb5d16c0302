"""Judgements: what people decided, signed and dated, only ever added to.

A judgement is about a claim (by its identity ``claiming``, so that it survives a new reading), a source (by its folded
short name) or a happening. The signature is an HMAC-SHA256 with the person's own key over everything else, so that
a changed row no longer verifies under that key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from khabar.errors import InputError
from khabar.store.database import Store
from khabar.store.write import now

RELIABILITY = {"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
               "E": "unreliable", "F": "reliability cannot be judged"}
CREDIBILITY = {"1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
               "6": "truth cannot be judged"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. ``verdict`` is a grade, or accept, reject, correct, comment …; ``data`` holds what goes with it."""

    id: int
    about: str
    subject: str
    verdict: str
    data: dict[str, object]
    who: str
    at: str
    signature: str


def key() -> bytes:
    """The user's signing key, made at first use in the user's own data folder, readable by nobody else."""
    path = Path(os.environ.get("KHABAR_KEY", platformdirs.user_data_path("khabar") / "signing.key"))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_bytes(32)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
        return made
    except OSError as error:
        raise InputError(f"the signing key cannot be read: {error.strerror}", str(path)) from None


def judge(store: Store, about: str, subject: str, verdict: str, who: str, data: dict[str, object] | None = None) -> Judgement:
    """Add a judgement, signed with the user's key. Raises InputError without a name."""
    if not who.strip():
        raise InputError("a judgement needs the name of who judges")
    at, content = now(), dict(data or {})
    signature = _sign(key(), about, subject, verdict, content, who, at)
    row = json.dumps(content | {"signature": signature}, ensure_ascii=False, sort_keys=True)
    with store.writing() as connection:
        cursor = connection.execute("INSERT INTO judgements(about, subject, verdict, data, who, at) VALUES(?,?,?,?,?,?)",
                                    (about, subject, verdict, row, who, at))
    return Judgement(int(cursor.lastrowid or 0), about, subject, verdict, content, who, at, signature)


def judgements(store: Store, about: str | None = None, subject: str | None = None) -> list[Judgement]:
    """Judgements in the order they were made."""
    tests = [(t, v) for t, v in (("about=?", about), ("subject=?", subject)) if v is not None]
    where = " AND ".join(t for t, _ in tests) or "1"
    out = []
    for r in store.connection.execute(f"SELECT * FROM judgements WHERE {where} ORDER BY id", [v for _, v in tests]):
        content = json.loads(r["data"])
        out.append(Judgement(r["id"], r["about"], r["subject"], r["verdict"], content, r["who"], r["at"], str(content.pop("signature", ""))))
    return out


def grade(store: Store, about: str, subject: str) -> str | None:
    """The latest grade of a source or claim; None when nobody has graded it."""
    wanted = RELIABILITY if about == "source" else CREDIBILITY
    found = [j for j in judgements(store, about, subject) if j.verdict in wanted]
    return found[-1].verdict if found else None


def grades(store: Store) -> dict[tuple[str, str], str]:
    """The latest grade of each source and claim that anybody graded, by what is judged and its name."""
    wanted = {"source": RELIABILITY, "claim": CREDIBILITY}
    return {(j.about, j.subject): j.verdict for j in judgements(store) if j.verdict in wanted.get(j.about, ())}


def genuine(judgement: Judgement, secret: bytes) -> bool:
    """Whether a judgement bears the signature of this key."""
    j = judgement
    return hmac.compare_digest(j.signature, _sign(secret, j.about, j.subject, j.verdict, j.data, j.who, j.at))


def _sign(secret: bytes, about: str, subject: str, verdict: str, data: dict[str, object], who: str, at: str) -> str:
    text = json.dumps([about, subject, verdict, data, who, at], ensure_ascii=False, sort_keys=True)
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def short_name(store: Store, name: str) -> str:
    """Under which key a source is judged: that of the source so named, else the words themselves, folded, without articles."""
    folded = store.fold(name)
    row = store.connection.execute("SELECT speaker FROM sources WHERE folded=? AND speaker IS NOT NULL LIMIT 1", (folded,)).fetchone()
    return str(row[0]) if row else " ".join(w.removeprefix("ال") for w in folded.split())


def source_of(store: Store, claim: dict[str, Any]) -> str | None:
    """Under which name the source of a happening's claim is judged; None where it is a voice of its own report alone."""
    if not claim["origin_name"] or claim["origin"].startswith(("unnamed:", "via ")):
        return None
    row = store.connection.execute("SELECT s.speaker FROM claims c JOIN sources s ON s.report=c.report WHERE c.claiming=? AND s.name=?",
                                   (claim["claiming"], claim["origin_name"])).fetchone()
    return row[0] if row else short_name(store, claim["origin_name"])  # an outlet's own voice is no source in its report


#: Sectors (PLOVER) of bodies that fight: who speaks for one is party to the conflict.
PARTIES = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "SPY"})


def suggestion(entry: dict[str, Any], relayed: int) -> tuple[str, list[str]]:
    """A reliability grade that the record of a source would support, with reasons. A proposal; nothing is written.

    entry: as :func:`khabar.store.query.sources` gives it; relayed: how many of its claims reached us through others.
    """
    states: dict[str, int] = entry["states"]
    claims = int(entry["claims"])
    good, bad = states.get("corroborated", 0), states.get("contested", 0) + states.get("denied", 0)
    party = sorted(PARTIES & set(entry.get("sectors", ())))
    reasons = ["named" + (f", {entry['role']}" if entry.get("role") else ""), f"{claims} claims",
               f"{claims - relayed} heard by the outlet itself, {relayed} relayed by others",
               f"{good} in corroborated happenings", f"{bad} in contested or denied ones"]
    reasons += [f"party to the conflict: speaks for an armed body ({', '.join(party)})"] if party else []
    if good + bad < 3:
        return "F", [*reasons, "fewer than three claims can be compared with others"]
    share = good / (good + bad)
    letter = "B" if share >= 0.8 else "C" if share >= 0.5 else "D"
    if party and letter == "B":
        letter = "C"
        reasons.append("a party's word is not taken for better than C")
    return letter, [*reasons, f"{share:.0%} of the comparable claims are corroborated; A and E are for people to give"]


def claim_suggestion(happening: dict[str, Any], claiming: str) -> tuple[str, list[str]]:
    """A credibility grade that what others say of the same happening would support, with reasons. A proposal; nothing is written."""
    claim = next(c for c in happening["claims"] if c["claiming"] == claiming)
    others = [o for o in happening["origins"]["list"] if o != claim["origin"]]
    against = sorted({c["origin_name"] or "an unnamed source" for c in happening["claims"] if c["denied"] != claim["denied"] and c["origin"] != claim["origin"]})
    named = claim["origin_name"] and not claim["origin"].startswith(("unnamed:", "via "))
    reasons = ["told by a named source" if named else "told by an unnamed source",
               "first-hand to the outlet" if len(claim["chain"]) < 2 else f"relayed through {len(claim['chain']) - 1}",
               f"{len(others)} other independent origins tell of the same happening"]
    reasons += [f"{'affirmed' if claim['denied'] else 'denied'} by {'; '.join(against)}"] if against else []
    reasons += [f"accounts differ: {c}" for c in happening["conflicts"]]
    if against and not others:
        return "5" if len(against) > 1 else "4", reasons
    if against or happening["conflicts"]:
        return "4" if len(against) > len(others) else "3", reasons
    if not others:
        return "6", [*reasons, "nothing to compare it with"]
    return ("2" if len(others) > 1 or named else "3"), [*reasons, "1 is for people to give"]
