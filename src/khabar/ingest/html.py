"""A web page to a report: trafilatura for the body, metadata for date and outlet, and the dateline that it drops."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from lxml import html as lxml_html

from khabar.errors import InputError
from khabar.ingest.item import Item

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_META = (
    ("property", "article:published_time"), ("property", "og:article:published_time"), ("name", "pubdate"),
    ("name", "publishdate"), ("name", "date"), ("name", "dc.date"), ("name", "dcterms.created"), ("itemprop", "datePublished"),
)  # fmt: skip
#: libxml2 compares each attribute of a tag with all before it: a page of one tag would take hours.
_ATTRIBUTES = 5_000
_LONG_TAG, _QUOTED = re.compile(rf"<[^<>]{{{2 * _ATTRIBUTES},}}"), re.compile("\"[^\"]*\"|'[^']*'")
_MAX_LEAD = 160  # a dateline or byline is a short line
_MOST_LINES, _SHORT_PARAGRAPH = 3, 60
_LEAVES = ("h1", "p", "div", "span", "li", "time", "small")
_CENTURY = "(?:[1١۱][9٩۹]|[2٢۲][0٠۰])"
_DAY = re.compile(rf"(?<!\d)(?:\d{{1,2}}\D{{1,30}}(?:\d{{1,2}}\D{{1,3}})?{_CENTURY}\d\d|{_CENTURY}\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)")
_MARKS = re.compile(r"بقلم|\s[-–—]\s|[-–—:]\s*$")


def from_html(page: str, where: str) -> Item:
    """The report in a page. Raises InputError when the page holds no article.

    The date is taken from the page's metadata only (never from a copyright line); where they give none, the short lines
    with a date between the heading and the first paragraph are kept in the text, where the reading looks for it.
    """
    import trafilatura  # half a second to import: only those pay who read pages

    if any(len(_QUOTED.sub("", tag.group()).split()) > _ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        raise InputError(f"holds a tag of more than {_ATTRIBUTES} attributes", where)
    try:
        tree = lxml_html.fromstring(page.encode("utf-8", "surrogatepass"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise InputError(f"is not HTML: {' '.join(str(error).split())}", where) from None
    body = trafilatura.extract(page, include_comments=False, include_tables=False, favor_recall=True, deduplicate=False)
    if not body or not body.strip():
        raise InputError("no article text found in the page", where)
    body = _with_dateline(tree, body)
    published = _published(tree)
    if published is None:
        body = _with_dates(tree, body)
    how: Literal["metadata"] | None = "metadata" if published else None
    return Item(body, where, published=published, published_from=how, outlet=_meta(tree, "property", "og:site_name"),
                title=_meta(tree, "property", "og:title") or _title(tree), uri=_meta(tree, "property", "og:url"))


def _with_dateline(tree: Any, body: str) -> str:
    """Put back a short dateline or byline paragraph that stands right before the first paragraph of the body."""
    first = _squeeze(body.strip().splitlines()[0])
    before: str | None = None
    for node in tree.iter("p", "div", "span", "h1", "h2", "h3"):
        if node.tag == "div" and len(node):
            continue
        text = _squeeze(node.text_content())
        if text and (text == first or (len(first) > 40 and text.startswith(first[:40]))):
            break
        if text:
            before = text
    else:
        return body
    if before and len(before) <= _MAX_LEAD and _MARKS.search(before) and before not in body:
        return f"{before}\n{body}"
    return body


def _with_dates(tree: Any, body: str) -> str:
    """Put back the short lines with a date that stand between the page's heading and the first paragraph of the body."""
    heading = next(tree.iter("h1"), None)
    title = "" if heading is None else _squeeze(heading.text_content())
    first = next((line for raw in body.splitlines() if len(line := _squeeze(raw)) > _SHORT_PARAGRAPH and line != title), None)
    if first is None or heading is None:
        return body
    kept, begun = [], False
    for node in tree.iter(*_LEAVES):
        if node is heading:
            begun = True
        elif begun and not any(True for _ in node.iterdescendants(*_LEAVES)):
            text = _squeeze(node.text_content())
            if text.startswith(first[:40]):
                break
            if len(text) <= _MAX_LEAD and _DAY.search(text) and text not in body and text not in kept:
                kept.append(text)
    else:
        return body
    return "\n".join((*kept[:_MOST_LINES], body))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _meta(tree: Any, attribute: str, name: str) -> str | None:
    for node in tree.iter("meta"):
        if (node.get(attribute) or "").lower() == name.lower() and (node.get("content") or "").strip():
            return str(node.get("content")).strip()
    return None


def _title(tree: Any) -> str | None:
    node = tree.find(".//title")
    return _squeeze(node.text_content()) or None if node is not None else None


def _published(tree: Any) -> str | None:
    candidates = [_meta(tree, attribute, name) for attribute, name in _META]
    candidates += _linked_data(tree)
    candidates += [node.get("datetime") for node in tree.iter("time")]
    for value in candidates:
        match = _DATE.match(value or "")
        if match:
            try:
                return datetime.date.fromisoformat(match.group()).isoformat()
            except ValueError:
                continue
    return None


def _linked_data(tree: Any) -> list[str | None]:
    out: list[str | None] = []
    for node in tree.iter("script"):
        if (node.get("type") or "").lower() == "application/ld+json":
            try:
                out += _values(json.loads(node.text or ""))
            except (ValueError, RecursionError):
                continue
    return out


def _values(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        data = data.get("@graph", [])
    if isinstance(data, list):
        for part in data:
            yield from _values(part)
