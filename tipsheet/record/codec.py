"""To and from plain dictionaries, for every type of the record."""

import types
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_dict(value: Any) -> Any:
    """Plain dictionaries, lists and scalars, with the keys in the order of the record."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [to_dict(item) for item in value]
    writer = _writer(kind)
    return value if writer is None else writer(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _writer(kind: type) -> Callable[[Any], dict[str, Any]] | None:
    """What makes a dictionary of a dataclass: one display of its fields, made once for each type.

    None for any other type, and for a dataclass without fields.
    """
    if not is_dataclass(kind) or not fields(kind):
        return None
    items = ", ".join(f"{field.name!r}: {_written(field)}" for field in fields(kind))
    writer: Callable[[Any], dict[str, Any]] = eval(  # of nothing but field names
        f"lambda value: {{{items}}}", {"to_dict": to_dict}
    )
    return writer


def _written(field: Field[Any]) -> str:
    plain = f"value.{field.name}"
    return plain if _is_plain(field.type) else f"to_dict({plain})"


def _is_plain(hint: Any) -> bool:
    """Whether a hint allows nothing but scalars."""
    return hint in _PLAIN or (
        isinstance(hint, types.UnionType) and _PLAIN.issuperset(hint.__args__)
    )


def from_dict(kind: type[T], data: dict[str, Any]) -> T:
    """The `kind` that `data` describes; keys it does not know are left out.

    Raises TypeError when a key without a default is missing.
    """
    hints = _hints(cast(Any, kind))
    known = {name: _convert(hint, data[name]) for name, hint in hints.items() if name in data}
    return kind(**known)


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(cast(Any, kind))}


def _convert(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_convert(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint):
        return from_dict(cast(type[Any], hint), value)
    return value
