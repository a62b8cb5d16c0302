"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The bundled reports."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def khabar_shared() -> Path:
    """Annotated real reports that are not part of the project; tests that need them are skipped without."""
    path = Path(os.environ.get("KHABAR_SHARED", ROOT.parent / "shared"))
    if not (path / "gold").is_dir():
        pytest.skip("needs the annotated reports in ../shared (or KHABAR_SHARED), which are not part of the project")
    return path
