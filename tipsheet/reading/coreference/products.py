"""Inner products of many rows, in pieces that are small enough to be done on one core."""

from math import isqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

ALONE = 2**18
"""Multiplications up to which OpenBLAS calls in no threads: its `interface/gemm.c`. Those it calls
go on waiting busily for long after a product as small as those of one text."""


def inner_products(rows: Floats, columns: Floats) -> Floats:
    """The inner product of each of `rows` with each of `columns`, shape (rows, columns)."""
    width = max(1, rows.shape[1])
    if len(rows) * len(columns) * width <= ALONE:
        return np.asarray(rows @ columns.T, np.float32)
    side = max(1, isqrt(ALONE // width))
    out = np.empty((len(rows), len(columns)), np.float32)
    for top in range(0, len(rows), side):
        for left in range(0, len(columns), side):
            part = rows[top : top + side] @ columns[left : left + side].T
            out[top : top + side, left : left + side] = part
    return out
