"""Fine-tuning: epochs over annotated reports, an average of the weights, measures on reports kept aside."""

from __future__ import annotations

import copy
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from khabar.model.annotation import GoldReport
from khabar.model.batches import Batch, Noise, collate, disturb, epoch
from khabar.model.calibrate import Judged, fit, judge
from khabar.model.decode import Limits, decode
from khabar.model.distil import Taught, soft_loss
from khabar.model.examples import Example
from khabar.model.losses import loss
from khabar.model.measure import Measure, Tally
from khabar.model.net import Network, half
from khabar.model.priors import start_heads
from khabar.model.proposals import proposals
from khabar.model.read_torch import scores_of
from khabar.record.curve import Curve
from khabar.text.document import Document

Say = Callable[[str], None]
Kept = Sequence[tuple[GoldReport, Document, Example]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. Rates are peaks; they rise over the first `warm` share of the steps and fall to 0."""

    epochs: int = 30
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    pieces: int = 6000  # of one batch
    budget: int = 510  # of one window
    tables: float = 10.0  # rate of the pointers' small tables, in head rates
    warm: float = 0.1
    average: float = 0.995  # of the moving average of weights
    lower: float = 1.0  # rate of each encoder layer as a share of the one above
    soft: int = 10**6  # taught batches of one epoch, at most
    hard: int = 2  # times that the annotated reports are read in an epoch with taught batches
    seconds: float = 0.0  # at most this long (0: no limit); the rates then follow the clock
    seed: int = 1
    noise: Noise = field(default_factory=Noise)


class Trainer:
    """One run of training; `step` state can be saved and taken up again."""

    def __init__(
        self,
        network: Network,
        plan: Plan,
        examples: Sequence[Example],
        device: torch.device,
        taught: Sequence[Taught] = (),
        fresh: bool = True,
    ) -> None:
        """`fresh`: the heads start from counts on the examples, not from what the network brings."""
        if fresh:
            start_heads(network, examples)
        self.taught = taught
        self.size = 1  # batches of the current epoch
        self.network = network.to(device)
        self.plan, self.examples, self.device = plan, examples, device
        self.average = copy.deepcopy(self.network).eval()
        self.random = np.random.default_rng(plan.seed)
        torch.manual_seed(plan.seed)
        self.optimiser = torch.optim.AdamW(_groups(network, plan), fused=device.type == "cuda")
        self.peaks = [g["lr"] for g in self.optimiser.param_groups]
        self.done = 0  # epochs
        self.steps = 0

    def run(self, say: Say, after: Callable[[Trainer], None] | None = None, checkpoint: Path | None = None) -> None:
        """Trains the remaining epochs; calls `after` and saves a checkpoint after each."""
        start = time.monotonic()
        while self.done < self.plan.epochs and not self._late(start):
            begun = time.monotonic()
            sums: dict[str, torch.Tensor] = defaultdict(lambda: torch.zeros((), device=self.device))
            for number, batch in enumerate(self._batches()):
                if self._late(start):
                    break
                self._rates(max((self.done + number / self.size) / self.plan.epochs, self._spent(start)))
                for name, value in self._step(batch).items():
                    sums[name] = sums[name] + value / self.size
            self.done += 1
            say(f"epoch {self.done}/{self.plan.epochs} {_losses(sums)} {time.monotonic() - begun:.1f}s")
            if checkpoint is not None:
                self.save(checkpoint)
            if after is not None:
                after(self)

    def _spent(self, start: float) -> float:
        return (time.monotonic() - start) / self.plan.seconds if self.plan.seconds else 0.0

    def _late(self, start: float) -> bool:
        return self._spent(start) >= 1.0

    def _batches(self) -> Iterator[Batch | Taught]:
        """One epoch on the device: the annotated windows, and as many taught batches as the plan says, mixed.

        The next annotated batch is put together while the last one is learnt.
        """
        plan = self.plan
        groups = [
            g
            for _ in range(plan.hard if self.taught else 1)
            for g in epoch(self.examples, plan.pieces, plan.budget, plan.noise.short, self.random)
        ]
        chosen = list(self.random.permutation(len(self.taught))[: plan.soft])
        self.size = len(groups) + len(chosen)
        kinds = self.random.permutation([True] * len(groups) + [False] * len(chosen))
        with ThreadPoolExecutor(1) as worker:
            waiting = deque(worker.submit(collate, g) for g in groups[:3])
            rest = iter(groups[3:])
            for annotated in kinds:
                if not annotated:
                    yield self.taught[chosen.pop()]
                    continue
                ready = waiting.popleft().result()
                if (group := next(rest, None)) is not None:
                    waiting.append(worker.submit(collate, group))
                yield ready.to(self.device)

    def _step(self, given: Batch | Taught) -> dict[str, torch.Tensor]:
        taught = given if isinstance(given, Taught) else None
        batch = disturb(given.batch if isinstance(given, Taught) else given, self.plan.noise)
        self.network.train()
        with half(self.device):
            outputs = self.network(batch.ids, batch.mask, batch.owner, batch.first, batch.last, batch.features, batch.hand)
        outputs = tuple(o.float() for o in outputs)
        if taught is not None:
            parts = soft_loss(self.network, outputs, Taught(batch, taught.tags))
        else:
            parts = loss(self.network, outputs, batch)
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        keep = min(self.plan.average, self.steps / (self.steps + 10))
        with torch.no_grad():
            ours, theirs = list(self.average.parameters()), [p.detach() for p in self.network.parameters()]
            torch._foreach_lerp_(ours, theirs, 1.0 - keep)
        return {k: v.detach() for k, v in parts.items()}

    def _rates(self, done: float) -> None:
        warm = self.plan.warm
        factor = done / warm if done < warm else (1.0 - done) / (1.0 - warm)
        for group, peak in zip(self.optimiser.param_groups, self.peaks, strict=True):
            group["lr"] = peak * max(factor, 0.01)

    def save(self, path: Path) -> None:
        """Writes everything needed to go on."""
        state = {
            "shape": self.network.shape.plain(),
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "random": self.random.bit_generator.state,
            "torch": torch.get_rng_state(),
            "done": self.done,
            "steps": self.steps,
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Goes on from a checkpoint of the same plan."""
        state = torch.load(path, map_location=self.device, weights_only=False)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.random.bit_generator.state = state["random"]
        torch.set_rng_state(state["torch"].cpu())
        self.done, self.steps = state["done"], state["steps"]


def _losses(sums: dict[str, torch.Tensor]) -> str:
    worst = sorted(((float(v), k) for k, v in sums.items()), reverse=True)
    return f"loss {sum(v for v, _ in worst):.4f} (" + " ".join(f"{k} {v:.4f}" for v, k in worst[:6]) + ")"


_TABLES = ("near", "beside", "trust", "null.bias", "null_by_type.weight", "feature_tags.weight")


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    """Parameters by rate: heads, then the encoder's layers, lower ones slower; no decay for biases and norms."""
    depth = len(network.encoder.layers)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in network.named_parameters():
        rate = plan.head_rate
        if name.startswith("encoder."):
            below = depth - 1 - int(name.split(".")[2]) if name.startswith("encoder.layers.") else depth
            rate = plan.rate * plan.lower**below
        elif name in _TABLES:
            rate = plan.head_rate * plan.tables
        groups[rate, plan.decay if parameter.dim() > 1 else 0.0].append(parameter)
    return [{"params": p, "lr": rate, "weight_decay": decay} for (rate, decay), p in groups.items()]


def calibration(network: Network, kept: Kept, device: torch.device) -> dict[str, Curve]:
    """Calibration curves fitted on annotated reports that the network has not learnt from; none without reports."""
    judged: dict[str, Judged] = defaultdict(list)
    network.eval()
    for (report, doc, _), scores in zip(kept, scores_of(network, [k[2] for k in kept], device), strict=True):
        for kind, cases in judge(report, doc, proposals(doc, decode(doc, scores, Limits()), "training")).items():
            judged[kind] += cases
    return {kind: fit(cases) for kind, cases in judged.items() if len({right for _, right in cases}) == 2}


def evaluate(network: Network, kept: Kept, device: torch.device, limits: Limits | None = None) -> Tally:
    """Measures of a network on annotated reports."""
    network.eval()
    measure = Measure()
    for (report, doc, _), scores in zip(kept, scores_of(network, [k[2] for k in kept], device), strict=True):
        measure.add(report, doc, proposals(doc, decode(doc, scores, limits or Limits()), "training"))
    return measure.tally
