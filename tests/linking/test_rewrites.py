import numpy as np
import pytest

from tests.linking.texts import KNOWN, OTHER, STORY, report
from tipsheet.linking import Copies, Sentences, compare, document_of
from tipsheet.linking.planes import plane_sketch
from tipsheet.linking.rewrites import alike, retold

RETOLD = (
    "A crane that parted its cable came down on the northern quay of Ostrey and has closed the "
    "harbour, crushing two empty warehouses, as the port captain said.\n\n"
    "Hurt was nobody: an hour before the cable parted the night shift had left.\n\n"
    "By barge and in nine pieces the jib will be taken away by engineers from Millim."
)


def sentences(text, seed=0, noise=0.0):
    """One made-up vector a paragraph: paragraphs of one number point one way."""
    paragraphs = text.split("\n\n")
    starts = np.cumsum([0, *(len(part) + 2 for part in paragraphs[:-1])])
    offsets = [(start, start + len(part)) for start, part in zip(starts, paragraphs, strict=True)]
    rows = np.random.default_rng(seed).normal(size=(8, 384))[: len(paragraphs)]
    drift = np.random.default_rng(99).normal(size=rows.shape)
    return Sentences.of(rows + noise * drift, offsets)


def document(id, text, **given):
    return document_of(report(id, text), known=KNOWN, sentences=sentences(text, **given))


def test_sentences_that_say_the_same_are_each_others_nearest():
    pairs = alike(sentences(STORY), sentences(RETOLD, noise=0.3))
    assert pairs.tolist() == [[0, 0], [1, 1], [2, 2]]


def test_retold_points_at_the_sentences_of_both():
    reason = retold(document("a", STORY), document("b", RETOLD, noise=0.3))
    assert reason.weight == 1.0
    assert [span.text for span in reason.second] == RETOLD.split("\n\n")


def test_vectors_make_a_rewrite_where_words_are_shared_too():
    link = compare(document("a", STORY), document("b", RETOLD, noise=0.3))
    assert link.kind == "rewrite"
    assert "same-sentences" in [reason.code for reason in link.reasons]


def test_vectors_alone_make_no_rewrite():
    assert compare(document("a", STORY), document("b", OTHER)) is None


def test_copies_find_a_rewrite_by_its_vectors():
    copies = Copies(known=KNOWN)
    copies.add(report("a"), sentences(STORY))
    (link,) = copies.add(report("b", RETOLD), sentences(RETOLD)).links
    assert link.kind == "rewrite"


def test_plane_sketch_is_the_same_on_every_machine_and_apart_for_strangers():
    one, other = plane_sketch(sentences(STORY)), plane_sketch(sentences(STORY, seed=5))
    assert one.tolist() == plane_sketch(sentences(STORY)).tolist()
    assert len(np.intersect1d(one, other)) == 0


@pytest.mark.parametrize("rows", [np.zeros((0, 384)), np.full((1, 384), np.nan)])
def test_sentences_without_a_direction_are_harmless(rows):
    offsets = np.zeros((len(rows), 2))
    empty = Sentences.of(rows, offsets)
    assert len(plane_sketch(empty)) == 0
    one = document_of(report("a"), known=KNOWN, sentences=empty)
    assert retold(one, document("b", STORY)) is None


def test_sentences_need_an_offset_each():
    with pytest.raises(ValueError, match="2 vectors for 1 sentences"):
        Sentences.of(np.ones((2, 4)), [(0, 3)])
