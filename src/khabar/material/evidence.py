"""Material in a bundle: protected copies (or, when asked for, the originals), what is known of them, the custody log.

Of log entries about other items only the hashes go along, and of private fields only those that may be told; the chain
can be checked all the same (:func:`faults`). Without originals the hash of an original is not told either, since whoever
holds a sender's telephone could confirm by it who sent what: items bear numbers of this bundle alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from khabar.errors import InputError
from khabar.material import against, custody, share
from khabar.material.items import Item, items
from khabar.material.vault import path_of
from khabar.store import Store

FOLDER = "material"
#: Largest original that goes into a bundle, in bytes; larger ones are named and left out.
LARGEST = 256 * 1024**2


def payload(store: Store, chosen: dict[str, against.Said | None], *, originals: bool) -> Iterator[tuple[str, bytes]]:
    """Paths and bytes for a bundle: ``material/…`` files, ``material.json`` and ``custody.json``.

    chosen: hashes of items, each with what it is compared with.
    """
    told = []
    for n, item in enumerate(items(store, chosen), 1):
        said = chosen[item.sha]
        name = f"{FOLDER}/{item.sha}" if originals else f"{FOLDER}/item-{n}{share.suffix(item)}"
        about: dict[str, Any] = {"item": item.sha if originals else f"item-{n}", "kind": item.kind, "form": item.form}
        data, reason = _bytes(store, item, originals)
        if data is None:
            about["left_out"] = reason
        else:
            about |= {"file": f"data/{name}", "sha256": hashlib.sha256(data).hexdigest(), "copy": "original" if originals else "protected"}
            yield name, data
        told.append(about | _known(item, said, originals))
    yield "material.json", _json(told)
    yield "custody.json", _json(_log(store, set(chosen), originals))


def lines(store: Store, chosen: dict[str, against.Said | None]) -> dict[str, str]:
    """For a brief: hash → one line on each item, with how its own time and place fit, and nothing that tells who took it."""
    out = {}
    for n, item in enumerate(items(store, chosen), 1):
        said = chosen[item.sha]
        reasons = against.compare(item.facts, said) if said is not None else []
        told = "; ".join(f"{r.what}: {r.verdict}{f' ({r.gap})' if r.gap else ''}" for r in reasons)
        out[item.sha] = f"item-{n}, {item.kind}{': ' + told if told else ''}"
    return out


def _bytes(store: Store, item: Item, originals: bool) -> tuple[bytes | None, str]:
    if not originals:
        try:
            return share.copy(store, item), ""
        except InputError as error:
            return None, error.message
    if item.state != "kept":
        return None, f"is quarantined ({item.reason})"
    if item.size > LARGEST:
        return None, f"is larger than {LARGEST // 1024**2} MB; its hash stands for it"
    data = path_of(store, item.sha).read_bytes()
    if hashlib.sha256(data).hexdigest() != item.sha:
        raise InputError("was altered in the store; khabar material verify tells more", item.sha[:12])
    return data, ""


def _known(item: Item, said: against.Said | None, originals: bool) -> dict[str, Any]:
    """Metadata go along with originals only; comparisons without figures do without."""
    reasons = against.compare(item.facts, said) if said is not None else []
    if originals:
        import msgspec

        return {"facts": msgspec.to_builtins(item.facts), "ties": [[t.about, t.subject] for t in item.ties],
                "reasons": [[r.what, r.verdict, r.why] for r in reasons]}
    return {"reasons": [[r.what, r.verdict, r.gap] for r in reasons]}


def _log(store: Store, shas: set[str], originals: bool) -> dict[str, Any]:
    lines: list[dict[str, Any]] = []
    for e in custody.entries(store):
        if e.fields.get("item") not in shas:
            lines.append({"n": e.n, "hash": e.hash})
            continue
        shown = custody.FIELDS if originals else ()
        lines.append({
            "n": e.n, "at": e.at, "act": e.act, "version": e.version, "prev": e.prev, "hash": e.hash,
            "fields": custody.commitments(e.fields, e.nonce), "told": {f: [custody.salt(e.nonce, f), e.fields[f]] for f in shown},
        })  # fmt: skip
    return {"khabar_custody": 1, "entries": lines}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def faults(read: Callable[[str], bytes | None]) -> list[str]:
    """Faults of a bundle's custody log and of its originals against it. ``read`` gives a file of the bundle, or None."""
    data = read("data/custody.json")
    if data is None:
        return []
    try:
        return [*_chain(json.loads(data)["entries"]), *_files(json.loads(data)["entries"], json.loads(read("data/material.json") or b"[]"), read)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ["data/custody.json: is not a custody log"]


def _chain(entries: list[dict[str, Any]]) -> Iterator[str]:
    prev = custody.FIRST
    for n, e in enumerate(entries, 1):
        where = f"data/custody.json, entry {n}"
        if e["n"] != n:
            yield f"{where}: missing or out of order"
        if "act" in e:
            if e["prev"] != prev:
                yield f"{where}: does not follow the entry before it"
            if custody.digest(e["n"], e["at"], e["act"], e["version"], e["fields"], e["prev"]) != e["hash"]:
                yield f"{where}: altered"
            for name, (salted, value) in e["told"].items():
                if custody.commitment(salted, value) != e["fields"].get(name):
                    yield f"{where}: {name} is not what was logged"
        prev = e["hash"]


def _files(entries: list[dict[str, Any]], told: list[dict[str, Any]], read: Callable[[str], bytes | None]) -> Iterator[str]:
    """Originals in a bundle must be the files that the log says were taken in."""
    taken = {e["told"]["item"][1] for e in entries if e.get("act") == "taken in" and "item" in e.get("told", {})}
    for about in told:
        name = about.get("file")
        if name is None:
            continue
        data = read(name)
        if data is None:
            yield f"{name}: missing"
            continue
        found = hashlib.sha256(data).hexdigest()
        if found != about.get("sha256"):
            yield f"{name}: altered"
        elif about.get("copy") == "original" and found not in taken:
            yield f"{name}: the custody log does not know it"
