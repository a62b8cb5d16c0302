"""Which reading of a word is meant: kinds of word by their surroundings, senses by the clues of the predicates."""

from __future__ import annotations

from functools import cache

from khabar.extract.attributions.lexicon import is_first_name
from khabar.extract.event_lexicon import BI, PLACE, Condition, Reading, plain, readings
from khabar.extract.events.scene import Scene, bare, heads
from khabar.resources import entries
from khabar.text.fold import fold
from khabar.text.sentences import Sentence

#: where a clue word may stand: how many words before the form and how many behind it
_REACH = {"next": (0, 1), "prev": (1, 0), "after": (0, 5), "before": (5, 0), "near": (10, 10)}


@cache
def holders() -> frozenset[str]:
    """Heads whose genitive is part of a name or title (وزارة الدفاع, لجنة التحقيق), folded without article."""
    return frozenset(plain(fold(w)) for e in entries("wordset") if e.name == "holder" for w in e.words)


def choose(scene: Scene, sentence: Sentence, i: int) -> tuple[Reading, str] | None:
    """The best reading of token ``i`` and the clue that decided it; None when no sense fits."""
    token = scene.doc.tokens[i]
    found = readings(token.norm)
    if not found:
        return None
    wanted = expected(scene, sentence, i)
    best: tuple[float, Reading, str] | None = None
    for reading in found:
        score, clue = _score(scene, sentence, i, reading, wanted)
        if score > 0 and (best is None or score > best[0]):
            best = score, reading, clue
    return None if best is None else (best[1], best[2])


def _score(scene: Scene, sentence: Sentence, i: int, reading: Reading, wanted: str) -> tuple[float, str]:
    nominal = reading.kind != "verb"
    if (wanted == "noun!" and not nominal) or (wanted == "verb!" and nominal and reading.kind != "active"):
        return 0.0, ""
    if reading.pre.endswith("س") and is_first_name(scene.doc.tokens[i].norm):
        return 0.0, ""  # سامر الكيلاني gives no orders
    if not nominal and reading.suf == "ه" and scene.doc.tokens[i].text.endswith("ة"):
        return 0.0, ""  # إصابة is no أصابه
    if reading.tense == "short" and reading.number == "s" and not _jussive(scene, sentence, i):
        return 0.0, ""
    if reading.kind in ("active", "participle") and not _predicative(scene, sentence, i, reading):
        return 0.0, ""
    score, clue = 1.0, "no condition"
    sense = reading.sense
    if sense.when:
        met = next((c for c in sense.when if holds(scene, sentence, i, c, reading)), None)
        if met is None:
            return 0.0, ""
        score, clue = (3.0 if met.where in ("next", "prev") else 2.0), met.where
    if any(holds(scene, sentence, i, c, reading) for c in sense.unless):
        return 0.0, ""
    if reading.kind in ("masdar", "noun") and _in_name(scene, sentence, i, reading):
        return 0.0, ""
    evidence = sense.entry.evidence
    if evidence and (evidence == "all" or (evidence == "verb") != nominal) and not _evidence(scene, sentence, i):
        return 0.0, ""
    if wanted:
        # a verb with an object pronoun may follow an indefinite noun as its relative clause (اعتداءات شنها مسلحون)
        relative = not nominal and reading.suf and wanted == "noun" and not scene.word(i).case
        score += 0.6 if (wanted[:4] == "noun") == nominal or relative else 0.0
    if sense.type == "light":
        score -= 0.8
    return score + (0.1 if reading.kind == "masdar" else 0.0), clue


def holds(scene: Scene, sentence: Sentence, i: int, clue: Condition, reading: Reading) -> bool:
    """Whether a clue is met around token ``i``."""
    where, words = clue
    if where == "form":
        return _form_holds(scene.doc.tokens[i].norm, reading, words)
    reach = _REACH.get(where)
    if reach is None:
        return _subject_holds(scene, sentence, i, words)
    first, last = max(sentence.first, i - reach[0]), min(i + 1 + reach[1], sentence.last)
    if not reach[0]:
        first = i + 1
        last = _past_times(scene, first, last, sentence.last)
    elif not reach[1]:
        last = i
    if not words.isdisjoint(scene.forms_around(i, first, last)):
        return True
    if PLACE in words and any(k in scene.places for k in range(first, last)):
        return True
    return BI in words and any(scene.word(k).case == "ب" for k in range(first, last))


def _past_times(scene: Scene, first: int, last: int, limit: int) -> int:
    """The end of a window of words behind a form, those of times not counted (أرسلت خلال الأيام الماضية [أكثر من 200 مسلح])."""
    k = first
    while k < last and last < limit:
        last = min(limit, last + (k in scene.times or (k + 1 in scene.times and scene.word(k).kind == "preposition")))
        k += 1
    return last


def _form_holds(norm: str, reading: Reading, words: frozenset[str]) -> bool:
    """The word itself is listed, whole or bare; ``ال`` asks for the article, ``-ات`` for an ending."""
    for w in words:
        if w == "ال":
            if reading.pre.endswith(w):
                return True
        elif w[0] == "-":
            if reading.bare.endswith(w[1:]):
                return True
        elif w in (reading.bare, norm) or plain(norm) == w:
            return True
    return False


def _subject_holds(scene: Scene, sentence: Sentence, i: int, words: frozenset[str]) -> bool:
    """A word of the set heads the subject: just behind the verb, or in front of it up to the clause's edge."""
    tokens = scene.doc.tokens
    if i + 1 < sentence.last and not words.isdisjoint(bare(tokens[i + 1].norm)):
        return True
    for k in range(i - 1, max(sentence.first, i - 9) - 1, -1):
        if scene.is_edge(k):
            return False
        if not words.isdisjoint(bare(tokens[k].norm)):
            return True
        if scene.word(k).kind == "verb":
            return False
    return False


def expected(scene: Scene, sentence: Sentence, i: int) -> str:
    """noun or verb, with ! where the word before leaves no choice; "" when it tells nothing."""
    token = scene.doc.tokens[i]
    if i == sentence.first:
        return "verb"
    if token.norm.startswith("ال") or scene.word(i).case:
        return "noun"
    k = i - 1
    before = scene.doc.tokens[k]
    if before.kind == "punct":
        if before.text in "\"»”" and before.end < token.start:  # تنظيم "الفجر" | قتل شابا
            return "noun" if _has_verb(scene, sentence, k) else "verb"
        return "verb" if before.text not in "\"«“(" else ""
    read = scene.word(k)
    if read.kind == "preposition":
        return "noun!" if len(read.stem) < 6 else "noun"
    if read.kind in ("negation", "auxiliary", "relative"):
        return "noun" if read.stem in ("لا", "ليس") else "verb!"
    if read.kind == "subordinator":
        return "verb"
    joined = token.norm[0] == "و"
    if joined:
        return ""
    if read.kind in ("verb", "both"):
        return "noun"
    if read.kind == "noun" and read.stem.endswith("ا") and k > sentence.first and scene.word(k - 1).stem == "ان":
        return "verb"  # إن طفلا | قتل
    if read.kind == "noun" and not read.article and k not in scene.places and k not in scene.times:
        return "noun"
    if read.kind == "noun" and _has_verb(scene, sentence, k):
        return "noun"
    return "verb" if read.kind in ("noun", "adverb") else ""


def _has_verb(scene: Scene, sentence: Sentence, k: int) -> bool:
    """The phrase that ends at ``k`` is the subject of a verb before it: what follows is the object (دان المجلس قصف …)."""
    for j in range(k - 1, max(sentence.first, k - 4) - 1, -1):
        read = scene.word(j)
        if scene.doc.tokens[j].kind != "word":
            return False
        if read.kind == "verb" or (j in scene.triggers and scene.triggers[j].reading.kind == "verb"):
            return True
        if read.kind != "noun" or read.case:
            return False
    return False


def _jussive(scene: Scene, sentence: Sentence, i: int) -> bool:
    """A shortened present stands only behind لم, لا or ل."""
    before = scene.doc.tokens[i - 1].norm if i > sentence.first else ""
    return before in ("لم", "ولم", "لا", "ولا", "فلم") or scene.doc.tokens[i].norm[:1] == "ل"


def _predicative(scene: Scene, sentence: Sentence, i: int, reading: Reading) -> bool:
    """Participles tell an event only as predicates: without article, and accusative, or behind a comma or a form of to be."""
    if heads().get(reading.bare) in ("person", "office") or reading.suf not in ("", "ا") or i == sentence.first:
        return False
    if "ال" in reading.pre or reading.pre in ("ب", "ل", "وب", "ول"):
        return False
    before = scene.doc.tokens[i - 1]
    norm = scene.doc.tokens[i].norm
    if reading.kind == "participle":
        return not (before.kind == "word" and scene.word(i - 1).kind == "preposition")
    if norm.endswith("ا") and reading.number == "s":
        return before.kind == "punct" or norm[0] == "و" or scene.word(i - 1).kind != "noun" or scene.word(i - 1).article
    if norm.endswith("ين") or (norm.endswith("ه") and reading.person.startswith("3f")):
        return before.kind == "punct" or norm[0] == "و"
    return False


def _in_name(scene: Scene, sentence: Sentence, i: int, reading: Reading) -> bool:
    """The noun is the genitive of an office or body: وزارة الدفاع is no defence, لجنة التحقيق no inquiry."""
    if i == sentence.first or reading.pre not in ("", "ال"):
        return False
    before = scene.word(i - 1)
    return not before.article and before.stem in holders()


def _evidence(scene: Scene, sentence: Sentence, i: int) -> bool:
    """Somebody, somewhere, some time or some number stands near enough to make the mention a particular event."""
    first, last = max(sentence.first, i - 8), min(sentence.last, i + 9)
    doc = scene.doc
    for k in range(first, last):
        if k in scene.places or k in scene.times or k in doc.number_at:
            return True
    return any(
        scene.agentive(k, k + 1) or scene.sort(k, k + 1) == "person"
        for k in range(first, last) if k != i and doc.tokens[k].kind == "word"
    )
