"""Stories made up to a headline, and what their headlines say of two countries."""

from pathlib import Path

from training.corpora import plv

HEAD = "disclaimer,text,title,source,prompt,label,mode\n"
ROW = (
    "made up,Aland had enough.\\nMore.,{country_1} Denounces {country_2},Wire,"
    '"Aland Denounces Boria\n\n(Wire) --",ACCUSE,\n'
)


def test_headline_gives_the_pair_and_the_lead_the_type(tmp_path: Path) -> None:
    (tmp_path / "stories.csv").write_text(HEAD + ROW)
    (story,) = plv.stories(tmp_path / "stories.csv")
    (pair,) = story.pairs
    assert story.text[slice(*pair.source)] == "Aland"
    assert story.text[slice(*pair.target)] == "Boria"
    assert (pair.root, story.somewhere[0].label) == ("ACCUSE", "ACCUSE")


def test_unknown_label_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "stories.csv").write_text(HEAD + ROW.replace("ACCUSE", "WEATHER"))
    assert list(plv.stories(tmp_path / "stories.csv")) == []
