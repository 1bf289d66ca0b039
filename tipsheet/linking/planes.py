"""Sketches of sentence vectors, so that rewrites can be found without looking at all reports.

Each sentence gives one number a table: the sides of random planes on which its vector lies
(Charikar, 2002). Two sentences with a cosine of 0.9 agree on a table once in twenty-odd tries,
strangers once in a million; a rewrite has many sentences, so some agree.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tipsheet.linking.document import Sentences
from tipsheet.linking.shingles import mixed
from tipsheet.linking.words import Numbers

TABLES = 8
BITS = 18


def plane_sketch(sentences: Sentences) -> Numbers:
    """The numbers of all sentences on all tables, sorted, each once."""
    vectors = sentences.vectors[np.any(sentences.vectors != 0, axis=1)]
    sides = vectors @ _planes(vectors.shape[1]) > 0
    bits = sides.reshape(len(vectors), TABLES, BITS).astype(np.uint64)
    codes = (bits << np.arange(BITS, dtype=np.uint64)).sum(axis=2, dtype=np.uint64)
    tables = np.arange(TABLES, dtype=np.uint64) << np.uint64(BITS)
    return np.unique(mixed(codes + tables))


@lru_cache(maxsize=4)
def _planes(width: int) -> NDArray[np.float32]:
    """Planes of +1 and -1, shape (width, tables x bits), the same on every machine."""
    count = width * TABLES * BITS
    signs = (mixed(np.arange(1, count + 1, dtype=np.uint64)) & np.uint64(1)).astype(np.float32)
    return (2 * signs - 1).reshape(width, TABLES * BITS)
