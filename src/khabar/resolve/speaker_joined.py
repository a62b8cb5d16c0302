"""Whether the words for a source name several voices, joined with و."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import voice_at, words


def coordinated(found: tuple[str, ...]) -> bool:
    """Whether a second voice is joined to the first (الحكومة والجيش); ``found``: the folded words."""
    head = voice_at(found[0])
    if head is not None and head.speaker.anonymity == "source":
        # مصادر بالمخابرات ووزارة الدفاع: the second office stands beside the first, not beside the sources
        first = next((k for k, w in enumerate(found) if w == "في" or ((v := voice_at(w)) is not None and v.pre.startswith("ب"))), None)
        if first is not None:
            joined = [v for w in found[first + 1:] if (v := voice_at(w)) is not None and v.pre.startswith("و")]
            return any(v.speaker.kind in ("anonymous", "person") for v in joined)
    return any(w.startswith("و") and (v := voice_at(w)) is not None and v.pre.startswith("و") for w in found[1:])


def persons_joined(found: tuple[str, ...]) -> bool:
    """رئيس البلدية ومصدران, أنغيلا ووزير الداخلية: another voice joins a person; two roles of one person do not."""
    for k, word in enumerate(found[1:], 1):
        voice = voice_at(word)
        if voice is None or not voice.pre.startswith("و") or voice.speaker.kind not in ("person", "anonymous"):
            continue
        named = any(not w.startswith("ال") and voice_at(w) is None and w not in words("link") and not w.endswith(("ي", "يه")) for w in found[1:k])
        if voice.number != "s" or named:
            return True
    return False
