"""Weighing: which phrase fills a role, or none, by fitted weights over what the rules and the text say for each."""

from khabar.extract.events.weighing.decide import chance, weigh

__all__ = ["chance", "weigh"]
