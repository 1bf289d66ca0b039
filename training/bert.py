"""The encoder: BERT as MiniLM uses it, with case and layout features, small enough to read."""

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from tipsheet.reading.pieces import GAPS, SHAPES

WIDTH, LAYERS, HEADS, HIDDEN = 384, 6, 12, 1536


class Dropout(nn.Module):
    """Dropout with a byte of chance a value: much quicker on a CPU than a draw a value.

    All of them draw from one stream, so that no two drop the same places.
    """

    draw = np.random.Generator(np.random.SFC64(1))

    def __init__(self, share: float = 0.1) -> None:
        super().__init__()
        self.kept = 256 - round(256 * share)

    def forward(self, states: Tensor) -> Tensor:
        """The states, some of them nought while training."""
        if not self.training:
            return states
        chances = np.frombuffer(bytearray(self.draw.bytes(states.numel())), np.uint8)
        keep = torch.as_tensor(chances, device=states.device).view(states.shape) < self.kept
        return states * keep * (256 / self.kept)


class Layer(nn.Module):
    """One transformer layer, post-norm."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm_mix = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, HIDDEN)
        self.narrow = nn.Linear(HIDDEN, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout()
        self.attention = attention

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """New states, shape (batch, length, width); `mask` is added to the attention scores."""
        query, key, value = self.attend(states).split(WIDTH, dim=-1)
        mixed = self.mix(self.attention(query, key, value, mask))
        states = self.norm_mix(states + self.dropout(mixed))
        wide = functional.gelu(self.widen(states))
        return self.norm_out(states + self.dropout(self.narrow(wide)))


def attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """Multi-head attention; all of shape (batch, length, width)."""
    query, key, value = (
        part.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2) for part in (query, key, value)
    )
    scores = (query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2)
    if mask is not None:
        scores = scores + mask.to(scores.dtype)
    return (scores.softmax(-1).to(value.dtype) @ value).transpose(1, 2).flatten(2)


def fused(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """The same as one operator of onnxruntime, for windows that are not padded."""
    assert mask is None
    return torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention",
        (query, key, value),
        {"num_heads": HEADS},
        dtype=query.dtype,
        shape=query.shape,
        version=1,
    )


class Encoder(nn.Module):
    """Word pieces, positions, case shapes and gaps to one state a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.gaps = nn.Embedding(GAPS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for features in (self.shapes, self.gaps):
            nn.init.zeros_(features.weight)

    def forward(
        self, ids: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """States of shape (batch, length, width); ids and mask are (batch, length).

        The mask is left out where no row is padded.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.words(ids) + self.positions(places) + self.kinds.weight[0]
        states = self.dropout(self.norm(states + self.shapes(shapes) + self.gaps(gaps)))
        hidden = None if mask is None else (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, hidden)
        return states

    def load(self, path: Path) -> None:
        """Take the weights of a published checkpoint in safetensors form."""
        given = load_file(path)
        own = self.state_dict()
        with torch.no_grad():
            for name, value in _renamed(given).items():
                own[name].copy_(value)


def _renamed(given: dict[str, Tensor]) -> dict[str, Tensor]:
    out = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"],
        "kinds.weight": given["embeddings.token_type_embeddings.weight"],
    }
    for part in ("weight", "bias"):
        out[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            there, here = f"encoder.layer.{number}", f"layers.{number}"
            out[f"{here}.attend.{part}"] = torch.cat(
                [
                    given[f"{there}.attention.self.{name}.{part}"]
                    for name in ("query", "key", "value")
                ]
            )
            out[f"{here}.mix.{part}"] = given[f"{there}.attention.output.dense.{part}"]
            out[f"{here}.norm_mix.{part}"] = given[f"{there}.attention.output.LayerNorm.{part}"]
            out[f"{here}.widen.{part}"] = given[f"{there}.intermediate.dense.{part}"]
            out[f"{here}.narrow.{part}"] = given[f"{there}.output.dense.{part}"]
            out[f"{here}.norm_out.{part}"] = given[f"{there}.output.LayerNorm.{part}"]
    return out
