"""The page as a browser shows it: coded with keys alone, nothing lost when the server dies, nothing asked elsewhere."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision, read_codings
from pipeline.codings.store import append
from pipeline.review.material import Material
from pipeline.review.records import Picked
from pipeline.review.records import decided as decision_on
from tests.review.web.conftest import HOSTILE, TEXTS, Start, Started

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found on this machine")
PATIENCE = 60_000  # milliseconds; a machine that does much else takes its time
LINE_OF = {number: text for number, (_, _, text) in enumerate(TEXTS)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Watched:
    """A tab that notes what it asks for elsewhere and what goes wrong in it."""

    def __init__(self, context: BrowserContext, server: Started) -> None:
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.server = server
        self.tab = context.new_page()
        self.tab.set_default_timeout(PATIENCE)
        self.tab.on("request", self._note)
        self.tab.on("console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None)
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.goto(server.address)

    def _note(self, request: Request) -> None:
        if not request.url.startswith(self.server.address.partition("/binnen")[0]):
            self.asked.append(request.url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def shows(tab: Page, number: int) -> None:
    expect(tab.locator("#passage")).to_have_text(LINE_OF[number])
    expect(tab.locator("#passage")).to_be_focused()


def decided(folder: Path, codebook: Codebook) -> list[CodedPassage]:
    """What stands on the disk of what Noor decided."""
    return [one for one in read_codings(folder, codebook).history if one.coder == "Noor"]


def test_twenty_passages_by_keyboard_with_a_server_that_is_killed(
    start: Start, context: BrowserContext, passages: Path, codebook: Codebook
) -> None:
    first = Watched(context, start())
    expect(first.tab.locator("#coder")).to_be_focused()
    first.tab.keyboard.type("Noor")
    first.tab.keyboard.press("Enter")
    for number in range(9):
        shows(first.tab, number)
        first.tab.keyboard.press("2" if number % 2 else "1")
        first.tab.keyboard.press("p" if number % 3 else "k")
        first.tab.keyboard.press("Enter")
    shows(first.tab, 9)
    first.tab.keyboard.press("1")
    first.tab.keyboard.press("k")
    first.server.process.kill()
    first.server.process.wait()
    first.tab.keyboard.press("Enter")
    expect(first.tab.locator("#fault")).to_contain_text("antwoordt niet")
    assert first.tab.locator("#code-bomen").is_checked()  # what was chosen is still there
    assert [one.text for one in decided(passages, codebook)] == [LINE_OF[number] for number in range(9)]

    second = Watched(context, start("--coder", "noor"))
    for number in range(9, 20):
        shows(second.tab, number)
        second.tab.keyboard.press("k")
        second.tab.keyboard.press("Enter")
    shows(second.tab, 20)
    expect(second.tab.locator("#count")).to_contain_text("vandaag 20")
    done = decided(passages, codebook)
    assert [one.text for one in done] == [LINE_OF[number] for number in range(20)]
    assert [one.mechanisms for one in done[:3]] == [("bomen",), ("water",), ("bomen",)]
    assert [one.role for one in done[:3]] == ["klacht", "plan", "plan"]
    assert (first.asked, second.asked, second.wrong) == ([], [], [])
    assert all("ERR_" in line for line in first.wrong)  # of the server that was killed


def test_everything_else_by_keyboard(start: Start, context: BrowserContext, passages: Path, codebook: Codebook) -> None:
    watched = Watched(context, start("--coder", "Noor", "--next", "3"))
    tab, press = watched.tab, watched.tab.keyboard.press
    shows(tab, 0)
    expect(tab.locator(".picture rect")).to_have_count(2)
    expect(tab.locator("#report")).to_have_text("Bomen <en> struikenpagina 1")
    press("Enter")
    expect(tab.locator("#fault")).to_contain_text("Kies eerst een rol")
    press("h")
    expect(tab.locator("#accept")).to_be_hidden()
    expect(tab.locator(".chance").first).to_be_empty()
    press("h")
    press("v")
    expect(tab.locator("#summary")).to_have_text("Geen mechanisme · Klacht")
    press("Shift+Digit2")
    expect(tab.locator("#why-water")).to_contain_text("Regen, riool en vijvers.")
    press("b")
    expect(tab.locator("#codebook")).to_contain_text("Zorg voor bomen")
    press("1")  # reading the codebook chooses nothing
    press("Escape")
    press("o")
    tab.keyboard.type("k2 en 1")
    press("Escape")
    press("Enter")
    shows(tab, 1)
    press("2")
    press("t")
    shows(tab, 0)
    expect(tab.locator("#summary")).to_contain_text("al gecodeerd")
    press("d")
    shows(tab, 1)
    assert tab.locator("#code-water").is_checked()  # chosen before looking back
    press("s")
    shows(tab, 2)
    press("z")
    shows(tab, 1)
    press("z")
    shows(tab, 0)
    assert tab.locator("#remark").input_value() == "k2 en 1"
    for number in range(3):
        shows(tab, number)
        press("p")
        press("Enter")
    expect(tab.locator("#end-title")).to_be_focused()
    expect(tab.locator("#end")).to_contain_text("make train")
    history = decided(passages, codebook)
    kinds = [Decision.CODED, Decision.SKIPPED, Decision.WITHDRAWN, Decision.WITHDRAWN, *[Decision.CODED] * 3]
    assert [one.decision for one in history] == kinds
    assert (history[0].remark, history[0].mechanisms, history[0].role) == ("k2 en 1", (), "klacht")
    assert (watched.asked, watched.wrong) == ([], [])


def test_markup_is_text_and_a_decision_that_cannot_be_stored_stays_on_the_screen(
    start: Start, context: BrowserContext, passages: Path
) -> None:
    watched = Watched(context, start("--coder", "Noor"))
    tab, press = watched.tab, watched.tab.keyboard.press
    shows(tab, 0)
    for number in (1, 2, 3):
        press("d")
        shows(tab, number)
    assert tab.locator("#passage").inner_text() == HOSTILE
    assert tab.evaluate("() => typeof window.kapot") == "undefined"
    expect(tab.locator("#sheet-box")).to_contain_text("geen PDF")
    (passages / "beoordeeld-noor.csv").mkdir()  # nothing can be written in its place
    press("1")
    press("p")
    press("Enter")
    expect(tab.locator("#fault")).to_contain_text("Niet opgeslagen")
    assert tab.locator("#code-bomen").is_checked()
    (passages / "beoordeeld-noor.csv").rmdir()
    press("Enter")
    shows(tab, 4)
    expect(tab.locator("#fault")).to_be_hidden()
    assert watched.asked == []
    assert [line for line in watched.wrong if "507" not in line] == []


def test_an_earlier_coding_is_named_and_filled_in(
    start: Start, context: BrowserContext, material: Material, passages: Path, codebook: Codebook
) -> None:
    item = material.item(material.passages.row(2, named=True), Picked.RANDOM)
    when = datetime(2026, 11, 12, 12, tzinfo=UTC)
    of_noor = decision_on(item, ("bomen",), "plan", coder="Noor", remark="eerst gezien", at=when)
    of_bob = decision_on(item, ("water",), "plan", coder="Bob", at=when)
    append(passages, [of_noor, of_bob])
    tab = Watched(context, start("disagreement", "--coder", "Noor")).tab
    shows(tab, 2)
    expect(tab.locator("#earlier")).to_have_text("Uw eerdere codering van 12 november 2026: Zorg voor bomen · Plan.")
    assert tab.locator("#code-bomen").is_checked()
    assert tab.locator("#code-plan").is_checked()
    assert tab.locator("#remark").input_value() == "eerst gezien"
    tab.keyboard.press("s")
    expect(tab.locator("#end-title")).to_be_focused()
    assert [one.mechanisms for one in decided(passages, codebook)] == [("bomen",)]


def test_what_somebody_else_coded_comes_without_its_proposal_until_it_is_asked_for(
    start: Start, context: BrowserContext, material: Material, passages: Path, codebook: Codebook
) -> None:
    items = [material.item(material.passages.row(number, named=True), Picked.RANDOM) for number in (0, 1)]
    append(passages, [decision_on(item, ("bomen",), "plan", coder="Bob") for item in items])
    tab = Watched(context, start("--coder", "Noor")).tab
    press, text = tab.keyboard.press, tab.locator("#proposal-text")
    for number in (0, 1):
        shows(tab, number)
        expect(text).to_contain_text("Een andere codeur heeft deze passage al gecodeerd")
        expect(tab.locator("#accept")).to_be_hidden()
        expect(tab.locator(".chance").first).to_be_empty()
        if number:
            press("h")
            expect(text).to_contain_text("Voorstel: geen mechanisme · Klacht.")
            press("v")
        press("p")
        press("Enter")
    shows(tab, 2)
    expect(text).to_contain_text("Voorstel:")  # nobody coded it, and to show one is no wish for the next
    press("p")
    press("Enter")
    shows(tab, 3)
    found = [one.proposal for one in decided(passages, codebook)]
    assert [(one.mechanisms, one.role, one.model) for one in found] == [(None, "", ""), *[((), "klacht", "f1")] * 2]
    press("t")
    shows(tab, 2)
    press("t")
    shows(tab, 1)
    press("t")
    shows(tab, 0)
    expect(text).to_contain_text("Voorstel: geen mechanisme · Klacht.")  # it was decided on


@pytest.mark.parametrize("width", [360, 640, 1000, 1600])
def test_nothing_sticks_out_of_a_window_and_dark_is_dark(start: Start, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark")
    tab = Watched(context, start("--coder", "Noor")).tab
    shows(tab, 0)
    expect(tab.locator(".picture rect")).to_have_count(2)
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= width
    assert tab.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(23, 20, 18)"
    context.close()
