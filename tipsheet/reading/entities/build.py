"""From names, roles and sources to entities."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tipsheet.reading.entities.agents import body_of, role_of, sector_of_name
from tipsheet.reading.entities.describe import describe, phrase_country
from tipsheet.reading.entities.drafts import Draft, Offsets, finished
from tipsheet.reading.entities.linking import Memory, antecedent_of, can_be
from tipsheet.reading.entities.naming import group_names
from tipsheet.reading.entities.phrases import Phrase, parse_phrase
from tipsheet.reading.entities.titles import apposition_after, honorific, title_before
from tipsheet.reading.entities.words import Word, small_words
from tipsheet.reading.layers import Antecedents, Name
from tipsheet.record import Entity, Span
from tipsheet.vocabulary.countries import countries, country_of

Built = tuple[tuple[Entity, ...], Mapping[Offsets, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A span that refers to an entity: its phrase, the proper name that is its head, its uses."""

    span: Span
    phrase: Phrase
    name: Name | None
    source_kind: str | None
    role: bool


def build_entities(
    text: str,
    *,
    names: Sequence[Name],
    roles: Sequence[Span],
    sources: Sequence[tuple[Span, str]],
    toponyms: Sequence[Span],
    antecedents: Antecedents | None = None,
) -> Built:
    """The entities of a text in order of first mention, and the entity id of every span given.

    `roles` are actors and recipients of events, `sources` the sources of attributions with
    their kind, `toponyms` names of places used as such; `antecedents` links phrases and
    pronouns to earlier ones where given, careful rules do where it is not.
    """
    given = [*names, *(_place_name(span) for span in toponyms)]
    apart = _apart(given)
    references = _references(text, apart, roles, sources)
    found = _all_names(given, references)
    places = {(span.start, span.end) for span in toponyms}
    drafts = _named_drafts(text, found, references, places)
    held = {_offsets(name): draft for name, draft in zip(found, drafts, strict=True)}
    _link(text, references, held, antecedents)
    return _finish(text, held)


def _offsets(span: Span) -> Offsets:
    return span.start, span.end


def _place_name(span: Span) -> Name:
    return Name(start=span.start, end=span.end, text=span.text, kind="LOC", score=1.0)


def _apart(names: Iterable[Name]) -> list[Name]:
    """The names in text order, of overlapping ones the longest, of equal ones the first."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
        elif name.end - name.start > kept[-1].end - kept[-1].start:
            kept[-1] = name
    return kept


def _all_names(given: Iterable[Name], references: Iterable[Reference]) -> list[Name]:
    """Every name once, those that references imply included, in text order."""
    implied = (ref.name for ref in references if ref.name)
    unique: dict[Offsets, Name] = {}
    for name in (*given, *implied):
        unique.setdefault(_offsets(name), name)
    return sorted(unique.values(), key=_offsets)


def _within(names: Sequence[Name], starts: Sequence[int], start: int, end: int) -> list[Name]:
    """The names that lie within `start..end`."""
    nearby = names[bisect_left(starts, start) : bisect_left(starts, end)]
    return [name for name in nearby if name.end <= end]


def _references(
    text: str, names: Sequence[Name], roles: Sequence[Span], sources: Sequence[tuple[Span, str]]
) -> list[Reference]:
    """One reference for each span that acts or speaks, in text order."""
    kinds = {_offsets(span): kind for span, kind in sources}
    acting = {_offsets(span) for span in roles}
    starts = [name.start for name in names]
    references = []
    for start, end in sorted({*kinds, *acting}):
        span = Span.of(text, start, end)
        phrase = parse_phrase(text, span, _within(names, starts, start, end))
        references.append(
            Reference(
                span=span,
                phrase=phrase,
                name=_head_name(phrase) or _implied(text, phrase, kinds.get((start, end))),
                source_kind=kinds.get((start, end)),
                role=(start, end) in acting,
            )
        )
    return references


def _head_name(phrase: Phrase) -> Name | None:
    """The proper name that a phrase is a mention of: its head, or set beside its head."""
    if phrase.coordinated or phrase.head is None:
        return None
    return phrase.name or _apposed(phrase) or _classified(phrase)


def _apposed(phrase: Phrase) -> Name | None:
    """The person named after a role ("the envoy, X", "first minister of Y X")."""
    if phrase.role is None or phrase.role.body or phrase.plural or not phrase.after:
        return None
    last = phrase.after[-1]
    if last.name is None or last.name.kind != "PER":
        return None
    between = phrase.after[:-1]
    commas = sum(word.text == "," for word in between)
    if commas == 1 and between[-1].text == ",":
        return last.name
    noun_before = len(between) > 1 and not between[-1].possessive and not commas
    told = any(role_of([word.lower]) for word in between if word.name is None)
    closed = between and between[-1].lower in small_words().prepositions
    return last.name if noun_before and not told and not closed else None


def _classified(phrase: Phrase) -> Name | None:
    """The body named before a noun that says what it is ("the X cartel")."""
    if phrase.role is None or phrase.plural or not phrase.before or not phrase.role.body:
        return None
    lead = phrase.before[-1 - phrase.role.noun.count(" ") :][:1]
    if not lead or lead[0].name is None or lead[0].possessive or lead[0].name.kind in ("PER", "LOC"):
        return None
    if lead[0].name.kind == "MISC" and country_of(lead[0].text):
        return None
    return lead[0].name if phrase.role.noun.rsplit(" ", 1)[-1] in small_words().points else None


def _implied(text: str, phrase: Phrase, source_kind: str | None) -> Name | None:
    """The proper name that a phrase ends in though nothing marked it as one."""
    head = phrase.head
    if head is None or phrase.coordinated or phrase.role or not _is_capital(head.text):
        return None
    if head.possessive or phrase.inner or (phrase.plural and not country_of(head.text)):
        return None
    words: list[Word] = [head]
    for word in reversed(phrase.before):
        if not word.text[0].isupper() or word.name or word.possessive or role_of([word.lower]):
            break
        words.insert(0, word)
    start, end = words[0].start, words[-1].end
    name = text[start:end]
    return Name(start=start, end=end, text=name, kind=_likely_kind(name, source_kind), score=0.0)


def _is_capital(word: str) -> bool:
    """Whether a word is written as a name ("Kelm", "al-Kelm")."""
    return word[0].isupper() or word.partition("-")[2][:1].isupper()


def _likely_kind(name: str, source_kind: str | None) -> str:
    if code := country_of(name):
        return "MISC" if name in countries()[code].people else "LOC"
    if body_of(name) or sector_of_name(name) or name.isupper():
        return "ORG"
    if source_kind == "person" or name.split()[0] in small_words().given:
        return "PER"
    return "PER" if source_kind is None and 1 < len(name.split()) < 4 else "ORG"


def _named_drafts(
    text: str, names: Sequence[Name], references: Sequence[Reference], places: set[Offsets]
) -> list[Draft]:
    """The draft of each name; names of one thing share theirs."""
    heads = {_offsets(ref.name) for ref in references if ref.name and not ref.phrase.before}
    alone = frozenset(
        index for index, name in enumerate(names) if _offsets(name) in heads - places
    )
    groups = group_names(text, names, alone)
    drafts: dict[tuple[str, str], Draft] = {}
    for name, group in zip(names, groups, strict=True):
        draft = drafts.setdefault(group, Draft(group=group))
        draft.names.append(name)
        draft.add(name, "name")
        _add_titles(text, name, draft)
    found = {_offsets(name): drafts[group] for name, group in zip(names, groups, strict=True)}
    for ref in references:
        if ref.name:
            _bind(found[_offsets(ref.name)], ref)
    for draft in drafts.values():
        describe(draft)
    return [drafts[group] for group in groups]


def _add_titles(text: str, name: Name, draft: Draft) -> None:
    if name.kind == "PER":
        draft.gender = draft.gender or honorific(text, name.start)
        if title := title_before(text, name.start):
            draft.note(title)
    if name.kind in ("PER", "ORG") and (phrase := apposition_after(text, name.end)):
        if phrase.role and phrase.role.body == (name.kind == "ORG"):
            draft.note(phrase)


def _bind(draft: Draft, ref: Reference) -> None:
    draft.add(ref.span, "name")
    draft.acting = True
    if ref.source_kind:
        draft.source_kinds.append(ref.source_kind)
    if ref.phrase.role:
        draft.note(ref.phrase)
    if ref.name and ref.phrase.role and ref.phrase.role.body and ref.phrase.head:
        draft.names.append(_longer(ref.span, ref.name, ref.phrase.head.end))


def _longer(span: Span, name: Name, end: int) -> Name:
    """The name with the noun that says what it names ("X cartel")."""
    told = span.text[name.start - span.start : end - span.start]
    return Name(start=name.start, end=end, text=told, kind=name.kind, score=name.score)


def _link(
    text: str,
    references: Sequence[Reference],
    held: dict[Offsets, Draft],
    antecedents: Antecedents | None,
) -> None:
    """Give every reference its draft, in text order; `held` grows by them."""
    memory = Memory.of(text)
    uses = {_offsets(ref.span): ref for ref in references}
    spans = sorted({*held, *uses})
    told = _told(text, spans, antecedents)
    memory.speakers = [
        (ref.span, held[_offsets(ref.name)])
        for ref in references
        if ref.name and ref.source_kind
    ]
    for offsets in spans:
        ref = uses.get(offsets)
        draft = held.get(offsets)
        if ref and ref.name:
            draft = held[_offsets(ref.name)]
            _merge_back(draft, told.get(offsets), held)
        elif ref:
            draft = _draft_for(ref, memory, told.get(offsets), held)
        if draft is None:
            continue
        held[offsets] = draft
        phrase = ref.phrase if ref else None
        memory.remember(Span.of(text, *offsets), draft, ref is not None, phrase)


def _told(
    text: str, spans: Sequence[Offsets], antecedents: Antecedents | None
) -> Mapping[Offsets, Offsets]:
    """What the model says: for each span the earlier one that it refers back to."""
    if antecedents is None or not spans:
        return {}
    chosen = antecedents([Span.of(text, *offsets) for offsets in spans])
    pairs = zip(spans, chosen, strict=True)
    return {span: spans[index] for span, index in pairs if index is not None}


def _merge_back(draft: Draft, earlier: Offsets | None, held: dict[Offsets, Draft]) -> None:
    """Join a name with the nameless phrase that the model says it refers back to."""
    other = held.get(earlier) if earlier else None
    if other is None or other is draft or other.group is not None or not other.phrases:
        return
    if not can_be(other.phrases[0], draft):
        return
    draft.take(other)
    for offsets in other.mentions:
        held[offsets] = draft
    describe(draft)


def _draft_for(
    ref: Reference, memory: Memory, earlier: Offsets | None, held: Mapping[Offsets, Draft]
) -> Draft:
    phrase = ref.phrase
    draft = held.get(earlier) if earlier else None
    if draft is not None and not can_be(phrase, draft):
        draft = None
    if draft is None:
        draft = antecedent_of(phrase, memory)
    new = draft is None
    draft = draft or Draft()
    draft.add(ref.span, "pronoun" if phrase.pronoun else "nominal")
    draft.acting = True
    draft.note(phrase)
    if ref.source_kind:
        draft.source_kinds.append(ref.source_kind)
    if phrase.pronoun and draft.gender is None and draft.kind == "person":
        what = small_words().pronouns[phrase.pronoun][2]
        draft.gender = what if what in ("male", "female") else None
    if new or not phrase.pronoun:
        describe(draft)
    if draft.country is None and phrase.owner:
        draft.country = _owner_country(phrase, memory)
    return draft


def _owner_country(phrase: Phrase, memory: Memory) -> str | None:
    """The country of whoever a possessive pronoun in front of a phrase stands for."""
    span = replace(phrase.span, end=phrase.span.start)
    owner = antecedent_of(Phrase(span=span, pronoun=phrase.owner), memory)
    return (owner.country if owner else None) or phrase_country(phrase)


def _finish(text: str, held: Mapping[Offsets, Draft]) -> Built:
    """The entities in order of first mention, and the id for each span."""
    drafts = {id(draft): draft for draft in held.values()}
    entities = {key: finished(draft, text) for key, draft in drafts.items()}
    ids = {offsets: entities[id(draft)].id for offsets, draft in held.items()}
    ordered = sorted(entities.values(), key=lambda e: (_offsets(e.mentions[0]), e.id))
    return tuple(ordered), ids
