"""Messengers' exports and contact cards given as reports are refused, and no name of theirs reaches the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli import app
from khabar.errors import InputError
from khabar.ingest import Item, reports
from khabar.ingest.private import PrivateError

IOS = """[12/03/2024, 10:15:02] سامية الحداد: قالت البلدية إن الطريق مغلق منذ الصباح.
[12/03/2024, 10:16:40] منذر القاسم: وصل ثلاثة جرحى إلى المستشفى.
[12/03/2024, 10:20:11] سامية الحداد: نعم"""
ANDROID = """12/03/2024, 10:15 - الرسائل مشفرة
12/03/2024, 10:15 - سامية الحداد: قالت البلدية إن الطريق مغلق منذ الصباح.
12/03/2024, 10:16 - منذر القاسم: وصل ثلاثة جرحى إلى المستشفى."""
TELEGRAM = json.dumps({"name": "سامية الحداد", "type": "personal_chat", "messages": [{"id": 1, "from": "سامية الحداد", "text": "وصل الجرحى"}]}, ensure_ascii=False)
PAGE = "<html><body>" + 2 * '<div class="message default clearfix" id="m"><div class="from_name">سامية الحداد</div><div class="text">وصل الجرحى</div></div>' + "</body></html>"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:سامية الحداد\nTEL:+000\nEND:VCARD"


@pytest.mark.parametrize(("name", "text"), [
    ("WhatsApp Chat with سامية الحداد.txt", ANDROID), ("_chat.txt", "\ufeff" + IOS), ("_chat.txt", "\u200e" + IOS), ("result.json", TELEGRAM),
    ("messages.html", PAGE), ("سامية.vcf", CARD),
])  # fmt: skip
def test_they_are_refused_and_leave_no_name(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "report.txt").write_text("قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء.", encoding="utf-8")
    got = CliRunner().invoke(app, ["ingest", str(tmp_path), "--store", str(tmp_path / ".x.db"), "--reader", "lexicon"])
    assert got.exit_code == 2 and "1 reports taken in" in got.output and name in got.output
    assert "material add" in got.output or "contact card" in got.output
    assert "private file" in CliRunner().invoke(app, ["problems", "--store", str(tmp_path / ".x.db")]).output
    for kept in tmp_path.glob(".x.db*"):
        assert "سامية".encode() not in kept.read_bytes()


def test_standard_input_too() -> None:
    got = CliRunner().invoke(app, ["read", "-", "--reader", "lexicon"], input=IOS)
    assert got.exit_code == 2 and "WhatsApp" in got.output


def test_what_is_said_to_be_a_report_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(IOS, encoding="utf-8")
    (item,) = reports([str(tmp_path / "a.txt")], "text")
    assert isinstance(item, Item)
    (error,) = reports([str(tmp_path / "a.txt")])
    assert isinstance(error, PrivateError) and isinstance(error, InputError)


@pytest.mark.parametrize("text", [
    "12/03/2024, 10:15 - بغداد: قال مسؤول محلي إن الطريق مغلق.\nوأضاف: الحركة توقفت.",
    "[12/03/2024, 10:15] خبر\nقال مسؤول محلي: الطريق مغلق.",
    "قالت سامية: وصل الجرحى.\nقال منذر: نعم.\nقالت سامية: شكرا.",
    '{"text": "قال مسؤول محلي إن الطريق مغلق."}',
])  # fmt: skip
def test_reports_are_not(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (item,) = reports([str(tmp_path / "a.txt")])
    assert isinstance(item, Item)
