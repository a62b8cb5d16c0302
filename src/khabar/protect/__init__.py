"""Protection of people: records whose text and values no longer carry what could identify a person.

Works on whole records, before anything is derived from them: what is removed is masked in the text, character by
character, so that all offsets stay true, and every id that could confirm a guess is made anew.
"""

from khabar.protect.find import Removal, removals
from khabar.protect.mask import Rules, Summary, protect

__all__ = ["Removal", "Rules", "Summary", "protect", "removals"]
