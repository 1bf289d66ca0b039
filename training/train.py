"""Train the reader: `python -m training.train --shared PATH --out runs/NAME`.

Every corpus is sampled by its weight; the order depends on the seed alone, so a run that was
stopped goes on where its last checkpoint was. The shipped weights are a running average.
"""

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from tipsheet.reading import labels
from tipsheet.reading.encoder import CLS, SEP
from training.bert import Encoder
from training.card import digest
from training.corpora import CORPORA, load
from training.corpora.load import without_texts_of
from training.encoder_files import tokenizer_path, weights_path
from training.examples import IGNORE, SIZES, Example, examples
from training.losses import WEIGHTS, Balance, losses, padded
from training.model import Network

SHARES = {
    "polnear": 0.40,
    "record": 0.16,
    "annotations": 0.16,
    "conll2003": 0.05,
    "gum": 0.12,
    "lgl": 0.03,
    "tr-news": 0.01,
    "geovirus": 0.01,
    "uds": 0.05,
    "casie": 0.02,
    "plv": 0.05,
    "stories": 0.04,
}
"""How often a window comes from each corpus, in proportion; chosen by hand, not yet tuned."""

SHORT = ((254, 48), (126, 24))
"""Smaller windows beside these, the reader's own among them, for the corpora of attributions and
records: the same words in other company, and texts as short as a paragraph."""

_CUT_SHORT = frozenset({"polnear", "record", "annotations"})

TOKENS = 3000
"""Pieces in one batch, padding included."""

RATE, HEAD_RATE, AVERAGE = 1.5e-4, 1e-3, 0.998

HIDDEN = 0.08
"""Share of the pieces that are masked in every other window, so that small corpora last longer."""

MASK = 103


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="folder of a run whose weights to go on from")
    parser.add_argument("--every", type=int, default=250, help="steps between checkpoints")
    options = parser.parse_args()
    if not (options.shared / "data").is_dir():
        parser.exit(3, f"No corpora under {options.shared}: give the folder that holds data/.\n")
    Run(options).train()


class Run:
    """One training run: its data, network, optimiser and running average."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        options.out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(options.seed)
        self.device = torch.accelerator.current_accelerator() or torch.device("cpu")
        if self.device.type != "cpu":
            torch.set_default_device(self.device)
        self.pools = pools(options.shared / "data", self._say)
        self.network = Network()
        self.network.encoder.load(weights_path())
        begun = self._begin_from(options.start / "checkpoint.pt") if options.start else 0
        self._say({"seed": options.seed, "start": begun, "shares": SHARES})
        self.balance = balance(self.pools)
        self.teacher = Encoder().eval()
        self.teacher.load(weights_path())
        named = list(self.network.named_parameters())
        encoder = [value for name, value in named if name.startswith("encoder.")]
        heads = [value for name, value in named if not name.startswith("encoder.")]
        self.optimiser = torch.optim.AdamW(
            [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}],
            weight_decay=0.01,
            fused=True,
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.average = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.step = 0
        self._resume()

    def train(self) -> None:
        """Go on to the last step, with a checkpoint every so often."""
        self.network.train()
        sums: dict[str, list[float]] = defaultdict(list)
        began, tokens = time.monotonic(), 0
        for number, batch in enumerate(batches(self.pools, self.options.seed)):
            if number < self.step:
                continue
            if self.step >= self.options.steps:
                break
            for name, value in self._learn(batch).items():
                sums[name].append(value)
            tokens += sum(len(example.ids) for example in batch)
            self.step += 1
            if self.step % 50 == 0:
                rate = tokens / (time.monotonic() - began)
                means = {name: round(float(np.mean(values)), 3) for name, values in sums.items()}
                self._say({"step": self.step, "pieces/s": round(rate), **means})
                sums.clear()
            if self.step % self.options.every == 0 or self.step == self.options.steps:
                self._save()

    def _learn(self, batch: list[Example]) -> dict[str, float]:
        ids = padded([example.ids for example in batch], 0)
        masked = hide(ids, self.options.seed * 1_000_003 + self.step)
        shapes = padded([example.shapes for example in batch], 0)
        gaps = padded([example.gaps for example in batch], 0)
        with torch.autocast(self.device.type, torch.bfloat16):
            states = self.network.encoder(masked, shapes, gaps, (ids != 0).long())
            parts = losses(self.network, batch, states, self.balance)
            parts["vectors"] = self._vectors(batch, states)
            total = sum(WEIGHTS[name] * loss for name, loss in parts.items())
        assert isinstance(total, Tensor)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad(set_to_none=True)
        self._average()
        return {name: float(loss.detach()) for name, loss in parts.items()}

    def _vectors(self, batch: list[Example], states: Tensor) -> Tensor:
        """How far sentence vectors have moved from those of the encoder as published."""
        rows, spans = [], []
        for row, example in enumerate(batch):
            starts = np.flatnonzero((example.gaps >= 2) | _after_stop(example.ids))
            if len(starts) > 1:
                pick = (self.step * 7 + row) % (len(starts) - 1)
                if 4 < starts[pick + 1] - starts[pick] < 80:
                    rows.append(row)
                    spans.append((int(starts[pick]), int(starts[pick + 1])))
        if not rows:
            return torch.zeros(())
        cut = [batch[row].ids[start:end] for row, (start, end) in zip(rows, spans, strict=True)]
        ids = padded([np.concatenate(([CLS], part, [SEP])) for part in cut], 0)
        mask = (ids != 0).long()
        with torch.no_grad():
            plain = torch.zeros_like(ids)
            taught = self.teacher(ids, plain, plain, mask) * mask[..., None]
            taught = taught.sum(1) / mask.sum(1, keepdim=True)
        moved = self.network.vectors(states)
        own = torch.stack(
            [moved[row, start:end].mean(0) for row, (start, end) in zip(rows, spans, strict=True)]
        )
        return (1 - functional.cosine_similarity(own.float(), taught.float())).mean()

    def _average(self) -> None:
        decay = min(AVERAGE, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)

    def _rate(self, step: int) -> float:
        warm = 0.06 * self.options.steps
        if step < warm:
            return (step + 1) / warm
        return max(0.01, (self.options.steps - step) / (self.options.steps - warm))

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "step": self.step,
        }
        torch.save(state, self.options.out / "checkpoint.tmp")
        (self.options.out / "checkpoint.tmp").replace(self.options.out / "checkpoint.pt")

    def _resume(self) -> None:
        path = self.options.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average = state["average"]
            self.optimiser.load_state_dict(state["optimiser"])
            self.schedule.load_state_dict(state["schedule"])
            self.step = state["step"]

    def _begin_from(self, path: Path) -> int:
        """Take the averaged weights of another run and say how many steps it had.

        What the other run had not learnt stays as it was.
        """
        state = torch.load(path, map_location=self.device, weights_only=True)
        given, own = state["average"], self.network.state_dict()
        self.network.load_state_dict(own | {name: given[name] for name in own if name in given})
        return int(state["step"])

    def _say(self, line: dict[str, object]) -> None:
        with (self.options.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


def hide(ids: Tensor, seed: int) -> Tensor:
    """The pieces with some of them masked, in half of the windows; the seed decides which."""
    draw = np.random.default_rng(seed)
    chosen = draw.random(ids.shape) < HIDDEN
    chosen &= draw.random((len(ids), 1)) < 0.5
    apart = (ids == 0) | (ids == CLS) | (ids == SEP)
    return ids.masked_fill(torch.as_tensor(chosen) & ~apart, MASK)


def balance(pools: dict[str, list[Example]]) -> Balance:
    """Weights by the square root of how rare a status or kind is; their mean is 1 a case."""
    statuses, kinds = torch.ones(len(labels.STATUSES)), torch.ones(len(labels.KINDS))
    for example in (example for pool in pools.values() for example in pool):
        for event in example.events:
            if event.status != IGNORE:
                statuses[event.status] += 1
        for saying in example.said:
            if saying.kind != IGNORE:
                kinds[saying.kind] += 1
    return Balance(statuses=_by_rarity(statuses), kinds=_by_rarity(kinds))


def _by_rarity(counts: Tensor) -> Tensor:
    rare = counts.rsqrt()
    return rare * counts.sum() / (rare * counts).sum()


def _after_stop(ids: np.ndarray) -> np.ndarray:
    return np.concatenate(([False], ids[:-1] == 1012))


def pools(data: Path, say: Callable[[dict[str, object]], None]) -> dict[str, list[Example]]:
    """The training windows of each corpus; texts of held-back reports are taken out of all."""
    tokenizer = Tokenizer.from_file(str(tokenizer_path()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    loaded = {name: load(data, name) for name in CORPORA}
    held_back = [document for _, dev in loaded.values() for document in dev]
    out = {}
    for name, (train, _) in loaded.items():
        kept = without_texts_of(train, held_back)
        sizes = (*SIZES, *SHORT) if name in _CUT_SHORT else SIZES
        out[name] = [
            example for document in kept for example in examples(tokenizer, document, sizes)
        ]
        say(
            {
                "corpus": name,
                "documents": len(kept),
                "windows": len(out[name]),
                "digest": digest(kept),
            }
        )
    return out


def batches(pools: dict[str, list[Example]], seed: int) -> Iterator[list[Example]]:
    """Batches without end: windows drawn by share, put together by length."""
    draw = random.Random(seed)
    streams = {name: _stream(pool, draw) for name, pool in pools.items()}
    names = list(SHARES)
    while True:
        chosen = draw.choices(names, [SHARES[name] for name in names], k=64)
        windows = sorted((next(streams[name]) for name in chosen), key=lambda item: len(item.ids))
        groups, group = [], []
        for window in windows:
            if group and (len(group) + 1) * len(window.ids) > TOKENS:
                groups.append(group)
                group = []
            group.append(window)
        groups.append(group)
        draw.shuffle(groups)
        yield from groups


def _stream(pool: list[Example], draw: random.Random) -> Iterator[Example]:
    while True:
        yield from draw.sample(pool, len(pool))


if __name__ == "__main__":
    main()
