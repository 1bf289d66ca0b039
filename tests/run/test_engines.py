import pytest

from tipsheet.errors import ExtraMissing
from tipsheet.run.engines import here, over_ray


def test_here_does_one_task_after_the_other() -> None:
    assert list(here(str, [1, 2])) == [(1, "1"), (2, "2")]


def test_ray_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'tipsheet\[ray\]'"):
        list(over_ray(str, [1]))
