"""A small typed client of the desk's interface for programs.

with Client("http://127.0.0.1:8321") as desk:
    for report in desk.reports(q="ceasefire", status=["planned"]):
        print(report["title"])
"""

import json
from collections.abc import Iterator
from typing import Any, TypedDict
from urllib.parse import quote

import httpx

from tipsheet.errors import FetchFailed, OptionInvalid, SourceMissing, TipsheetError


class ReportLine(TypedDict):
    """A report in a list."""

    id: str
    version: int
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    score: float | None
    passage: str


class StoryLine(TypedDict):
    """A story in a list; `low` and `high` are how many origins it has."""

    id: str
    title: str
    status: str
    reports: int
    low: int | None
    high: int | None
    first: str | None
    last: str | None


class Client:
    """Asks a desk; `token` is one of a person's, `transport` is for tests.

    What goes wrong is a TipsheetError: SourceMissing for what is not there, OptionInvalid for
    what the desk does not understand, FetchFailed for everything else.
    """

    def __init__(
        self,
        base: str,
        *,
        token: str | None = None,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"accept": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        self._http = httpx.Client(
            base_url=f"{base.rstrip('/')}/api/v1", headers=headers, timeout=timeout,
            transport=transport,
        )  # fmt: skip

    def reports(self, **asked: Any) -> Iterator[ReportLine]:
        """The reports that fit, over all pages; `asked` as the interface names its parameters."""
        return self._all("/reports", "reports", asked)

    def report(self, id: str, *, version: int | None = None, as_read: bool = False) -> Any:
        """The record of a report."""
        asked = {"version": version, "as_read": as_read or None}
        return self._get(f"/reports/{quote(id, safe='')}", asked)

    def stories(self, *, least: int = 2) -> Iterator[StoryLine]:
        """The stories that so many reports tell."""
        return self._all("/stories", "stories", {"least": least})

    def story(self, id: str) -> Any:
        """A story with its origins, timeline, figures and contradictions."""
        return self._get(f"/stories/{quote(id, safe='')}", {})

    def watch(self, *, asked: str | None = None) -> Iterator[dict[str, Any]]:
        """What is to be checked, as of a day."""
        return self._all("/watch", "items", {"asked": asked})

    def export(self, *, as_read: bool = False) -> Iterator[Any]:
        """Every record of the store, one by one as they come."""
        with self._http.stream("GET", "/export", params={"as_read": as_read}) as answer:
            if answer.is_error:
                answer.read()
            _raise_for(answer)
            for line in answer.iter_lines():
                yield json.loads(line)

    def decide(self, claim: str, act: str, **fields: Any) -> list[dict[str, Any]]:
        """Record a judgement on a claim: accept, reject, correct or join."""
        answer = self._http.post(
            f"/claims/{quote(claim, safe='')}/decisions", json={"act": act, **fields}
        )
        _raise_for(answer)
        made: list[dict[str, Any]] = answer.json()["decisions"]
        return made

    def undo(self, decision: str) -> None:
        """Take back a judgement of one's own."""
        _raise_for(self._http.delete(f"/decisions/{quote(decision, safe='')}"))

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _get(self, path: str, asked: dict[str, Any]) -> Any:
        given = {key: value for key, value in asked.items() if value is not None}
        try:
            answer = self._http.get(path, params=given)
        except httpx.HTTPError as error:
            raise FetchFailed(f"The desk did not answer ({type(error).__name__}).") from error
        _raise_for(answer)
        return answer.json()

    def _all(self, path: str, name: str, asked: dict[str, Any]) -> Iterator[Any]:
        cursor = None
        while True:
            page = self._get(path, {**asked, "cursor": cursor})
            yield from page[name]
            cursor = page["cursor"]
            if cursor is None:
                return


def _raise_for(answer: httpx.Response) -> None:
    if not answer.is_error:
        return
    kinds: dict[int, type[TipsheetError]] = {
        400: OptionInvalid, 404: SourceMissing, 422: OptionInvalid,
    }  # fmt: skip
    try:
        detail = answer.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = answer.reason_phrase
    raise kinds.get(answer.status_code, FetchFailed)(f"{answer.status_code}: {detail}")
