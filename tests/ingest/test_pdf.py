"""PDF pages hold Arabic lines from left to right: they are read from right to left, with numbers in their place and unturned."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from khabar.ingest import Item, reports
from khabar.pipeline import read

pytest.importorskip("pypdf")

LINES = (
    "مقتل خمسة في هجوم على سوق البلدة",
    "نشر في: ٣ آذار ٢٠٢١ الساعة ١٤:٠٥",
    "قال المتحدث إن 15 جريحا نقلوا في 03/04/2021 إلى المستشفى، وإن 1,200 شخص نزحوا.",
    "وقدرت البلدية الخسائر بنحو ١٢٫٥ في المئة (١٥) من السوق وفق UNHCR Office في المدينة.",
    "An English line, 15 words.",
)


def pdf(lines: tuple[list[str], ...]) -> bytes:
    """One page; a line is a list of operations, from left to right or from right to left, each drawn as it is, its words from the left."""
    letters = sorted({c for line in lines for part in line for c in part})
    codes = {c: n + 1 for n, c in enumerate(letters)}
    pairs = "\n".join(f"<{n:04x}> <{ord(c):04x}>" for c, n in codes.items())
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <ffff> "
            f"endcodespacerange {len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end")
    drawn = []
    for row, line in enumerate(lines):
        x = 560.0
        for part in line:
            x -= 5 * len(part) if len(line) > 1 else 500
            drawn.append(f"BT /F1 10 Tf 1 0 0 1 {x} {700 - 20 * row} Tm <{''.join(f'{codes[c]:04x}' for c in part)}> Tj ET")
    page = " ".join(drawn)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(page)}>>\nstream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>",
        f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream",
    ]  # fmt: skip
    out, starts = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for n, made in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(f"{n} 0 obj\n{made}\nendobj\n".encode())
    at = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % s for s in starts))
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF".encode())
    return out.getvalue()


def seen(line: str) -> str:
    """A line as it is seen from left to right, with brackets as they are mirrored."""
    if line.isascii():
        return line
    units = re.findall(r"UNHCR Office|[0-9٠-٩]+(?:[.,:/٫][0-9٠-٩]+)*|.", line)
    return "".join({"(": ")", ")": "("}.get(u, u) for u in reversed(units))


def text_of(path: Path) -> str:
    (item,) = reports([str(path)])
    assert isinstance(item, Item), item
    return item.text


def test_lines_drawn_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(tuple([seen(line)] for line in LINES)))
    assert text_of(tmp_path / "a.pdf").split("\n") == list(LINES)


def test_words_drawn_one_by_one_from_the_right(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(tuple([seen(word) for word in re.findall(r"\S+\s?", line)] for line in LINES[:3])))
    assert text_of(tmp_path / "a.pdf").split("\n") == list(LINES[:3])


def test_a_page_made_by_a_layout_engine(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    page = "".join(f"<p>{line}</p>" for line in LINES[:4])
    weasyprint.HTML(string=f"<html lang='ar' dir='rtl'><body style='font-family:DejaVu Sans,sans-serif;font-size:9px'>{page}</body></html>").write_pdf(tmp_path / "a.pdf")
    found = text_of(tmp_path / "a.pdf")
    if not re.search("[\u0600-\u06ff]", found):
        pytest.skip("no font for Arabic here")
    assert found.split("\n") == list(LINES[:4])


def test_the_day_of_publication_in_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(tuple([seen(line)] for line in LINES[:4])))
    report = read(text_of(tmp_path / "a.pdf"), reader="lexicon").report
    assert (report.published, report.published_from) == ("2021-03-03", "text")
