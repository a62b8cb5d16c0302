"""Nesting: the parent of a cue is the smallest content that holds it."""

from __future__ import annotations

from heapq import heappop, heappush

from khabar.extract.attributions.context import Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import gender_of, voice_at


def nest(ctx: Context, drafts: list[Draft]) -> None:
    """The parent of a cue is the smallest content that holds it; the carried voice hangs on its relay."""
    for n, draft in enumerate(drafts):
        if draft.role == "carried" and draft.same_as is not None:
            draft.parent = next((k for k, d in enumerate(drafts[max(0, n - 3):n], max(0, n - 3)) if d is draft.same_as), None)
        elif draft.how == "hidden" and draft.role in ("participle", "main") and n:
            _after_relay(ctx, drafts, n)
    spans = sorted((s[1] - s[0], s, k) for k, d in enumerate(drafts) for s in d.content)
    _assign(drafts, spans)
    _no_circles(drafts)


def _after_relay(ctx: Context, drafts: list[Draft], n: int) -> None:
    """نقلت A عن B … مضيفا: what goes on in the sentence is still B's, inside the relay."""
    for k in range(n - 1, max(-1, n - 4), -1):
        other = drafts[k]
        if other.sentence is not drafts[n].sentence:
            return
        if other.role == "carried":
            if not _against(ctx, other, drafts[n]):
                drafts[n].parent = other.parent
            return
        if other.how != "hidden":
            return


def _against(ctx: Context, carried: Draft, draft: Draft) -> bool:
    """قالت الصحيفة نقلا عن مصدر …، مضيفة: the gender shows that the passed-on voice has stopped."""
    if carried.source is None:
        return False
    head = ctx.norm(carried.source[0])
    voice = voice_at(head)
    if voice is not None and voice.number == "p" and head.endswith(("ون", "ين")):
        return draft.hit.person in ("3ms", "3fs")
    return voice is not None and voice.number == "s" and bool(draft.gender) and gender_of(voice, ctx.tokens[carried.source[0]].text) != draft.gender


def _assign(drafts: list[Draft], spans: list[tuple[int, tuple[int, int], int]]) -> None:
    """Sweep over cues and contents in text order; the smallest open content is at the top of a heap."""
    by_start = sorted(((s[0], s[1], k) for _, s, k in spans))
    cues = sorted(((d.offset, n) for n, d in enumerate(drafts)))
    open_: list[tuple[int, int, int, int]] = []  # length, start from the right, draft, end
    at = 0
    for offset, n in cues:
        while at < len(by_start) and by_start[at][0] <= offset:
            start, end, k = by_start[at]
            heappush(open_, (end - start, -start, k, end))
            at += 1
        own = []
        while open_ and (open_[0][3] <= offset or open_[0][2] == n or drafts[open_[0][2]].same_as is drafts[n]):
            top = heappop(open_)
            if top[3] > offset:
                own.append(top)
        if open_ and drafts[n].parent is None:
            drafts[n].parent = open_[0][2]
        for entry in own:
            heappush(open_, entry)


def _no_circles(drafts: list[Draft]) -> None:
    """Crossing contents in broken text can hold each other's cues: the earliest of such a circle stands free."""
    state = [0] * len(drafts)  # 0 unseen, 1 on the way, 2 done
    for n in range(len(drafts)):
        way: list[int] = []
        k: int | None = n
        while k is not None and state[k] == 0:
            state[k] = 1
            way.append(k)
            k = drafts[k].parent
        if k is not None and state[k] == 1:
            drafts[min(way[way.index(k):])].parent = None
        for m in way:
            state[m] = 2
