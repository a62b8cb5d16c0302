"""Khabar reads Arabic news reports into sourced events: ``record = khabar.read(text, published="2024-03-14")``.

The names in ``__all__`` are the public interface (docs/api.md); they load what they need when first used, so that
``import khabar`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khabar.errors import InputError, KhabarError, RecordError, ResourceError, SpanError
    from khabar.pipeline import read
    from khabar.record import (
        Actor,
        Attribution,
        Block,
        Claim,
        Count,
        Event,
        Place,
        Quote,
        Reading,
        Record,
        Report,
        RoleFiller,
        Source,
        Span,
        Time,
        Why,
        from_json,
        schema,
        to_json,
    )

__version__ = "0.1.0"
__all__ = [
    "Actor", "Attribution", "Block", "Claim", "Count", "Event", "InputError", "KhabarError", "Place", "Quote", "Reading",
    "Record", "RecordError", "Report", "ResourceError", "RoleFiller", "Source", "Span", "SpanError", "Time", "Why",
    "__version__", "from_json", "read", "schema", "to_json",
]  # fmt: skip

_ELSEWHERE = {"read": "khabar.pipeline"} | dict.fromkeys(
    ("InputError", "KhabarError", "RecordError", "ResourceError", "SpanError"), "khabar.errors"
)


def __getattr__(name: str) -> Any:
    """The public names (PEP 562). Raises AttributeError for any other."""
    if name.startswith("_") or name not in __all__:
        raise AttributeError(f"module 'khabar' has no attribute {name!r}")
    value = getattr(importlib.import_module(_ELSEWHERE.get(name, "khabar.record")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
