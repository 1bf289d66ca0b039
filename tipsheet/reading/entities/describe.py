"""Kind, sector, country and gender of an entity, from what its names and phrases tell."""

from collections.abc import Iterable, Iterator, Sequence

from tipsheet.reading.entities.agents import (
    ARMED,
    STATE,
    Role,
    body_of,
    country_at,
    is_loose,
    kind_of_sector,
    role_of,
    sector_before,
    sector_of_name,
)
from tipsheet.reading.entities.drafts import Draft, longest_name
from tipsheet.reading.entities.phrases import Phrase
from tipsheet.reading.entities.words import Word, is_number, small_words
from tipsheet.vocabulary.countries import country_of

_SOURCE_KINDS = {"document": "other", "media": "media", "organization": "organization"}


def describe(draft: Draft) -> None:
    """Fill in kind, sector, country, gender and number of a draft from what is known of it."""
    naming = draft.group[0] if draft.group else None
    if naming == "person":
        draft.kind, draft.sector = "person", _sector(draft.phrases)
        draft.country = _country(draft.phrases)
    elif naming == "country" and draft.group:
        draft.kind, draft.sector = ("government", "GOV") if draft.acting else ("place", None)
        draft.country = draft.group[1]
    elif naming == "place":
        draft.kind, draft.country = "place", country_at(longest_name(draft.names))
    elif naming:
        _describe_body(draft)
    else:
        _describe_nominal(draft)
    draft.gender = draft.gender or _gender(draft)


def phrase_country(phrase: Phrase) -> str | None:
    """The country that a phrase marks by an adjective, a possessive, an "of" or its own head."""
    if phrase.inner and (code := phrase_country(phrase.inner)):
        return code
    if code := _marked((*phrase.before, *phrase.head_words)):
        return code
    relatives = small_words().relatives
    for position, word in enumerate(phrase.after[:-1]):
        if word.text == "," or word.lower in relatives:
            return None
        if word.lower in ("of", "in", "from") and not _is_posting(phrase.role, word.lower):
            rest = [w for w in phrase.after[position + 1 :] if w.lower != "the"]
            if code := _marked(rest, reach=1):
                return code
    return None


def phrase_sector(phrase: Phrase) -> str | None:
    """The sector that a phrase tells: by its head, or for a general head by what is around it."""
    if phrase.inner and (sector := phrase_sector(phrase.inner)):
        return sector
    role = phrase.role
    if role is None:
        return None
    size = role.noun.count(" ") if " of " not in role.noun else 0
    before = phrase.before[: len(phrase.before) - size]
    lead = [word.lower for word in before]
    if (
        role.kind == "person"
        and small_words().past.intersection(lead)
        and role.sector in (*STATE, None)
    ):
        return "ELI"
    if role.sector and not is_loose(role.noun):
        return role.sector
    return _sector_of_names(before) or sector_before(lead) or _after(phrase) or role.sector


def _describe_body(draft: Draft) -> None:
    """Describe a named body or people."""
    name = longest_name(draft.names)
    bodies = (body_of(text) for text in (name, *(n.text for n in draft.names)))
    body = next((body for body in bodies if body), None)
    if body:
        draft.kind, draft.sector, draft.country = body.kind, body.sector, body.country
        return
    told = next((phrase for phrase in draft.phrases if phrase.role and phrase.role.body), None)
    draft.sector = sector_of_name(name) or (phrase_sector(told) if told else None)
    draft.country = _country(draft.phrases) or _country_of_name(name)
    if draft.group and draft.group[0] == "people" and not draft.sector:
        _describe_people(draft)
    elif "media" in draft.source_kinds and draft.sector in (None, "BUS", "SOC"):
        draft.kind, draft.sector = "media", "JRN"
    else:
        draft.kind = kind_of_sector(draft.sector)


def _describe_people(draft: Draft) -> None:
    """Describe what was named by a word for a people or faith, or by another name."""
    draft.plural = any(name.text.endswith(("s", "ese", "ish", "men")) for name in draft.names)
    draft.kind = "population" if draft.acting and draft.plural else "other"
    draft.sector = "CVL" if draft.kind == "population" and draft.country else None
    role = role_of([draft.names[0].text.lower()]) if draft.kind == "population" else None
    draft.sector = (role.sector if role else None) or draft.sector


def _describe_nominal(draft: Draft) -> None:
    phrase = next((p for p in draft.phrases if p.role), None) or next(iter(draft.phrases), None)
    if phrase is None:
        return
    draft.plural = phrase.plural
    draft.kind = _nominal_kind(phrase, draft.source_kinds)
    draft.sector = _sector(draft.phrases)
    draft.country = _country(draft.phrases)


def _nominal_kind(phrase: Phrase, source_kinds: Sequence[str]) -> str:
    if phrase.pronoun:
        return _pronoun_kind(phrase)
    if phrase.coordinated:
        return "population"
    inner = phrase.inner.role if phrase.inner else None
    role = inner or phrase.role
    if role is None:
        return _kind_without_role(phrase, source_kinds)
    sector = phrase_sector(phrase)
    if inner or (phrase.counted and role.plural and not role.body):
        return "armed_group" if role.sector in ARMED and not role.unarmed else "population"
    if role.sector is None and sector and (role.body or role.plural):
        return kind_of_sector(sector) if role.body else "population"
    if role.body and sector != role.sector:
        return kind_of_sector(sector)
    return role.kind


def _kind_without_role(phrase: Phrase, source_kinds: Sequence[str]) -> str:
    head = phrase.head
    if head and country_of(head.text) and phrase.plural:
        return "population"
    for kind in source_kinds:
        if kind in ("person", "anonymous"):
            return "population" if phrase.plural else "person"
        if kind in _SOURCE_KINDS:
            return _SOURCE_KINDS[kind]
    if head is None or is_number(head.lower) or head.lower in small_words().quantities:
        return "population"
    return "other"


def _pronoun_kind(phrase: Phrase) -> str:
    if small_words().pronouns[phrase.pronoun or "it"][2] == "thing":
        return "other"
    return "population" if phrase.plural else "person"


def _sector(phrases: Iterable[Phrase]) -> str | None:
    return next((sector for phrase in phrases if (sector := phrase_sector(phrase))), None)


def _country(phrases: Iterable[Phrase]) -> str | None:
    return next((code for phrase in phrases if (code := phrase_country(phrase))), None)


def _gender(draft: Draft) -> str | None:
    known = small_words()
    for phrase in draft.phrases:
        if phrase.role and (told := known.genders.get(phrase.role.noun.rpartition(" ")[2])):
            return told
    for name in draft.names:
        if name.kind == "PER" and (told := known.given.get(name.text.partition(" ")[0])):
            return told
    return None


def _after(phrase: Phrase) -> str | None:
    """The sector of what follows "of", "for" or "with" after a general noun."""
    after = phrase.after
    if len(after) < 2 or after[0].lower not in small_words().links:
        return None
    words = list(_until_next_phrase(after[1:]))
    if sector := _sector_of_names(words) or _known_body(words):
        return sector
    lowered = [word.lower for word in words]
    role = role_of(lowered)
    return role.sector if role and role.sector not in ("CVL", None) else sector_before(lowered)


def _known_body(words: Sequence[Word]) -> str | None:
    body = body_of(" ".join(_bare(word.text) for word in words))
    return body.sector if body else None


def _until_next_phrase(words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        if word.lower in small_words().prepositions or not word.text[0].isalnum():
            return
        yield word


def _sector_of_names(words: Sequence[Word]) -> str | None:
    named = (word.name.text for word in reversed(words) if word.name and word.name.kind != "LOC")
    return next((sector for name in named if (sector := _named_sector(name))), None)


def _named_sector(name: str) -> str | None:
    body = body_of(name)
    return body.sector if body else sector_of_name(name)


def _is_posting(role: Role | None, preposition: str) -> bool:
    """Whether a place is where somebody is posted, not whose they are ("envoy in …")."""
    return preposition == "in" and role is not None and role.noun in small_words().posted


def _marked(words: Sequence[Word], reach: int | None = None) -> str | None:
    """The country that one of the words, or a few together, name; `reach` limits the first."""
    for start, word in enumerate(words[:reach]):
        if word.name is None and not word.text[0].isupper():
            continue
        if word.name and word.name.kind == "PER":
            continue
        if code := _country_from([_bare(w.text) for w in words[start : start + 3]], 0):
            return code
        if word.name and word.name.kind == "ORG":
            body = body_of(word.name.text)
            if code := (body.country if body else _country_of_name(word.name.text)):
                return code
    return None


def _country_of_name(name: str) -> str | None:
    texts = [_bare(word) for word in name.split()]
    return next((code for at in range(len(texts)) if (code := _country_from(texts, at))), None)


def _country_from(texts: Sequence[str], start: int) -> str | None:
    if not texts[start][:1].isupper():
        return None
    longer = (" ".join(texts[start : start + size]) for size in (3, 2, 1))
    return next((code for text in longer if (code := country_at(text))), None)


def _bare(text: str) -> str:
    for ending in ("'s", "’s", "'", "’"):
        text = text.removesuffix(ending)
    return text
