"""Checks of Khabar's own parts: resources, gazetteer, model, store, output, and the reading of a bundled report.

Each returns one line on what it found or raises PartError. They load what they check, as reading does.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
from pathlib import Path

from khabar.doctor.finding import PartError

REPORT = Path(__file__).with_name("report.txt")
PUBLISHED = "2024-03-12"
AGAIN = "pip install --force-reinstall khabar"
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


def resources() -> str:
    """Every kind of resource loads; their digest, and whether the compiled files of the wheel fit."""
    from khabar.errors import ResourceError
    from khabar.resources import entries, resources_digest
    from khabar.resources.compiled import shipped
    from khabar.resources.kinds import KINDS

    own = os.environ.get("KHABAR_RESOURCES", "")
    kinds = [kind for kind in KINDS if kind != "place"]  # places are read from the gazetteer
    try:
        count = sum(len(entries(kind)) for kind in kinds)
    except ResourceError as error:
        raise PartError(str(error), "correct the file (khabar check FILE)" if own else AGAIN) from error
    compiled = sum(shipped(kind) for kind in kinds)
    words = "compiled" if compiled == len(kinds) else f"{compiled} of {len(kinds)} kinds compiled, the others from the cache or YAML"
    return f"{count} entries of {len(kinds)} kinds, {words}, digest {resources_digest()}" + (f", with {own}" if own else "")


def places() -> str:
    """The gazetteer is the file that its manifest describes, and opens; the user's layers open too."""
    from khabar.errors import ResourceError
    from khabar.resources.gazetteer import PACKAGED, gazetteer, open_pack, user_folder

    try:
        manifest = json.loads(PACKAGED.with_name("manifest.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256(PACKAGED.read_bytes()).hexdigest()
    except OSError as error:
        raise PartError(f"cannot be read: {error}", AGAIN) from error
    if digest != manifest["sha256"]:
        raise PartError(f"{PACKAGED.name} is not the file its manifest describes (sha256 {digest[:12]}…)", AGAIN)
    try:
        own = gazetteer().size - open_pack(PACKAGED).size
    except ResourceError as error:
        raise PartError(str(error), f"build your layers again (khabar gazetteer build), or remove them from {user_folder()}") from error
    return f"{manifest['rows']} places, sha256 {digest[:12]}…" + (f", and {own} of your own" if own else "")


def weights() -> str:
    """The model's files are there and make a network."""
    from khabar.model.reader import shipped
    from khabar.model.runtime import ModelError

    try:
        model = shipped()
    except ModelError as error:
        own = os.environ.get("KHABAR_MODEL")
        raise PartError(str(error), "correct or unset KHABAR_MODEL" if own else AGAIN) from error
    return f"{model.version} loaded"


def database() -> str:
    """SQLite has the tables the store uses and can write a file's journal in memory."""
    found = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise PartError(found, "use a Python built with SQLite 3.37 or newer")
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as base:
            base.execute("CREATE TABLE t (a TEXT) STRICT")
            base.execute("CREATE VIRTUAL TABLE f USING fts5 (a)")
    except sqlite3.Error as error:
        raise PartError(f"{found}: {error}", "use a Python whose SQLite has FTS5") from error
    return f"{found} with FTS5"


def output() -> str:
    """Standard output can show Arabic."""
    encoding = sys.stdout.encoding or "none"
    try:
        "خبر".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        raise PartError(f"standard output is {encoding}, which has no Arabic letters", "set PYTHONUTF8=1, or a UTF-8 locale") from None
    return f"standard output is {encoding}"


def reading() -> str:
    """The bundled report is read by both readers as a person reads it."""
    from khabar.pipeline import read

    record = read(REPORT.read_text(encoding="utf-8"), published=PUBLISHED)
    notes = " ".join(record.notes)
    if "alone" in notes:  # the model was not there
        raise PartError(notes, AGAIN)
    killed = {(c.min, c.max, e.modality, e.polarity) for e in record.events for c in e.count if c.what == "killed"}
    wanted = {
        "three killed": (3, 3, "actual", "pos") in killed,
        "Mosul": any(place.geonames == 99072 for place in record.places),
        "Monday 2024-03-11": any((t.start or "").startswith("2024-03-11") for t in record.times),
        "the colonel as a source": any(s.name and not s.anonymous for s in record.sources),
        "the unnamed source": any(s.anonymous for s in record.sources),
    }
    missed = [name for name, there in wanted.items() if not there]
    if missed:
        own = any(os.environ.get(n) for n in ("KHABAR_RESOURCES", "KHABAR_MODEL"))
        raise PartError(f"in the bundled report not found: {', '.join(missed)}", "try without your own resources and model" if own else AGAIN)
    return f"bundled report read: {len(record.claims)} claims of {len(record.sources)} sources, all {len(wanted)} expected things found"
