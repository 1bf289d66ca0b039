from hypothesis import given
from hypothesis import strategies as st

from tipsheet.exports.phrase import Evidence
from tipsheet.exports.segments import ROLES, paragraphs, segments
from tipsheet.record import Span

TEXT = "Rebels shelled the town.\n\n  They left. \n"


def _evidence(words: str, role: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(span=Span.of(TEXT, start, start + len(words)), role=role)


def test_paragraphs_leave_out_blank_lines() -> None:
    assert [each.text for each in paragraphs(TEXT)] == [
        "Rebels shelled the town.",
        "  They left. ",
    ]


def test_overlapping_evidence_is_cut_into_pieces_with_all_their_lines() -> None:
    lines = [[_evidence("shelled", "what")], [_evidence("Rebels shelled the town", "content")]]
    row = segments(TEXT, lines)[0]
    found = [(each.text, [use.line for use in each.uses]) for each in row]
    assert found == [("Rebels ", [2]), ("shelled", [1, 2]), (" the town", [2]), (".", [])]


def test_the_most_telling_use_comes_first() -> None:
    lines = [[_evidence("Rebels", "source")], [_evidence("Rebels", "who")]]
    assert [use.role for use in segments(TEXT, lines)[0][0].uses] == ["who", "source"]


def test_evidence_outside_the_text_is_left_out() -> None:
    beyond = Evidence(span=Span(start=30, end=900, text="x"), role="what")
    assert all(not each.uses for row in segments(TEXT, [[beyond]]) for each in row)


@given(st.text(alphabet="ab \n"), st.data())
def test_segments_give_back_every_paragraph(text: str, data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(ROLES))
    lines = [
        [Evidence(span=Span.of(text, min(a, b), max(a, b)), role=role)]
        for a, b, role in data.draw(st.lists(ends, max_size=8))
    ]
    rows = segments(text, lines)
    assert ["".join(each.text for each in row) for row in rows] == [
        each.text for each in paragraphs(text)
    ]
    for each in (piece for row in rows for piece in row):
        held = {n for n, (evidence,) in enumerate(lines, 1) if evidence.span.holds(each)}
        assert {use.line for use in each.uses} == held
