"""The tables of a store in a database, as the newest migration leaves them.

`words` and `facets` are what the database's own full-text search looks through; they differ
from one kind of database to the next and are made by its migration.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""The newest migration."""

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "fk": "%(table_name)s_%(column_0_name)s",
        "pk": "%(table_name)s_key",
    }
)

Number = BigInteger().with_variant(Integer(), "sqlite")
Key = String(32)
"""The first 32 hexadecimal digits of a SHA-256: names from the world have no greatest length."""

about = Table(
    "about",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the store says of itself: its `identity`, which no other store has."""

readers = Table(
    "readers",
    metadata,
    Column("number", Number, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
    UniqueConstraint("name", "version", "model"),
)

reports = Table(
    "reports",
    metadata,
    Column("number", Number, primary_key=True),
    Column("key", Key, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("name", Key, nullable=False),
    Column("id", Text, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("title", Text),
    Column("published", Text),
    Column("day", Text, nullable=False),
    Column("added", Text, nullable=False),
    UniqueConstraint("key", "version"),
    UniqueConstraint("key", "digest"),
    Index("reports_name", "name"),
    Index("reports_day_number", "day", "number"),
)
"""One row a version: `key` stands for the address, `name` for the id, `day` is of publication."""

texts = Table(
    "texts",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""The report as JSON, compressed by zlib."""

readings = Table(
    "readings",
    metadata,
    Column("number", Number, primary_key=True),
    Column("report", ForeignKey("reports.number"), nullable=False),
    Column("reader", ForeignKey("readers.number"), nullable=False),
    Column("added", Text, nullable=False),
    UniqueConstraint("report", "reader"),
)

records = Table(
    "records",
    metadata,
    Column("reading", ForeignKey("readings.number"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""The record without its report, as JSON, compressed by zlib."""

events = Table(
    "events",
    metadata,
    Column("reading", ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place", Text),
    Column("countries", Text, nullable=False),
    Column("earliest", Text),
    Column("latest", Text),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The events of a record by name; `actors`, `recipients` and `countries` are JSON lists."""

vectors = Table(
    "vectors",
    metadata,
    Column("reading", ForeignKey("readings.number"), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("offsets", LargeBinary, nullable=False),
    Column("rows", LargeBinary, nullable=False),
)
"""Offsets as pairs of little-endian int32, rows as 384 little-endian float16 each."""

captures = Table(
    "captures",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("url", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("fetched", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
)
"""Where in which WARC file the bytes are, and the SHA-256 of the bytes."""

links = Table(
    "links",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("first_key", Key, nullable=False),
    Column("second_key", Key, nullable=False),
    Column("score", Float, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("added", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("links_id_by", "id", "by"),
    Index("links_first_key", "first_key"),
    Index("links_second_key", "second_key"),
)
"""Every word on a link, as JSON in `body`; the last one by the same maker counts."""

judgements = Table(
    "judgements",
    metadata,
    Column("number", Number, primary_key=True),
    Column("key", Key, nullable=False),
    Column("first", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("first_key", Key, nullable=False),
    Column("second_key", Key, nullable=False),
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("score", Float),
    Column("reasons", Text, nullable=False),
    Column("added", Text, nullable=False),
    Index("judgements_key_last", "key"),
    Index("judgements_first_key", "first_key"),
    Index("judgements_second_key", "second_key"),
)
"""Every word of a person; `key` stands for the pair, the kind and the person."""

states = Table(
    "states",
    metadata,
    Column("key", Key, primary_key=True),
    Column("source", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("added", Text, nullable=False),
)
"""How far each source has been taken, as JSON."""

rejected = Table(
    "rejected",
    metadata,
    Column("number", Number, primary_key=True),
    Column("key", Key, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("added", Text, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    Column("run", String(200), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
