"""`tipsheet desk`: look at a store in a browser, question it, correct it."""

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from tipsheet.commands.console import SOME_REJECTED
from tipsheet.commands.options import DEFAULT, StoreOption
from tipsheet.errors import ExtraMissing, OptionInvalid
from tipsheet.exports.plain import one_line

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from starlette.types import ASGIApp

    from tipsheet.review import Log
    from tipsheet.store import Store
    from tipsheet.vocabulary.publishers import Publishers
    from tipsheet.web import Settings
    from tipsheet.web.desk import Desk
    from tipsheet.web.notices import Mail, Post


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(desk)


def desk(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]…", help="Reports to read into the store first."),
    ] = None,
    store: StoreOption = DEFAULT,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to answer on.")] = 8321,
    host: Annotated[
        str, typer.Option(help="The address to answer on; others than loopback need --accounts.")
    ] = "127.0.0.1",
    accounts: Annotated[bool, typer.Option("--accounts", help="Ask people to log in.")] = False,
    https: Annotated[
        bool, typer.Option("--https", help="The desk is reached through TLS: say so to browsers.")
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option(help="A further name by which the desk is reached.")
    ] = None,
    kept: Annotated[
        str | None,
        typer.Option(help="Where judgements and accounts are kept; beside the store by default."),
    ] = None,
    publishers: Annotated[
        Path | None, typer.Option(help="A file of further publishers, as TOML.")
    ] = None,
    allow_hook: Annotated[
        list[str] | None,
        typer.Option(help="An origin inside, as http://10.0.0.7:8065, that webhooks may go to."),
    ] = None,
    tell: Annotated[
        bool, typer.Option("--tell", help="Tell of what is new in what is kept, and end.")
    ] = False,
    add_person: Annotated[
        str | None, typer.Option(help="Make an account NAME:ROLE, ask for its password, and end.")
    ] = None,
) -> None:
    """Open the desk: read, search, question and correct a store in a browser."""
    try:
        from tipsheet.review import open_log
        from tipsheet.web import Settings, make_app
        from tipsheet.web.joining import join
        from tipsheet.web.settings import from_environment
    except ImportError as error:
        raise ExtraMissing(f"The desk needs {error.name}: pip install 'tipsheet[desk]'.") from error
    from tipsheet.store import open_store

    if add_person:
        _add_person(open_log(kept or beside(store)), add_person)
        return
    settings = Settings(
        host=host, port=port, accounts=accounts, https=https, hosts=tuple(name or ()),
        secret=from_environment("TIPSHEET_DESK_SECRET"), smtp=from_environment("TIPSHEET_SMTP"),
        sender=from_environment("TIPSHEET_SENDER") or "tipsheet@localhost",
        hooks=tuple(allow_hook or ()),
    )  # fmt: skip
    known = _publishers(publishers, sources or [])
    opened = open_store(store, create=bool(sources), encode=_encode)
    log = open_log(kept or beside(store))
    if sources:
        _take_in(opened, sources)
    join(opened, known)
    app = make_app(opened, settings=settings, log=log, known=known, meaning=True)
    if tell:
        _tell_once(app.state.desk, log, settings)
        return
    typer.echo(f"The desk is open at http://{host}:{port}/ (Ctrl-C closes it).", err=True)
    Thread(target=app.state.desk.warm, name="warm", daemon=True).start()
    _keep_telling(app.state.desk, log, settings)
    _serve(app, settings)


def beside(store: str) -> str:
    """Where judgements are kept by default: beside a file, in the same database, or in memory."""
    if store == "memory:" or ("://" in store and not store.startswith("sqlite")):
        return store
    return f"{store.removeprefix('sqlite:///')}-desk"


def _publishers(path: Path | None, sources: list[str]) -> "Publishers":
    """The package's publishers, with those of a file, or of one that lies beside a source."""
    from tipsheet.vocabulary.publishers import publishers

    if path is None:
        near = (Path(source).parent / "publishers.toml" for source in sources if source != "-")
        path = next((one for one in near if one.is_file()), None)
    if path is None:
        return publishers()
    try:
        return publishers().with_file(path.read_text("utf-8"), str(path))
    except OSError as error:
        raise OptionInvalid(f"{path} cannot be read: name a file of publishers.") from error


def _take_in(store: "Store", sources: list[str]) -> None:
    """Read reports into the store, those alone that it does not hold."""
    from tipsheet.intake import Given, Limits, Rejection, read_source
    from tipsheet.run.reads import shipped
    from tipsheet.store import Standing

    reads, view = shipped(), store.view()
    count = 0
    for source in sources:
        for item in read_source(source, given=Given(), limits=Limits()):
            if isinstance(item, Rejection):
                typer.echo(f"tipsheet: {item.source}: {item.error.message}", err=True)
            elif view.standing(item, reads.reader) != Standing.known:
                found = reads(item)
                with store.writer() as writer:
                    writer.add(found.reading, vectors=found.vectors)
                count += 1
                typer.echo(f"\r{count} reports read", nl=False, err=True)
    if count:
        typer.echo("", err=True)


def _encode(text: str) -> "npt.NDArray[np.float32]":
    """The vector of a question, for search by meaning; the model is loaded when first asked."""
    import numpy as np

    from tipsheet.reading.reader import question_vector

    return question_vector(text).astype(np.float32)


def _tell_once(desk: "Desk", log: "Log", settings: "Settings") -> None:
    """Tell of what is new, and say what was told; for cron, where no desk stands open."""
    from tipsheet.web.notices import notify
    from tipsheet.web.people import People

    base, post, mail = _ways(settings)
    told = notify(desk, People(log), base, post=post, mail=mail)
    for one in told:
        what = f"{one.count} told" + (f", not sent ({one.trouble})" if one.trouble else "")
        typer.echo(f"{one_line(one.search)}: {what}", err=True)
    if any(one.trouble for one in told):
        raise typer.Exit(SOME_REJECTED)


def _keep_telling(desk: "Desk", log: "Log", settings: "Settings") -> None:
    from tipsheet.web.notices import keep_telling
    from tipsheet.web.people import People

    base, post, mail = _ways(settings)
    keep_telling(desk, People(log), base, post=post, mail=mail)


def _ways(settings: "Settings") -> "tuple[str, Post, Mail | None]":
    """The address of the desk, and how webhooks and letters are sent."""
    from tipsheet.web.notices import mail_by, origin_of, post_by

    name = settings.hosts[0] if settings.hosts else f"{settings.host}:{settings.port}"
    base = f"{'https' if settings.https else 'http'}://{name}"
    mail = mail_by(settings.smtp, settings.sender) if settings.smtp else None
    return base, post_by(tuple(map(origin_of, settings.hooks))), mail


def _add_person(log: "Log", given: str) -> None:
    from tipsheet.web.people import People

    name, _, role = given.partition(":")
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    People(log).add(name, password, role or "reader")
    typer.echo(f"There is an account {name!r} now.", err=True)


def _serve(app: "ASGIApp", settings: "Settings") -> None:
    """Answer until interrupted; addresses and bodies are not logged, since feeds have keys."""
    import uvicorn

    uvicorn.run(
        app, host=settings.host, port=settings.port, access_log=False, log_level="warning",
        server_header=False, proxy_headers=False, h11_max_incomplete_event_size=65_536,
    )  # fmt: skip
