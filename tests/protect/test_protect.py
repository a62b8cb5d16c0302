"""Protection: what was planted is not in any byte that is produced."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.cli.protection import rules
from khabar.export import FORMATS, write
from khabar.pipeline import read
from khabar.protect import Rules, protect, removals
from khabar.record import check, to_json
from khabar.store.query import HappeningFilter
from khabar.store.read import records, tables
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


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_export_holds_a_secret(tmp_path: Path, form: str) -> None:
    listed = tmp_path / "names.txt"
    listed.write_text(SECRETS[6] + "\n", encoding="utf-8")
    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, read(TEXT, published="2024-03-16", outlet="صحيفة الوادي", reader="lexicon"))
        safe, _ = collect.protected_copy(kept, rules(listed, "region"))
        write(form, tmp_path / "out", "0", rows=collect.rows(safe, "happenings", HappeningFilter()),
              records=(r for _, r in records(safe)), store_tables=tables(safe))
    out = tmp_path / "out"
    files = [p for p in (out.rglob("*") if out.is_dir() else [out]) if p.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        for secret in (*SECRETS, "حي الزهراء", "Salim al-Rawi", "Rawi"):
            assert secret.encode() not in data, (path, secret)
            assert secret not in path.name
