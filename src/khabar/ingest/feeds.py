"""RSS, Atom and OPML."""

from __future__ import annotations

import datetime
from typing import Any

import feedparser
from lxml import etree, html

from khabar.errors import InputError
from khabar.ingest.item import Item

_BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "blockquote")


def from_feed(data: bytes, where: str) -> list[Item]:
    """One item per entry: its full content where the feed has it, else its summary. Raises InputError for no feed."""
    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser lets errors of decoding and of its parsers through on broken feeds
        raise InputError(f"is not a readable feed: {' '.join(str(error).split())[:200]}", where) from None
    if not feed.entries and not feed.get("version"):
        raise InputError("is neither RSS nor Atom", where)
    outlet = feed.feed.get("title")
    return [item for n, entry in enumerate(feed.entries, 1) if (item := _entry(entry, outlet, f"{where}#{n}")) is not None]


def _entry(entry: Any, outlet: str | None, where: str) -> Item | None:
    bodies = [c.get("value", "") for c in entry.get("content", [])] or [entry.get("summary", "")]
    text = plain(max(bodies, key=len))
    title = plain(entry.get("title", "")) or None
    whole = f"{title}\n{text}" if title and text and not text.startswith(title) else text or title
    if not whole:
        return None
    day = _day(entry.get("published_parsed") or entry.get("updated_parsed"))
    return Item(whole, where, id=entry.get("id") or entry.get("link"), published=day, published_from="metadata" if day else None,
                outlet=outlet, title=title, uri=entry.get("link"))


def _day(stamp: Any) -> str | None:
    """The ISO date of a parsed stamp; None for none, and for days that are in no calendar."""
    try:
        return datetime.date(*stamp[:3]).isoformat() if stamp else None
    except (ValueError, OverflowError):
        return None


def plain(markup: str) -> str:
    """Text of a piece of HTML, one paragraph a line."""
    if not markup.strip():
        return ""
    if "<" not in markup:
        return html.fromstring(f"<p>{markup}</p>").text_content().strip() if "&" in markup else markup.strip()
    try:
        tree = html.fromstring(f"<div>{markup}</div>")
    except (etree.LxmlError, ValueError):
        return ""
    for node in tree.iter("script", "style"):
        node.text = ""
    for node in tree.iter(*_BLOCKS):
        node.tail = "\n" + (node.tail or "")
    return "\n".join(line for raw in tree.text_content().splitlines() if (line := " ".join(raw.split())))


def opml_urls(data: bytes, where: str) -> list[tuple[str, str | None]]:
    """Feed addresses and titles of an OPML list. Raises InputError when it is none."""
    try:
        tree = etree.fromstring(data, parser=etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"is not OPML: {' '.join(str(error).split())}", where) from None
    found = [(node.get("xmlUrl"), node.get("title") or node.get("text")) for node in tree.iter("outline") if node.get("xmlUrl")]
    if not found:
        raise InputError("holds no feeds (outline elements with xmlUrl)", where)
    return found
