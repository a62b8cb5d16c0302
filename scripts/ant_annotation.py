"""Joins the annotation of real reports of the ANT corpus (training/ant2018.jsonl) with their texts.

    python scripts/ant_annotation.py ant2018.jsonl.xz OUT [--set learnt|measured|unseen]

The project may not ship the texts, which remain their publishers'. Its annotation is therefore kept as offsets: whoever has
the corpus (JSON Lines with ``id`` and ``text``, .xz too) gets a folder of ID.txt and ID.json that `khabar evaluate` and
`khabar train` read. A text whose SHA-256 differs from the annotated one is left out and named; the exit code is then 2.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from pathlib import Path
from typing import Any

STORED = Path(__file__).parents[1] / "training" / "ant2018.jsonl"


def stand_off(value: Any) -> Any:
    """The annotation of a compiled report without words of its text: quotations become [start, end] (code points)."""
    if isinstance(value, list):
        return [stand_off(v) for v in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"start", "end", "text"}:
        return [value["start"], value["end"]]
    return {k: stand_off(v) for k, v in value.items() if k != "text"}


def quoted(value: Any, text: str, key: str = "") -> Any:
    """The inverse of `stand_off` for everything below the attributions, events, places and times of a report."""
    if isinstance(value, list):
        if key != "span" and len(value) == 2 and all(isinstance(v, int) for v in value):
            return {"start": value[0], "end": value[1], "text": text[value[0]:value[1]]}
        return value if key == "span" else [quoted(v, text) for v in value]
    if not isinstance(value, dict):
        return value
    out = {k: quoted(v, text, k) for k, v in value.items()}
    if "span" in out:
        out["text"] = text[slice(*out["span"])]
    elif isinstance(out.get("start"), int):
        out["text"] = text[out["start"]:out["end"]]
    return out


def named(sources: dict[str, Any], text: str) -> dict[str, Any]:
    """Sources with their names and reasons, which stand as [start, end] wherever the text has them, as words again."""
    return {k: {n: text[slice(*v)] if isinstance(v, list) else v for n, v in s.items()} for k, s in sources.items()}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument(
        "--set", choices=("learnt", "measured", "unseen"),
        help="only the reports that the network learnt from; those kept for measuring, some of whose errors have been read; those of whose errors hardly any has been",
    )  # fmt: skip
    args = options.parse_args()
    wanted = {}
    for line in STORED.read_text(encoding="utf-8").splitlines():
        stored = json.loads(line)
        if args.set in (None, stored["set"]):
            wanted[stored["report"]] = stored
    args.out.mkdir(parents=True, exist_ok=True)
    opener: Any = lzma.open if args.corpus.suffix == ".xz" else open
    with opener(args.corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            stored = wanted.get(row["id"])
            if stored is None or hashlib.sha256(row["text"].encode()).hexdigest() != stored["sha256"]:
                continue
            del wanted[row["id"]]
            write(args.out, stored, row)
    for left in wanted.values():
        print(f"{args.corpus}: {left['report']} ({left['id']}) is not there or has another text", file=sys.stderr)
    return 2 if wanted else 0


def write(folder: Path, stored: dict[str, Any], row: dict[str, Any]) -> None:
    """One report's text and annotation as ID.txt and ID.json."""
    text = row["text"]
    whole = {"id": stored["id"], "published": row["published"], "outlet": row["outlet"], "text": text, "sources": named(stored["sources"], text)}
    whole |= {layer: [quoted(v, text) for v in stored[layer]] for layer in ("attributions", "events", "places", "times")}
    (folder / f"{stored['id']}.txt").write_text(text, encoding="utf-8", newline="")
    (folder / f"{stored['id']}.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
