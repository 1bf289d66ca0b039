"""Who may do what: accounts, roles, tokens and saved searches, beside the log of decisions."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from tipsheet.errors import OptionInvalid
from tipsheet.review import Log

ROLES = ("reader", "coder", "editor", "admin")
"""Each may do what those before it may: look; judge; settle; give accounts."""

SHORTEST = 10  # characters of a password
COST = {"n": 2**14, "r": 8, "p": 1}  # scrypt, as RFC 7914 has it for logins
MOST_SEARCHES = 100  # of one person

metadata = MetaData()

people = Table(
    "desk_people",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("made", String(30), nullable=False),
)
tokens = Table(
    "desk_tokens",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person", ForeignKey("desk_people.number"), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("made", String(30), nullable=False),
)
searches = Table(
    "desk_searches",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person", String(80), nullable=False),
    Column("name", String(120), nullable=False),
    Column("asked", Text, nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("hook", Text),
    Column("hook_secret", Text),
    Column("email", Text),
    Column("seen", Text, nullable=False),
    Column("watch", Boolean, nullable=False),
    UniqueConstraint("person", "name"),
)
keys = Table(
    "desk_keys",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses the desk."""

    number: int
    name: str
    role: str
    epoch: int = 0

    def may(self, role: str) -> bool:
        """Whether this person may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search that somebody saved; `asked` is its query string, `key` opens its feed.

    With `watch` it is no search but what is watched: everything, or with `asked` as
    `claim=ID` what a claim announces.
    """

    number: int
    person: str
    name: str
    asked: str
    key: str
    hook: str | None = None
    hook_secret: str | None = None
    email: str | None = None
    seen: str = ""
    watch: bool = False


ALONE = Person(number=0, name="desk", role="admin")
"""Whoever sits at a desk without accounts."""


class People:
    """The accounts of a desk; passwords and tokens are kept as digests alone."""

    def __init__(self, log: Log) -> None:
        self._engine = log.engine
        self._writing = log.writing
        metadata.create_all(self._engine)

    def add(self, name: str, password: str, role: str = "reader") -> Person:
        """Make an account; OptionInvalid for a name that is taken or a password too short."""
        name = _name(name)
        if role not in ROLES:
            raise OptionInvalid(f"{role!r} is no role: choose of {', '.join(ROLES)}.")
        row = {"name": name, "role": role, "password": hashed(password), "epoch": 0, "made": _now()}
        try:
            with self._writing() as connection:
                connection.execute(insert(people), row)
        except IntegrityError as error:
            raise OptionInvalid(f"There is an account {name!r} already.") from error
        found = self.named(name)
        assert found is not None
        return found

    def change(self, name: str, *, password: str | None = None, role: str | None = None) -> None:
        """Give a new password or role; whoever is logged in under the name is logged out."""
        values: dict[str, Any] = {"epoch": people.c.epoch + 1}
        if password is not None:
            values["password"] = hashed(password)
        if role is not None:
            if role not in ROLES:
                raise OptionInvalid(f"{role!r} is no role: choose of {', '.join(ROLES)}.")
            values["role"] = role
        with self._writing() as connection:
            connection.execute(update(people).where(people.c.name == name).values(**values))

    def named(self, name: str) -> Person | None:
        """An account by its name."""
        with self._engine.connect() as connection:
            row = connection.execute(select(people).where(people.c.name == name)).first()
        return _person(row) if row else None

    def all(self) -> list[Person]:
        """All accounts, by name."""
        with self._engine.connect() as connection:
            return [_person(r) for r in connection.execute(select(people).order_by(people.c.name))]

    def login(self, name: str, password: str) -> Person | None:
        """The account that a name and password open; it takes as long where there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(select(people).where(people.c.name == name)).first()
        known = row.password if row else _nobody()
        fits = verified(password[:1000], known)
        return _person(row) if row and fits else None

    # Tokens.

    def give_token(self, person: Person, name: str) -> str:
        """A new token for programs; it is shown this once."""
        token = f"tps_{secrets.token_urlsafe(32)}"
        row = {"person": person.number, "digest": _digest(token), "name": name[:80] or "token"}
        with self._writing() as connection:
            connection.execute(insert(tokens), {**row, "made": _now()})
        return token

    def by_token(self, token: str) -> Person | None:
        """The account that a token stands for."""
        wanted = (
            select(people)
            .join(tokens, tokens.c.person == people.c.number)
            .where(tokens.c.digest == _digest(token))
        )
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        return _person(row) if row else None

    def tokens_of(self, person: Person) -> list[tuple[int, str, str]]:
        """Number, name and day of each token of a person."""
        wanted = select(tokens).where(tokens.c.person == person.number)
        with self._engine.connect() as connection:
            return [(row.number, row.name, row.made) for row in connection.execute(wanted)]

    def drop_token(self, person: Person, number: int) -> None:
        """Take a token of a person's own back."""
        mine = (tokens.c.person == person.number) & (tokens.c.number == number)
        with self._writing() as connection:
            connection.execute(delete(tokens).where(mine))

    # Saved searches.

    def save_search(
        self,
        person: Person,
        name: str,
        asked: str,
        *,
        hook: str | None = None,
        email: str | None = None,
        watch: bool = False,
    ) -> Search:
        """Keep a search; one of the same name is replaced, its feed's address too."""
        name = " ".join(name.split())[:120] or "search"
        mine = (searches.c.person == person.name) & (searches.c.name == name)
        row = {
            "person": person.name, "name": name, "asked": asked[:2000], "hook": hook,
            "key": secrets.token_urlsafe(32), "email": email, "seen": "", "watch": watch,
            "hook_secret": secrets.token_urlsafe(32) if hook else None,
        }  # fmt: skip
        if len(self.searches_of(person)) >= MOST_SEARCHES:
            raise OptionInvalid(f"{MOST_SEARCHES} searches are kept at most: drop one first.")
        with self._writing() as connection:
            connection.execute(delete(searches).where(mine))
            connection.execute(insert(searches), row)
        return next(one for one in self.searches_of(person) if one.name == name)

    def searches_of(self, person: Person) -> list[Search]:
        """The searches that a person saved, by name."""
        wanted = select(searches).where(searches.c.person == person.name).order_by(searches.c.name)
        with self._engine.connect() as connection:
            return [_search(row) for row in connection.execute(wanted)]

    def all_searches(self) -> list[Search]:
        """Everybody's searches that are to be told of, for the notices alone."""
        wanted = select(searches).where((searches.c.hook != None) | (searches.c.email != None))  # noqa: E711
        with self._engine.connect() as connection:
            return [_search(row) for row in connection.execute(wanted)]

    def search_by_key(self, key: str) -> Search | None:
        """The search whose feed a key opens."""
        with self._engine.connect() as connection:
            row = connection.execute(select(searches).where(searches.c.key == key)).first()
        return _search(row) if row else None

    def drop_search(self, person: Person, number: int) -> None:
        """Forget a search of a person's own."""
        mine = (searches.c.person == person.name) & (searches.c.number == number)
        with self._writing() as connection:
            connection.execute(delete(searches).where(mine))

    def mark_seen(self, search: Search, seen: str) -> None:
        """Say how far a search has been told."""
        with self._writing() as connection:
            one = searches.c.number == search.number
            connection.execute(update(searches).where(one).values(seen=seen))

    # The key that cookies are signed with.

    def secret(self) -> str:
        """The desk's own secret, made once."""
        with self._writing() as connection:
            row = connection.execute(select(keys).where(keys.c.name == "secret")).first()
            if row is not None:
                return str(row.value)
            value = secrets.token_urlsafe(48)
            connection.execute(insert(keys), {"name": "secret", "value": value})
            return value


def hashed(password: str) -> str:
    """A password as it is kept; OptionInvalid for one that is too short."""
    if len(password) < SHORTEST:
        raise OptionInvalid(f"A password has {SHORTEST} characters at least.")
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(password[:1000], salt).hex()}"


def verified(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    _, salt, digest = kept.split("$")
    found = _scrypt(password, bytes.fromhex(salt))
    return hmac.compare_digest(found, bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    given = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=COST["n"], r=COST["r"], p=COST["p"])


@cache
def _nobody() -> str:
    return hashed(secrets.token_urlsafe(16))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise OptionInvalid("A name has 1 to 80 printable characters.")
    return name


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _person(row: Row[Any]) -> Person:
    return Person(number=row.number, name=row.name, role=row.role, epoch=row.epoch)


def _search(row: Row[Any]) -> Search:
    return Search(**row._mapping)
