"""Linguistic resources: data files, their loading and checking, and tables derived from them."""

from khabar.resources.compiled import derived, entries, resources_digest, use

__all__ = ["derived", "entries", "resources_digest", "use"]
