"""How a unit is worded, in a few bands of a MinHash sketch: accounts that share one are worded alike.

Likeness only proposes accounts to be compared; a changed place, number or negation hardly shows in it, so the slots decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from rensa import RMinHash

from khabar.text import fold

BANDS, ROWS = 4, 2
_LETTERS = 4
_SEED = 1
_BITS = 0xFFFF  # of a value: two of them tell enough bands apart, and what is proposed is compared anyway


def bands(texts: Iterable[str], count: int = BANDS, rows: int = ROWS) -> tuple[str, ...]:
    """Bands over the four-letter sequences of the folded texts, each of ``rows`` values of the sketch; none for no letters."""
    sequences: set[str] = set()
    for text in map(fold, texts):
        sequences.update([text[i:i + _LETTERS] for i in range(len(text) - _LETTERS + 1)])
    if not sequences or not count:
        return ()
    sketch = RMinHash(num_perm=count * rows, seed=_SEED)
    sketch.update(list(sequences))
    values = sketch.digest()
    return tuple(f"{n}:" + "".join(f"{v & _BITS:04x}" for v in values[n * rows:(n + 1) * rows]) for n in range(count))
