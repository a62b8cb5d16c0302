"""Review: which claims wait for a person, which judgements are in force, and how far people agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from khabar.store.database import Store
from khabar.store.judge import Judgement, judge, judgements

VERDICTS = ("accept", "correct", "reject")
QUEUE = 5000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim to be judged, with why it is doubtful and why it matters (keys of the interface's texts)."""

    report: int
    id: str
    claiming: str
    doubts: tuple[str, ...]
    weights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two people agree: claims judged by both, share of equal verdicts, Cohen's kappa (None when it is undefined),
    and the claims they disagree on with both verdicts."""

    a: str
    b: str
    both: int
    share: float
    kappa: float | None
    disagreements: tuple[tuple[str, str, str], ...]


_DOUBTS = (("place_unresolved", 3), ("unknown_source", 2), ("doubtful_role", 2), ("no_place", 1), ("no_time", 1), ("long_chain", 1), ("not_actual", 1))
_WEIGHTS = (("contested", 3), ("violence", 2))


def queue(store: Store, limit: int = QUEUE) -> list[Waiting]:
    """Claims by doubt and importance, the most doubtful and important first."""
    score = " + ".join(f"{n}*{name}" for name, n in (*_DOUBTS, *_WEIGHTS))
    rows = store.connection.execute(
        "WITH judged AS (SELECT c.report, c.id, c.claiming,"
        " max(p.id IS NOT NULL AND p.lat IS NULL) AS place_unresolved, c.chain<>'[]' AND s.name IS NULL AS unknown_source,"
        " instr(c.gloss, '(?)')>0 AS doubtful_role,"  # the mark of khabar.assemble.doubt
        " min(e.place IS NULL) AS no_place, min(e.time IS NULL) AS no_time, length(c.chain) - length(replace(c.chain, ',', '')) > 1 AS long_chain,"
        " c.modality<>'actual' AS not_actual, coalesce(h.state='contested', 0) AS contested, coalesce(h.family='violence', 0) AS violence"
        " FROM claims c JOIN json_each(c.events) j JOIN events e ON e.report=c.report AND e.id=j.value"
        " LEFT JOIN places p ON p.report=c.report AND p.id=e.place LEFT JOIN sources s ON s.report=c.report AND s.id=c.origin"
        " LEFT JOIN happening_terms t ON t.kind='claim' AND t.value=c.claiming LEFT JOIN happenings h ON h.id=t.happening"
        f" GROUP BY c.report, c.id) SELECT *, {score} AS score FROM judged ORDER BY score DESC, report DESC, id LIMIT ?", (limit,))
    return [Waiting(r["report"], r["id"], r["claiming"], tuple(d for d, _ in _DOUBTS if r[d]), tuple(w for w, _ in _WEIGHTS if r[w])) for r in rows]


def in_force(store: Store, about: str | None = None, subject: str | None = None) -> list[Judgement]:
    """Judgements that their authors have not taken back; of several verdicts of one person on one claim, the last."""
    found = judgements(store, about, subject)
    undone = {j.data.get("of") for j in found if j.verdict == "undo"}
    left = [j for j in found if j.id not in undone and j.verdict != "undo"]
    last = {(j.who, j.subject): j.id for j in left if j.about == "claim" and j.verdict in VERDICTS}
    return [j for j in left if j.about != "claim" or j.verdict not in VERDICTS or last[j.who, j.subject] == j.id]


def judged_by(store: Store, who: str) -> set[str]:
    """Claims that a person has judged."""
    return {j.subject for j in in_force(store, "claim") if j.who == who and j.verdict in VERDICTS}


def undo(store: Store, who: str, number: int | None = None) -> Judgement | None:
    """Take back one's own judgement, the latest unless told which; the one taken back. Both stay on record.

    Boxes over faces are not taken back in passing: whoever wants them gone sets none.
    """
    mine = [j for j in in_force(store) if j.who == who and j.about != "material" and (number is None or j.id == number)]
    if not mine:
        return None
    last = max(mine, key=lambda j: j.id)
    judge(store, last.about, last.subject, "undo", who, {"of": last.id})
    return last


def agreement(store: Store) -> list[Agreement]:
    """For each two people who judged the same claims, how far they agree."""
    verdicts: dict[str, dict[str, str]] = {}
    for j in in_force(store, "claim"):
        if j.verdict in VERDICTS:
            verdicts.setdefault(j.who, {})[j.subject] = j.verdict
    out = []
    for a, b in combinations(sorted(verdicts), 2):
        both = sorted(verdicts[a].keys() & verdicts[b].keys())
        if both:
            pairs = [(verdicts[a][s], verdicts[b][s]) for s in both]
            share = sum(x == y for x, y in pairs) / len(pairs)
            differ = tuple((s, verdicts[a][s], verdicts[b][s]) for s in both if verdicts[a][s] != verdicts[b][s])
            out.append(Agreement(a, b, len(both), share, kappa(pairs), differ))
    return out


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa (1960): agreement beyond what the two distributions of verdicts give by chance."""
    n = len(pairs)
    seen = sum(x == y for x, y in pairs) / n
    left, right = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(left[v] * right[v] for v in left) / n**2
    return None if chance == 1 else (seen - chance) / (1 - chance)
