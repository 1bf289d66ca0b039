from pathlib import Path

import pytest

from evaluation.corpus import Options
from evaluation.geo import load
from evaluation.places import evaluate
from tipsheet.record import Span

LGL = """<articles><article docid="1"><feedid>7</feedid><url>http://example.com/1</url>
<text><![CDATA[Fire in Paris, Texas, and on Elm Road.]]></text><toponyms>
<toponym><start>8</start><end>13</end><phrase>Paris</phrase><gaztag geonameid="4717560">
<lat>33.66</lat><lon>-95.56</lon><country>United States</country></gaztag></toponym>
<toponym><start>18</start><end>23</end><phrase>Texas</phrase><gaztag geonameid="4736286">
<lat>31.25</lat><lon>-99.25</lon><country>United States</country></gaztag></toponym>
<toponym><start>29</start><end>37</end><phrase>Elm Road</phrase></toponym>
</toponyms></article></articles>"""

VIRUS = """<articles><article><source>https://example.org/a</source><text>Flu in Lyon.</text>
<locations><location><name>Lyon</name><start>8</start><end>12</end><lat>45.76</lat>
<lon>4.84</lon></location></locations></article></articles>"""


@pytest.fixture
def lgl(tmp_path: Path) -> Path:
    path = tmp_path / "lgl.xml"
    path.write_text(LGL, encoding="utf-8")
    return path


def finder(*names: str):
    return lambda text: [Span.of(text, text.find(n), text.find(n) + len(n)) for n in names]


def test_load_reads_ids_points_and_outlets(lgl: Path):
    (article,) = load(lgl)
    assert (article.group, article.url) == ("lgl-feed-7", "http://example.com/1")
    assert [gold.geonames_id for gold in article.places] == [4717560, 4736286, None]


def test_load_puts_wrong_offsets_right(lgl: Path, tmp_path: Path):
    lgl.write_text(LGL.replace("<start>8</start>", "<start>15</start>"), encoding="utf-8")
    assert load(lgl)[0].places[0].span.text == "Paris"
    virus = tmp_path / "virus.xml"
    virus.write_text(VIRUS, encoding="utf-8")
    assert [(g.span.start, g.span.text) for g in load(virus)[0].places] == [(7, "Lyon")]


def test_evaluate_scores_what_was_found_and_resolved(lgl: Path):
    result = evaluate(lgl, finder=finder("Paris", "Texas"), options=Options(split="all"))
    metrics = {name: metric["value"] for name, metric in result["metrics"].items()}
    assert metrics["161km_f1"] == metrics["id_f1"] == metrics["gold_span_country"] == 1.0
    assert metrics["span_f1"] == pytest.approx(0.8)
    assert (result["task"], result["documents"], result["n"]) == ("places", 1, 3)


def test_evaluate_counts_misses_and_false_alarms(lgl: Path, tmp_path: Path):
    page = tmp_path / "errors.html"
    result = evaluate(lgl, page, finder("Texas", "Fire"), Options(split="all"))
    assert result["metrics"]["span_f1"]["value"] == pytest.approx(0.4)
    assert "toponym missed" in page.read_text("utf-8")


def test_metrics_without_gold_values_are_left_out(tmp_path: Path):
    path = tmp_path / "virus.xml"
    path.write_text(VIRUS, encoding="utf-8")
    metrics = evaluate(path, finder=finder("Lyon"), options=Options(split="all"))["metrics"]
    assert "id_f1" not in metrics
    assert metrics["161km_f1"]["value"] == 1.0
