"""The records of finished shards, read again: whole, or only what happenings are made of, which is a tenth of the work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import zstandard

from khabar.errors import InputError
from khabar.record import Record, Span, from_json

_CHUNK = 1 << 20


def outputs(folder: Path) -> list[Path]:
    """The finished shards of a folder by name. Raises InputError when there are none."""
    files = sorted((*folder.glob("*.jsonl.zst"), *folder.glob("*.parquet")))
    if not files:
        raise InputError("holds no finished shards", str(folder))
    return files


def records(folder: Path) -> Iterator[Record]:
    """Records of all shard outputs of a folder, in the order of their names."""
    for path in outputs(folder):
        yield from (from_json(line) for line in lines_of(path))


def lines_of(path: Path) -> Iterator[bytes]:
    """The records of a finished shard as JSON. Raises InputError when the file is damaged or cut off."""
    if path.suffix == ".parquet":
        yield from _rows(path)
        return
    with path.open("rb") as file:
        unpacker, rest = zstandard.ZstdDecompressor().decompressobj(), b""
        try:
            while not unpacker.eof and (packed := file.read(_CHUNK)):
                *lines, rest = (rest + unpacker.decompress(packed)).split(b"\n")
                yield from lines
        except zstandard.ZstdError as error:
            raise InputError(f"is damaged: {error}; remove it and run the shard again", str(path)) from None
    if not unpacker.eof or rest:
        raise InputError("is cut off; remove it and run the shard again", str(path))


def _rows(path: Path) -> Iterator[bytes]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("reading Parquet needs the extra: pip install 'khabar[parquet]'", str(path)) from None
    try:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=256, columns=["record"]):
            yield from (text.encode() for text in batch.column(0).to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"is damaged: {' '.join(str(error).split())}; remove it and run the shard again", str(path)) from None


class _Part(msgspec.Struct, gc=False):
    """Base of the parts of a record below, which have the fields that :func:`khabar.assemble.happenings.units_of` looks at
    under the names they have in :mod:`khabar.record.types`; a test compares what is made of either."""


class _Words(_Part):
    span: Span
    text: str


class _Report(_Part):
    id: str
    text: str
    outlet: str | None = None
    published: str | None = None


class _Source(_Part):
    id: str
    name: str | None
    kind: str
    anonymous: bool
    mentions: tuple[Span, ...]
    reason: _Words | None = None
    role: str | None = None
    affiliation: str | None = None


class _Attribution(_Part):
    id: str
    who: str
    act: str


class _Ground(_Part):
    rule: str


class _Why(_Part):
    rule: str
    entry: str | None = None
    parts: tuple[_Ground, ...] = ()


class _ActorCodes(_Part):
    plover: str | None = None
    country: str | None = None
    wikidata: str | None = None


class _Actor(_Part):
    id: str
    name: str
    name_en: str | None
    kind: str
    codes: _ActorCodes
    why: _Why | None = None


class _Place(_Part):
    id: str
    span: Span
    text: str
    name_en: str | None
    geonames: int | None
    country: str | None
    admin1: str | None
    level: str | None
    lat: float | None
    lon: float | None
    metonym: bool = False


class _Time(_Part):
    id: str
    start: str | None
    end: str | None
    grain: str
    vague: str | None = None


class _Role(_Part):
    span: Span
    text: str
    actor: str | None = None


class _Count(_Part):
    what: str
    min: int | None
    max: int | None
    approx: bool
    span: Span


class _EventCodes(_Part):
    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None
    quad: str | None = None


class _Event(_Part):
    id: str
    type: str
    trigger: _Words
    modality: str
    polarity: str
    agent: tuple[_Role, ...]
    target: tuple[_Role, ...]
    place: str | None
    origin: str | None
    destination: str | None
    time: str | None
    count: tuple[_Count, ...]
    codes: _EventCodes
    chain: tuple[str, ...]
    group: str | None


class _Claim(_Part):
    id: str
    events: tuple[str, ...]
    chain: tuple[str, ...]
    gloss: str
    text: str
    modality: str = "actual"
    polarity: str = "pos"
    claimed: str | None = None
    claiming: str | None = None


class Told(_Part):
    """What a record tells of happenings: the record without its derivations and layout."""

    report: _Report
    sources: tuple[_Source, ...] = ()
    attributions: tuple[_Attribution, ...] = ()
    actors: tuple[_Actor, ...] = ()
    places: tuple[_Place, ...] = ()
    times: tuple[_Time, ...] = ()
    events: tuple[_Event, ...] = ()
    claims: tuple[_Claim, ...] = ()


told = msgspec.json.Decoder(Told)
