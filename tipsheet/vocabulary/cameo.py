"""From PLOVER back to CAMEO."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tipsheet.vocabulary.loading import broken, read_table
from tipsheet.vocabulary.plover import contexts as known_contexts
from tipsheet.vocabulary.plover import types

FILE = "cameo.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoRule:
    """A CAMEO code and the PLOVER type, mode and contexts that it maps to."""

    code: str
    type: str
    mode: str | None
    contexts: frozenset[str]


@cache
def cameo_rules() -> tuple[CameoRule, ...]:
    """The mapping, a rule for each CAMEO code."""
    mapping = read_table(FILE)["mapping"]
    return tuple(_rule(code, *text.split()) for code, text in mapping.items())


def cameo_of(type: str, modes: Iterable[str] = (), contexts: Collection[str] = ()) -> str | None:
    """The most general CAMEO code for an event, or None where the mapping has none.

    The first mode with a code decides. Among its codes the shortest is taken; a context
    narrows the choice only where it leaves exactly one code of the shortest that it fits.
    """
    for mode in (*modes, None):
        if code := _narrowed(type, mode, contexts) or _general(type, mode):
            return code
        if mode is not None and type not in _named():
            return None
    return None


def _narrowed(type: str, mode: str | None, contexts: Collection[str]) -> str | None:
    fitting = [
        rule.code
        for rule in _rules_by_event().get((type, mode), ())
        if rule.contexts and rule.contexts.issubset(contexts)
    ]
    shortest = [code for code in fitting if len(code) == min(map(len, fitting))]
    return shortest[0] if len(shortest) == 1 else None


@cache
def _general(type: str, mode: str | None) -> str | None:
    if named := _named().get(f"{type}/{mode}" if mode else type):
        return named
    rules = _rules_by_event().get((type, mode), ())
    ranked = sorted((len(rule.code), bool(rule.contexts), rule.code) for rule in rules)
    return ranked[0][2] if ranked else None


@cache
def _named() -> Mapping[str, str]:
    named: dict[str, str] = read_table(FILE)["general"]
    for event in named:
        _checked(*event.partition("/")[::2])
    return named


@cache
def _rules_by_event() -> Mapping[tuple[str, str | None], list[CameoRule]]:
    grouped: dict[tuple[str, str | None], list[CameoRule]] = {}
    for rule in cameo_rules():
        grouped.setdefault((rule.type, rule.mode), []).append(rule)
    return grouped


def _rule(code: str, event: str, *contexts: str) -> CameoRule:
    type, mode = _checked(*event.partition("/")[::2])
    if unknown := set(contexts) - known_contexts().keys():
        raise broken(FILE, f"{code} names unknown contexts: {', '.join(sorted(unknown))}")
    return CameoRule(code=code, type=type, mode=mode, contexts=frozenset(contexts))


def _checked(type: str, mode: str) -> tuple[str, str | None]:
    if type not in types() or (mode and mode not in types()[type].modes):
        raise broken(FILE, f"unknown type or mode: {type}/{mode}")
    return type, mode or None
