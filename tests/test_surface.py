import subprocess
import sys

import pytest

import tipsheet
from tipsheet import api, record

HEAVY = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "httpx", "rich", "pypdfium2")


def test_public_names_are_these_three() -> None:
    assert tipsheet.__all__ == ["Reading", "Report", "read"]
    assert tipsheet.read is api.read
    assert tipsheet.Report is record.Report
    assert tipsheet.Reading is record.Reading


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        tipsheet.reed  # noqa: B018


def test_record_names_are_there_and_sorted() -> None:
    assert all(hasattr(record, name) for name in record.__all__)
    assert list(record.__all__) == sorted(
        record.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )


@pytest.mark.parametrize("module", ["tipsheet", "tipsheet.cli", "tipsheet.record"])
def test_import_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
