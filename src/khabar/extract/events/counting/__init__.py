"""Counting: the numbers of people and things in an event, chosen by fitted weights among those of its sentence."""

from khabar.extract.events.counting.decide import count

__all__ = ["count"]
