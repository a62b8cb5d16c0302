"""Quotations: «…» “…” „…“ "…" nested, unbalanced, and running on over paragraphs. Linear in the number of tokens."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.record.span import Span
from khabar.text.tokens import Token

_OPEN = {"«": "»", "“": "”", "„": "“", "‹": "›"}
_CLOSE = frozenset("»”›")
_PLAIN = frozenset('"＂')
_MARKS = _PLAIN | _CLOSE | _OPEN.keys()
_STOPS = frozenset(".؟!")
_LEADS = frozenset({"عن", "ان", "بان", "علي", "الي", "قايلا", "قايله"})  # words before an opening mark
_REACH = 12  # lines that an unclosed quotation may run on


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; ``inner`` lies between them. ``depth`` counts the quotations around it.

    ``first``/``last`` are the token range with the marks; ``open_ended``: no closing mark, it runs to the line's end;
    ``continues``: it goes on a quotation that the line before left open.
    """

    span: Span
    inner: Span
    first: int
    last: int
    depth: int
    open_ended: bool = False
    continues: bool = False


@dataclass(slots=True)
class _Pending:
    first: int
    mark: str
    line: int


def find_quotes(text: str, tokens: tuple[Token, ...]) -> tuple[Quotation, ...]:
    """All quotations, in the order in which they open."""
    stack: list[_Pending] = []
    out: list[Quotation] = []
    line = -1
    open_line = -2  # line that ended in an open quotation
    for token in tokens:
        if token.line != line:
            if _leave_line(tokens, stack, out, token):
                open_line = line
            line = token.line
        mark = token.text
        if mark not in _MARKS:
            continue
        if mark in _PLAIN:
            if _opens(text, tokens, token, stack):
                stack.append(_Pending(token.i, mark, line))
            elif (cut := _left_open(text, tokens, token, stack)) is not None:
                out.append(_make(tokens, stack.pop(), cut, len(stack), open_ended=True, open_line=open_line))
                stack.append(_Pending(token.i, mark, line))
            elif any(p.mark in _PLAIN for p in stack[-2:]):
                _close(tokens, stack, out, token.i, _PLAIN, open_line)
        elif mark in _OPEN and not (mark == "“" and stack and stack[-1].mark in "„”"):
            stack.append(_Pending(token.i, mark, line))
        elif mark in _CLOSE or mark == "“":
            if not stack and mark == "”" and _touches_next(tokens, token):
                stack.append(_Pending(token.i, mark, line))  # ”…“ set the wrong way round
            elif stack:
                _close(tokens, stack, out, token.i, None, open_line)
    end = len(tokens)
    while stack:
        out.append(_make(tokens, stack.pop(), end, len(stack), open_ended=True, open_line=open_line))
    return tuple(sorted(out, key=lambda q: (q.first, -q.last)))


def _touches_next(tokens: tuple[Token, ...], token: Token) -> bool:
    nxt = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    return nxt is not None and nxt.start == token.end and nxt.kind != "punct"


def _opens(text: str, tokens: tuple[Token, ...], token: Token, stack: list[_Pending]) -> bool:
    """Whether a straight mark opens: by the spaces around it, and by what is open already."""
    inside = any(p.mark in _PLAIN for p in stack[-2:])
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    space_before = before.isspace() or before in "([{:،«“-–—/"
    space_after = after.isspace() or after in ")]}،؛.,:!؟?»”"
    if not inside:
        return not space_after or space_before
    return space_before and not space_after and len(stack) < 4 and stack[-1].mark not in _PLAIN


def _left_open(text: str, tokens: tuple[Token, ...], token: Token, stack: list[_Pending]) -> int | None:
    """Where a quotation ends that was never closed: قالت إن "الطريق آمن. وعبر الأهالي عن "فرحهم": behind the last full stop before a
    mark that by its spaces and by the word before it opens another one. None where the mark closes."""
    if not stack or stack[-1].mark not in _PLAIN or not text[token.start - 1].isspace() or tokens[token.i - 1].norm not in _LEADS:
        return None
    if token.end >= len(text) or not text[token.end].isalnum():
        return None
    return next((k + 1 for k in range(token.i - 1, stack[-1].first, -1) if tokens[k].text in _STOPS), None)


def _leave_line(tokens: tuple[Token, ...], stack: list[_Pending], out: list[Quotation], nxt: Token) -> bool:
    """At a line's end: keep one open directional quotation that runs on, give up the others. True if any was open."""
    if not stack:
        return False
    restarts = nxt.text in _OPEN or nxt.text in _PLAIN
    keep = stack[0].mark in _OPEN and nxt.line - stack[0].line < _REACH and not restarts
    while len(stack) > (1 if keep else 0):
        out.append(_make(tokens, stack.pop(), nxt.i, len(stack), open_ended=True))
    return True


def _close(
    tokens: tuple[Token, ...], stack: list[_Pending], out: list[Quotation], i: int, marks: frozenset[str] | None, open_line: int
) -> None:
    while stack:
        pending = stack.pop()
        fits = marks is None or pending.mark in marks
        out.append(_make(tokens, pending, i + 1 if fits else i, len(stack), open_ended=not fits, open_line=open_line))
        if fits:
            return


def _make(
    tokens: tuple[Token, ...], pending: _Pending, last: int, depth: int, *, open_ended: bool, open_line: int = -2
) -> Quotation:
    first = pending.first
    start = tokens[first].start
    end = tokens[last - 1].end
    inner_end = end if open_ended else tokens[last - 1].start
    inner_start = tokens[first + 1].start if first + 1 < last else tokens[first].end
    inner_stop = tokens[last - 2].end if not open_ended and last - 2 > first else inner_end
    leads = first == 0 or tokens[first - 1].line != tokens[first].line
    continues = leads and tokens[first].line == open_line + 1
    return Quotation((start, end), (inner_start, max(inner_start, inner_stop)), first, last, depth, open_ended, continues)
