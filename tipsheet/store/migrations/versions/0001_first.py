"""The first tables."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Key = sa.String(32)


def upgrade() -> None:
    """Make them."""
    _about()
    _reports()
    _readings()
    _links()
    _runs()
    _indexes[op.get_bind().dialect.name]()


def _about() -> None:
    about = op.create_table(
        "about",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="about_key"),
    )
    op.bulk_insert(about, [{"name": "identity", "value": uuid.uuid4().hex}])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("number", Number, nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", Key, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="reports_key"),
        sa.UniqueConstraint("key", "version", name="reports_key_version_once"),
        sa.UniqueConstraint("key", "digest", name="reports_key_digest_once"),
    )
    op.create_index("reports_name", "reports", ["name"])
    op.create_index("reports_day_number", "reports", ["day", "number"])
    op.create_table(
        "texts",
        sa.Column("report", Number, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report", name="texts_key"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="texts_report"),
    )
    op.create_table(
        "captures",
        sa.Column("report", Number, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("fetched", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("report", name="captures_key"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="captures_report"),
    )


def _readings() -> None:
    op.create_table(
        "readers",
        sa.Column("number", Number, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="readers_key"),
        sa.UniqueConstraint("name", "version", "model", name="readers_name_version_model_once"),
    )
    op.create_table(
        "readings",
        sa.Column("number", Number, nullable=False),
        sa.Column("report", Number, nullable=False),
        sa.Column("reader", Number, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="readings_key"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="readings_report"),
        sa.ForeignKeyConstraint(["reader"], ["readers.number"], name="readings_reader"),
        sa.UniqueConstraint("report", "reader", name="readings_report_reader_once"),
    )
    op.create_table(
        "records",
        sa.Column("reading", Number, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("reading", name="records_key"),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="records_reading"),
    )
    op.create_table(
        "events",
        sa.Column("reading", Number, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("actors", sa.Text, nullable=False),
        sa.Column("recipients", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("countries", sa.Text, nullable=False),
        sa.Column("earliest", sa.Text),
        sa.Column("latest", sa.Text),
        sa.Column("sentence_start", sa.Integer, nullable=False),
        sa.Column("sentence_end", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("reading", "position", name="events_key"),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="events_reading"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vectors",
        sa.Column("reading", Number, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("offsets", sa.LargeBinary, nullable=False),
        sa.Column("rows", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("reading", name="vectors_key"),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="vectors_reading"),
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("number", Number, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("first_key", Key, nullable=False),
        sa.Column("second_key", Key, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="links_key"),
    )
    op.create_index("links_id_by", "links", ["id", "by"])
    op.create_index("links_first_key", "links", ["first_key"])
    op.create_index("links_second_key", "links", ["second_key"])
    op.create_table(
        "judgements",
        sa.Column("number", Number, nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("first_key", Key, nullable=False),
        sa.Column("second_key", Key, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("score", sa.Float),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="judgements_key"),
    )
    op.create_index("judgements_key_last", "judgements", ["key"])
    op.create_index("judgements_first_key", "judgements", ["first_key"])
    op.create_index("judgements_second_key", "judgements", ["second_key"])


def _runs() -> None:
    op.create_table(
        "states",
        sa.Column("key", Key, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="states_key"),
    )
    op.create_table(
        "rejected",
        sa.Column("number", Number, nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="rejected_key"),
        sa.UniqueConstraint("key", name="rejected_key_once"),
    )
    op.create_table(
        "counts",
        sa.Column("run", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("run", "name", name="counts_key"),
    )


def _sqlite() -> None:
    """Without content of their own: a text is kept once, and its stems are all FTS5 is given."""
    op.execute(
        "CREATE VIRTUAL TABLE words USING"
        " fts5(title, text, publisher, content='', tokenize='ascii')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE facets USING"
        " fts5(type, status, source, country, actor, place, content='', tokenize='ascii')"
    )
    op.execute("PRAGMA application_id = 1414090835")  # "TIPS"


def _postgresql() -> None:
    op.execute(
        "CREATE TABLE words (report bigint PRIMARY KEY REFERENCES reports (number),"
        " stems tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX words_stems ON words USING gin (stems)")
    op.execute(
        "CREATE TABLE facets (reading bigint PRIMARY KEY REFERENCES readings (number),"
        " stems tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX facets_stems ON facets USING gin (stems)")


_indexes = {"sqlite": _sqlite, "postgresql": _postgresql}
