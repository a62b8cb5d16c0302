"""What the tests of places share: reading a sentence into resolved places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.extract.places import find
from khabar.record.types import Place
from khabar.resolve.places import resolve
from khabar.text.document import document

Reader = Callable[..., tuple[Place, ...]]


@pytest.fixture(scope="session")
def places() -> Reader:
    """Reads a text (and an outlet) into its places."""

    def read(text: str, outlet: str | None = None) -> tuple[Place, ...]:
        doc = document(text, outlet=outlet)
        return resolve(doc, find(doc))

    return read
