"""The reader's network: one encoder and its heads."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from tipsheet.reading import labels
from tipsheet.reading.coreference import BOUND, LINK
from tipsheet.reading.encoder import LIKELY
from training.bert import WIDTH, Dropout, Encoder, fused
from training.corpora.document import RELATIONS

HIDDEN = 256
ANCHORS = 32
"""Most attributions, and most events, that one window may hold."""


def _buckets(reach: int = 511, count: int = 32) -> Tensor:
    """A bucket for each distance from -reach to reach: exact when near, logarithmic when far."""
    distance = torch.arange(-reach, reach + 1)
    size = distance.abs().float()
    half = count // 2
    far = half // 2 + (size.clamp(min=1) / (half // 2)).log() / 4.2 * (half // 2)
    bucket = torch.where(size < half // 2, size, far.clamp(max=half - 1)).long()
    return bucket + (distance > 0).long() * half


class Conditional(nn.Module):
    """Tags every piece as seen from an anchor: what is this word to that cue or trigger?"""

    def __init__(self, tags: int) -> None:
        super().__init__()
        self.piece = nn.Linear(WIDTH, HIDDEN)
        self.anchor = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.distance = nn.Embedding(32, HIDDEN)
        self.product = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.gate = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.out = nn.Linear(HIDDEN, tags)
        self.moves = nn.Parameter(torch.zeros(tags, tags))
        self.register_buffer("buckets", _buckets(), persistent=False)
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(
        self,
        states: Tensor,
        anchors: Tensor,
        places: Tensor,
        rows: Tensor | None = None,
        positions: Tensor | None = None,
    ) -> Tensor:
        """Logits (anchors, length, tags).

        `states` is (batch, length, width), `anchors` (anchors, width), `places` (anchors,);
        `rows` says which row of the batch an anchor is in, and is left out where there is one;
        `positions`, (length,), are those of the states where some were left out.
        """
        if positions is None:
            positions = torch.arange(states.shape[1], device=states.device)
        steps = self.buckets[positions[None, :] - places[:, None] + 511]
        piece, product = self.piece(states), self.product(states)
        if rows is not None:
            piece, product = piece[rows], product[rows]
        seen = self.anchor(anchors)[:, None, :] + self.distance.weight
        seen = seen[torch.arange(places.shape[0], device=steps.device)[:, None], steps]
        mixed = piece + product * self.gate(anchors)[:, None, :]
        return self.out(torch.relu(mixed + seen))


def _mlp(out: int, wide: int = WIDTH) -> nn.Sequential:
    return nn.Sequential(nn.Linear(wide, WIDTH), nn.GELU(), Dropout(), nn.Linear(WIDTH, out))


@dataclass(frozen=True, slots=True)
class Heads:
    """The outputs that every piece has; each (batch, length, …)."""

    sentences: Tensor
    names: Tensor
    toponyms: Tensor
    sayings: Tensor
    triggers: Tensor
    types: Tensor
    statuses: Tensor
    modes: Tensor
    mentions: Tensor
    bounds: Tensor
    reference: Tensor
    pairs: Tensor
    vectors: Tensor


class Network(nn.Module):
    """One pass of the encoder feeds every head; those of syntax serve training alone."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = Dropout()
        self.sentences = nn.Linear(WIDTH, 1)
        self.names = _mlp(len(labels.tags(labels.NAMES)))
        self.toponyms = _mlp(3)
        self.sayings = _mlp(1)
        self.triggers = _mlp(1)
        self.types = _mlp(len(labels.TYPES))
        self.statuses = _mlp(len(labels.STATUSES))
        self.modes = nn.Linear(WIDTH, len(labels.modes()))
        self.mentions = nn.Linear(WIDTH, 1)
        self.bounds = nn.Linear(WIDTH, 4 * BOUND)
        self.reference = nn.Linear(WIDTH, 2 * LINK)
        self.pairs = nn.Linear(WIDTH, 3 * LINK)
        self.vectors = nn.Linear(WIDTH, WIDTH)
        self.said = Conditional(len(labels.tags(labels.SAYING_PARTS)))
        self.arguments = Conditional(len(labels.tags(labels.ARGUMENTS)))
        self.kinds = _mlp(len(labels.KINDS), 2 * WIDTH)
        self.governors = nn.Linear(WIDTH, 2 * LINK)
        self.relations = _mlp(len(RELATIONS), 2 * WIDTH)
        with torch.no_grad():
            self.vectors.weight.copy_(torch.eye(WIDTH))
            self.vectors.bias.zero_()

    def heads(self, states: Tensor) -> Heads:
        """The outputs of every piece."""
        dropped = self.dropout(states)
        return Heads(
            sentences=self.sentences(dropped).squeeze(-1),
            names=self.names(dropped),
            toponyms=self.toponyms(dropped),
            sayings=self.sayings(dropped).squeeze(-1),
            triggers=self.triggers(dropped).squeeze(-1),
            types=self.types(dropped),
            statuses=self.statuses(dropped),
            modes=self.modes(dropped),
            mentions=self.mentions(dropped).squeeze(-1),
            bounds=self.bounds(dropped),
            reference=self.reference(dropped),
            pairs=self.pairs(dropped),
            vectors=self.vectors(states),
        )

    def kinds_of(self, states: Tensor, anchors: Tensor, tags: Tensor) -> Tensor:
        """Logits of the source's kind: from the anchor and the words tagged as its source."""
        weight = (tags.softmax(-1)[..., 1:3].sum(-1) * (tags[..., 0] < 1e4)).to(states.dtype)
        weight = weight / (weight.sum(-1, keepdim=True) + 0.1)
        source = (weight.unsqueeze(-2) @ states).squeeze(-2)
        return self.kinds(torch.cat((anchors, source), -1))


class Exported(nn.Module):
    """The network as it ships: one window in, a row a word out, anchors chosen in the graph.

    `ids`, `shapes` and `gaps` are (pieces,) each; `words` are the pieces that begin words, and
    `asked` the numbers of words that are to be typed whether or not they are likely events. The
    numbers of the likely attributions and events, at most 32 and at least one of each, come
    out with the tags of every word as each of them sees it; types, statuses and modes are those
    of the events, then of the words asked for.
    """

    OUTPUTS = (
        "sentences", "names", "toponyms", "sayings", "triggers", "mentions", "bounds",
        "reference", "pairs", "vectors", "saying_words", "saying_tags", "saying_kinds",
        "event_words", "event_tags", "types", "statuses", "modes",
    )  # fmt: skip

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        for layer in network.encoder.layers:
            layer.attention = fused

    def forward(
        self, ids: Tensor, shapes: Tensor, gaps: Tensor, words: Tensor, asked: Tensor
    ) -> tuple[Tensor, ...]:
        """All outputs, in the order of `OUTPUTS`, for one window."""
        network = self.network
        pieces = network.encoder(ids[None], shapes[None], gaps[None])[0]
        states = pieces[words]
        sayings, triggers = (
            head(states).squeeze(-1) for head in (network.sayings, network.triggers)
        )
        said_by, events = _likely(sayings), _likely(triggers)
        said = network.said(states[None], states[said_by], words[said_by], positions=words)
        arguments = network.arguments(states[None], states[events], words[events], positions=words)
        typed = states[torch.cat((events, asked))]
        return (
            network.sentences(states).squeeze(-1),
            network.names(states),
            network.toponyms(states),
            sayings,
            triggers,
            network.mentions(states).squeeze(-1),
            network.bounds(states),
            network.reference(states),
            network.pairs(states),
            network.vectors(pieces),
            said_by,
            said,
            network.kinds_of(states, states[said_by], said),
            events,
            arguments,
            network.types(typed),
            network.statuses(typed),
            network.modes(typed),
        )


def _likely(scores: Tensor) -> Tensor:
    """The positions of the likely anchors, the likeliest first."""
    count = (scores > LIKELY).sum().clamp(1, ANCHORS).item()
    torch._check(count >= 1)
    torch._check(count <= ANCHORS)
    return torch.topk(scores, count).indices
