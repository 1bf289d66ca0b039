"""Which event mentions are one event, on ECB+: MUC, B³, CEAFe and their mean (CoNLL F1).

Measured as by Barhom and others (2019): over the validated sentences, mentions that stand alone
kept. `across` joins mentions of all documents, `within` those of one; `given` has the marked
mentions, `system` those that the reader finds, a found one standing for the marked one that it
touches. `lemma` is the baseline that joins mentions with the same words in one topic, as marked.
No topic is told to the linker: it puts the reports into stories itself. Intervals are by topic.
A marked mention is compared with what the reader found at its words: type, parties, place, date,
and the vector of the sentence; which mentions there are is all that is given.

Where a folder holds `gold/events.jsonl`, its marked mentions are scored instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation import pairs
from evaluation.bootstrap import Counts
from evaluation.coreference import MEASURES, conll, harmonic
from evaluation.corpus import Options, corpus_of, require
from evaluation.ecb import EcbDocument, documents
from evaluation.reader import ReaderUnderTest
from evaluation.readings import Read, read_all
from evaluation.score import Measured, Score, measured
from tipsheet.linking.arrivals import Arrivals
from tipsheet.linking.claims import claims_of
from tipsheet.linking.stems import lemma, plain_words
from tipsheet.linking.stories import rarity_in
from tipsheet.record import Claim, Report, Span

Cluster = frozenset[str]
NEWSROOM = "gold/events.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document to be linked: its mentions (id to code points), and the event of each."""

    id: str
    topic: str
    text: str
    day: str | None
    mentions: Mapping[str, tuple[int, int]]
    events: Mapping[str, str]
    sentences: tuple[tuple[int, int], ...]
    scored: tuple[tuple[int, int], ...]


def score(path: Path, reader: ReaderUnderTest, options: Options) -> Score:
    """Score ECB+ or a newsroom."""
    texts, files = _newsroom(path) if (require(path) / NEWSROOM).is_file() else _ecb(path)
    texts = texts[: options.limit]
    read = dict(zip((text.id for text in texts), read_all(reports_of(texts), reader), strict=True))
    given = clusters_of(texts, {text.id: given_claims(text, read[text.id]) for text in texts}, read)
    found = _system(texts, read)
    return Score(
        task="events",
        corpus=corpus_of(path, files, "all"),
        documents=len(texts),
        n=sum(len(text.mentions) for text in texts),
        measures=(
            *_measures("given", texts, given),
            *_measures("system", texts, found),
            *_measures("lemma", texts, _same_lemma(texts))[:1],
            *_measures("lemma", texts, _same_lemma(texts))[4:5],
        ),
    )


def texts_of(path: Path) -> list[Text]:
    """The documents of ECB+ below a folder."""
    return _ecb(path)[0]


def reports_of(texts: Iterable[Text]) -> list[Report]:
    """The documents as reports."""
    return [
        Report.of(text.text, id=text.id, published=text.day, published_from=text.day and "given")
        for text in texts
    ]


def clusters_of(
    texts: Sequence[Text],
    claims: Mapping[str, Sequence[Claim]],
    read: Mapping[str, Read] | None = None,
) -> list[Cluster]:
    """The ids of the documents' claims by event, as the linker joins them."""
    return [frozenset(event.claims) for event in arrived(texts, claims, read).events()]


def arrived(
    texts: Sequence[Text],
    claims: Mapping[str, Sequence[Claim]],
    read: Mapping[str, Read] | None = None,
) -> Arrivals:
    """The documents with their claims, by the document's id, put before the linker."""
    days = {text.id: text.day for text in texts}
    arrivals = Arrivals(rarity_in({text.id: text.text for text in texts}, days))
    for report in reports_of(texts):
        known = (read or {}).get(report.id)
        arrivals.add(report, claims.get(report.id, ()), known.sentences if known else None)
    return arrivals


def given_claims(text: Text, read: Read | None = None) -> list[Claim]:
    """A claim for each marked mention, with what was read at its words, if anything was."""
    told = [c for c in claims_of(read.reading) if c.kind == "event"] if read else []
    return [_given(text, id, place, told) for id, place in text.mentions.items()]


def _given(text: Text, id: str, place: tuple[int, int], told: Iterable[Claim]) -> Claim:
    start, end = place
    trigger = Span.of(text.text, start, end)
    sentence = next((s for s in text.sentences if s[0] <= start < s[1]), place)
    plain = Claim(
        id=id,
        report=text.id,
        published=text.day,
        kind="event",
        item=id,
        trigger=trigger,
        sentence=Span.of(text.text, *sentence),
    )
    shared = [(_shared(claim.trigger, trigger), claim.id, claim) for claim in told]
    best = max((one for one in shared if one[0] > 0), default=None)
    if best is None:
        return plain
    return replace(
        best[2], id=id, item=id, published=text.day, trigger=trigger, sentence=plain.sentence
    )


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _system(texts: Sequence[Text], read: Mapping[str, Read]) -> list[Cluster]:
    """The reader's events as clusters, each under the id of the mention that it touches."""
    claims: dict[str, list[Claim]] = {}
    names: dict[str, str] = {}
    for text in texts:
        told = claims_of(read[text.id].reading)
        claims[text.id] = [c for c in told if c.kind == "event" and _is_scored(c, text)]
        names.update(_standing_for(claims[text.id], text))
    found = clusters_of(texts, claims, read)
    return [frozenset(names[id] for id in cluster) for cluster in found]


def _is_scored(claim: Claim, text: Text) -> bool:
    return any(start <= claim.trigger.start < end for start, end in text.scored)


def _standing_for(claims: Iterable[Claim], text: Text) -> dict[str, str]:
    """For each claim the marked mention that its trigger touches, each once; else its own id."""
    free = dict(text.mentions)
    names = {}
    for claim in claims:
        touched = [
            (min(end, claim.trigger.end) - max(start, claim.trigger.start), id)
            for id, (start, end) in free.items()
        ]
        shared, id = max(touched, default=(0, ""))
        names[claim.id] = id if shared > 0 else claim.id
        if shared > 0:
            del free[id]
    return names


def _same_lemma(texts: Iterable[Text]) -> list[Cluster]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in texts:
        for id, (start, end) in text.mentions.items():
            found[text.topic, *map(lemma, plain_words(text.text[start:end]))].add(id)
    return [frozenset(ids) for ids in found.values()]


def _measures(prefix: str, texts: Sequence[Text], found: Sequence[Cluster]) -> tuple[Measured, ...]:
    """CoNLL F1 and its three parts, across documents and then within them."""
    n = sum(len(text.mentions) for text in texts)
    event = {id: name for text in texts for id, name in text.events.items()}
    home = {id: text.id for text in texts for id in text.mentions}
    gold = _grouped(event)
    apart = _grouped({id: f"{home[id]} {name}" for id, name in event.items()})
    cut = [part for cluster in found for part in _cut(cluster, home)]
    return (
        *_four(f"{prefix}_across", _by_topic(texts, gold, found), n),
        *_four(f"{prefix}_within", _by_topic(texts, apart, cut), n),
    )


def across(texts: Sequence[Text], found: Sequence[Cluster]) -> float:
    """CoNLL F1 across documents."""
    gold = _grouped({id: name for text in texts for id, name in text.events.items()})
    return float(conll(_by_topic(texts, gold, found).sum(axis=0)))


def _four(prefix: str, parts: Counts, n: int) -> tuple[Measured, ...]:
    return (
        measured(f"{prefix}_conll_f1", parts, conll, n),
        *(
            measured(f"{prefix}_{name}_f1", parts[:, index], harmonic, n)
            for index, name in enumerate(MEASURES)
        ),
    )


def _by_topic(texts: Sequence[Text], gold: Sequence[Cluster], found: Sequence[Cluster]) -> Counts:
    """The counts [topics, measures, 4]; a cluster over two topics counts, uncut, in both."""
    ids: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        ids[text.topic] |= set(text.mentions)
    rows = [
        [measure(*_touching(mentions, gold, found)) for measure in MEASURES.values()]
        for _, mentions in sorted(ids.items())
    ]
    return np.array(rows, dtype=float).reshape(len(rows), len(MEASURES), 4)


def _touching(
    mentions: set[str], gold: Sequence[Cluster], found: Sequence[Cluster]
) -> tuple[list[Cluster], list[Cluster]]:
    return [c for c in gold if c & mentions], [c for c in found if c & mentions]


def _cut(cluster: Cluster, home: Mapping[str, str]) -> Iterator[Cluster]:
    parts: dict[str, set[str]] = defaultdict(set)
    for id in cluster:
        parts[home.get(id, id)].add(id)
    return map(frozenset, parts.values())


def _grouped(event: Mapping[str, str]) -> list[Cluster]:
    found: dict[str, set[str]] = defaultdict(set)
    for id, name in event.items():
        found[name].add(id)
    return [frozenset(ids) for _, ids in sorted(found.items())]


def _ecb(path: Path) -> tuple[list[Text], list[Path]]:
    read, files = documents(path)
    return [_ecb_text(document) for document in read], files


def _ecb_text(document: EcbDocument) -> Text:
    return Text(
        id=document.id,
        topic=document.topic,
        text=document.text,
        day=None,
        mentions={mention.id: (mention.start, mention.end) for mention in document.mentions},
        events={mention.id: mention.event for mention in document.mentions},
        sentences=document.sentences,
        scored=tuple(s for n, s in enumerate(document.sentences) if n in document.validated),
    )


def _newsroom(path: Path) -> tuple[list[Text], list[Path]]:
    """The reports of a newsroom; only sentences with a marked mention are scored."""
    from tipsheet.linking.claims import line_around

    mentions: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    events: dict[str, dict[str, str]] = defaultdict(dict)
    for row in pairs.rows_of(path / NEWSROOM):
        for mention in row["mentions"]:
            id = f"{mention['report']}:{mention['start']}"
            mentions[mention["report"]][id] = (mention["start"], mention["end"])
            events[mention["report"]][id] = row["id"]
    texts = []
    for report in pairs.reports_of(path):
        lines = [
            line_around(report.text, Span.of(report.text, *place))
            for place in mentions[report.id].values()
        ]
        spans = tuple((line.start, line.end) for line in lines)
        texts.append(
            Text(
                id=report.id,
                topic="newsroom",
                text=report.text,
                day=(report.published or "")[:10] or None,
                mentions=mentions[report.id],
                events=events[report.id],
                sentences=spans,
                scored=spans,
            )
        )
    return texts, [path / NEWSROOM, path / pairs.REPORTS]
