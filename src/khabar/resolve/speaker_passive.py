"""Verbs that nobody in particular is the subject of, though they look like active ones: تقدر ثروته بنحو …, اعتبرت معادية …."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import cues_at, is_masdar, voice_at
from khabar.record.mentions import AttributionMention
from khabar.text.clause_words import has_pronoun, is_nisba
from khabar.text.document import Document

_AMOUNT = 6  # words between what is estimated and its amount
_HIS = ("ته", "تها", "تهم", "تهما")


def unvowelled_passive(doc: Document, mention: AttributionMention) -> bool:
    """Whether a verb without a source and without vowels is a passive: what is estimated stands as its subject, or it lacks
    the object that is judged."""
    if mention.source is not None:
        return False
    cue, behind = doc.tokens_in(mention.cue)
    hits = [h for h in cues_at(doc.norms[cue]) if h.table in ("past", "present") and not h.suf]
    if not hits or behind >= len(doc.tokens) or doc.tokens[behind].kind != "word":
        return False
    if any(h.table == "present" and h.cue.act == "estimate" and h.person in ("3ms", "3fs") for h in hits):
        return _estimated(doc, behind, "f" if all(h.person == "3fs" for h in hits) else "m")
    return any(h.cue.object == "judged" for h in hits) and _judgement_only(doc, behind)


def _estimated(doc: Document, k: int, gender: str) -> bool:
    """تقدر ثروته بنحو ملياري دولار, يقدر عدد السكان بمليون: a noun of the verb's gender that speaks for nobody, and ب with an amount."""
    read, voice = doc.clause[k], voice_at(doc.norms[k])
    speaks = voice is not None and voice.speaker.kind not in ("document", "collective")
    if read.case or read.kind not in ("noun", "both") or speaks or _gender(doc, k) != gender:
        return False
    for j in range(k + 1, min(k + 1 + _AMOUNT, len(doc.tokens))):
        if doc.clause[j].case == "ب" and (j in doc.number_at or j + 1 in doc.number_at):
            return True
        if doc.tokens[j].kind != "word" or doc.clause[j].kind == "verb":
            return False
    return False


def _gender(doc: Document, k: int) -> str:
    """f for a noun in ة, also before a pronoun (ثروة, ثروته), else m."""
    return "f" if doc.tokens[k].text.endswith("ة") or doc.norms[k].endswith(_HIS) else "m"


def _judgement_only(doc: Document, k: int) -> bool:
    """اعتبرت [معادية …], عدت [مخالفة …]: right behind the verb an indefinite adjective, and no object that it could be said of."""
    read, norm = doc.clause[k], doc.norms[k]
    owned = has_pronoun(read) and not doc.tokens[k].text.endswith("ة")
    if read.article or read.case or read.joined or owned or read.kind not in ("noun", "both") or is_masdar(norm) or voice_at(norm) is not None:
        return False
    return is_nisba(read) or (norm.startswith("م") and len(norm) > 4 and norm.endswith(("ه", "ا")))
