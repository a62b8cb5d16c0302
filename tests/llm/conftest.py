"""A stub endpoint, and sessions that speak to it without waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from khabar.llm import Session, Settings
from tests.llm.stub import Stub


class Talk(NamedTuple):
    """A session with what it would have printed and waited."""

    session: Session
    warnings: list[str]
    waits: list[float]


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the user's settings nor a proxy take part in a test."""
    for name in ("URL", "MODEL", "KEY", "CONSENT", "CACHE", "FORMAT", "MAX_REQUESTS", "MAX_TOKENS", "MAX_ANSWER", "TIMEOUT", "RETRIES"):
        monkeypatch.delenv(f"KHABAR_LLM_{name}", raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def stub() -> Iterator[Stub]:
    pytest.importorskip("openai", reason="needs the extra [llm]")
    server = Stub()
    yield server
    server.close()


@pytest.fixture
def talk(stub: Stub, tmp_path: Path) -> Callable[..., Talk]:
    """Makes a session with the stub, with consent unless told otherwise."""

    def make(**changes: Any) -> Talk:
        given = {"url": stub.url, "model": "stub-1", "consent": True, "cache": tmp_path / "cache", "timeout": 5.0, **changes}
        warnings: list[str] = []
        waits: list[float] = []
        return Talk(Session(Settings(**given), warn=warnings.append, sleep=waits.append), warnings, waits)

    return make
