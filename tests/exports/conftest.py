"""The example reading, as a module and ready made."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tipsheet.record import Reading


def _load() -> ModuleType:
    spec = spec_from_file_location("exports_example", Path(__file__).with_name("example.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_EXAMPLE = _load()


@pytest.fixture(scope="session")
def example() -> ModuleType:
    return _EXAMPLE


@pytest.fixture(scope="session")
def reading() -> Reading:
    made: Reading = _EXAMPLE.reading()
    return made
