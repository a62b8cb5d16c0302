"""Build step: compile the linguistic resources, so that an installed Khabar starts without parsing YAML."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileResources(BuildHookInterface):  # type: ignore[type-arg]
    """Writes src/khabar/resources/compiled/*.msgpack before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile for wheels; an editable install compiles at first use."""
        if version == "editable":
            return
        os.environ.pop("KHABAR_RESOURCES", None)  # a builder's own words do not belong into the wheel
        sys.path.insert(0, str(Path(self.root) / "src"))
        from khabar.resources.compiled import SHIPPED, ship

        ship()
        build_data["artifacts"] += [str(p.relative_to(self.root)) for p in SHIPPED.glob("*.msgpack")]
