"""What is done with each hostile input, and what must hold afterwards. Used by fuzz.py.

An attempt returns None, or what went wrong. Errors meant for the user (KhabarError) are right answers, as long as the good
reports beside the hostile one come out whole.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import fuzz_inputs as made
from fuzz_store import pages, searches

from khabar.assemble.happenings import units_of
from khabar.errors import InputError, KhabarError
from khabar.ingest import Item, exports, reports
from khabar.ingest.messages import Pseudonyms
from khabar.pipeline import read
from khabar.record import check, from_json, to_json
from khabar.scale.shards import Shard, items, output, plan, process_shard

#: What a text that is read with ``force`` may be refused for.
RIGHTLY = ("holds half a character", "holds no words", "is no day on which")
Attempt = Callable[[random.Random, list[str]], str | None]
DAYS = (None, "2018-03-14", "2024-02-29", "0001-01-01", "9999-12-31")


def reading(folder: Path, reader: str) -> Attempt:
    """A damaged report is read; its record is sound and comes back from JSON as it was."""

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        text = made.text(chance, pool)
        try:
            record = read(text, published=chance.choice(DAYS), reader=reader, force=True)  # type: ignore[arg-type]
            check(record)
            units_of(record)
        except InputError as error:
            return None if any(reason in str(error) for reason in RIGHTLY) else f"refused: {error}"
        return None if from_json(to_json(record)) == record else "the record does not come back from JSON"

    return attempt


def _beside(folder: Path, suffix: str, make: Callable[[random.Random, list[str]], bytes], then: bool = False) -> Attempt:
    """A hostile file between two good ones. ``then``: what comes out of it is read, too."""
    good = folder / "good.txt"
    good.write_text(made.GOOD, encoding="utf-8")

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        path = folder / f"bad{suffix}"
        path.write_bytes(make(chance, pool))
        return _between(good, path, then)

    return attempt


def _between(good: Path, path: Path, then: bool = False) -> str | None:
    found = list(reports([str(good), str(path), str(good)]))
    if len(found) < 2:  # an empty feed, or a file of empty lines, gives nothing and is no error
        return f"{len(found)} answers for three files"
    for item in (found[0], found[-1]):
        if not isinstance(item, Item) or item.text != made.GOOD:
            return f"a good file beside it was lost: {item!r}"
    for item in found[1:-1]:
        if isinstance(item, Item):
            if then:
                try:
                    check(read(item.text, published=item.published, reader="lexicon", force=True))
                except InputError:
                    continue
        elif len(str(item).splitlines()) > 3 or not item.where:
            return f"an error without a place, or of many lines: {item!r}"
    return None


def lines(folder: Path, reader: str) -> Attempt:
    """A hostile line between two good ones."""
    good = json.dumps({"text": made.GOOD}, ensure_ascii=False).encode()

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        path = folder / "x.jsonl"
        path.write_bytes(good + b"\n" + made.line(chance, pool) + b"\n" + good + b"\n")
        found = list(reports([str(path)]))
        whole = [i for i in (found[0], found[-1]) if isinstance(i, Item) and i.text == made.GOOD]
        return None if len(found) >= 2 and len(whole) == 2 else f"a good line was lost: {found!r}"[:300]

    return attempt


def archives(folder: Path, reader: str) -> Attempt:
    """A web archive whose second record lies: the first is read, and none is lost without an error."""

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        data, packed = made.archive(chance, pool)
        path = folder / f"x.warc{'.gz' if packed else ''}"
        path.write_bytes(data)
        found = list(reports([str(path)]))
        whole = [i for i in found if isinstance(i, Item) and i.text == made.GOOD]
        if not whole or whole[0].uri != "https://example.org/1":
            return f"the record before it was lost: {[str(i)[:100] for i in found]}"
        if len(whole) < 2 and not any(isinstance(i, InputError) for i in found):
            return "a record was lost without a word"
        return None

    return attempt


def packed(folder: Path, reader: str) -> Attempt:
    """Packed files, cut off, damaged, misnamed."""
    good = folder / "good.txt"
    good.write_text(made.GOOD, encoding="utf-8")

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        suffix, data = made.packed(chance, pool)
        path = folder / f"bad{suffix}"
        path.write_bytes(data)
        return _between(good, path)

    return attempt


def tables(folder: Path, reader: str) -> Attempt:
    """A shard of a damaged Parquet file: its reports, or one error with its name."""

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        path = folder / "x.parquet"
        path.write_bytes(made.table(chance, pool))
        try:
            wrong = [i for i in items(Shard(str(path), "x")) if isinstance(i, InputError) and not i.where]
        except InputError as error:
            return None if error.where == str(path) else f"an error of another file: {error}"
        return f"an error without a place: {wrong[0]!r}" if wrong else None

    return attempt


def boxes(folder: Path, reader: str) -> Attempt:
    """Messengers' exports: read member by member; nothing is written outside the folder."""

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        path = folder / "x.zip"
        path.write_bytes(made.export(chance, pool))
        try:
            with exports.opened(path) as box:
                exports.read(box, Pseudonyms())
                for name in box.members:
                    try:
                        with box.open(name) as file:
                            file.read(1 << 20)
                    except (OSError, RuntimeError, NotImplementedError, ValueError, EOFError, KeyError):
                        continue
                    except Exception as error:
                        if type(error).__module__ not in ("zipfile", "zlib", "lzma"):
                            raise
        except KhabarError:
            pass
        return None

    return attempt


def names(folder: Path, reader: str) -> Attempt:
    """Files with names full of tricks: what is made of them stays inside the folder for it."""
    inside, out = folder / "in", folder / "out"
    for f in (inside, out):
        f.mkdir()

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        name = made.name(chance, pool)
        (shard,) = plan([f"s3://bucket/{name}.warc"])
        if output(shard, out, "jsonl").resolve().parent != out.resolve():
            return f"{name!r} leads outside"
        path = inside / (name.replace("/", "-").replace("\0", "") + ".jsonl")
        try:
            path.write_text(json.dumps({"text": made.GOOD}) + "\n", encoding="utf-8")
        except (OSError, UnicodeError):
            return None
        try:
            (shard,) = plan([str(path)])
            done = process_shard(shard, out, "lexicon")
        finally:
            path.unlink()
        target = output(shard, out, "jsonl")
        if done.reports != 1 or not target.exists():
            return f"{name!r}: {done}"
        target.unlink()
        return None

    return attempt


#: Family → (share of all inputs in thousandths, its attempt).
FAMILIES: dict[str, tuple[int, Callable[[Path, str], Attempt]]] = {
    "reports, damaged": (150, reading),
    "bytes and encodings": (190, lambda f, r: _beside(f, ".txt", made.data)),
    "lines of JSON": (220, lines),
    "tables": (10, tables),
    "web pages": (50, lambda f, r: _beside(f, ".html", made.page)),
    "web archives": (40, archives),
    "feeds": (60, lambda f, r: _beside(f, ".rss", made.feed)),
    "e-mails": (40, lambda f, r: _beside(f, ".eml", made.mail)),
    "packed files": (80, packed),
    "messengers' exports": (60, boxes),
    "searches": (70, searches),
    "pages of the desk": (10, pages),
    "names of files": (20, names),
}
