import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipsheet.errors import InputError, RecordInvalid, SourceTooLarge
from tipsheet.intake.files import Stream
from tipsheet.intake.found import Found
from tipsheet.intake.limits import Limits
from tipsheet.intake.records import found_in, read_records

Rows = list[tuple[str, Found | InputError]]


def read(data: str | bytes, name: str = "r.json", limits: Limits | None = None) -> Rows:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_records(Stream.of(name, io.BytesIO(raw)), limits or Limits()))


def texts(rows: Rows) -> list[str]:
    return [found.text if isinstance(found, Found) else found.code for _, found in rows]


@given(st.text(min_size=1))
def test_found_in_never_alters_the_text(text: str) -> None:
    line = json.dumps({"text": text})
    assert found_in(json.loads(line)).text == text


def test_found_in_takes_every_key_of_the_record() -> None:
    record = {
        "id": "A-7",
        "text": "The army left.",
        "title": "Army leaves",
        "publisher": "The Norwick Herald",
        "byline": ["Jane Roe", "John Doe"],
        "published": "2025-03-03",
        "url": "https://herald.example/7",
        "language": "en-GB",
    }
    found = found_in(record)
    assert (found.id, found.title, found.byline) == ("A-7", "Army leaves", ("Jane Roe", "John Doe"))
    assert (found.published, found.published_from, found.language) == (
        "2025-03-03",
        "metadata",
        "en",
    )
    assert (found.publisher, found.url) == ("The Norwick Herald", "https://herald.example/7")


def test_found_in_knows_the_keys_of_other_programs() -> None:
    found = found_in(
        {
            "_id": 7,
            "articleBody": "The army left.",
            "headline": "Army leaves",
            "source": {"id": None, "name": "Herald"},
            "author": [{"name": "Jane Roe"}],
            "publishedAt": "Mon, 03 Mar 2025 10:00:00 GMT",
        }
    )
    assert (found.id, found.title, found.publisher) == ("7", "Army leaves", "Herald")
    assert (found.byline, found.published) == (("Jane Roe",), "2025-03-03T10:00:00+00:00")


def test_found_in_prefers_the_records_own_key() -> None:
    assert found_in({"body": "Long.", "text": "Short."}).text == "Short."
    assert found_in({"text": None, "body": "Long."}).text == "Long."


def test_found_in_reads_the_report_of_a_record() -> None:
    report = {"id": "r-1", "text": "T.", "published": "2025-03-03", "published_from": "given"}
    found = found_in({"record_version": "1", "report": report, "events": []})
    assert (found.id, found.text, found.published_from) == ("r-1", "T.", "given")


@pytest.mark.parametrize(
    ("record", "cure"),
    [
        ({"title": "x"}, 'put the report under the key "text"'),
        ({"text": ["a"]}, "is a list: write it as one string"),
        ({"text": "a", "date": "soon"}, "'soon', no full date: write it as 2025-08-21"),
        (["a"], "is no object"),
        (None, "is no object"),
    ],
)
def test_found_in_says_the_cure(record: object, cure: str) -> None:
    with pytest.raises(RecordInvalid) as caught:
        found_in(record)
    assert cure in str(caught.value)


def test_read_records_goes_on_after_a_bad_line() -> None:
    rows = read('{"text":"One."}\n{bad\n\n"x"\n{"body":"Two."}\n', "r.jsonl")
    assert texts(rows) == ["One.", "record", "record", "Two."]
    assert [name for name, _ in rows] == ["r.jsonl:1", "r.jsonl:2", "r.jsonl:4", "r.jsonl:5"]


def test_read_records_streams_lines() -> None:
    class Lines(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return (b'{"text":"One."}\n' * size)[: size // 16 * 16]

    source = Lines()
    rows = read_records(Stream.of("r.jsonl", source), Limits())  # type: ignore[arg-type]
    assert next(rows)[0] == "r.jsonl:1"
    assert source.taken < 100_000


def test_read_records_tells_lines_from_a_document_by_the_first_line() -> None:
    assert texts(read('{"text":"One."}\n{"text":"Two."}', "standard input")) == ["One.", "Two."]
    assert texts(read('{\n "text": "One."\n}')) == ["One."]


def test_read_records_reads_lines_whose_first_is_broken() -> None:
    assert texts(read('{"text":\n{"text":"Two."}\n')) == ["record", "Two."]


def test_read_records_reads_lists_of_records() -> None:
    rows = read('[{"text":"One."}, 3]')
    assert [name for name, _ in rows] == ["r.json#1", "r.json#2"]
    assert texts(rows) == ["One.", "record"]
    assert texts(read('{"status":"ok","articles":[{"content":"Two."}]}')) == ["Two."]


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"text":' * 50_000, '{"text": ' + "9" * 5000 + "}", '{"text": "a\tb"}']
)
def test_read_records_survives_hostile_json(line: str) -> None:
    assert texts(read(line, "r.jsonl")) == ["record"]


def test_read_records_names_a_line_that_is_not_utf8() -> None:
    ((_, error),) = read(b'{"text":"caf\xe9"}\n', "r.jsonl")
    assert str(error) == "is not UTF-8 at byte 12: save it as UTF-8"


def test_read_records_limits_lines_and_documents() -> None:
    small = Limits(file=40)
    assert texts(read('{"text":"' + "a" * 50 + '"}\n{"text":"b"}', "r.jsonl", small)) == [
        "record",
        "b",
    ]
    with pytest.raises(SourceTooLarge, match="--max-file"):
        read('[{"text":"a"},\n' + '{"text":"a"},\n' * 9, limits=small)
    with pytest.raises(SourceTooLarge, match="--max-file"):
        read("[" + '{"text":"a"},' * 9, limits=small)


def test_read_records_keeps_unpaired_surrogates_for_the_report_to_replace() -> None:
    assert texts(read('{"text":"a \\ud800 b"}')) == ["a \ud800 b"]
