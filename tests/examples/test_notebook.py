"""The notebook's cells run one after the other, its plots hold data and Arabic, and it is kept without outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[2] / "examples" / "from-reports-to-plots.ipynb"


def code_cells() -> list[dict[str, Any]]:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_outputs_are_stripped() -> None:
    assert code_cells()
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code_cells())


@pytest.mark.slow
def test_the_cells_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib", "3.11", reason="needs the extra [notebook] (pip install 'khabar[notebook]')")
    pytest.importorskip("pandas", reason="needs the extra [notebook] (pip install 'khabar[notebook]')")
    matplotlib.use("Agg")
    monkeypatch.chdir(root)
    names: dict[str, Any] = {}
    for number, cell in enumerate(code_cells(), 1):
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
        names["MOST"] = 40 if "MOST" in names else None  # forty reports are enough here
    assert len(names["records"]) == 40
    assert len(names["mentions"]) > len(names["happened"]) > len(names["events"]) > 100
    assert names["by_week"].to_numpy().sum() > 0
    assert len(names["spots"]) > 10
    assert names["plt"].get_fignums(), "no figure was drawn"
    titles = [axes.get_title() for number in names["plt"].get_fignums() for axes in names["plt"].figure(number).axes]
    assert any("أحداث" in title for title in titles)
    names["plt"].close("all")
