"""docs/times.md is what its script makes of the corpus."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def test_the_page_is_fresh(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("build_times_docs", root / "scripts" / "build_times_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (root / "docs" / "times.md").read_text(encoding="utf-8")
    assert page == module.page(), "run python scripts/build_times_docs.py"
