"""What the network predicts: the label sets of each layer and the channels of its pointers.

The order of every tuple here is part of a trained file: appending is safe, reordering needs new weights.
"""

from __future__ import annotations

from typing import cast, get_args

from khabar.record.types import Act, CountKind, Modality, Polarity

TYPES: tuple[str, ...] = (
    "airstrike", "shelling", "bombing", "suicide_attack", "clash", "attack", "kill", "injure", "abduct", "arrest",
    "release", "abuse", "destroy", "seize", "besiege", "move", "withdraw", "displace", "defect", "establish",
    "ceasefire", "agree", "meet", "aid", "support", "cooperate", "accuse", "threaten", "demand", "reject", "order",
    "declare", "protest", "sanction", "restrict", "prosecute", "vote", "appoint",
)  # fmt: skip
MODALITIES: tuple[str, ...] = get_args(Modality)
POLARITIES: tuple[str, ...] = get_args(Polarity)
ACTS: tuple[str, ...] = get_args(Act)
WHATS: tuple[str, ...] = get_args(CountKind)

#: What a number in an event of these types counts; the others are told by the network.
COUNTED: dict[str, str] = {
    "kill": "killed", "injure": "injured", "arrest": "arrested", "abduct": "abducted", "displace": "displaced",
    "move": "moved", "protest": "participants",
}  # fmt: skip

_OF_ANY_TYPE = ("participants", "moved", "other")


def counted(type_: str, what: str | None) -> CountKind:
    """What a number in an event of a type counts, where a reader takes it for ``what``: victims only where the type has them."""
    return cast(CountKind, COUNTED.get(type_) or (what if what in _OF_ANY_TYPE else "other"))


#: Tag layers, each a softmax per token. In BIO layers 0 is outside, 1 begins, 2 continues.
BIO = ("place", "time", "cue", "source", "mention", "content")
#: Layers of classes; trigger's 0 is "no trigger". `number` says how a counted noun phrase gives its number:
#: 0 by a number in it, 1 by its singular, 2 by its dual. `trim` is how many leading letters are clitics.
LAYERS: dict[str, int] = {
    **dict.fromkeys(BIO, 3),
    "trigger": len(TYPES) + 1,
    "modality": len(MODALITIES),
    "polarity": len(POLARITIES),
    "act": len(ACTS),
    "what": len(WHATS),
    "number": 3,
    "trim": 4,
}
#: Pointers from a trigger to the first token of what fills the role; `also_…` point to a second filler.
ROLES = ("agent", "target", "place", "origin", "destination", "time", "count", "also_agent", "also_target")
#: Pointers from a cue to its source, and to the first and the last token of what is reported.
SPEECH = ("source", "content_first", "content_last")
#: From the first token of a noun phrase to its last one.
EXTENT = ("end",)
#: From a cue to the first token of the words that name its speaker best, wherever they stand.
SPEAKER = ("speaker",)
CHANNELS = (*ROLES, *SPEECH, *EXTENT, *SPEAKER)
WIDTH = 64  # of one pointer channel

#: Upper edges of the buckets of token distance, used with either sign.
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 14, 24, 49, 10**9)
SENTENCES = 2  # sentence distance is counted up to this, with either sign
BUCKETS = 2 * len(DISTANCES)


def offsets() -> dict[str, slice]:
    """Where each layer lies in the concatenated tag scores."""
    out, at = {}, 0
    for name, size in LAYERS.items():
        out[name] = slice(at, at + size)
        at += size
    return out
