"""Scores of event coreference, of hand-made clusters."""

import pytest

from evaluation.event_coreference import (
    Text,
    _measures,
    _same_lemma,
    clusters_of,
    given_claims,
)


def _text(id: str, text: str, event: str) -> Text:
    at = text.index("shook")
    return Text(
        id=id,
        topic="1",
        text=text,
        day=None,
        mentions={f"{id}:1": (at, at + 5)},
        events={f"{id}:1": event},
        sentences=((0, len(text)),),
        scored=((0, len(text)),),
    )


TEXTS = [_text("a", "A quake shook Aramo.", "E"), _text("b", "A tremor shook Aramo.", "E")]


def test_right_clusters_score_one_and_wrong_ones_less() -> None:
    right = {m.name: m.value for m in _measures("x", TEXTS, [frozenset({"a:1", "b:1"})])}
    wrong = {
        m.name: m.value for m in _measures("x", TEXTS, [frozenset({"a:1"}), frozenset({"b:1"})])
    }
    assert right["x_across_conll_f1"] == pytest.approx(1.0)
    assert wrong["x_across_conll_f1"] < 0.6


def test_clusters_over_documents_are_cut_within_them() -> None:
    found = {m.name: m.value for m in _measures("x", TEXTS, [frozenset({"a:1", "b:1"})])}
    assert found["x_within_b3_f1"] == pytest.approx(1.0)


def test_lemma_baseline_joins_the_same_word_in_one_topic() -> None:
    assert _same_lemma(TEXTS) == [frozenset({"a:1", "b:1"})]


def test_nothing_to_link_gives_no_clusters() -> None:
    assert clusters_of([], {}) == []


def test_marked_mentions_are_linked_by_their_words() -> None:
    found = clusters_of(TEXTS, {text.id: given_claims(text) for text in TEXTS})
    assert sorted(id for cluster in found for id in cluster) == ["a:1", "b:1"]
