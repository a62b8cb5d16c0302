"""Exports: happenings, events and claims in the forms of the field's tools. Sees only plain JSON values and the errors.

An export fills what the record holds and leaves the rest empty; nothing is invented. Every row names its claims.
"""

from khabar.export.formats import FORMATS, write

__all__ = ["FORMATS", "write"]
