"""Circles and components of directed graphs."""

from hypothesis import given
from hypothesis import strategies as st

from tipsheet.linking.circles import circles, components

IDS = st.sampled_from("abcdefgh")
GRAPHS = st.dictionaries(IDS, st.lists(IDS, max_size=4), max_size=8)


def test_circle_is_found_and_a_tree_is_none() -> None:
    assert circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == [("a", "b", "c")]
    assert circles({"a": ["b", "c"], "b": ["c"]}) == []


def test_circle_of_one_is_a_circle() -> None:
    assert circles({"a": ["a"]}) == [("a",)]


@given(GRAPHS)
def test_components_come_after_what_they_lead_to(edges: dict[str, list[str]]) -> None:
    found = components(edges)
    place = {id: n for n, part in enumerate(found) for id in part}
    assert sorted(place) == sorted({*edges, *(id for others in edges.values() for id in others)})
    assert all(place[other] <= place[id] for id, others in edges.items() for other in others)


def test_long_chains_do_not_exhaust_the_stack() -> None:
    edges = {str(n): [str(n + 1)] for n in range(20_000)}
    assert len(components(edges)) == 20_001
