"""Samples in the forms in which reports come are read back as the reports they are."""

import json

from tipsheet.intake import read_source


def test_page_gives_the_report_without_its_surroundings(folder, samples):
    (report,) = read_source(str(folder / "formats" / "page.html"))
    court = samples["court"]
    body = court["text"].strip().split("\n\n")[2:]
    assert [block for block in body if block not in report.text] == []
    assert "Tugboat" not in report.text
    assert "havenjan" not in report.text
    assert "Subscribe" not in report.text


def test_page_gives_what_is_known_of_the_report(folder, samples):
    (report,) = read_source(str(folder / "formats" / "page.html"))
    court = samples["court"]
    assert (report.title, report.publisher) == (court["title"], court["publisher"])
    assert (report.byline, report.kind) == (tuple(court["byline"]), "html")
    assert (report.published[:10], report.published_from) == (court["published"], "metadata")


def test_pdf_gives_the_words_of_the_report_in_order(folder, samples):
    (report,) = read_source(str(folder / "formats" / "report.pdf"))
    words = " ".join(report.text.split())
    assert words == " ".join(samples["leak"]["text"].split())
    assert report.kind == "pdf"


def test_lines_give_one_report_each(folder, samples):
    wire, toll = read_source(str(folder / "formats" / "two.jsonl"))
    assert [wire.text, toll.text] == [samples["wire"]["text"], samples["toll"]["text"]]
    assert [wire.published, toll.published] == ["2025-02-11", "2025-04-15"]
    assert toll.byline == ("Nadir Okonjo-Wells",)


def test_lines_are_records_without_annotation(folder):
    lines = (folder / "formats" / "two.jsonl").read_text("utf-8").splitlines()
    assert [sorted(json.loads(line)) for line in lines] == [
        ["byline", "id", "published", "publisher", "text", "title"]
    ] * 2
