"""The closed lists of the record, as data."""

from tipsheet.vocabulary.cameo import CameoRule, cameo_of, cameo_rules
from tipsheet.vocabulary.plover import (
    EventType,
    Mode,
    Sector,
    contexts,
    intensity_of,
    international,
    modes,
    quad_of,
    sectors,
    types,
)
from tipsheet.vocabulary.terms import (
    LinkKind,
    Status,
    Term,
    entity_kinds,
    figure_modifiers,
    link_kinds,
    mention_forms,
    quote_kinds,
    source_kinds,
    statuses,
)

__all__ = [
    "CameoRule",
    "EventType",
    "LinkKind",
    "Mode",
    "Sector",
    "Status",
    "Term",
    "cameo_of",
    "cameo_rules",
    "contexts",
    "entity_kinds",
    "figure_modifiers",
    "intensity_of",
    "international",
    "link_kinds",
    "mention_forms",
    "modes",
    "quad_of",
    "quote_kinds",
    "sectors",
    "source_kinds",
    "statuses",
    "types",
]
