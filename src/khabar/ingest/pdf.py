"""PDF files with a text layer, through pypdf (extra ``pdf``)."""

from __future__ import annotations

import io
import unicodedata

from khabar.errors import InputError
from khabar.ingest.item import Item


def from_pdf(data: bytes, where: str) -> Item:
    """The text of a PDF. Raises InputError when pypdf is missing, the file is broken, or it holds pictures only."""
    try:
        import pypdf
    except ImportError:
        raise InputError("reading PDF needs the extra: pip install 'khabar[pdf]'", where) from None
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # pypdf raises many kinds on broken files
        raise InputError(f"is not a readable PDF: {' '.join(str(error).split())}", where) from None
    text = unicodedata.normalize("NFKC", "\n".join(pages)).strip()  # many PDFs hold presentation forms only
    if not text:
        raise InputError("the PDF has no text layer (scanned pages?)", where)
    return Item(text, where, notes=(f"{where}: text of a PDF; the order of its words may be off",))
