"""Reading the closed lists from their files, with every key and value checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar, cast, get_type_hints

from tipsheet.errors import InstallationBroken

T = TypeVar("T")


def read_table(name: str, package: str = "tipsheet.vocabulary") -> dict[str, Any]:
    """The TOML file `name` of `package` as plain dictionaries.

    Raises InstallationBroken when it is missing or is not TOML.
    """
    try:
        return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise broken(name, str(error)) from error


def read_list(name: str, kind: type[T]) -> Mapping[str, T]:
    """The closed list in the file `name`: each table of it as a `kind`, by its code."""
    table = read_table(name)
    return MappingProxyType({code: build(name, kind, code, table[code]) for code in table})


def build(name: str, kind: type[T], code: str, row: object) -> T:
    """The `kind` that the table `row` describes; `name` is the file, for the message.

    Raises InstallationBroken on a missing or unknown key, or a value of the wrong type.
    """
    if not isinstance(row, dict):
        raise broken(name, f"[{code}] is not a table")
    values = {"code": code, **row}
    hints = get_type_hints(kind)
    required = {f.name for f in fields(cast(Any, kind)) if f.default is MISSING}
    if wrong := required - values.keys() or values.keys() - hints.keys():
        raise broken(name, f"[{code}] has a missing or unknown key: {', '.join(sorted(wrong))}")
    for key, value in values.items():
        if isinstance(hints[key], type) and type(value) is not hints[key]:
            raise broken(name, f"[{code}] {key} should be {hints[key].__name__}")
        if value == "":
            raise broken(name, f"[{code}] {key} is empty")
    return kind(**values)


def broken(name: str, why: str) -> InstallationBroken:
    """The error for a damaged file of the package."""
    return InstallationBroken(f"{name} of the package is damaged ({why}): reinstall tipsheet")
