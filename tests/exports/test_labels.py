from tipsheet.exports import labels
from tipsheet.vocabulary import source_kinds, statuses, types


def test_every_status_has_a_mark_a_word_and_one_section() -> None:
    sections = [status for _, _, listed in labels.SECTIONS for status in listed]
    assert sorted(sections) == sorted(statuses())
    assert labels.STATUSES.keys() == statuses().keys()


def test_marks_differ_in_shape_also_in_plain_ascii() -> None:
    signs, plain, words = zip(*labels.STATUSES.values(), strict=True)
    assert len(set(signs)) == len(set(plain)) == len(set(words)) == len(labels.STATUSES)
    assert "".join(plain).isascii()


def test_every_kind_of_source_has_a_word() -> None:
    assert labels.SOURCES.keys() == source_kinds().keys()


def test_recipients_are_joined_on_for_known_types_only() -> None:
    assert labels.TOWARDS.keys() <= types().keys()


def test_certainty_goes_from_sure_to_unsure() -> None:
    assert [labels.certainty(each) for each in (1.0, 0.75, 0.74, 0.5, 0.49, 0.0)] == [
        *("sure", "sure", "likely", "likely", "unsure", "unsure")
    ]
    assert labels.certainty(float("nan")) == "unsure"


def test_kind_names_type_and_modes() -> None:
    assert labels.kind("ASSAULT", ("drone",)) == "assault, drone"
    assert labels.kind("STRANGE", ("mode",)) == "strange, mode"
