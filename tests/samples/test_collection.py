"""The samples as a collection: varied, declared as invented, and built from their sources."""

from collections import Counter
from datetime import date

from tipsheet.vocabulary import source_kinds, statuses, types


def test_samples_are_what_the_builder_writes(name, build, folder):
    fresh = build.written(build.build(name))
    assert (folder / f"{name}.json").read_text("utf-8") == fresh


def test_text_is_the_file(name, sample, folder):
    assert (folder / f"{name}.txt").read_text("utf-8") == sample["text"]
    assert sample["title"] in sample["text"]


def test_samples_say_that_they_are_invented(sample):
    assert sample["note"].startswith("Invented for Tipsheet: ")
    assert date.fromisoformat(sample["published"])
    assert sample["publisher"]


def test_samples_have_the_length_of_reports(name, sample):
    words = len(sample["text"].split())
    assert (900 if name == "long_read" else 250) <= words <= 1000


def test_house_styles_differ(samples):
    assert len(samples) >= 14
    assert len({sample["house_style"] for sample in samples.values()}) == len(samples)


def test_every_status_is_well_represented(samples):
    counts = Counter(e["status"] for sample in samples.values() for e in sample["events"])
    assert set(counts) == set(statuses())
    assert min(counts.values()) >= 6


def test_every_type_appears(samples):
    counts = Counter(e["type"] for sample in samples.values() for e in sample["events"])
    assert set(counts) == set(types())
    assert min(counts.values()) >= 2


def test_every_kind_of_source_appears(samples):
    counts = Counter(a["kind"] for sample in samples.values() for a in sample["attributions"])
    assert set(counts) == set(source_kinds())
    assert min(counts.values()) >= 2


def test_attributions_nest_and_go_without_source_or_cue(samples):
    said = [entry for sample in samples.values() for entry in sample["attributions"]]
    assert sum(entry["parent"] is not None for entry in said) >= 20
    assert sum(entry["source"] is None for entry in said) >= 10
    assert sum(entry["cue"] is None for entry in said) >= 3
    assert sum(len(entry["content"]) > 1 for entry in said) >= 20


def test_words_that_are_not_there_are_told(build):
    message = ""
    try:
        build.locate("The port reopened on Friday.", "the port closed")
    except build.AnnotationError as error:
        message = str(error)
    assert message == "not in the text: 'the port closed'"


def test_brackets_dots_and_numbers_find_their_words(build):
    text = "The port shut. The port reopened on Friday."
    assert build.locate(text, "port [reopened]") == (24, 32)
    assert build.locate(text, "reopened ... Friday") == (24, 42)
    assert build.locate(text, "The port#2") == (15, 23)


def test_every_sample_is_described(name, folder):
    page = (folder.parent / "docs" / "samples.md").read_text("utf-8")
    assert f"| `{name}` |" in page
