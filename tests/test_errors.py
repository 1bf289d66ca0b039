import inspect

import pytest

from tipsheet import errors

CLASSES = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.TipsheetError)
]
LEAVES = [kind for kind in CLASSES if not kind.__subclasses__()]


def test_errors_have_codes_and_exit_statuses_of_their_own() -> None:
    assert len({kind.code for kind in CLASSES}) == len(CLASSES)
    assert len({kind.exit_status for kind in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_error_stands_in_the_tree_and_has_statuses(kind: type[errors.TipsheetError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
    assert 0 < kind.exit_status < 126
    assert 400 <= kind.http_status < 600


def test_error_message_is_one_line() -> None:
    assert errors.SourceEmpty("is\n  empty:\tgive more").message == "is empty: give more"


def test_every_leaf_but_a_few_belongs_to_a_family() -> None:
    apart = {
        errors.ExtraMissing,
        errors.InstallationBroken,
        errors.OptionInvalid,
        errors.OutputFailed,
        errors.ReadingFailed,
        errors.WorkersLost,
    }
    families = (errors.InputError, errors.FetchError, errors.StoreError)
    assert all(issubclass(kind, families) for kind in LEAVES if kind not in apart)
