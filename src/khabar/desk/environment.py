"""The environment of the templates: every value is escaped; report text cannot turn the page around."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from khabar.desk import texts

_HERE = Path(__file__).parent
#: Marks that turn the direction of what follows; shown as a sign instead of obeyed.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LATIN = re.compile(r"([\[(]?[A-Za-z0-9][A-Za-z0-9_.,:/+–\-\[\]()]*(?: [A-Za-z0-9\[(+\-][A-Za-z0-9_.,:/+–\-\[\]()]*)*(?<![.,:]))")


@cache
def environment() -> Environment:
    """The environment, made once."""
    made = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=shown, auto_reload=False)
    made.globals["static"] = static
    made.filters["exact"] = exact
    made.filters["apart"] = apart
    made.filters["host_told"] = host_told
    made.filters["n"] = texts.number
    return made


@cache
def static(name: str) -> str:
    """The address of a static file, which changes with its content."""
    return f"/static/{name}?{hashlib.sha256((_HERE / 'static' / name).read_bytes()).hexdigest()[:10]}"


def shown(value: Any) -> Any:
    """Plain text without marks that turn the direction: they are replaced by a visible sign. Markup is left as it is."""
    return _TURNS.sub("\u2423", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def safe(value: Any) -> Markup:
    """A value as templates write it, for HTML that is put together elsewhere."""
    return escape(shown(value))


def exact(value: Any) -> Markup:
    """A value that must come back unchanged from a form: escaped, the marks as character references."""
    return Markup(_TURNS.sub(lambda m: f"&#{ord(m[0])};", str(escape(value))))


def host_told(address: str) -> str:
    """A web address whose host, where it is not plain ASCII, is written as the network has it (xn--…): letters of other scripts that look alike deceive nobody."""
    try:
        host = urlsplit(address).hostname or ""
        return address if host.isascii() else address.replace(host, host.encode("idna").decode(), 1)
    except (UnicodeError, ValueError):
        return re.sub(r"[^\x21-\x7e]", "\ufffd", address)


def apart(value: str) -> Markup:
    """A line of an explanation with its Latin words, ids and numbers set apart, so that they keep their order in Arabic."""
    line = str(shown(value))
    return Markup("").join(Markup('<bdi dir="ltr">{}</bdi>').format(part) if i % 2 else escape(part) for i, part in enumerate(_LATIN.split(line)))
