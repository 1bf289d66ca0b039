"""What linking found, in lines for a person: origins, timelines, figures, contradictions, plans.

Every text from a report passes through `one_line`. With `why`, each line is followed by the words
that it rests on, under the report that has them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tipsheet.exports.amounts import number
from tipsheet.exports.plain import one_line, shorten
from tipsheet.linking.followthrough import Item
from tipsheet.linking.ledger import Ledger
from tipsheet.linking.origins import Origin, Origins
from tipsheet.linking.timeline import Moment
from tipsheet.record import Claim, Due, Link, Span
from tipsheet.vocabulary import origin_kinds

LONGEST = 160  # characters of words that are shown
STANCES = {"asserts": "say so", "doubts": "say that it may be so", "denies": "deny it"}

Claims = Mapping[str, Claim]


def origins_lines(told: Mapping[str, Origins], claims: Claims, *, why: bool) -> Iterator[str]:
    """The origins of those who assert, doubt and deny one thing."""
    for stance, origins in told.items():
        count = span_of(origins.low, origins.high)
        yield f"{count} behind {_reports(origins)} that {STANCES[stance]}"
        for origin in origins.origins:
            yield f"  {_origin(origin)}"
            if why:
                yield from (f"      {_quoted(claims[id])}" for id in origin.claims if id in claims)
        if origins.root:
            yield f"  all of it goes back to one report: {origins.root}"
        yield from (f"  {one_line(reason.why)}" for reason in origins.reasons)
        if why:
            yield from _routes(origins, claims)


def timeline_lines(moments: Iterable[Moment], claims: Claims, *, why: bool) -> Iterator[str]:
    """One line for each day and status."""
    for moment in moments:
        turn = f": {moment.turn}" if moment.turn else ""
        number_of = f"{len(moment.claims)} claims" if len(moment.claims) > 1 else "1 claim"
        yield f"{moment.day or 'no date'}  {moment.status} ({number_of}){turn}"
        if why:
            yield f"      {_quoted(claims[moment.claims[0]])}"


def ledger_lines(ledgers: Iterable[Ledger], *, why: bool) -> Iterator[str]:
    """One line for each measure, then its entries by day and source."""
    for ledger in ledgers:
        measure = " ".join(filter(None, (ledger.measure.name, ledger.measure.scope)))
        unit = f" {ledger.measure.unit}" if ledger.measure.unit else ""
        yield (
            f"{measure}{unit}: low {number(ledger.low)}, best {number(ledger.best)}, "
            f"high {number(ledger.high)}; at the most cautious {number(ledger.conservative)}"
        )
        for entry in ledger.entries:
            words = one_line(entry.words.text)
            yield f"  {entry.day or 'no date'}  {words}, {shorten(one_line(entry.name), 80)}"
        if why:
            yield from (f"  {reason.code}: {one_line(reason.why)}" for reason in ledger.reasons)


def link_lines(links: Iterable[Link], claims: Claims, *, why: bool) -> Iterator[str]:
    """One line for each contradiction or denial, and with `why` the words on both sides."""
    for link in links:
        yield f"{one_line(link.reasons[0].why)} ({link.score:.2f})"
        if why:
            for id in (link.first, link.second):
                yield f"    {_quoted(claims[id])}"


def watch_lines(items: Iterable[Item], claims: Claims, *, why: bool) -> Iterator[str]:
    """For each thing to check: when it was due and what came of it, what it is, and what tells so.

    The second line is indented, and so is the third: the words that decide the outcome. What is
    said to be due in the same words at one time is told once.
    """
    told = set()
    for item in items:
        key = item.words.text, item.first_due, item.outcome
        if key in told and not why:
            continue
        told.add(key)
        moved = f" to {due_words(item.due)}" if item.due != item.first_due else ""
        yield f"{due_words(item.first_due)}  {item.outcome}{moved}"
        yield f"    {_said(item.words)}"
        for one in item.evidence[: None if why else 1]:
            yield f"    {one.outcome}: {one.report} {one.day or 'no date'} “{_said(one.words)}”"
        if why:
            yield f"    because: {one_line(item.why)}"
            yield from (f"    announced: {_quoted(claims[id])}" for id in item.claims[:3])


def calendar(items: Iterable[Item]) -> Iterator[str]:
    """The watch list as iCalendar (RFC 5545): an event of whole days for each item with a day."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tipsheet//watch list//EN")
    for item in items:
        last = item.due.latest or item.due.earliest
        if last is None:
            continue
        yield from (
            "BEGIN:VEVENT",
            f"UID:{item.id}@tipsheet",
            f"DTSTAMP:{item.asked.replace('-', '')}T000000Z",
            f"DTSTART;VALUE=DATE:{last.replace('-', '')}",
            *_folded(f"SUMMARY:{_escaped(f'{item.outcome}: {_said(item.words)}')}"),
            *_folded(f"DESCRIPTION:{_escaped(f'Due {due_words(item.due)}. {item.why}')}"),
            "END:VEVENT",
        )
    yield "END:VCALENDAR"


def span_of(low: int, high: int) -> str:
    """A range of origins in words: "1 origin", "1–2 origins"."""
    if low == high:
        return "1 origin" if low == 1 else f"{low} origins"
    return f"{low}–{high} origins"


def due_words(due: Due) -> str:
    """A due range: one day, or from one to another."""
    days = dict.fromkeys(day for day in (due.earliest, due.latest) if day)
    return " – ".join(days) or "at no known time"


def _reports(origins: Origins) -> str:
    return "1 report" if origins.reports == 1 else f"{origins.reports} reports"


def _origin(origin: Origin) -> str:
    kind = origin_kinds()[origin.kind].label.lower()
    people = f", {origin.people} people" if origin.people and origin.people > 1 else ""
    through = ", ".join(map(one_line, origin.through))
    return f"{kind}: {shorten(one_line(origin.name), 100)}{people} (through {through})"


def _routes(origins: Origins, claims: Claims) -> Iterator[str]:
    for route in origins.routes:
        for hop in route.hops:
            there = claims[hop.to].report if hop.to in claims else hop.to
            words = f": “{_said(hop.words)}”" if hop.words else ""
            yield f"    {route.report} {hop.kind.replace('-', ' ')} → {there}{words}"


def _quoted(claim: Claim) -> str:
    return f"{claim.report} {claim.day or 'no date'} “{_said(claim.sentence)}”"


def _said(words: Span) -> str:
    return shorten(one_line(words.text), LONGEST)


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return one_line(text)


def _folded(line: str) -> Sequence[str]:
    """A line in pieces of at most 73 octets, as the format asks; later ones begin with a blank."""
    pieces = [""]
    for letter in line:
        if len((pieces[-1] + letter).encode()) > 73:
            pieces.append(" ")
        pieces[-1] += letter
    return pieces
