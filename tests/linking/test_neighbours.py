import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tipsheet.linking.neighbours import CROWD, FEW, Neighbours


def sketch(*values):
    return np.array(sorted(values), dtype=np.uint64)


def grown(reports):
    neighbours = Neighbours()
    for id, day, values in reports:
        neighbours.add(id, sketch(*values), day)
    return neighbours


def test_near_needs_two_numbers_in_common():
    neighbours = grown([("a", None, (1, 2, 3)), ("b", None, (3, 4))])
    assert neighbours.near(sketch(2, 3, 9)).ids == ("a",)
    assert neighbours.near(sketch(3, 9)).ids == ()


def test_near_leaves_out_the_report_itself_and_puts_the_nearest_first():
    neighbours = grown([("a", None, (1, 2)), ("b", None, (1, 2, 3)), ("c", None, (1, 2, 3))])
    assert neighbours.near(sketch(1, 2, 3), id="c").ids == ("b", "a")


def test_near_leads_a_crowd_to_its_earliest():
    reports = [(f"r{n:03}", f"2025-01-{1 + n % 28:02}", (1, 2, 3)) for n in range(3 * CROWD)]
    near = grown(reports).near(sketch(1, 2, 3), id="r100")
    assert near.ids == ("r000", "r028", "r056", "r084")[:FEW]
    assert near.crowded


@settings(max_examples=5)
@given(st.integers(0, 1000), st.integers(CROWD, 2 * CROWD))
def test_neighbours_do_not_depend_on_the_order_of_arrival(seed, count):
    reports = [(f"r{n}", f"2025-01-{1 + n % 9:02}", (n % 3, 50, 60)) for n in range(count)]
    shuffled = random.Random(seed).sample(reports, count)
    one, other = grown(reports), grown(shuffled)
    assert all(
        one.near(sketch(*values), id=id) == other.near(sketch(*values), id=id)
        for id, _, values in reports
    )


def test_neighbours_take_a_report_once():
    neighbours = grown([("a", None, (1, 2)), ("a", None, (7, 8))])
    assert len(neighbours) == 1
    assert neighbours.near(sketch(7, 8)).ids == ()
