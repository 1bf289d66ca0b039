import numpy as np
import pytest

from tipsheet.reading.coreference.products import ALONE, inner_products


@pytest.mark.parametrize(("rows", "columns", "width"), [(3, 5, 4), (130, 171, 64), (0, 7, 64)])
def test_products_in_pieces_are_those_of_the_whole(rows, columns, width):
    random = np.random.default_rng(rows)
    one, other = (random.normal(size=(n, width)).astype(np.float32) for n in (rows, columns))
    found = inner_products(one, other)
    assert found.shape == (rows, columns)
    assert np.allclose(found, np.einsum("ik,jk->ij", one, other), atol=1e-4)


def test_a_product_too_wide_for_one_piece_is_done_row_by_row():
    wide = np.ones((2, ALONE + 1), np.float32)
    assert (inner_products(wide, wide) == ALONE + 1).all()


def test_nothing_in_common_is_nought():
    assert not inner_products(np.zeros((2, 0), np.float32), np.zeros((3, 0), np.float32)).any()
