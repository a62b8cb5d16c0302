"""Files to reports: encodings, pages, JSON Lines, and errors that let the others go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.ingest import Item, reports

TEXT = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء، وإن القوات تعمل على فتحه."


@pytest.mark.parametrize(("encoding", "note"), [("utf-8", None), ("utf-8-sig", None), ("utf-16", "UTF-16"), ("cp1256", "windows-1256")])
def test_encodings(tmp_path: Path, encoding: str, note: str | None) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(TEXT.encode(encoding))
    (item,) = reports([str(path)])
    assert isinstance(item, Item)
    assert item.text == TEXT
    assert (note is None and item.notes == ()) or (note is not None and note in item.notes[0])


@pytest.mark.parametrize(("data", "says"), [(b"", "empty"), (b" \n", "empty"), (bytes(range(256)) * 20, "not text"), (b"\x7fELF\0\0\1", "not text")])
def test_refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    (error,) = reports([str(path)])
    assert isinstance(error, InputError)
    assert says in str(error)
    assert str(error).startswith(str(path))


def test_missing_and_folder_do_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    found = list(reports([str(tmp_path / "none.txt"), str(tmp_path), str(good)]))
    assert [type(x) for x in found] == [InputError, InputError, Item]


def test_jsonl_reports_bad_lines_by_number(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    lines = [
        json.dumps({"id": "a", "text": TEXT, "published": "2024-03-12", "outlet": "و"}), "{broken", "[1]", '{"id": "b"}',
        json.dumps({"id": "c", "text": TEXT, "published": "yesterday"}), "[" * 100_000, "", json.dumps({"id": 7, "text": TEXT}),
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(reports([str(path)]))
    assert [x.id for x in found if isinstance(x, Item)] == ["a", "7"]
    errors = [str(x) for x in found if isinstance(x, InputError)]
    assert [e.split(":")[1] for e in errors] == ["2", "3", "4", "5", "6"]


PAGE = """<html><head><meta property="og:site_name" content="صحيفة الوادي">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head><body><nav>الرئيسية</nav><article>
<h1>إغلاق الطريق</h1><p>أربيل - بقلم سمير حداد:</p>
<p>قال مسؤول محلي إن مسلحين مجهولين هاجموا بلدة صغيرة في شمال البلاد يوم الثلاثاء ما أدى إلى مقتل ثلاثة أشخاص.</p>
<p>وأضاف المسؤول أن قوات الأمن طوقت المنطقة وبدأت عملية بحث واسعة عن المهاجمين الذين فروا باتجاه الجبال.</p>
</article><footer>حقوق النشر 2026</footer></body></html>"""


def test_page(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(PAGE, encoding="utf-8")
    (item,) = reports([str(path)])
    assert isinstance(item, Item)
    assert (item.published, item.outlet) == ("2024-03-05", "صحيفة الوادي")
    assert "أربيل - بقلم سمير حداد:" in item.text
    assert "2026" not in item.text


def test_page_without_a_date_stays_without(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(PAGE.replace("article:published_time", "x"), encoding="utf-8")
    (item,) = reports([str(path)])
    assert isinstance(item, Item)
    assert item.published is None


def test_page_without_an_article(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    (error,) = reports([str(path)])
    assert isinstance(error, InputError)
