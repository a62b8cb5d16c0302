"""The day of publication from the text: only where it is said to be that, and with its year; else it stays unknown."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar import collect, store
from khabar.cli import app
from khabar.explain import why_step
from khabar.ingest import Item, reports
from khabar.pipeline import read
from khabar.protect import Rules, protect
from khabar.record import Record, from_json, to_json
from khabar.text import fold

TITLE = "مقتل خمسة في هجوم على سوق البلدة"
BODY = "قال المتحدث باسم البلدية إن الهجوم وقع صباح أمس قرب السوق وإن فرق الإسعاف نقلت الجرحى إلى المستشفى الحكومي في المدينة."


def whole(line: str, *, title: str = TITLE, body: str = BODY, foot: str = "") -> Record:
    return read("\n".join(x for x in (title, line, body, foot) if x), reader="lexicon")


def day(line: str, **given: str) -> str | None:
    report = whole(line, **given).report
    assert (report.published is None) == (report.published_from is None) == (report.published_at is None)
    return report.published


@pytest.mark.parametrize(("line", "expected"), [
    ("نشر في: 3 مارس 2021 - 14:05", "2021-03-03"),
    ("نُشر في ٠٣/٠٣/٢٠٢١", "2021-03-03"),
    ("تاريخ النشر: ٣ آذار ٢٠٢١", "2021-03-03"),
    ("نشر الأحد، 19 اغسطس / آب 2018", "2018-08-19"),
    ("آخر تحديث: الأربعاء 3 مارس 2021 الساعة 14:05 بتوقيت غرينتش", "2021-03-03"),
    ("بقلم سامر الحداد | نشر في 3 مارس 2021 | آخر تحديث 4 مارس 2021", "2021-03-03"),
    ("نشر بتاريخ 17 شعبان 1442 هـ الموافق 30 مارس 2021 م", "2021-03-30"),
    ("Published: 3 جويلية 2019", "2019-07-03"),
])  # fmt: skip
def test_a_label_gives_the_day(line: str, expected: str) -> None:
    assert day(line) == expected


@pytest.mark.parametrize(("line", "expected"), [
    ("عمّان في 3 آذار/مارس 2021 (أ ف ب) - ", "2021-03-03"),
    ("القدس (رويترز) 3 كانون الثاني 2021 - ", "2021-01-03"),
    ("أبوظبي في 12 مارس 2021 / وام / ", "2021-03-12"),
    ("الدوحة في 12 مارس 2021 /قنا/ ", "2021-03-12"),
    ("دمشق في ٣ آذار ٢٠٢١ / سانا / ", "2021-03-03"),
    ("بغداد 3 مارس 2021 (شينخوا) -- ", "2021-03-03"),
    ("رام الله 3-3-2021 وفا- ", "2021-03-03"),
    ("الجزائر - 12 جوان 2019 (وأج) - ", "2019-06-12"),
    ("تونس 4 جويلية 2018 (وات) - ", "2018-07-04"),
    ("الرباط في 12 غشت 2019 (و م ع) - ", "2019-08-12"),
    ("صنعاء 21 رمضان 1440هـ الموافق 26 مايو 2019 (سبأ) - ", "2019-05-26"),
    ("عمّان، 3 آذار 2021 – ", "2021-03-03"),
])  # fmt: skip
def test_a_dateline_gives_the_day(line: str, expected: str) -> None:
    assert day("", body=line + BODY) == expected
    assert day("", title="", body=line + BODY) == expected  # the report may have no title


@pytest.mark.parametrize(("line", "expected"), [
    ("الأربعاء ٣ آذار ٢٠٢١", "2021-03-03"),
    ("الأربعاء، 03 مارس / آذار 2021", "2021-03-03"),
    ("2021/03/03 14:05", "2021-03-03"),
    ("03:15 م - الأربعاء 3 مارس 2021", "2021-03-03"),
    ("17 شعبان 1442 هـ - 30 مارس 2021 م", "2021-03-30"),
    ("الرياض 15 رجب 1442 هـ الموافق 27 فبراير 2021 م واس", "2021-02-27"),
    ("الثلاثاء 12 ماي 2020", "2020-05-12"),
    ("بقلم سامر الحداد - 3 مارس 2021", "2021-03-03"),
])  # fmt: skip
def test_a_line_above_the_first_paragraph_gives_the_day(line: str, expected: str) -> None:
    assert day(line) == expected


@pytest.mark.parametrize("line", [
    "هجوم 3 مارس 2021",
    "اتفاق 3 مارس 2021: ما الذي بقي منه؟",
    "الموصل في 10 حزيران 2014",
    "في 3 مارس 2021 قتل خمسة مدنيين.",
    "شهدت بغداد في 3 مارس 2021 (يوم الانتخابات) - هجوما",
    "نشر في 3 مارس 2021 تقرير عن الفساد في البلدية.",
    "حدث في 3 مارس 2021",
    "الصورة: بغداد، 3 مارس 2021 - أرشيف",
    "© 3 مارس 2021 صحيفة الوادي",
    "جميع الحقوق محفوظة 3 مارس 2021",
    "أبوظبي في 12 مارس / وام / ",
    "عمّان في 3 آذار/مارس (أ ف ب)",
    "نشر في 3 مارس 21",
    "نشر في مارس 2021",
    "15 رجب 1442هـ",
    "نشر في 31 فبراير 2021",
])  # fmt: skip
def test_other_dates_are_not_the_day_of_publication(line: str) -> None:
    assert day(line) is None
    assert day("", body=BODY, foot=line) is None


@pytest.mark.parametrize("body", [
    "قتل خمسة مدنيين في 3 مارس 2021 في هجوم على سوق البلدة، وأعلنت السلطات بعد ذلك إغلاق الطرق المؤدية إليه حتى إشعار آخر.",
    "نشر المرصد في 3 مارس 2021 - أي بعد عام على الهجوم - تقريرا مفصلا عن الضحايا وعن أسماء القرى التي نزحوا منها.",
    "ودخل الاتفاق حيز التنفيذ في بغداد، 3 مارس 2021 - قبل أن ينهار بعد أسابيع قليلة من توقيعه بين الطرفين المتحاربين في المدينة.",
])  # fmt: skip
def test_dates_of_the_narrative_are_not_taken(body: str) -> None:
    assert day("", body=body) is None


def test_a_date_alone_below_the_first_paragraph_is_a_heading() -> None:
    assert day(BODY, body="3 مارس 2019", foot=BODY) is None


def test_days_that_disagree_are_not_taken() -> None:
    assert day("نشر في 3 مارس 2021", foot="نشر في 9 مارس 2021") is None
    assert day("3 مارس 2021", body="9 مارس 2021\n" + BODY) is None


def test_a_label_goes_before_dateline_and_date_line() -> None:
    dated = "عمّان في 2 آذار 2021 (أ ف ب) - " + BODY
    assert day("نشر في 3 مارس 2021", body=dated) == "2021-03-03"
    assert day("4 مارس 2021", body=dated) == "2021-03-02"
    assert day("", body=dated, foot="آخر تحديث: 5 مارس 2021") == "2021-03-02"


def test_what_is_given_goes_before_the_text() -> None:
    report = read(f"{TITLE}\nنشر في 3 مارس 2021\n{BODY}", published="2021-03-04", published_from="metadata", reader="lexicon").report
    assert (report.published, report.published_from, report.published_at) == ("2021-03-04", "metadata", None)


def test_the_record_says_where_the_day_came_from() -> None:
    made = whole("نشر في: 3 مارس 2021 - 14:05")
    told = made.report.published_at
    assert made.report.published_from == "text" and told is not None
    assert told.text == "نشر في: 3 مارس 2021" == made.report.text[told.span[0]:told.span[1]]
    (step,) = why_step(told.why)
    assert step.text.startswith("published.label") and any("time." in p.text for p in step.parts)
    assert from_json(to_json(made)) == made
    assert protect(made, Rules())[0].report.published_at == told


def test_relative_times_count_from_it() -> None:
    assert [(t.text, t.start) for t in whole("نشر في: 3 مارس 2021").times] == [("صباح أمس", "2021-03-02")]
    assert [(t.text, t.start) for t in whole("").times] == [("صباح أمس", None)]


def test_a_line_that_only_says_when_is_not_read_and_the_title_stays_the_title() -> None:
    made = read(f"الأربعاء 3 آذار 2021\n{TITLE}\n{BODY}", reader="lexicon")
    assert [b.kind for b in made.report.blocks] == ["boilerplate", "title", "paragraph"]


def test_explain_lists_it() -> None:
    got = CliRunner().invoke(app, ["explain", "-", "--reader", "lexicon"], input=f"{TITLE}\nنشر في: 3 مارس 2021\n{BODY}")
    assert "published 2021-03-03" in got.output and "published.label" in got.output


PAGE = f"""<html><head><title>{TITLE}</title></head><body><div><span>الخميس 26 نوفمبر 2026</span></div><h1>{TITLE}</h1>
<ul><li>سامر الحداد</li><li><time>DATE</time></li></ul><article><p>{BODY}</p><p>وأضاف أن {BODY}</p><p>وكان السوق تعرض لهجوم في
12 مايو 2020.</p></article><div>12 مايو 2020</div><footer>© 26 نوفمبر 2026</footer></body></html>"""


def one(path: Path) -> str | None:
    (item,) = reports([str(path)])
    assert isinstance(item, Item), item
    made = read(item.text, published=item.published, published_from=item.published_from, reader="lexicon").report
    return f"{made.published} {made.published_from}"


def test_every_form_of_input(tmp_path: Path) -> None:
    text = f"{TITLE}\nنشر في: 3 مارس 2021\n{BODY}"
    mail = EmailMessage()
    mail["Subject"] = TITLE
    mail.set_content(text)
    page = PAGE.replace("DATE", "3 مارس 2021")
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nWARC-Date: 2026-11-26T00:00:00Z\r\n"
            f"WARC-Target-URI: https://example.org/\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n")
    feed = f"<rss version='2.0'><channel><title>صحيفة الوادي</title><item><description>{text}</description></item></channel></rss>"
    made = {"a.txt": text.encode(), "a.eml": bytes(mail), "a.html": page.encode(), "a.warc": head.encode() + body + b"\r\n\r\n",
            "a.jsonl": json.dumps({"id": "1", "text": text}).encode(), "a.rss": feed.encode()}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert one(tmp_path / name) == "2021-03-03 text", name
    mail["Date"] = "Fri, 05 Mar 2021 10:00:00 +0300"
    (tmp_path / "b.eml").write_bytes(bytes(mail))
    assert one(tmp_path / "b.eml") == "2021-03-05 metadata"
    (tmp_path / "b.html").write_text(PAGE.replace("<time>DATE</time>", ""), encoding="utf-8")
    assert one(tmp_path / "b.html") == "None None"
    (tmp_path / "c.html").write_text(page.replace("<head>", '<head><meta property="article:published_time" content="2021-03-06T10:00:00Z">'), encoding="utf-8")
    assert one(tmp_path / "c.html") == "2021-03-06 metadata"


def test_ingesting_again_knows_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TITLE}\nنشر في: 3 مارس 2021\n{BODY}", encoding="utf-8")
    call = ["ingest", str(tmp_path / "a.txt"), "--store", str(tmp_path / "x.db"), "--reader", "lexicon"]
    assert "1 reports taken in" in CliRunner().invoke(app, call).output
    assert "0 reports taken in, 1 known already" in CliRunner().invoke(app, call).output


def test_a_day_from_the_text_never_replaces_one_from_outside(tmp_path: Path) -> None:
    text = f"{TITLE}\nنشر في: 3 مارس 2021\n{BODY}"
    found = []
    for order in ((None, "2021-03-04"), ("2021-03-04", None)):
        with store.open_store(":memory:", fold) as kept:
            for given in order:
                collect.add(kept, read(text, published=given, published_from="metadata", reader="lexicon"))
            record = store.record(kept, 1)
            assert record is not None
            found.append((record.report.published, store.appearances(kept, 1)[0].published, sorted(r[0] for r in kept.connection.execute("SELECT data FROM happenings"))))
    assert found[0] == found[1]
    assert found[0][:2] == ("2021-03-04", "2021-03-04")


