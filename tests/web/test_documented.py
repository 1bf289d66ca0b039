import ast
import re
from pathlib import Path

import pytest

from tipsheet.web import api, app

PROJECT = Path(__file__).parents[2]
DESK = (PROJECT / "docs" / "desk.md").read_text("utf-8")
SECURITY = (PROJECT / "docs" / "SECURITY.md").read_text("utf-8")
PATHS = sorted({route.path for route in app.routes()} - {""})
ATTACKS = {
    node.name
    for node in ast.parse((Path(__file__).parent / "test_attacks.py").read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
}


@pytest.mark.parametrize("path", PATHS)
def test_every_address_is_documented(path):
    bare = path.replace("{id:path}", "ID").replace("{count:int}", "{count}")
    named = {bare, bare.replace("{id}", "ID"), bare.removesuffix("/{slug}")}
    assert any(f"`{one}`" in DESK for one in named), path


@pytest.mark.parametrize("route", api.router.routes, ids=lambda route: route.path)
def test_every_route_of_the_interface_is_documented(route):
    method = next(iter(route.methods))
    assert f"`{method} /api/v1{route.path}`" in DESK


def test_every_attack_is_in_the_threat_model_and_none_is_made_up():
    told = set(re.findall(r"`(test_\w+)`", SECURITY))
    assert told == ATTACKS
