"""Why the words that a reader took for a source are none: where one speaks, of whom the verb is said, who is spoken to."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import Voice, cues_at, is_accusative, voice_at, words
from khabar.record import AttributionMention
from khabar.text import Document
from khabar.text.clause_words import is_nisba

_PASSIVE = ("\u064f", "\u064c")  # ُ, and ٌ in its stead (أٌبلغت)
_NEAR = 3  # words between a verb and the one it names
_FAR = 12  # words of a relative clause before its verb
_GENDERS = {"الذي": ("m", "s"), "التي": ("f", "s"), "الذين": ("m", "p"), "اللذان": ("m", "d"), "اللذين": ("m", "d"), "اللتان": ("f", "d"), "اللتين": ("f", "d"), "اللواتي": ("f", "p"), "اللايي": ("f", "p")}


def nobody(doc: Document, attribution: AttributionMention) -> str:
    """Why the words for a source (which the attribution has) are none at all; '' where they may be one."""
    assert attribution.source is not None
    first, last = doc.tokens_in(attribution.source)
    if doc.norms[first] in words("no_source_begins") and doc.tokens[first].text != "علي":
        return "no words for a voice begin so"  # في واشنطن
    cue, behind = doc.tokens_in(attribution.cue)
    tables = {h.table for k in range(cue, behind) for h in cues_at(doc.norms[k])}
    marked = any(mark in doc.tokens[cue].text[1:4] for mark in _PASSIVE)
    if (tables == {"passive"} or (marked and tables & {"past", "present"})) and (first < cue or doc.norms[first - 1] not in words("by")):
        return "whom or what the passive verb is said of"  # رجل قيل إنه حضر, كان يوصف بأنه
    if doc.norms[first] in words("other") and last == first + 1 and first > cue and doc.clause[first - 1].kind == "noun":
        return "an adjective of the word before"  # دول | أخرى
    if first >= behind and tables & {"past", "present"} and _spoken_to(doc, cue, behind, first, last):
        return "the one spoken to or of"
    if first >= behind and doc.norms[first] in words("measured") and any(h.cue.act == "estimate" for h in cues_at(doc.norms[cue])):
        return "what is estimated"  # يقدر [عدد السكان] بمليون
    if last <= cue and not (behind < len(doc.tokens) and doc.norms[behind] in words("said_therein")) and _other_antecedent(doc, last, cue):
        return "the pronoun before the verb is not for them"
    return ""


def _spoken_to(doc: Document, cue: int, behind: int, first: int, last: int) -> bool:
    """حذر [نظيره], وصفت [الضحايا المستهدفين] ب…: behind a verb that somebody is the object of, whoever stands there in the
    accusative, or is the counterpart of the one who speaks."""
    hits = [h for h in cues_at(doc.norms[cue]) if h.table in ("past", "present") and not h.suf]
    if first - behind > _NEAR or not any(h.cue.object in ("target", "judged") or h.cue.act in ("demand", "threaten") for h in hits):
        return False
    head = voice_at(doc.norms[first])
    if doc.norms[first].removesuffix("ه").removesuffix("ها").removesuffix("ت") in words("counterpart") and not doc.norms[first].startswith("ال"):
        return True
    return is_accusative(doc.norms[first]) or (last > first + 1 and _adjective_in_in(doc, first, head))


def _adjective_in_in(doc: Document, first: int, head: Voice | None) -> bool:
    """الضحايا المستهدفين: an adjective of people in ين behind a plural with the article."""
    norm = doc.norms[first + 1]
    return head is not None and head.number == "p" and head.pre == "ال" and norm.startswith("ال") and norm.endswith("ين") and voice_at(norm) is None and not is_nisba(doc.clause[first])


def _other_antecedent(doc: Document, last: int, cue: int) -> bool:
    """القانون الذي [تصر] على أنه …: a verb of the other gender or number than the pronoun before it has another subject."""
    at = cue - 1
    while at > last and (doc.norms[at] in words("auxiliary") or doc.norms[at] in words("filler")):
        at -= 1
    pronoun = _GENDERS.get(doc.norms[at].removeprefix("و"))
    if pronoun is None or at < last or at - last > _FAR:
        return False
    persons = {h.person for h in cues_at(doc.norms[cue]) if h.table in ("past", "present") and len(h.person) == 3}
    if not persons:
        return False
    gender, number = pronoun
    return all(p[0] == "3" and ((p[1] != gender and number != "p") or (number == "s" and p[2] == "p") or (number == "p" and p[2] == "s")) for p in persons)
