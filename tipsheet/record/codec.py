"""To and from plain dictionaries, for every type of the record."""

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_dict(value: Any) -> Any:
    """Plain dictionaries, lists and scalars, with the keys in the order of the record."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_dict(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_dict(item) for item in value]
    return value


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
