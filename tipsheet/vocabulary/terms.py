"""The short closed lists: statuses and the kinds of sources, entities, quotes and hedges."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tipsheet.vocabulary.loading import broken, read_list

FACTBANK_VALUES = frozenset({"CT+", "CT-", "CTu", "PR+", "PR-", "PRu", "PS+", "PS-", "PSu", "Uu"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code of a closed list, with what it is called and what it means."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Term):
    """How real an event is; `order` counts from the most settled (1).

    `iptc` is the nearest code of IPTC's event occurrence status, `factbank` of FactBank's scale.
    """

    order: int
    iptc: str
    factbank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKind(Term):
    """A kind of link; `directed` where links of this kind can have a direction."""

    directed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginKind(Term):
    """What a claim can come from; `weight` is sure, unnamed or unseen."""

    weight: str


@cache
def statuses() -> Mapping[str, Status]:
    """The seven statuses of an event, most settled first."""
    listed = read_list("statuses.toml", Status)
    if any(one.order >= other.order for one, other in pairwise(listed.values())):
        raise broken("statuses.toml", "the statuses are out of order")
    if strange := {status.factbank for status in listed.values()} - FACTBANK_VALUES:
        raise broken("statuses.toml", f"no values of FactBank: {', '.join(sorted(strange))}")
    return listed


@cache
def source_kinds() -> Mapping[str, Term]:
    """What can stand behind an attribution."""
    return read_list("source_kinds.toml", Term)


@cache
def entity_kinds() -> Mapping[str, Term]:
    """What an entity can be."""
    return read_list("entity_kinds.toml", Term)


@cache
def quote_kinds() -> Mapping[str, Term]:
    """How the words of a source can be given."""
    return read_list("quote_kinds.toml", Term)


@cache
def figure_modifiers() -> Mapping[str, Term]:
    """The hedges that a figure can carry."""
    return read_list("figure_modifiers.toml", Term)


@cache
def mention_forms() -> Mapping[str, Term]:
    """How a mention can name its entity."""
    return read_list("mention_forms.toml", Term)


@cache
def link_kinds() -> Mapping[str, LinkKind]:
    """What can join two reports, claims or actors."""
    return read_list("link_kinds.toml", LinkKind)


@cache
def origin_kinds() -> Mapping[str, OriginKind]:
    """What a claim can come from in the end."""
    listed = read_list("origin_kinds.toml", OriginKind)
    if strange := {kind.weight for kind in listed.values()} - {"sure", "unnamed", "unseen"}:
        raise broken("origin_kinds.toml", f"no weights: {', '.join(sorted(strange))}")
    return listed
