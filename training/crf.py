"""Whole sequences of tags scored at once, as a loss that torch can follow."""

from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.chain import chain_loss


def crf_loss(logits: Tensor, moves: Tensor, gold: Tensor, unknown: int) -> Tensor:
    """Minus the log-likelihood of each row's tags, shape (rows,); see `training.chain`."""
    out = _Crf.apply(logits.float(), moves.float(), gold, unknown)
    assert isinstance(out, Tensor)
    return out


class _Crf(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, logits: Tensor, moves: Tensor, gold: Tensor, unknown: int) -> Tensor:
        given = (value.detach().cpu().numpy() for value in (logits, moves))
        scores, steps = (value.astype(np.float64) for value in given)
        found = chain_loss(scores, steps, gold.cpu().numpy(), unknown)
        loss, ctx.by_score, ctx.by_move = (
            torch.as_tensor(value, dtype=torch.float32, device=logits.device) for value in found
        )
        return loss

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor, None, None]:
        (grad,) = grads
        by_move = (grad[:, None, None] * ctx.by_move).sum(0)
        return grad[:, None, None] * ctx.by_score, by_move, None, None
