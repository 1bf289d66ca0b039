import ast
import inspect
import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import typer

import tipsheet
from evaluation import tasks
from evaluation.table import BEGIN, END
from tipsheet.cli import app

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
WRITTEN = [*sorted(PROJECT.glob("*.md")), *sorted(DOCS.glob("*.md"))]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]*)(?:#([^)\s]*))?\)")


def _load():
    spec = spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = _load()
NOTES = tomllib.loads((DOCS / "record.toml").read_text(encoding="utf-8"))
READ = typer.main.get_command(app).commands["read"]


def _text(path):
    return path.read_text(encoding="utf-8")


def _anchors(path):
    heads = re.findall(r"^#+ (.+)$", _text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", generate.PAGES)
def test_page_is_what_the_code_makes_of_it(name):
    assert _text(DOCS / name) == generate.PAGES[name]()


@pytest.mark.parametrize("kind", generate.TYPES, ids=lambda kind: kind.__name__)
def test_every_record_key_has_a_note_and_no_note_is_left_over(kind):
    assert set(NOTES[kind.__name__]) == set(generate.own_keys(kind))
    assert all(note.endswith(".") for note in NOTES[kind.__name__].values())


def test_every_public_type_of_the_record_is_on_the_page():
    public = {getattr(tipsheet.record, name) for name in tipsheet.record.__all__}
    kinds = {one for one in public if isinstance(one, type)}
    assert kinds == set(generate.TYPES)


@pytest.mark.parametrize("parameter", READ.params, ids=lambda one: one.name)
def test_every_option_of_read_is_documented(parameter):
    page = _text(DOCS / "COMMANDS.md")
    names = [name for name in (*parameter.opts, *parameter.secondary_opts) if name[0] == "-"]
    assert all(f"`{name}`" in page for name in names)
    assert parameter.name == "help" or parameter.help in page


def test_readme_names_the_two_commands_and_what_read_takes():
    readme = _text(PROJECT / "README.md")
    assert "make read" in readme
    assert "make test" in readme
    assert all(f"`{name}`" in readme for name in inspect.signature(tipsheet.read).parameters)


@pytest.mark.parametrize("target", generate.make_targets())
def test_contributing_lists_the_make_target(target):
    assert f"`make {target}`" in _text(PROJECT / "CONTRIBUTING.md")


@pytest.mark.parametrize("name", ["README.md", "docs/MODEL_CARD.md"])
def test_numbers_stand_between_one_pair_of_markers(name):
    text = _text(PROJECT / name)
    assert (text.count(BEGIN), text.count(END)) == (1, 1)
    assert text.index(BEGIN) < text.index(END)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target, anchor in LINK.findall(_text(page)):
        if target.startswith(("http:", "https:")):
            continue
        path = page.parent / target if target else page
        assert path.exists(), target
        assert not anchor or anchor in _anchors(path), anchor


def test_changelog_has_the_version_of_the_package():
    project = tomllib.loads(_text(PROJECT / "pyproject.toml"))["project"]
    assert f"## {project['version']}" in _text(PROJECT / "CHANGELOG.md")


def _shares():
    block = re.search(
        r"^SHARES = (\{.*?^\})", _text(PROJECT / "training" / "train.py"), re.M | re.S
    )
    return ast.literal_eval(block.group(1))


def test_model_card_gives_the_shares_of_training():
    section = _text(DOCS / "MODEL_CARD.md").split("training:begin")[1].split("training:end")[0]
    told = re.findall(r"^\| (\S+) \| ([0-9.]+) \|", section, re.MULTILINE)
    assert {name: float(share) for name, share in told} == _shares()


@pytest.mark.parametrize("task", tasks.NAMES)
def test_contributing_names_the_task_of_the_evaluation(task):
    assert f"`{task}`" in _text(PROJECT / "CONTRIBUTING.md")
