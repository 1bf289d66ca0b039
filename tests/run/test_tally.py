from tipsheet.errors import SourceEmpty, SourceMissing
from tipsheet.intake import Rejection
from tipsheet.run.batch import merge
from tipsheet.run.tally import Tally


def test_tally_says_only_what_there_is() -> None:
    assert str(Tally(read=2)) == "2 seen, 2 read, 0 rejected"
    assert str(Tally(read=2, versions=1, again=1, passed=3)) == (
        "2 seen, 2 read, 0 rejected, 1 new version, 1 read again by a newer reader, 3 taken before"
    )


def test_tally_counts_plain_names() -> None:
    tally = Tally(read=2, known=1)
    tally.add(Rejection("x", SourceEmpty("is empty")))
    counts = {"seen": 4, "read": 2, "known": 1, "rejected": 1, "rejected_empty": 1}
    assert tally.counts() == counts


def test_tallies_are_added_up_and_keep_the_first_error() -> None:
    whole, part = Tally(read=1), Tally(read=2, known=3)
    part.add(Rejection("x", SourceMissing("gone")))
    part.doubts["date-ahead"] += 2
    merge(whole, part)
    assert str(whole) == (
        "7 seen, 3 read, 1 rejected (missing 1), 3 already known, 2 dates not believed"
    )
    assert isinstance(whole.first, SourceMissing)
