import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipsheet.reading.dates import due_range, find_dates
from tipsheet.reading.dates.lexicon import lexicon
from tipsheet.reading.dates.tokens import TOKEN, lower, tokenize

WORDS = sorted(lexicon().words)
NUMBERS = ["0", "1", "5", "31", "99", "0735", "1999", "9999", "10:35", "9/11", "1/2", "11th", "80s"]
PARTS = st.sampled_from([*WORDS, *(word.title() for word in WORDS), *NUMBERS, "\n\n", ".", "x"])
DAYS = st.sampled_from([None, "0001-01-01", "2024-02-29", "9999-12-31", "2025-08-21T10:00"])


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=40).map(" ".join) | st.text(max_size=200), DAYS)
def test_find_dates_spans_are_slices_in_order(text: str, published: str | None):
    found = find_dates(text, published=published)
    assert all(text[date.start : date.end] == date.text != "" for date in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert len({date.id for date in found}) == len(found)


@settings(max_examples=100, deadline=None)
@given(st.lists(PARTS, max_size=30).map(" ".join), DAYS)
def test_find_dates_bounds_are_in_order(text: str, published: str | None):
    for date in find_dates(text, published=published):
        assert (date.earliest is None) == (date.latest is None)
        assert date.earliest is None or date.earliest <= (date.latest or "")
        assert due_range(text, date, published) == due_range(text, date, published)


def test_find_dates_is_the_same_twice():
    text = "On Friday, three days later, in May 2020, every week, by June."
    assert find_dates(text, published="2025-08-21") == find_dates(text, published="2025-08-21")


def test_find_dates_reads_across_blocks():
    text = "word " * 9_000 + "on 3 March 2014. " + "word " * 9_000 + "on 4 March 2014."
    found = find_dates(text, published="2025-08-21")
    assert [date.value for date in found] == ["2014-03-03", "2014-03-04"]


@pytest.mark.parametrize(
    "piece", ["May ", "1,", "one-", "a.", "'", "1/", "\n ", "the last ", "(1 "]
)
def test_find_dates_takes_time_in_line_with_length(piece: str):
    text = piece * (20_000 // len(piece))
    find_dates(text, published="2025-08-21")
    begun = time.process_time()
    find_dates(text * 4, published="2025-08-21")
    four = time.process_time() - begun
    begun = time.process_time()
    find_dates(text, published="2025-08-21")
    assert four < 12 * (time.process_time() - begun) + 0.5


@given(st.lists(PARTS, max_size=30).map(" ".join) | st.text(max_size=60))
def test_tokenize_cuts_where_the_pattern_matches(text: str):
    tokens = tokenize(text, 0, len(text), lexicon())
    wanted = [match.span() for match in TOKEN.finditer(lower(text))]
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == wanted
    assert len(tokens.words) == len(tokens.codes) == len(wanted)
