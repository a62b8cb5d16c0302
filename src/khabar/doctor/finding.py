"""What a check raises."""

from __future__ import annotations


class PartError(Exception):
    """Something that Khabar needs is wrong. ``found``: what is there; ``advice``: what the user can do."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found)
        self.found = found
        self.advice = advice
