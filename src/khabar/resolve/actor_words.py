"""The words of a phrase as the actor reader takes them: folded, numbers and commas as signs, the rest left out."""

from __future__ import annotations

from khabar.record import Span
from khabar.remembered import PHRASES, remembered
from khabar.resolve.actor_lookup import COMMA, NUMBER
from khabar.resolve.actor_phrases import read
from khabar.text import Document, fold

_LONGEST = 24
_ON = "على"  # folded it would be the name علي


def phrase_words(doc: Document, span: Span) -> tuple[str, ...]:
    """Folded words of a span, numbers as NUMBER, commas as COMMA, other punctuation left out."""
    first, last = doc.tokens_in(span)
    start, end = span
    number_at = doc.number_at
    out: list[str] = []
    for i, token in enumerate(doc.tokens[first:min(last, first + _LONGEST)], first):
        if token.text == _ON:
            continue
        if token.kind == "punct":
            if token.norm in ("،", ",") and out:
                out.append(COMMA)
        elif token.kind == "number" or i in number_at:
            out.append(NUMBER)
        elif token.start < start or token.end > end:
            out.append(fold(doc.text[max(token.start, start):min(token.end, end)]))
        else:
            out.append(token.norm)
    return tuple([w for w in out if w])


@remembered(PHRASES)
def plain_words(text: str) -> tuple[str, ...]:
    """The same for a text that stands outside the document."""
    out = []
    for word in fold(text.replace(f" {_ON} ", " ")).replace("،", " ، ").split():
        word = word.strip("\"«»“”()[].:؛#")
        if word:
            out.append(NUMBER if word.isdigit() else word)
    return tuple(out[:_LONGEST])


def own_name(name: str) -> str:
    """The personal name in a name that carries its title."""
    shown = [w for w in name.replace(f" {_ON} ", " ").replace("،", " ، ").split() if fold(w).strip("\"«»“”()[].:؛#")]
    phrase = read(plain_words(name))
    if phrase is None or phrase.person is None or len(shown) < phrase.person[1]:
        return name
    return " ".join(shown[phrase.person[0]:phrase.person[1]]).strip("\"«»“”،")


def name_words(name: str) -> list[str]:
    return [w for w in plain_words(name) if w not in (COMMA, NUMBER)]


def words_text(doc: Document, span: Span, part: tuple[int, int]) -> str:
    """The text of a word range of a span (punctuation was left out when counting)."""
    first, last = doc.tokens_in(span)
    kept = [t for t in doc.tokens[first:last] if t.text != _ON and (t.kind != "punct" or t.norm in ("،", ","))]
    chosen = kept[part[0]:part[1]]
    return doc.text[chosen[0].start:chosen[-1].end] if chosen else doc.words(span)
