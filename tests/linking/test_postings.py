import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.postings import Postings

REPORTS = st.lists(st.sets(st.integers(0, 30), max_size=12), max_size=25)


def numbers(values):
    return np.array(sorted(values), dtype=np.uint64)


@given(REPORTS, st.sets(st.integers(0, 30), max_size=8))
def test_postings_find_every_holder(reports, asked):
    postings = Postings()
    for holder, values in enumerate(reports):
        postings.add(numbers(values), holder)
    wanted = numbers(asked)
    indexes, holders = postings.find(wanted)
    found = {(int(wanted[i]), int(h)) for i, h in zip(indexes, holders, strict=True)}
    assert found == {(v, h) for h, values in enumerate(reports) for v in values & asked}
    assert len(postings) == sum(map(len, reports))


def test_postings_keep_few_levels():
    postings = Postings()
    for holder in range(1000):
        postings.add(numbers({holder, holder + 1, holder + 2}), holder)
    assert len(postings._levels) <= 11
    assert postings.bytes == 12 * 3000


def test_postings_without_reports_find_nothing():
    indexes, holders = Postings().find(numbers({1, 2}))
    assert (len(indexes), len(holders)) == (0, 0)
