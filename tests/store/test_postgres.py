"""What is PostgreSQL's own."""

import pytest

from tests.store.writing import numbered
from tipsheet.store import Query, open_store
from tipsheet.store.postgres import RANKED, Postgres


def test_reports_behind_those_that_are_ranked_are_found_too(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Postgres, "words", Postgres.words.replace(f"> {RANKED} ", "> 1 "))
    with open_store(postgres, create=True) as store:
        with store.writer() as writer:
            for number in range(4):
                writer.add(numbered(number))
        pages = [store.view().search(Query(words="raiders", limit=2))]
        pages.append(store.view().search(Query(words="raiders", limit=2, cursor=pages[0].cursor)))
    titles = [hit.title for page in pages for hit in page.hits]
    assert titles == ["Number 3", "Number 2", "Number 1", "Number 0"]
    assert [hit.score for hit in pages[1].hits] == [0.0, 0.0]
