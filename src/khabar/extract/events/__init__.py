"""Events: who did what to whom, where and when, in which modality, with how many (see docs/events.md)."""

from khabar.extract.events.read import find

__all__ = ["find"]
