"""Train the reading model on the windows that `training.data` wrote.

    python -m training.train WORK RUN [--epochs 6] [--limit 0.05]

WORK is the folder of `training.data`. RUN gets, after each epoch, weights-NN.safetensors (parts of 14 MiB at most, half
precision), state.safetensors (to go on from, in full precision) and log.jsonl; a run that was cut off goes on with
`--resume`. Everything is drawn from `--seed`, epoch by epoch.
"""

import argparse
import copy
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.measure import measure
from training.model import Reader, head_slices, load_base
from training.store import load_parts, load_state, save_parts, save_state
from training.windows import Row, count_acts, make_batch, order_epoch, read_windows
from travaux.reading.model.decode import Scores
from travaux.reading.model.tagging import ACT_TAGS, ROLE_TAGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train."""

    epochs: int
    limit: float
    batch: int
    rate: float
    head_rate: float
    repeat: int
    mask: float
    warm_up: float
    act_weight: float
    others: float
    average: float
    start: str
    seed: int
    device: str


class Losses:
    """The loss of every head, each a mean over the words that have a label for it."""

    def __init__(self, rows: Sequence[Row], plan: Plan) -> None:
        counts = count_acts(rows)
        mean = sum(counts.values()) / max(1, len(ACT_TAGS) - 1)
        rare = [min(3.0, max(0.7, math.sqrt(mean / max(1, counts[n])))) for n in range(1, len(ACT_TAGS))]
        self._acts = torch.tensor([0.6, *rare], device=plan.device)
        self._roles = torch.ones(len(ROLE_TAGS), device=plan.device)
        self._shares = {"role": 1.0, "act": plan.act_weight, "modality": 0.3 * plan.act_weight, "side": 0.2}
        self._slices = head_slices()

    def __call__(self, scores: Tensor, labels: dict[str, Tensor]) -> Tensor:
        """The weighted sum for one batch."""
        total = scores.new_zeros(())
        weights = {"act": self._acts, "role": self._roles}
        for head, share in self._shares.items():
            target = labels[head].reshape(-1)
            if bool((target >= 0).any()):
                own = scores[..., self._slices[head]].reshape(len(target), -1).float()
                total = total + share * functional.cross_entropy(own, target, weight=weights.get(head))
        return total


def make_optimizer(reader: Reader, plan: Plan) -> torch.optim.AdamW:
    """AdamW, the heads at a higher rate, and no decay of biases and norms."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, weight in reader.named_parameters():
        groups.setdefault((name.startswith("out."), weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        (
            {
                "params": weights,
                "lr": 0.0,
                "peak": plan.head_rate if head else plan.rate,
                "weight_decay": 0.01 if matrix else 0.0,
            }
            for (head, matrix), weights in groups.items()
        ),
        fused=True,
    )


def set_rate(optimizer: torch.optim.Optimizer, done: float, warm_up: float) -> None:
    """One cycle over the whole run: a linear rise, then half a cosine down to nothing; `done` is the share run."""
    share = done / warm_up if done < warm_up else 0.5 * (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up)))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share


class Average:
    """The running mean of a reader's weights, which generalises better than where the last step left them."""

    def __init__(self, reader: Reader, decay: float) -> None:
        self.reader = copy.deepcopy(reader)
        self._decay, self._steps = decay, 0

    def follow(self, reader: Reader) -> None:
        """Take in the weights after a step; the first steps count more, so that the start is forgotten."""
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        with torch.no_grad():
            for mean, own in zip(self.reader.parameters(), reader.parameters(), strict=True):
                mean.lerp_(own, 1 - decay)


def run_epoch(
    reader: Reader, optimizer: torch.optim.Optimizer, rows: Sequence[Row], plan: Plan, epoch: int, average: Average
) -> float:
    """One epoch; the mean loss."""
    losses = Losses(rows, plan)
    batches = order_epoch(rows, plan.repeat, plan.batch, plan.seed + epoch, plan.others)
    draw = random.Random(plan.seed + epoch)  # noqa: S311  (no secret)
    torch.manual_seed(plan.seed + epoch)
    reader.train()
    total, began = 0.0, time.monotonic()
    for n, batch in enumerate(batches):
        set_rate(optimizer, (epoch + n / len(batches)) / plan.epochs, plan.warm_up)
        ids, mask, labels = make_batch(batch, plan.mask, draw)
        with torch.autocast(plan.device, dtype=torch.bfloat16, enabled=plan.device == "cuda"):
            scores = reader(ids.to(plan.device), mask.to(plan.device))
        loss = losses(scores, {head: target.to(plan.device) for head, target in labels.items()})
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        average.follow(reader)
        total += loss.item()
        if n % 100 == 0 or n + 1 == len(batches):
            seconds = time.monotonic() - began
            say(f"epoch {epoch} step {n + 1}/{len(batches)} loss {total / (n + 1):.3f} {seconds / (n + 1):.2f} s/step")
    return total / len(batches)


def score_windows(reader: Reader, rows: Sequence[Row], device: str) -> list[Scores]:
    """The scores of the words of each window."""
    reader.eval()
    ids, mask, _ = make_batch(rows, 0.0, random.Random(0))  # noqa: S311  (nothing is drawn)
    with torch.inference_mode():
        scores = reader(ids.to(device), mask.to(device)).float().cpu().numpy()
    return [scores[n, [place + 1 for place in row["places"]]] for n, row in enumerate(rows)]


def train(work: Path, run: Path, plan: Plan, *, resume: bool) -> None:
    """All epochs of a plan, measured and kept one by one."""
    run.mkdir(parents=True, exist_ok=True)
    rows = read_windows(work / "windows.jsonl.gz", "train")
    dev = read_windows(work / "windows.jsonl.gz", "dev")
    if plan.limit < 1:
        rows = random.Random(plan.seed).sample(rows, int(len(rows) * plan.limit))  # noqa: S311  (no secret)
    reader = load_base(work / "base.safetensors").to(plan.device)
    if plan.start:
        load_parts(Path(plan.start), reader)
    optimizer = make_optimizer(reader, plan)
    first = load_state(run / "state.safetensors", reader, optimizer) if resume else 0
    average = Average(reader, plan.average)
    for epoch in range(first, plan.epochs):
        loss = run_epoch(reader, optimizer, rows, plan, epoch, average)
        found: dict[str, Any] = {}
        if dev:
            found = measure(dev, lambda own: score_windows(average.reader, own, plan.device), work)
        save_parts(run, average.reader.state_dict())
        save_state(run / "state.safetensors", reader, optimizer, epoch + 1)
        line = json.dumps({"epoch": epoch, "loss": round(loss, 4), **found})
        with (run / "log.jsonl").open("a", encoding="utf8") as log:
            log.write(line + "\n")
        say(line)


def say(line: str) -> None:
    """Print a line at once, for a run may be cut off."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for name, value, note in _OPTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value, help=note)
    options = vars(parser.parse_args())
    work, run, resume = (options.pop(name) for name in ("work", "run", "resume"))
    train(work, run, Plan(**options), resume=resume)


_OPTIONS: tuple[tuple[str, Any, str], ...] = (
    ("epochs", 6, "times that all windows are seen"),
    ("limit", 1.0, "the share of the windows to learn from, for a trial"),
    ("batch", 16, "windows a step"),
    ("rate", 2e-4, "the encoder's highest learning rate"),
    ("head_rate", 1e-3, "the heads' highest learning rate"),
    ("repeat", 2, "times that a window with acts is seen in an epoch; with rare acts twice more"),
    ("mask", 0.03, "the share of word pieces that are hidden"),
    ("warm_up", 0.15, "the share of the run in which the rate rises"),
    ("act_weight", 1.0, "the weight of the acts' loss beside the roles'"),
    ("others", 0.0, "windows without gold for acts for each with it; 0 = all there are"),
    ("average", 0.998, "how much of the running mean of the weights each step keeps"),
    ("start", "", "the run whose weights to start from instead of the base's"),
    ("seed", 0, "what all draws start from"),
)


if __name__ == "__main__":
    main()
