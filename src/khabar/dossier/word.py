"""The dossier as a Word document, with right-to-left paragraphs for Arabic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from khabar.dossier.brief import Brief
from khabar.errors import InputError


def write_docx(briefs: list[Brief], out: Path, heads: list[tuple[list[tuple[str, str]], str]], foot: str) -> None:
    """Write the document. Raises InputError when python-docx is missing."""
    try:
        import docx
    except ImportError:
        raise InputError("writing Word needs the extra: pip install 'khabar[docx]'", str(out)) from None
    document = docx.Document()
    for b, (facts, state) in zip(briefs, heads, strict=True):
        document.add_heading(b.title, 1)
        document.add_paragraph(("Announced, not happened. " if b.announced else "") + state).runs[0].bold = True
        for k, v in facts:
            document.add_paragraph(f"{k}: {v}", style="List Bullet")
        if b.figures:
            document.add_heading("Numbers", 2)
            table = document.add_table(rows=1, cols=5)
            table.style = "Table Grid"
            for cell, text in zip(table.rows[0].cells, ("", "low", "best", "high", "who gave which"), strict=True):
                cell.text = text
            for f in b.figures:
                given = "; ".join(f"{n}: {w}" for n, w in f.given)
                for cell, value in zip(table.add_row().cells, (f.what, f.low, f.best, f.high, given), strict=True):
                    cell.text = "" if value is None else str(value)
        for title, lines in (("Contradictions", b.conflicts), ("Material (what files say of themselves: reasons, not a verdict)", b.material), ("What is unknown", b.unknown)):
            if lines:
                document.add_heading(title, 2)
                for line in lines:
                    document.add_paragraph(line, style="List Bullet")
        document.add_heading("Claims, source by source", 2)
        for voice in b.voices:
            document.add_paragraph(("DENIED: " if voice.denied else "") + voice.gloss)
            if voice.gloss_ar:
                _right_to_left(document.add_paragraph(voice.gloss_ar))
            _right_to_left(document.add_paragraph(voice.text, style="Intense Quote"))
            chain = " ← ".join(reversed(voice.chain)) or "the report itself"
            document.add_paragraph(f"{chain} · {voice.outlet or '?'}, {voice.published or '?'} · {voice.claiming.removeprefix('sha256:')[:12]}" + (f" · grade {voice.grade}" if voice.grade else ""))
        document.add_heading("Reports", 2)
        for r, o, d, u in b.reports:
            document.add_paragraph(f"{o or '?'}, {d or '?'} {u or ''} {r}", style="List Bullet")
        document.add_heading("How this was made", 2)
        for line in b.how:
            document.add_paragraph(line, style="List Bullet")
    document.add_paragraph(foot)
    document.core_properties.author = ""
    document.save(str(out))


def _right_to_left(paragraph: Any) -> None:
    """Mark a paragraph and its runs as right-to-left, so that Word sets Arabic as Arabic."""
    from docx.oxml import OxmlElement

    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
