"""An entity while it is being put together, and the entity that comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tipsheet.reading.entities.phrases import Phrase
from tipsheet.reading.layers import Name
from tipsheet.record import Entity, Mention, Span, content_id
from tipsheet.vocabulary.countries import country_of

_NAME_WORDS = 12  # a longer phrase is cut after its head to make a name of it
_PHRASES = 40
_ARTICLES = ("the ", "a ", "an ")

Offsets = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Draft:
    """One entity so far.

    `group` is what its proper names have in common, None without any; `phrases` are its titles,
    appositions and noun phrases; `acting` tells whether it acts, is acted on or speaks;
    `into` is the draft that has taken this one.
    """

    group: tuple[str, str] | None = None
    names: list[Name] = field(default_factory=list)
    mentions: dict[Offsets, str] = field(default_factory=dict)
    phrases: list[Phrase] = field(default_factory=list)
    source_kinds: list[str] = field(default_factory=list)
    acting: bool = False
    plural: bool = False
    gender: str | None = None
    kind: str = "other"
    sector: str | None = None
    country: str | None = None
    into: "Draft | None" = None

    @property
    def current(self) -> "Draft":
        """The draft that has taken this one, or this one."""
        return self.into.current if self.into else self

    def add(self, span: Span, form: str) -> None:
        """One more mention; a name stays a name."""
        if self.mentions.get((span.start, span.end)) != "name":
            self.mentions[span.start, span.end] = form

    def note(self, phrase: Phrase) -> None:
        """One more phrase; what a report says of one entity after the first many adds nothing."""
        if len(self.phrases) < _PHRASES:
            self.phrases.append(phrase)

    def take(self, other: "Draft") -> None:
        """Everything that another draft has, which turned out to be the same entity."""
        self.mentions = other.mentions | self.mentions
        self.names += other.names
        self.phrases += other.phrases
        self.source_kinds += other.source_kinds
        self.acting = self.acting or other.acting
        other.into = self

    @property
    def roles(self) -> frozenset[str]:
        """The role nouns that its titles, appositions and noun phrases give it."""
        return frozenset(phrase.role.noun for phrase in self.phrases if phrase.role)


def finished(draft: Draft, text: str) -> Entity:
    """The entity that the draft has become; of overlapping mentions the longest is kept."""
    mentions = tuple(_mention(text, span, form) for span, form in _apart(draft.mentions))
    first, name = mentions[0], _display_name(draft, text)
    return Entity(
        id=content_id("n", first.start, first.end, name),
        name=name,
        kind=draft.kind,
        country=draft.country,
        sector=draft.sector,
        mentions=mentions,
    )


def longest_name(names: Iterable[Name]) -> str:
    """The name with most words, of those the longest, of those the first."""
    return max((name.text for name in names), key=lambda text: (text.count(" "), len(text)))


def _display_name(draft: Draft, text: str) -> str:
    if draft.names:
        return _clean(longest_name(_proper(draft)))
    phrases = [phrase for phrase in draft.phrases if not phrase.pronoun]
    cores = [_core(text, phrase) for phrase in phrases if offsets(phrase.span) in draft.mentions]
    if cores:
        return _clean(max(cores, key=lambda core: (core.count(" "), len(core))))
    return _clean(text[slice(*min(draft.mentions))])


def _proper(draft: Draft) -> Sequence[Name]:
    """The names, without capitals that stand for a country which is named itself."""
    if draft.group and draft.group[0] == "country":
        return [name for name in draft.names if country_of(name.text)] or draft.names
    return draft.names


def _core(text: str, phrase: Phrase) -> str:
    """The phrase without its article and, where it is long, without what follows the head."""
    end = phrase.span.end
    if phrase.head and phrase.span.text.count(" ") >= _NAME_WORDS:
        end = phrase.head.end
    core = text[phrase.span.start : end]
    lowered = core[:4].lower()
    article = next((word for word in _ARTICLES if lowered.startswith(word)), "")
    return core[len(article) :]


def _clean(name: str) -> str:
    name = " ".join(name.split()).strip(' ,;:"“”') or name
    if name[:4] in ("the ", "The "):
        name = name[4:]
    return name[:-2] if name.endswith(("'s", "’s")) else name


def _apart(mentions: Mapping[Offsets, str]) -> list[tuple[Offsets, str]]:
    if len(mentions) == 1:
        return list(mentions.items())
    kept: list[tuple[Offsets, str]] = []
    for span, form in sorted(mentions.items()):
        if not kept or kept[-1][0][1] <= span[0]:
            kept.append((span, form))
        elif span[1] - span[0] > kept[-1][0][1] - kept[-1][0][0]:
            kept[-1] = (span, form)
    return kept


def offsets(span: Span) -> Offsets:
    """Where a span starts and ends."""
    return span.start, span.end


def _mention(text: str, span: Offsets, form: str) -> Mention:
    return Mention(start=span[0], end=span[1], text=text[slice(*span)], form=form)
