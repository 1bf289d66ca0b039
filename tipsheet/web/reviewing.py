"""The review: one line at a time, and what people said of it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from tipsheet.errors import OptionInvalid
from tipsheet.linking.claims import claim_id
from tipsheet.record import Attribution, Claim, Event, Reading, Span, content_id
from tipsheet.review import Act, Decision, Task, agreements, queue_of
from tipsheet.review.agreement import disputed
from tipsheet.review.annotations import annotation_of, changes
from tipsheet.review.decision import FIELDS, JOINED, WHOLE, by_person, checked_value, not_undone
from tipsheet.review.replay import source_value, value_of
from tipsheet.store import Judgement, Verdict
from tipsheet.vocabulary import statuses, types
from tipsheet.web.access import form_of, person_of
from tipsheet.web.desk import Desk
from tipsheet.web.guard import own_path
from tipsheet.web.neighbours import neighbours
from tipsheet.web.pages.telling import desk_of
from tipsheet.web.people import Person
from tipsheet.web.problems import Problem
from tipsheet.web.render import answer
from tipsheet.web.views import Edition, short

LENGTH = 25  # tasks shown of the queue
TOGETHER = 12  # other lines of its story shown beside a task
BEFORE, AFTER = 240, 140  # characters around the sentence of a task


def queue(request: Request) -> Response:
    """The queue, what is worth most first, with the first task open."""
    person = person_of(request)
    edition = desk_of(request).edition()
    tasks = tasks_for(edition, person)
    mine = [one for one in not_undone(edition.decisions) if one.by == person.name]
    data = {
        "tasks": [
            {"claim": task.claim.id, "line": edition.line(task.claim.id), "worth": task.worth,
             "why": task.why} for task in tasks[:LENGTH]
        ],
        "left": len(tasks), "done": len({one.place for one in mine}),
        "first": tasks[0].claim.id if tasks else None,
        "disputed": [_line_at(edition, *place) for place in disputed(edition.decisions)],
        "pace": _pace(mine),
    }  # fmt: skip
    return answer(request, "queue.html", data)


def tasks_for(edition: Edition, person: Person) -> list[Task]:
    """The lines that a person has not judged; what others said of them does not matter."""
    judged = {one.place for one in not_undone(edition.decisions) if one.by == person.name}
    return [task for task in _tasks(edition) if _place(task.claim) not in judged]


def _tasks(edition: Edition) -> list[Task]:
    """All lines, what is worth most first."""
    if "tasks" not in edition.kept:
        spread = {}
        for members in edition.groups.values():
            reports = len({edition.claims[one].report for one in members})
            spread.update(dict.fromkeys(members, reports))
        quads = {code: one.quad for code, one in types().items()}
        claims = [edition.claims[id] for id in edition.events]
        edition.kept["tasks"] = queue_of(
            claims, quads=quads, spread=spread, contradicted=edition.contradicted
        )
    kept: list[Task] = edition.kept["tasks"]
    return kept


def _place(claim: Claim) -> tuple[str, int, int]:
    return claim.report, claim.trigger.start, claim.trigger.end


def _pace(mine: list[Decision]) -> float | None:
    """The median seconds of the last decisions, where they were timed."""
    timed = sorted(one.seconds for one in mine[-50:] if one.seconds)
    return timed[len(timed) // 2] if timed else None


def _line_at(edition: Edition, report: str, start: int, end: int) -> dict[str, Any]:
    id = content_id("c", report, "event", start, end)
    return {"claim": id, "report": report,
            "line": edition.line(id) if id in edition.events else None}  # fmt: skip


def task(request: Request) -> Response:
    """One line to judge: its words, every field as it was read, and what this person said of it.

    What others said is shown to those who have judged it themselves, and to editors.
    """
    person = person_of(request)
    edition = desk_of(request).edition()
    reading, event = read_event(edition, request.path_params["id"])
    claim = claim_id(reading.report.id, "event", event.trigger)
    place = (reading.report.id, event.trigger.start, event.trigger.end)
    told = [one for one in not_undone(edition.decisions) if one.place == place]
    mine = [one for one in told if one.by == person.name]
    open_ = bool(mine) or (person.may("editor") and request.query_params.get("all") == "1")
    line = edition.line(claim) if claim in edition.events else None
    text, sentence = reading.report.text, event.sentence
    data = {
        "claim": claim, "report": reading.report.id, "publisher": reading.report.publisher,
        "published": reading.report.published, "title": reading.report.title,
        "line": line, "gone": line is None, "confidence": event.confidence,
        "before": _from_word(text[max(0, sentence.start - BEFORE) : sentence.start], BEFORE),
        "sentence": _cut(sentence.text, event.trigger.start - sentence.start,
                         event.trigger.end - sentence.start),
        "after": _to_word(text[sentence.end : sentence.end + AFTER], AFTER),
        "fields": {field: _value(edition, claim, reading, event, field) for field in FIELDS},
        "as_read": {field: value_of(reading, event, field) for field in FIELDS},
        "story": edition.group_of.get(claim),
        "mine": mine,
        "others": [one for one in told if one.by != person.name] if open_ else [],
        "hidden": len({one.by for one in told if one.by != person.name}) if not open_ else 0,
        "history": [one for one in edition.decisions if one.place == place] if open_ else mine,
        "left": 0,
    }  # fmt: skip
    tasks = tasks_for(edition, person)
    data["left"] = len(tasks)
    data |= _around(edition, claim, str(request.query_params.get("find") or "")[:200])
    following = next((one.claim.id for one in tasks if one.claim.id != claim), None)
    shown = {
        "back": own_path(request.query_params.get("back"), ""),
        "next": following, "statuses": statuses(), "types": types(),
        "names": sorted({entity.name for entity in reading.entities})[:80],
        "places": sorted({place.name for place in reading.places})[:40],
        "sources": {source_value(one): spoken_of(one) for one in reading.attributions},
        "may": person.may("coder"), "settling": person.may("editor") and place in
        set(disputed(edition.decisions)),
    }  # fmt: skip
    return answer(request, "task.html", data, shown)


def _around(edition: Edition, claim: str, find: str) -> dict[str, Any]:
    """The other lines of the story, and lines of other stories that may be of the same event."""
    if claim not in edition.events:
        return {"together": [], "apart": [], "find": find}
    members = edition.groups.get(edition.group_of.get(claim, ""), ())
    near = neighbours(edition, edition.claims[claim], find)
    return {
        "together": [edition.line(one) for one in members if one != claim][:TOGETHER],
        "apart": [edition.line(one) for one in near], "find": find,
    }  # fmt: skip


def spoken_of(attribution: Attribution) -> str:
    """An attribution in a few words: its source, its cue, and how what is said begins."""
    words = (attribution.source, attribution.cue)
    named = " ".join(one.text for one in words if one) or "unnamed"
    return f"{short(named, 60)}: {short(attribution.content[0].text, 40)}"


def _cut(sentence: str, start: int, end: int) -> list[str]:
    return [sentence[:start], sentence[start:end], sentence[end:]]


def _from_word(text: str, limit: int) -> str:
    """A stretch before a sentence that begins with a whole word."""
    if len(text) < limit:
        return text
    return "… " + text.partition(" ")[2]


def _to_word(text: str, limit: int) -> str:
    """A stretch after a sentence that ends with a whole word."""
    if len(text) < limit:
        return text
    return text.rpartition(" ")[0] + " …"


def _value(edition: Edition, claim: str, reading: Reading, event: Event, field: str) -> Any:
    """A field as it stands now, corrections and all."""
    if claim in edition.events:
        reading, event = edition.events[claim]
    return value_of(reading, event, field)


def read_event(edition: Edition, claim: str) -> tuple[Reading, Event]:
    """A reading as it was read and the event of a claim in it; Problem where there is none."""
    report = edition.claims[claim].report if claim in edition.claims else None
    places = [edition.holdings.stored[report]] if report else edition.holdings.stored.values()
    for stored in places:
        reading = stored.reading
        for event in reading.events:
            if claim_id(reading.report.id, "event", event.trigger) == claim:
                return reading, event
    raise Problem(404, "claim", "There is no such line to judge.")


async def split(request: Request) -> Response:
    """Split a story: the lines that were ticked are an event of their own."""
    person = person_of(request, "coder")
    form = await form_of(request)
    desk = desk_of(request)
    chosen = [claim for key, claim in form.items() if key.startswith("c-")]
    first = await run_in_threadpool(_split, desk, person, request.path_params["id"], chosen)
    return RedirectResponse(f"/stories/{first}", 303)


def _split(desk: Desk, person: Person, id: str, chosen: list[str]) -> str:
    """Take lines out of their story and join them with each other; the id of the first one."""
    edition = desk.edition()
    story = edition.story(id)
    if story is None:
        raise Problem(404, "story", "There is no such story here.")
    members = [claim.id for claim in story.claims]
    chosen = [one for one in members if one in chosen]
    if not chosen or len(chosen) == len(members):
        raise OptionInvalid("Tick some of the lines, and leave others: those split the story.")
    told: list[Decision] = []
    for claim in chosen:
        told += _of(edition, person, claim, {"act": Act.reject, "other": "*"})
    for claim in chosen[1:]:
        told += _of(edition, person, claim, {"act": Act.joins, "other": chosen[0]})
    for one in told:
        _added(desk, one)
    return chosen[0]


async def decide(request: Request) -> Response:
    """Take in a judgement from a form, and go on to the next line."""
    person = person_of(request, "coder")
    form = await form_of(request)
    desk = desk_of(request)
    claim = request.path_params["id"]
    await run_in_threadpool(record, desk, person, claim, form)
    onward = own_path(form.get("next"), f"/review/{claim}")
    return RedirectResponse(onward, 303)


def record(desk: Desk, person: Person, claim: str, given: Mapping[str, Any]) -> list[Decision]:
    """Record what a person says of a claim: an act, and for a correction its fields.

    `given` has `act`, and for `correct` any of the fields; `note`, `seconds` and `settles` where
    they apply; `other` for claims that are joined or parted. Raises OptionInvalid or Problem.
    """
    return [_added(desk, one) for one in _of(desk.edition(), person, claim, given)]


def _of(edition: Edition, person: Person, claim: str, given: Mapping[str, Any]) -> list[Decision]:
    """The decisions that a person's words on a claim come to, not yet recorded."""
    reading, event = read_event(edition, claim)
    act = _act(given.get("act"))
    base = Decision(
        id="", report=reading.report.id, start=event.trigger.start, end=event.trigger.end,
        words=event.trigger.text, field=WHOLE, act=act, by=person.name, at="",
        note=" ".join(str(given.get("note") or "").split())[:400],
        seconds=_seconds(given.get("seconds")),
        settles=bool(given.get("settles")) and person.may("editor"),
    )  # fmt: skip
    return list(_decisions(edition, base, claim, reading, event, given))


def _decisions(
    edition: Edition, base: Decision, claim: str, reading: Reading, event: Event,
    given: Mapping[str, Any],
) -> Any:  # fmt: skip
    if base.act is Act.joins or given.get("other"):
        other = str(given.get("other") or "")
        if other != "*" and other not in edition.claims:
            other = next(iter(edition.groups.get(other, ())), other)
        if other != "*" and (other not in edition.claims or other == claim):
            raise Problem(404, "other", "There is no such other line.")
        yield replace(base, field=JOINED, other=other)
        return
    if base.act is not Act.correct:
        yield base
        return
    changed = False
    for field in FIELDS:
        if field not in given:
            continue
        now = _value(edition, claim, reading, event, field)
        after = checked_value(field, given[field])
        if after != now:
            changed = True
            yield replace(base, field=field, before=now, after=after)
    if not changed:
        yield replace(base, act=Act.accept)


def _added(desk: Desk, decision: Decision) -> Decision:
    added = desk.log.add(decision)
    if decision.field == JOINED and decision.other != "*":
        _judge(desk, decision, Verdict.yes if decision.act is Act.joins else Verdict.no)
    return added


def _judge(desk: Desk, decision: Decision, verdict: Verdict) -> None:
    """Let the store know what was said of a link, so that linking anew does not undo it."""
    first = content_id("c", decision.report, "event", decision.start, decision.end)
    judged = Judgement(
        first=first, second=decision.other or "", kind=JOINED, verdict=verdict, by=decision.by
    )
    with desk.store.writer() as writer:
        writer.judge(judged)


def _act(given: Any) -> Act:
    try:
        act = Act(str(given or ""))
    except ValueError as error:
        listed = ", ".join(one for one in Act if one is not Act.undo)
        raise OptionInvalid(f"{str(given)[:40]!r} is no act: choose of {listed}.") from error
    if act is Act.undo:
        raise OptionInvalid("Take a decision back by its own id.")
    return act


def _seconds(given: Any) -> float | None:
    try:
        seconds = float(given)
    except (TypeError, ValueError):
        return None
    return round(seconds, 2) if 0 < seconds < 36_000 else None


async def undo(request: Request) -> Response:
    """Take back a decision, or the last one of this person."""
    person = person_of(request, "coder")
    form = await form_of(request)
    desk = desk_of(request)
    done = await run_in_threadpool(take_back, desk, person, form.get("id"))
    place = claim_id(done.report, "event", _span(done))
    return RedirectResponse(own_path(form.get("next"), f"/review/{place}"), 303)


def take_back(desk: Desk, person: Person, id: str | None) -> Decision:
    """Take back a person's decision; Problem where there is none."""
    told = desk.log.get(id) if id else desk.log.last(person.name)
    if told is None:
        raise Problem(404, "decision", "There is nothing of yours to take back.")
    undo_ = replace(
        told, id="", act=Act.undo, by=person.name, undoes=told.id, note="", settles=False
    )
    try:
        done = desk.log.add(undo_)
    except OptionInvalid as error:
        raise Problem(403, "decision", error.message) from error
    if told.field == JOINED and told.other != "*":
        left = [one for one in not_undone(desk.log.all(told.report))
                if one.key == told.key and one.by == person.name]  # fmt: skip
        said = Verdict.yes if left and left[-1].act is Act.joins else Verdict.no
        _judge(desk, told, said if left else Verdict.withdrawn)
    return done


def _span(decision: Decision) -> Span:
    return Span(start=decision.start, end=decision.end, text=decision.words)


def history(request: Request) -> Response:
    """Everything that was said, the newest first, and how far people agree.

    A coder sees their own words; who may settle disputes sees everybody's.
    """
    person = person_of(request)
    edition = desk_of(request).edition()
    everything = person.may("editor")
    told = [one for one in reversed(edition.decisions) if everything or one.by == person.name]
    gone = _gone(edition.decisions)
    data = {
        "decisions": [
            {"decision": one, "claim": claim_id(one.report, "event", _span(one)),
             "gone": one.id in gone,
             "mine": one.by == person.name and one.id not in gone and one.act is not Act.undo}
            for one in told[:300]
        ],
        "people": {name: len(words) for name, words in by_person(edition.decisions).items()}
        if everything else {},
        "agreement": agreements(edition.decisions) if everything else [],
        "disputed": [_line_at(edition, *place) for place in disputed(edition.decisions)]
        if everything else [],
    }  # fmt: skip
    return answer(request, "history.html", data)


def _gone(decisions: list[Decision]) -> set[str]:
    """The ids of what was taken back."""
    kept = {one.id for one in not_undone(decisions)}
    return {one.id for one in decisions if one.act is not Act.undo} - kept


def export_annotations(request: Request) -> Response:
    """The corrected readings of all reports that were judged, as training data, one a line."""
    person_of(request, "editor")
    edition = desk_of(request).edition()
    judged = [id for id in edition.readings if edition.by_report.get(id)]
    lines = (
        json.dumps(annotation_of(edition.readings[id], origin="desk")) + "\n" for id in judged
    )  # fmt: skip
    return StreamingResponse(lines, media_type="application/x-ndjson", headers={
        "content-disposition": 'attachment; filename="annotations.jsonl"'})  # fmt: skip


def export_diff(request: Request) -> Response:
    """The standing decisions as a diff."""
    person_of(request, "editor")
    lines = (line + "\n" for line in changes(desk_of(request).edition().decisions))
    return StreamingResponse(lines, media_type="text/plain; charset=utf-8")
