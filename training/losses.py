"""What is asked of each head on one batch."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from tipsheet.reading import labels
from training.crf import crf_loss
from training.examples import IGNORE, EventLabels, Example, SayingLabels
from training.model import BOUND, LINK, Heads, Network

WEIGHTS = {
    "sentences": 1.0,
    "names": 5.0,
    "toponyms": 4.0,
    "sayings": 10.0,
    "triggers": 10.0,
    "said": 1.0,
    "kinds": 0.3,
    "types": 0.6,
    "statuses": 0.8,
    "happened": 0.6,
    "modes": 4.0,
    "arguments": 1.0,
    "mentions": 1.0,
    "bounds": 0.5,
    "reference": 0.5,
    "governors": 0.5,
    "relations": 0.25,
    "pairs": 0.6,
    "somewhere": 0.3,
    "vectors": 1.0,
}
"""Loss weights; means over words are scaled up since most words are outside everything."""

_HAPPENED = [labels.STATUSES.index(name) for name in labels.HAPPENED]
_WORDS_OF_AN_ANCHOR = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Weights of the statuses and of the kinds of sources, so that rare ones are learnt too."""

    statuses: Tensor
    kinds: Tensor


def padded(arrays: Sequence[np.ndarray], fill: int) -> Tensor:
    """The arrays as one (batch, length) tensor."""
    length = max(len(array) for array in arrays)
    out = np.full((len(arrays), length), fill, np.int64)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return torch.as_tensor(out)


def losses(
    network: Network, batch: Sequence[Example], states: Tensor, balance: "Balance"
) -> dict[str, Tensor]:
    """The loss of each head that the batch has labels for."""
    heads, hidden = network.heads(states), _hidden(batch)
    out = {
        "sentences": _binary(heads.sentences, batch, "sentences"),
        "sayings": _binary(heads.sayings, batch, "sayings"),
        "triggers": _binary(heads.triggers, batch, "triggers"),
        "mentions": _binary(heads.mentions, batch, "mentions"),
        "names": _choice(heads.names, batch, "names"),
        "toponyms": _choice(heads.toponyms, batch, "toponyms"),
        "reference": _reference(heads.reference.float(), batch),
        "pairs": _pairs(heads, batch),
        "somewhere": _somewhere(heads, batch),
        "bounds": _bounds(heads.bounds, batch, hidden),
    }
    out |= _syntax(network, batch, network.dropout(states), hidden)
    out |= _sayings(network, batch, network.dropout(states), balance)
    out |= _events(network, heads, batch, network.dropout(states), balance)
    return {name: loss for name, loss in out.items() if loss is not None}


def _binary(logits: Tensor, batch: Sequence[Example], name: str) -> Tensor | None:
    gold = padded([getattr(example, name) for example in batch], IGNORE)
    known = gold != IGNORE
    if not known.any():
        return None
    return functional.binary_cross_entropy_with_logits(logits.float()[known], gold[known].float())


def _choice(logits: Tensor, batch: Sequence[Example], name: str) -> Tensor | None:
    gold = padded([getattr(example, name) for example in batch], IGNORE)
    if not (gold != IGNORE).any():
        return None
    flat = logits.float().flatten(0, 1)
    return functional.cross_entropy(flat, gold.flatten(), ignore_index=IGNORE)


def _sayings(
    network: Network, batch: Sequence[Example], states: Tensor, balance: Balance
) -> dict[str, Tensor]:
    said: list[tuple[int, SayingLabels]] = [
        (row, item) for row, example in enumerate(batch) for item in example.said
    ]
    if not said:
        return {}
    rows = torch.tensor([row for row, _ in said])
    places = torch.tensor([item.anchor for _, item in said])
    gold = _padded_to([item.tags for _, item in said], states.shape[1])
    anchors = states[rows, places]
    tags = network.said(states, anchors, places, rows)
    out = {"said": _tags(tags, network.said.moves, gold, torch.ones(len(said)))}
    kinds = torch.tensor([item.kind for _, item in said])
    typed = kinds != IGNORE
    if typed.any():
        hidden = (gold[typed] == IGNORE).to(tags.dtype)[..., None] * 1e5
        seen = tags[typed].detach() + hidden
        logits = network.kinds_of(states[rows[typed]], anchors[typed], seen)
        out["kinds"] = functional.cross_entropy(logits.float(), kinds[typed], balance.kinds)
    return out


def _events(
    network: Network, heads: Heads, batch: Sequence[Example], states: Tensor, balance: Balance
) -> dict[str, Tensor]:
    events: list[tuple[int, EventLabels]] = [
        (row, item) for row, example in enumerate(batch) for item in example.events
    ]
    if not events:
        return {}
    rows = torch.tensor([row for row, _ in events])
    places = torch.tensor([item.trigger for _, item in events])
    weights = torch.tensor([item.weight for _, item in events])
    out: dict[str, Tensor] = {}
    types = torch.tensor([item.type for _, item in events])
    if (types != IGNORE).any():
        out["types"] = _weighted(heads.types[rows, places], types, weights)
        statuses = torch.tensor([item.status for _, item in events])
        out["statuses"] = _weighted(
            heads.statuses[rows, places],
            statuses,
            weights * balance.statuses[statuses.clamp(min=0)],
        )
    out |= _happened(heads.statuses[rows, places], events, weights)
    full = [index for index, (_, item) in enumerate(events) if item.arguments is not None]
    if full:
        gold = _padded_to([events[index][1].arguments for index in full], states.shape[1])
        at = places[full]
        tags = network.arguments(states, states[rows[full], at], at, rows[full])
        out["arguments"] = _tags(tags, network.arguments.moves, gold, weights[full])
        modes = np.stack([events[index][1].modes for index in full])
        out["modes"] = functional.binary_cross_entropy_with_logits(
            heads.modes[rows[full], at].float(), torch.as_tensor(modes).float()
        )
    return out


def _happened(
    logits: Tensor, events: Sequence[tuple[int, EventLabels]], weights: Tensor
) -> dict[str, Tensor]:
    gold = torch.tensor([item.happened for _, item in events])
    known = gold != IGNORE
    if not known.any():
        return {}
    chance = logits.float()[known].softmax(-1)[:, _HAPPENED].sum(-1).clamp(1e-4, 1 - 1e-4)
    loss = functional.binary_cross_entropy(chance, gold[known].float(), reduction="none")
    return {"happened": (loss * weights[known]).mean()}


def _weighted(logits: Tensor, gold: Tensor, weights: Tensor) -> Tensor:
    loss = functional.cross_entropy(logits.float(), gold, ignore_index=IGNORE, reduction="none")
    known = (gold != IGNORE).float()
    return (loss * weights * known).sum() / (weights * known).sum().clamp(min=1e-6)


def _tags(logits: Tensor, moves: Tensor, gold: Tensor, weights: Tensor) -> Tensor:
    """Half by the whole sequence, half word by word: single words must stay well judged too."""
    single = functional.cross_entropy(
        logits.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="none"
    )
    loss = (crf_loss(logits, moves, gold, IGNORE) + single.view(gold.shape).sum(-1)) / 2
    return (loss * weights).sum() / weights.sum() / _WORDS_OF_AN_ANCHOR


def _reference(links: Tensor, batch: Sequence[Example]) -> Tensor | None:
    """Marginal likelihood of the antecedents within the window; none counts as one of them."""
    total, count = torch.zeros(()), 0
    for row, example in enumerate(batch):
        heads = np.flatnonzero(example.chains != IGNORE)
        if len(heads) < 2:
            continue
        query, key = links[row, heads, :LINK], links[row, heads, LINK:]
        scores = query @ key.T / LINK**0.5
        chains = torch.as_tensor(example.chains[heads])
        earlier = torch.ones(len(heads), len(heads)).tril(-1).bool()
        same = (chains[:, None] == chains[None, :]) & earlier
        scores = torch.cat((torch.zeros(len(heads), 1), scores.masked_fill(~earlier, -1e4)), 1)
        right = torch.cat((~same.any(1, keepdim=True), same), 1)
        total = total + (scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1)).sum()
        count += len(heads)
    return total / count if count else None


def _bounds(bounds: Tensor, batch: Sequence[Example], hidden: Tensor) -> Tensor | None:
    """The first and the last word of each mention, as pointed at by its head word."""
    parts = []
    from_start, to_start, from_end, to_end = bounds.split(BOUND, -1)
    for name, query, key in (
        ("mention_starts", from_start, to_start),
        ("mention_ends", from_end, to_end),
    ):
        gold = padded([getattr(example, name) for example in batch], IGNORE)
        parts.append(_pointed(query, key, gold, hidden))
    known = [part for part in parts if part is not None]
    return torch.stack(known).sum() if known else None


def _syntax(
    network: Network, batch: Sequence[Example], states: Tensor, hidden: Tensor
) -> dict[str, Tensor]:
    """The governor of each word, itself for a root, and the relation to it."""
    gold = padded([example.governors for example in batch], IGNORE)
    row, word = (gold != IGNORE).nonzero(as_tuple=True)
    if not len(row):
        return {}
    query, key = network.governors(states).split(LINK, -1)
    governors = _pointed(query, key, gold, hidden)
    assert governors is not None
    both = torch.cat((states[row, word], states[row, gold[row, word]]), -1)
    relations = padded([example.relations for example in batch], IGNORE)[row, word]
    logits = network.relations(both).float()
    return {
        "governors": governors,
        "relations": functional.cross_entropy(logits, relations, ignore_index=IGNORE),
    }


def _hidden(batch: Sequence[Example]) -> Tensor:
    """A large negative number at the positions that begin no word."""
    return padded([example.first for example in batch], 0).logical_not().float() * -1e4


def _pointed(query: Tensor, key: Tensor, gold: Tensor, hidden: Tensor) -> Tensor | None:
    rows = (gold != IGNORE).any(1).nonzero().squeeze(1)
    if not len(rows):
        return None
    scores = query[rows] @ key[rows].transpose(1, 2) / query.shape[-1] ** 0.5
    scores = scores.float() + hidden[rows, None, :]
    return functional.cross_entropy(scores.flatten(0, 1), gold[rows].flatten(), ignore_index=IGNORE)


def _pairs(heads: Heads, batch: Sequence[Example]) -> Tensor | None:
    """The root between source and target, through the word that carries it, which is latent."""
    parts = []
    for row, example in enumerate(batch):
        for pair in example.pairs:
            first = torch.as_tensor(example.first)
            words = torch.arange(pair.start, pair.end)[first[pair.start : pair.end]]
            chances = root_chances(
                heads.pairs[row].float(), heads.types[row].float(), words, pair.source, pair.target
            )
            parts.append(-chances[pair.root].clamp(min=1e-6).log())
    return torch.stack(parts).mean() if parts else None


def _somewhere(heads: Heads, batch: Sequence[Example]) -> Tensor | None:
    """At least one word of a passage is the trigger of an event of its type."""
    parts = []
    for row, example in enumerate(batch):
        for passage in example.somewhere:
            places = torch.as_tensor(passage.places)
            found = heads.triggers[row, places].float().sigmoid()
            typed = heads.types[row, places].float().softmax(-1)[:, passage.type]
            none = (1 - found * typed).clamp(min=1e-6).log().sum()
            parts.append(-(1 - none.exp()).clamp(min=1e-6).log())
    return torch.stack(parts).mean() if parts else None


def root_chances(links: Tensor, types: Tensor, words: Tensor, source: int, target: int) -> Tensor:
    """The probability of each root, shape (15,), between two positions of a sentence."""
    key, from_source, from_target = links.split(LINK, -1)
    scores = key[words] @ (from_source[source] + from_target[target]) / LINK**0.5
    mixed = scores.softmax(0) @ types[words].softmax(-1)
    return mixed @ _ROOTS.to(mixed.device)


def _root_matrix() -> Tensor:
    out = torch.zeros(len(labels.TYPES), len(labels.ROOTS))
    for index, name in enumerate(labels.TYPES):
        out[index, labels.ROOTS.index(labels.root_of(name))] = 1
    return out


_ROOTS = _root_matrix()


def _padded_to(arrays: Sequence[np.ndarray], length: int) -> Tensor:
    out = np.full((len(arrays), length), IGNORE, np.int64)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return torch.as_tensor(out)
