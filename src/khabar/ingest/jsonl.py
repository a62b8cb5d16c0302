"""JSON Lines: one report a line with id, text and optionally published, outlet, title, url."""

from __future__ import annotations

import datetime
import json

from khabar.errors import InputError
from khabar.ingest.item import Item

#: What a line, or a row of a table, may hold; anything else is passed over.
FIELDS = ("id", "text", "published", "outlet", "title", "url")


def from_line(line: bytes, where: str) -> Item:
    """One line as an item. Raises InputError that names the line."""
    try:
        data = json.loads(line)
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(f"is not JSON: {error}", where) from None
    except RecursionError:
        raise InputError("is not JSON that can be read: nested too deeply", where) from None
    if not isinstance(data, dict):
        raise InputError("is not a JSON object", where)
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("has no text", where)
    fields = {k: _string(data, k, where) for k in ("id", "outlet", "title", "url")}
    published = _string(data, "published", where)
    if published is not None:
        published = iso_date(published[:10], where)
    return Item(text, where, id=fields["id"], published=published, published_from="metadata" if published else None,
                outlet=fields["outlet"], title=fields["title"], uri=fields["url"])


def _string(data: dict[str, object], key: str, where: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, (str, int)):
        raise InputError(f"{key} is not a string", where)
    return str(value)


def iso_date(value: str, where: str) -> str:
    """An ISO date, checked. Raises InputError."""
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError(f"{value!r} is not a date like 2016-02-12", where) from None
