"""Protection: what was planted is not in any byte that is produced."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
from typer.testing import CliRunner

from khabar import collect, store
from khabar.cli import app
from khabar.export import FORMATS
from khabar.pipeline import read
from khabar.protect import Rules, protect, removals
from khabar.record import check, to_json
from khabar.text import fold

SECRETS = ["07701234567", "٠٧٧٠٩٨٧٦٥٤٣", "+964 770 555 1234", "abu.salim@example.org", "@salim_witness", "facebook.com/salim.witness", "سليم الراوي"]
TEXT = f"""قال ناشط مدني من داخل حي الزهراء في الموصل، طلب عدم كشف اسمه خشية ملاحقته، إن مسلحين قتلوا ثلاثة مدنيين الجمعة.
وأضاف الناشط أن الجنود انسحبوا من القرية. وقال الطبيب {SECRETS[6]} إن خمسة أشخاص أصيبوا في القصف.
للتواصل: {SECRETS[0]} أو {SECRETS[1]} أو {SECRETS[2]} أو {SECRETS[3]} أو {SECRETS[4]} أو https://www.{SECRETS[5]}
وقال الراوي إن المستشفى أغلق في 12/03/2024، وإن 1250000 شخص نزحوا منذ 2014."""


@pytest.mark.parametrize("secret", SECRETS[:6])
def test_found(secret: str) -> None:
    (found,) = removals(f"اتصلوا بنا: {secret} من فضلكم")
    assert secret in f"اتصلوا بنا: {secret} من فضلكم"[found.span[0]:found.span[1]]


@pytest.mark.parametrize("text", ["في 12/03/2024", "2024-03-12", "قتل 350 شخصا", "بلغت 1,250,000 دينار", "العام 2014", "المادة 140", "من 2011 إلى 2013"])
def test_numbers_that_are_no_telephone_stay(text: str) -> None:
    assert removals(text) == []


@pytest.mark.parametrize("written", ["سليم الراوي", "سَليم الرّاوي", "سليـم  الراوى"])
def test_listed_names_in_their_spellings(written: str) -> None:
    assert [r.kind for r in removals(f"قال {written} ذلك", ["سليم الراوي"])] == ["name"]


def test_a_protected_record_is_a_record_with_visible_marks() -> None:
    safe, summary = protect(read(TEXT, published="2024-03-16", reader="lexicon"), Rules(names=(SECRETS[6],)))
    check(safe)
    assert len(safe.report.text) == len(TEXT)
    assert "█" in safe.report.text
    assert summary.removed["telephone"] == 3
    data = to_json(safe).decode()
    for secret in (*SECRETS, "حي الزهراء"):
        assert secret not in data
        assert hashlib.sha256(secret.encode()).hexdigest() not in data
    assert any(s.anonymous and s.name and "activist" in s.name for s in safe.sources)
    assert safe.report.id != read(TEXT, published="2024-03-16", reader="lexicon").report.id
    assert "12/03/2024" in data


def test_levels() -> None:
    record = read(TEXT, published="2024-03-16", reader="lexicon")
    names = {level: next(s.name for s in protect(record, Rules(level=level))[0].sources if s.anonymous) for level in ("region", "country", "kind")}  # type: ignore[arg-type]
    assert names["kind"] == "activist"
    assert names["country"] == "activist, IQ"
    assert names["region"] == "activist, Nineveh"


def _forms(secret: str) -> set[bytes]:
    """How a string may stand in a file: as such, escaped for JSON, XML or addresses, in UTF-16, and as its usual hashes."""
    raw = secret.encode()
    written = {secret, json.dumps(secret)[1:-1], quote(secret), html.escape(secret), "".join(f"&#{ord(c)};" for c in secret),
               "".join(f"&#x{ord(c):x};" for c in secret), unicodedata.normalize("NFKC", secret)}
    hashed = {h(raw).hexdigest() for h in (hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.blake2b)}
    return {w.encode() for w in written | hashed} | {secret.encode("utf-16-le"), secret.encode("utf-16-be"), base64.b64encode(raw)}


def _layers(data: bytes) -> Iterator[bytes]:
    """A file's bytes and all that is packed in it: members of zips, streams of PDFs, columns of Parquet."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode() + repr(info.comment).encode()
                yield from _layers(archive.read(info))
    elif data.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(stream)
        yield "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).encode()
    elif data.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(data))
        yield json.dumps(table.to_pylist(), ensure_ascii=False).encode() + repr(table.schema.metadata).encode()


@pytest.mark.parametrize("target", [*sorted(FORMATS), "dossier.html", "dossier.md", "dossier.docx", "dossier.pdf", "bundle.zip"])
def test_no_produced_byte_holds_a_secret(tmp_path: Path, target: str) -> None:
    if target.endswith(".pdf"):
        pytest.importorskip("weasyprint", exc_type=ImportError)
    hidden = (*SECRETS, "حي الزهراء", "Salim al-Rawi", "Rawi", "الراوي")
    path, listed, out = tmp_path / "x.db", tmp_path / "names.txt", tmp_path / "made"
    listed.write_text(SECRETS[6] + "\n", encoding="utf-8")
    with store.open_store(path, fold) as kept:
        collect.add(kept, read(TEXT, published="2024-03-16", outlet="صحيفة الوادي", uri="https://example.net/1", reader="lexicon"))
    out.mkdir()
    protection = ["--store", str(path), "--protect", "--protect-names", str(listed)]
    if target in FORMATS:
        call = ["export", target, "--out", str(out / target)]
    else:
        call = ["dossier", "--story", "الموصل", "--bundle" if target.endswith(".zip") else "--out", str(out / target)]
    got = CliRunner().invoke(app, [*call, *protection])
    assert got.exit_code == 0, got.output
    assert "removed" in got.output and not any(secret in got.output for secret in hidden)
    files = [p for p in out.rglob("*") if p.is_file()]
    layers = [layer for p in files for layer in (p.name.encode(), *_layers(p.read_bytes()))]
    assert files and len(b"".join(layers)) > 200
    for secret in hidden:
        for form in _forms(secret):
            assert not any(form in layer for layer in layers), (secret, form)


def test_the_search_would_find_a_planted_secret(tmp_path: Path) -> None:
    """The search itself: it finds a string inside a packed member, a Parquet column, and as a hash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", f"<a>{'x' * 500}{SECRETS[0]}{'x' * 500}</a>")
    table = io.BytesIO()
    pq.write_table(pa.table({"a": [SECRETS[6]]}), table)
    hashed = hashlib.sha256(SECRETS[1].encode()).hexdigest().encode()
    for secret, data in ((SECRETS[0], packed.getvalue()), (SECRETS[6], table.getvalue()), (SECRETS[1], hashed)):
        assert any(form in layer for form in _forms(secret) for layer in _layers(data))
