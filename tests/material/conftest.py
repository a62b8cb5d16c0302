"""A store with two reports, and a signing key of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.text import fold
from tests.store.made import record


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "key"))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[store.Store]:
    with store.open_store(tmp_path / "news.db", fold) as opened:
        collect.add(opened, record())
        collect.add(opened, record(outlet="مرصد الساحل", source="ليلى حداد", killed=7, published="2024-03-15"))
        yield opened
