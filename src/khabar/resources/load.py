"""Reading and checking resource files: every fault is named with file, line and, where possible, a suggestion."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from khabar.errors import ResourceError
from khabar.resources import kinds
from khabar.resources.kinds import KINDS
from khabar.resources.schema.base import Entry, Origin

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_-]+)+\Z")
_HEADER = {"kind", "origin", "entries"}


def entry_class(kind: str, where: str = "kind") -> type[Entry]:
    """The class of a kind's entries. Raises ResourceError for an unknown kind."""
    if kind not in KINDS:
        raise ResourceError(f"unknown kind {kind!r}{_suggest(kind, KINDS)}", where)
    return kinds.entry_class(kind)


def load_file(path: Path, shown: str | None = None) -> tuple[str, list[Entry]]:
    """Parse and check one file; returns its kind and entries. Raises ResourceError at the first fault.

    ``shown`` is the name used in errors and in ``Entry.at`` (default: the path as given).
    """
    name = shown or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"cannot be read as UTF-8 text: {error}", name) from None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        raise ResourceError(str(problem), f"{name}:{mark.line + 1}" if mark else name) from None
    if not isinstance(root, yaml.MappingNode):
        raise ResourceError("a resource file is a mapping with kind, origin and entries", f"{name}:1")
    head = {key.value: (key, value) for key, value in root.value}
    for key, (node, _) in head.items():
        if key not in _HEADER:
            raise ResourceError(f"unknown key {key!r}{_suggest(key, _HEADER)}", _line(name, node))
    if "kind" not in head or not isinstance(head["kind"][1], yaml.ScalarNode):
        raise ResourceError("missing kind", f"{name}:1")
    cls = entry_class(head["kind"][1].value, _line(name, head["kind"][1]))
    origin = _origin(head, name)
    body = head["entries"][1] if "entries" in head else None
    if not isinstance(body, yaml.SequenceNode):
        raise ResourceError("missing entries (a list)", f"{name}:1")
    return head["kind"][1].value, [_entry(node, cls, origin, name) for node in body.value]


def file_kind(path: Path) -> str | None:
    """The ``kind:`` line of a resource file, without parsing the rest; None when it has none."""
    try:
        with path.open(encoding="utf-8") as lines:
            return next((line[5:].split("#")[0].strip() for line in lines if line.startswith("kind:")), None)
    except (OSError, UnicodeDecodeError):
        return None


def check_ids(entries: list[Entry]) -> None:
    """Raise ResourceError when two entries share an id."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in seen:
            raise ResourceError(f"id {entry.id!r} stands already at {seen[entry.id].at}", entry.at)
        seen[entry.id] = entry


def _origin(head: dict[str, Any], name: str) -> Origin | None:
    if "origin" not in head:
        return None
    node = head["origin"][1]
    found: Origin = _convert(_value(node, name), Origin, node, name)
    return found


def _entry(node: yaml.Node, cls: type[Entry], origin: Origin | None, name: str) -> Entry:
    where = _line(name, node)
    value = _value(node, name)
    if not isinstance(value, dict):
        raise ResourceError("an entry is a mapping", where)
    value["at"] = where
    entry: Entry = _convert(value, cls, node, name)
    if not _ID.match(entry.id):
        raise ResourceError(f"id {entry.id!r} must look like kind.group.name in lower-case ASCII", where)
    if entry.origin is None and origin is None:
        raise ResourceError(f"{entry.id} has no origin, and the file has none", where)
    return entry


def _convert(value: Any, cls: type[Any], node: yaml.Node, name: str) -> Any:
    try:
        return msgspec.convert(value, cls, strict=True)
    except msgspec.ValidationError as error:
        message = str(error)
        unknown = re.match(r"Object contains unknown field `(.*?)`", message)
        if unknown:
            field = unknown.group(1)
            fields = [f.name for f in msgspec.structs.fields(cls)]
            raise ResourceError(f"unknown key {field!r}{_suggest(field, fields)}", _line(name, _key(node, field))) from None
        path = re.search(r"at `\$\.(\w+)", message)
        raise ResourceError(message, _line(name, _key(node, path.group(1)) if path else node)) from None


def _value(node: yaml.Node, name: str) -> Any:
    """The node as builtins, with NFC checked and duplicate keys refused."""
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in out:
                raise ResourceError(f"key {key.value!r} given twice", _line(name, key))
            out[key.value] = _value(value, name)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, name) for item in node.value]
    return _scalar(node, name)


_CASTS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:int": lambda v: int(v.replace("_", "")),
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda v: v.lower() in ("true", "yes", "on"),
    "tag:yaml.org,2002:null": lambda _: None,
}


def _scalar(node: yaml.Node, name: str) -> Any:
    cast = _CASTS.get(node.tag)
    if cast is not None:
        return cast(node.value)
    if not unicodedata.is_normalized("NFC", node.value):
        raise ResourceError(f"{node.value!r} is not in Unicode form NFC", _line(name, node))
    return node.value


def _key(node: yaml.Node, field: str) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if key.value == field:
                found: yaml.Node = key
                return found
    return node


def _line(name: str, node: yaml.Node) -> str:
    return f"{name}:{node.start_mark.line + 1}"


def _suggest(word: str, known: Any) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
