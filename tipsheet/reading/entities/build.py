"""From names, roles and sources to entities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tipsheet.reading.entities.describe import describe, phrase_country
from tipsheet.reading.entities.drafts import Draft, Offsets, finished, offsets
from tipsheet.reading.entities.linking import Memory, antecedent_of, can_be
from tipsheet.reading.entities.naming import group_names
from tipsheet.reading.entities.phrases import Phrase
from tipsheet.reading.entities.references import Reference, read_references
from tipsheet.reading.entities.titles import apposition_after, honorific, title_before
from tipsheet.reading.entities.words import small_words
from tipsheet.reading.layers import Antecedents, Name
from tipsheet.record import Entity, Span

Built = tuple[tuple[Entity, ...], Mapping[Offsets, str]]


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
    pronouns to earlier ones where given, careful rules do where it is not or says nothing.
    """
    given = [*names, *(_place_name(span) for span in toponyms)]
    references = read_references(text, _apart(given), roles, sources)
    found = _all_names(given, references)
    places = {offsets(span) for span in toponyms}
    held = _named_drafts(text, found, references, places)
    _link(text, references, held, antecedents)
    return _finish(text, held)


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
        unique.setdefault(offsets(name), name)
    return sorted(unique.values(), key=offsets)


def _named_drafts(
    text: str, names: Sequence[Name], references: Sequence[Reference], places: set[Offsets]
) -> dict[Offsets, Draft]:
    """The draft of each name, described; names of one thing share theirs."""
    heads = {offsets(ref.name) for ref in references if ref.name and not ref.phrase.before}
    acting = (index for index, name in enumerate(names) if offsets(name) in heads - places)
    groups = group_names(text, names, frozenset(acting))
    drafts: dict[tuple[str, str], Draft] = {}
    held: dict[Offsets, Draft] = {}
    for name, group in zip(names, groups, strict=True):
        draft = held[offsets(name)] = drafts.setdefault(group, Draft(group=group))
        draft.names.append(name)
        draft.add(name, "name")
        _add_titles(text, name, draft)
    for ref in references:
        if ref.name:
            _bind(held[offsets(ref.name)], ref, ref.name)
    for draft in drafts.values():
        describe(draft)
    return held


def _add_titles(text: str, name: Name, draft: Draft) -> None:
    """What stands around a name and tells what it is."""
    if name.kind == "PER":
        draft.gender = draft.gender or honorific(text, name.start)
        if title := title_before(text, name.start):
            draft.note(title)
    if name.kind in ("PER", "ORG"):
        phrase = apposition_after(text, name.end)
        if phrase and phrase.role and phrase.role.body == (name.kind == "ORG"):
            draft.note(phrase)


def _bind(draft: Draft, ref: Reference, name: Name) -> None:
    """Make a reference a mention of the draft of the name that is its head."""
    _use(draft, ref, "name")
    role, head = ref.phrase.role, ref.phrase.head
    if role:
        draft.note(ref.phrase)
    if role and role.body and head:
        told = ref.span.text[name.start - ref.span.start : head.end - ref.span.start]
        draft.names.append(replace(name, end=head.end, text=told))


def _use(draft: Draft, ref: Reference, form: str) -> None:
    draft.add(ref.span, form)
    draft.acting = True
    if ref.source_kind:
        draft.source_kinds.append(ref.source_kind)


def _link(
    text: str,
    references: Sequence[Reference],
    held: dict[Offsets, Draft],
    antecedents: Antecedents | None,
) -> None:
    """Give every reference its draft, in text order; `held` grows by them."""
    uses = {offsets(ref.span): ref for ref in references}
    spans = sorted({*held, *uses})
    told = _told(text, spans, antecedents)
    speaking = ((ref.span, ref.name) for ref in references if ref.name and ref.source_kind)
    memory = Memory.of(text, [(span, held[offsets(name)]) for span, name in speaking])
    for place in spans:
        ref = uses.get(place)
        earlier = held.get(told[place]) if place in told else None
        if ref and ref.name is None:
            draft = _draft_for(ref, ref.phrase, memory, earlier)
        else:
            draft = held[offsets(ref.name) if ref and ref.name else place]
            _merge_back(draft, earlier, held)
        held[place] = draft
        phrase = ref.phrase if ref else None
        memory.remember(Span.of(text, *place), draft, ref is not None, phrase)


def _told(
    text: str, spans: Sequence[Offsets], antecedents: Antecedents | None
) -> Mapping[Offsets, Offsets]:
    """What the model says: for each span the earlier one that it refers back to."""
    if antecedents is None or not spans:
        return {}
    chosen = antecedents([Span.of(text, *place) for place in spans])
    pairs = zip(spans, chosen, strict=True)
    back = ((place, spans[index]) for place, index in pairs if index is not None)
    return {place: earlier for place, earlier in back if earlier[1] <= place[0]}


def _merge_back(draft: Draft, earlier: Draft | None, held: dict[Offsets, Draft]) -> None:
    """Join a name with the nameless phrase that the model says it refers back to."""
    if earlier is None or earlier is draft or earlier.group is not None or not earlier.phrases:
        return
    if can_be(earlier.phrases[0], draft):
        draft.take(earlier)
        held.update((place, draft) for place in earlier.mentions)
        describe(draft)


def _draft_for(ref: Reference, phrase: Phrase, memory: Memory, earlier: Draft | None) -> Draft:
    """The draft that a reference without a proper name belongs to: the model's, or by rule."""
    known = earlier if earlier and can_be(phrase, earlier) else antecedent_of(phrase, memory)
    draft = known.current if known else Draft()
    _use(draft, ref, "pronoun" if phrase.pronoun else "nominal")
    draft.note(phrase)
    if phrase.pronoun and draft.kind == "person":
        what = small_words().pronouns[phrase.pronoun][2]
        draft.gender = draft.gender or (what if what in ("male", "female") else None)
    if known is None or not phrase.pronoun:
        describe(draft)
    if draft.country is None and phrase.owner:
        draft.country = _owner_country(phrase, memory)
    return draft


def _owner_country(phrase: Phrase, memory: Memory) -> str | None:
    """The country of whoever a possessive pronoun in front of a phrase stands for."""
    span = replace(phrase.span, end=phrase.span.start, text="")
    owner = antecedent_of(Phrase(span=span, pronoun=phrase.owner), memory)
    return (owner.current.country if owner else None) or phrase_country(phrase)


def _finish(text: str, held: Mapping[Offsets, Draft]) -> Built:
    """The entities in order of first mention, and the id for each span."""
    drafts = {id(draft): draft for draft in held.values()}
    entities = {key: finished(draft, text) for key, draft in drafts.items()}
    ids = {place: entities[id(draft)].id for place, draft in held.items()}
    ordered = sorted(entities.values(), key=lambda e: (offsets(e.mentions[0]), e.id))
    return tuple(ordered), ids
