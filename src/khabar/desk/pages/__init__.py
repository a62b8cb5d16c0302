"""The pages of the desk, one module each; every module gives its routes."""

from __future__ import annotations

from starlette.routing import BaseRoute

from khabar.desk.pages import door, finding, happening, maps, overview, reading, review, sources


def routes() -> list[BaseRoute]:
    """All routes."""
    return [r for module in (door, overview, maps, happening, reading, sources, finding, review) for r in module.ROUTES]
