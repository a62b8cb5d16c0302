"""The pages of the desk, one module each; every module gives its routes."""

from __future__ import annotations

from starlette.routing import BaseRoute

from khabar.desk.pages import (
    adding,
    door,
    finding,
    happening,
    maps,
    material,
    overview,
    people,
    reading,
    review,
    sharing,
    sources,
)


def routes() -> list[BaseRoute]:
    """All routes."""
    return [r for module in (door, overview, maps, happening, reading, sources, finding, review, adding, people, material, sharing) for r in module.ROUTES]
