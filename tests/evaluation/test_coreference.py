from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation.coreference import b_cubed, ceaf_e, clusters_of, linking, load, muc, score
from evaluation.corpus import Options
from evaluation.errors import CorpusInvalid

# The example of Pradhan and others (2014), section 4: {a,b,c} {d,e,f,g} against
# {a,b} {c,d} {f,g,h,i}, with the values they work out there.
A, B, C, D, E, F, G, H, I = ((n, n + 1) for n in range(9))  # noqa: E741
KEY = [frozenset({A, B, C}), frozenset({D, E, F, G})]
FOUND = [frozenset({A, B}), frozenset({C, D}), frozenset({F, G, H, I})]

DOCUMENT = """\
# newdoc id = GUM_news_ferry
# text = Ana met her.
1	Ana	_	_	_	_	_	_	_	Entity=(1-person-new-_-1-coref)
2	met	_	_	_	_	_	_	_	_
3	her	_	_	_	_	_	_	_	Entity=(2-person-giv-_-1-sgl)|SpaceAfter=No
4	.	_	_	_	_	_	_	_	_

# newpar
# text = The pilot left.
1	The	_	_	_	_	_	_	_	Entity=(1-person-giv-_-2-coref
2	pilot	_	_	_	_	_	_	_	Entity=1)
3	left	_	_	_	_	_	_	_	SpaceAfter=No
4	.	_	_	_	_	_	_	_	_

"""


def test_muc_counts_links_as_published() -> None:
    assert muc(KEY, FOUND) == (2, 5, 2, 5)


def test_b_cubed_weighs_mentions_as_published() -> None:
    kept, size, found, others = b_cubed(KEY, FOUND)

    assert kept / size == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert found / others == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)


def test_ceaf_e_aligns_clusters_as_published() -> None:
    total, keys, same, found = ceaf_e(KEY, FOUND)

    assert total == same == pytest.approx(4 / 5 + 4 / 8)
    assert (keys, found) == (2, 3)


@pytest.mark.parametrize("measure", [muc, b_cubed, ceaf_e])
def test_measures_of_the_same_clusters_are_full(measure: Callable[..., tuple[float, ...]]) -> None:
    kept, size, found, others = measure(KEY, KEY[::-1])

    assert kept / size == found / others == pytest.approx(1.0)


def test_linking_leaves_out_mentions_that_stand_alone() -> None:
    assert linking([frozenset({A}), frozenset({B, C})]) == [frozenset({B, C})]


def test_clusters_nest_and_close_in_one_bracket() -> None:
    fields = ["Entity=(1-a-b(2-c)", "_", "Entity=(3-d-e)1)"]

    assert set(clusters_of(fields, Path("x"))) == {
        frozenset({(0, 3)}),
        frozenset({(0, 1)}),
        frozenset({(2, 3)}),
    }


def test_clusters_that_close_unopened_are_refused() -> None:
    with pytest.raises(CorpusInvalid, match="closes entity 4"):
        clusters_of(["Entity=4)"], Path("x"))


def test_load_reads_text_and_clusters(tmp_path: Path) -> None:
    document = load(_file(tmp_path))

    assert document.tokens.text == "Ana met her.\nThe pilot left."
    assert set(document.clusters) == {frozenset({(0, 1), (4, 6)}), frozenset({(2, 3)})}


def test_score_of_an_empty_reading_is_zero(tmp_path: Path, stub: type) -> None:
    result = score(_file(tmp_path).parent, stub(), Options()).to_dict()

    assert result["n"] == 3
    assert result["metrics"]["conll_f1"]["value"] == 0.0


def _file(folder: Path) -> Path:
    path = folder / "GUM_news_ferry.conllu"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path
