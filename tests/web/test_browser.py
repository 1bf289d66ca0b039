"""The main paths as a person takes them, in a real browser; skipped where there is none."""

import shutil
import socket
import threading
import time
from contextlib import contextmanager
from importlib.resources import files

import pytest
import uvicorn

from tests.web.made import DENIAL, FIRST, PLAN, desk
from tipsheet.review import open_log
from tipsheet.web.people import People

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATHS = ("/", "/stories", f"/stories/{FIRST}", f"/stories/{PLAN}", "/reports", "/reports/r-one",
         "/reports/r-evil", "/map", "/watch", "/search?q=barge&status=occurred", "/actors",
         "/actors/board", "/places", "/places/oryahovo", "/publishers", "/publishers/halyard",
         "/review", f"/review/{DENIAL}?back=/", "/review/history", "/account")  # fmt: skip
PASSWORD = "correct horse battery"

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@contextmanager
def serving(app):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", app
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def served():
    with serving(desk()) as found:
        yield found


@pytest.fixture(scope="module")
def guarded():
    """A desk with accounts, for its login and its admin's page."""
    log = open_log("memory:")
    People(log).add("ann", PASSWORD, "admin")
    with serving(desk(log=log, accounts=True)) as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, served):
    context = browser.new_context(base_url=served[0], viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    opened.troubles = []
    opened.on("pageerror", lambda error: opened.troubles.append(str(error)))
    opened.on("dialog", lambda dialog: (opened.troubles.append("dialog"), dialog.dismiss()))
    opened.on("console", lambda said: opened.troubles.append(said.text)
              if said.type == "error" else None)  # fmt: skip
    yield opened
    assert opened.troubles == []
    context.close()


def barriers(page):
    """What axe-core calls serious or critical, by day and by night."""
    axe = pytest.importorskip("axe_core_python")
    page.evaluate(files(axe).joinpath("axe.min.js").read_text("utf-8"))
    serious = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("() => axe.run(document)")["violations"]
        serious += [(scheme, one["id"], [node["html"][:120] for node in one["nodes"][:3]])
                    for one in found if one["impact"] in ("serious", "critical")]  # fmt: skip
    return serious


@pytest.mark.parametrize("path", PATHS)
def test_page_has_no_serious_barrier(page, path):
    page.goto(path)
    assert barriers(page) == []


def test_login_and_the_pages_of_an_account_have_no_serious_barrier(page, guarded):
    page.goto(f"{guarded}/search?q=barge")
    assert page.url == f"{guarded}/login?next=/search"
    assert barriers(page) == []
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{guarded}/account")
    assert page.get_by_role("heading", name="Accounts").is_visible()
    assert barriers(page) == []


def test_line_is_found_and_joined_without_its_id(page):
    page.goto(f"/review/{PLAN}")
    page.keyboard.press("j")
    page.get_by_label("Find a line by its words").fill("ministry denied")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Same event").click()
    together = page.locator("#others form").first
    assert "denied" in together.inner_text()
    page.keyboard.press("u")
    page.wait_for_load_state()


@pytest.mark.parametrize("path", PATHS)
def test_page_fits_a_phone(page, path):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_line_lights_its_words(page):
    page.goto("/reports/r-one")
    words = page.locator(".text .w1").first
    plain = words.evaluate("one => getComputedStyle(one).backgroundColor")
    page.locator("#l1 .words").hover()
    page.wait_for_timeout(300)
    assert words.evaluate("one => getComputedStyle(one).backgroundColor") != plain


def test_chain_leads_to_its_words(page):
    page.goto(f"/stories/{FIRST}")
    page.get_by_role("link", name="the words").first.click()
    assert page.locator("#mark").inner_text() == "two officials"


def test_layers_are_switched_without_script(browser, served):
    context = browser.new_context(base_url=served[0], java_script_enabled=False)
    page = context.new_page()
    page.goto("/reports/r-one")
    where = page.locator(".text p .k-where").first
    assert where.evaluate("one => getComputedStyle(one).borderBottomStyle") == "none"
    page.locator("#layer-where").check()
    assert where.evaluate("one => getComputedStyle(one).borderBottomStyle") == "solid"
    context.close()


def test_lines_are_judged_by_keyboard_and_undone(page, served):
    log = served[1].state.desk.log
    before = len(log.all())
    page.goto("/review")
    page.keyboard.press("s")
    page.wait_for_url("**/review/c-*")
    for key in ("2", "a", "x"):
        here = page.url
        page.keyboard.press(key)
        page.wait_for_function("here => location.href !== here", arg=here)
    assert [str(one.act) for one in log.all()[before:]] == ["correct", "accept", "reject"]
    assert all(one.seconds is not None for one in log.all()[before:])
    page.keyboard.press("u")
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    assert str(log.all()[-1].act) == "undo"


def test_night_edition_is_kept(page):
    page.goto("/")
    page.get_by_role("button", name="night").click()
    page.goto("/map")
    assert page.locator("html").get_attribute("data-edition") == "night"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 20, 15)"


def test_hostile_report_does_nothing(page):
    page.goto("/reports/r-evil")
    assert page.locator(".text").is_visible()
    assert page.locator(".text img, .text script, .text style").count() == 0
