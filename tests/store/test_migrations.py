"""The migrations lead to the tables that the code knows."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from tipsheet.store import schema
from tipsheet.store.opening import database

SEARCHED = {"words", "facets"}


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("postgres")
    return str(tmp_path / "new.db")


def _ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name in schema.metadata.tables


def test_migrations_make_the_tables_of_the_schema(address: str) -> None:
    with database(address) as store:
        store.create()
        assert store.migrate() == (schema.HEAD, schema.HEAD)
        with store.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_name": _ours})
            assert compare_metadata(context, schema.metadata) == []
            assert set(inspect(connection).get_table_names()) >= set(schema.metadata.tables)


def test_making_a_store_twice_keeps_what_is_in_it(address: str) -> None:
    with database(address) as store:
        store.create()
        with store.writer() as writer:
            writer.mark("feed", {"at": 1})
        store.create()
        assert store.view().state("feed") == {"at": 1}
