"""Floors: the F1 of each layer below which a change is refused. Lowered only when the user says so."""

from __future__ import annotations

import json
from pathlib import Path

from khabar.errors import InputError
from khabar.evaluate.measure import Score

SLACK = 1e-6


def load_floors(path: Path) -> dict[str, float]:
    """Layer → F1 from a JSON file. Raises InputError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(k): float(v) for k, v in data["floors"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"is not a floors file: {error}", str(path)) from None


def check_floors(found: dict[str, Score], floors: dict[str, float]) -> list[str]:
    """One line for each layer that fell below its floor or is missing."""
    out = []
    for layer, floor in floors.items():
        got = found[layer].f1 if layer in found else 0.0
        if got + SLACK < floor:
            out.append(f"{layer}: F1 {got:.3f} is below its floor {floor:.3f}")
    return out


def save_floors(path: Path, found: dict[str, Score], *, allow_lower: bool, command: str) -> None:
    """Write the measured F1 as floors. Raises InputError when one would fall and ``allow_lower`` is not set."""
    new = {layer: int(score.f1 * 1000) / 1000 for layer, score in found.items() if score.n}
    if path.exists() and not allow_lower:
        old = load_floors(path)
        fallen = [f"{k}: {v:.3f} → {new.get(k, 0.0):.3f}" for k, v in old.items() if new.get(k, 0.0) + SLACK < v]
        if fallen:
            raise InputError("would lower " + "; ".join(fallen) + " (use --lower-floors to allow it)", str(path))
    path.write_text(json.dumps({"command": command, "floors": new}, indent=2) + "\n", encoding="utf-8")
