"""Linguistic resources: data files, their loading and checking, and tables derived from them."""

from khabar.resources.compiled import derived, entries, own_ids, resources_digest, use

__all__ = ["derived", "entries", "own_ids", "resources_digest", "use"]
