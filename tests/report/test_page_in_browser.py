"""The page as a browser shows it: filters, sorts, prints, and never asks for anything from elsewhere."""

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from pipeline.report.links import Links
from pipeline.report.page import page
from pipeline.synthesis.records import Synthesis

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links, tmp_path_factory: pytest.TempPathFactory
) -> str:
    place = tmp_path_factory.mktemp("uit") / "rode_draad.html"
    place.write_text(page(synthesis, passages, links), encoding="utf-8")
    return place.as_uri()


@pytest.fixture(scope="module")
def long_address(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A page with 240 passages."""
    place = tmp_path_factory.mktemp("lang") / "rode_draad.html"
    place.write_text(page(synthesis, pl.concat([passages] * 40), links), encoding="utf-8")
    return place.as_uri()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The page, opened; what goes wrong in it or is asked for elsewhere ends the test."""
    tab = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.url.partition("#")[0] == address:
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    tab.route("**/*", refuse)
    tab.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(address)
    yield tab
    tab.close()
    assert asked == []
    assert wrong == []


def shown(tab: Page) -> list[str]:
    """The passages in the table, by their first two words."""
    return [" ".join(text.split()[:2]) for text in tab.locator("#passages-tabel .said").all_inner_texts()]


def amount(tab: Page) -> str:
    return tab.locator("#aantal").inner_text()


def test_all_passages_are_shown_in_reading_order(opened: Page) -> None:
    assert shown(opened) == [
        "De kastanje",
        "Eén linde",
        "De wortels",
        "</script><script>window.kapot =",
        "De vijver",
        "Bij regen",
    ]
    assert amount(opened) == "6 passages"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("rapport", "water/vijvers.pdf", ["</script><script>window.kapot =", "De vijver"]),
        ("mechanisme", "bomen", ["De kastanje", "Eén linde", "De wortels"]),
        ("rol", "plan", ["De vijver"]),
    ],
)
def test_a_choice_leaves_exactly_its_passages(opened: Page, name: str, value: str, expected: list[str]) -> None:
    opened.locator(f"[name={name}]").select_option(value)
    assert shown(opened) == expected
    assert amount(opened) == f"{len(expected)} van de 6 passages"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("een linde", ["Eén linde"]),
        ("RIOOL wortels", ["De wortels"]),
        ("<script>", ["</script><script>window.kapot ="]),
        (".*", []),
    ],
)
def test_every_word_of_a_search_must_be_in_the_passage(opened: Page, words: str, expected: list[str]) -> None:
    opened.get_by_role("searchbox").fill(words)
    assert shown(opened) == expected


def test_what_is_searched_for_is_marked(opened: Page) -> None:
    opened.get_by_role("searchbox").fill("een")
    assert opened.locator("#passages-tabel mark").all_inner_texts() == ["Eén"]


def test_nothing_found_is_said(opened: Page) -> None:
    opened.get_by_role("searchbox").fill("molenwiek")
    assert amount(opened) == "Geen passages gevonden"
    assert opened.locator("#aantal").get_attribute("aria-live") == "polite"


def test_reset_brings_all_passages_back(opened: Page) -> None:
    opened.locator("[name=rapport]").select_option("water/vijvers.pdf")
    opened.get_by_role("button", name="Wis alle filters").click()
    expect(opened.locator("#passages-tabel tbody tr")).to_have_count(6)
    assert opened.evaluate("location.hash") == "#passages"


@pytest.mark.parametrize(
    ("column", "lowest", "highest"),
    [
        ("Rapport", "De kastanje", "</script><script>window.kapot ="),
        ("Pagina", "Bij regen", "De wortels"),
        ("Passage", "</script><script>window.kapot =", "Eén linde"),
        ("Rol", "De kastanje", "De vijver"),
        ("Kans", "Bij regen", "De kastanje"),
        ("Mechanismen", "</script><script>window.kapot =", "De wortels"),
        ("Sectie", "Bij regen", "De wortels"),
    ],
)
def test_a_column_sorts_both_ways_and_what_is_alike_keeps_its_order(
    opened: Page, column: str, lowest: str, highest: str
) -> None:
    head = opened.locator("#passages-tabel th", has=opened.get_by_role("button", name=column, exact=True))
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert shown(opened)[0] == lowest
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert shown(opened)[0] == highest


def test_a_passage_links_to_its_page_and_other_files_than_pdf_have_none(opened: Page) -> None:
    targets = [one.get_attribute("href") for one in opened.locator("#passages-tabel tbody a").all()]
    assert targets[0] == "../rapporten/bomen%202025.pdf#page=3"
    assert targets[-1] == "../rapporten/markt.docx"


def test_the_chance_is_that_of_the_mechanism_chosen(opened: Page) -> None:
    chances = opened.locator("#passages-tabel tbody td:last-child")
    assert chances.nth(2).inner_text() == "88\u00a0%"
    opened.locator("[name=mechanisme]").select_option("bomen")
    assert chances.nth(2).inner_text() == "81\u00a0%"


def test_no_chance_is_a_hundred_percent(
    browser: Browser, synthesis: Synthesis, passages: pl.DataFrame, links: Links, tmp_path: Path
) -> None:
    sure = passages.with_columns(pl.lit(0.996).alias("kans_bomen"), pl.lit(0.994).alias("rol_kans"))
    place = tmp_path / "rode_draad.html"
    place.write_text(page(synthesis, sure, links), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(place.as_uri())
    row = tab.locator("#passages-tabel tbody tr").first
    assert row.locator("td:last-child").inner_text() == "> 99\u00a0%"
    assert row.locator("[title^=kans]").get_attribute("title") == "kans 99\u00a0%"
    tab.close()


def test_what_people_coded_is_marked_and_can_be_chosen(
    browser: Browser, synthesis: Synthesis, passages: pl.DataFrame, links: Links, tmp_path: Path
) -> None:
    coders = pl.Series([[], ["anna"], [], [], ["bram", "anna"], []], dtype=pl.List(pl.String))
    place = tmp_path / "rode_draad.html"
    place.write_text(page(synthesis, passages.with_columns(gecodeerd_door=coders), links), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(f"{place.as_uri()}#passages?door=van+bram")
    assert shown(tab) == ["De vijver"]
    assert tab.locator("#passages-tabel .coder").inner_text().strip() == "gecodeerd door bram en anna"
    assert tab.locator("#passages-tabel td:last-child").inner_text() == "–"
    tab.locator("[name=door]").select_option("mensen")
    assert shown(tab) == ["Eén linde", "De vijver"]
    tab.locator("[name=door]").select_option("machine")
    assert shown(tab) == ["De kastanje", "De wortels", "</script><script>window.kapot =", "Bij regen"]
    assert tab.locator("#passages-tabel .coder").count() == 0
    tab.close()


def test_enter_on_a_cell_of_the_heat_map_filters_and_goes_there(opened: Page) -> None:
    opened.locator(".heat tbody tr").nth(1).locator("td a").nth(1).press("Enter")
    expect(opened.locator("#passages-tabel tbody tr")).to_have_count(2)
    assert opened.locator("[name=rapport]").input_value() == "water/vijvers.pdf"
    assert opened.locator("[name=mechanisme]").input_value() == "water"
    assert opened.evaluate("document.activeElement.id") == "passages-kop"


def test_a_cell_is_explained_when_it_is_reached_and_escape_hides_that(opened: Page) -> None:
    opened.locator(".heat td a").first.focus()
    assert "Naar schatting 2,4 van de 140 zinnen" in opened.locator(".hint-box").inner_text()
    opened.keyboard.press("Escape")
    assert opened.locator(".hint-box").is_hidden()


def test_the_address_restores_a_view(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}#passages?rol=klacht&zoek=de&sorteer=-kans")
    assert shown(tab) == ["De kastanje", "</script><script>window.kapot =", "De wortels", "Eén linde", "Bij regen"]
    assert tab.get_by_role("searchbox").input_value() == "de"
    tab.locator("[name=rol]").select_option("plan")
    assert tab.evaluate("location.hash") == "#passages?rol=plan&zoek=de&sorteer=-kans"
    tab.close()


def test_going_back_to_an_address_without_a_view_shows_all_passages_again(opened: Page) -> None:
    opened.locator("[name=rol]").select_option("plan")
    opened.locator(".contents a[href='#kaart']").click()
    expect(opened.locator("#passages-tabel tbody tr")).to_have_count(6)
    assert opened.locator("[name=rol]").input_value() == ""
    opened.locator(".heat tbody tr").nth(1).locator("td a").nth(1).click()
    expect(opened.locator("#passages-tabel tbody tr")).to_have_count(2)
    opened.go_back()
    expect(opened.locator("#passages-tabel tbody tr")).to_have_count(6)
    assert opened.evaluate("location.hash") == "#kaart"
    assert [opened.locator(f"[name={name}]").input_value() for name in ("rapport", "mechanisme")] == ["", ""]
    assert amount(opened) == "6 passages"


@pytest.mark.parametrize(
    ("view", "unknown"),
    [
        ("rapport=2", "een rapport dat"),
        ("mechanisme=stoep&rol=plan", "een mechanisme dat"),
        ("rol=koning", "een rol die"),
    ],
)
def test_an_address_with_an_unknown_name_finds_nothing_and_says_so(
    browser: Browser, address: str, view: str, unknown: str
) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}#passages?{view}")
    assert shown(tab) == []
    assert amount(tab) == f"Geen passages gevonden: het adres noemt {unknown} niet in deze pagina staat"
    tab.get_by_role("button", name="Wis alle filters").click()
    expect(tab.locator("#passages-tabel tbody tr")).to_have_count(6)
    tab.close()


def test_the_address_of_a_view_names_the_report_by_its_path(browser: Browser, address: str, opened: Page) -> None:
    opened.locator("[name=rapport]").select_option(label="1. Bomen in de straat")
    tab = browser.new_page()
    tab.goto(f"{address}{opened.evaluate('location.hash')}")
    assert tab.locator("[name=rapport]").input_value() == "bomen 2025.pdf"
    assert shown(tab) == ["De kastanje", "Eén linde", "De wortels"]
    tab.close()


@pytest.mark.parametrize(
    "odd", ["blad=x&rapport=99&rol=koning", "blad=-3&sorteer=niets", "blad=999", "%", "zoek=%E0%A4%A"]
)
def test_an_odd_address_does_no_harm(browser: Browser, address: str, odd: str) -> None:
    tab = browser.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(f"{address}#passages?{odd}")
    assert amount(tab)
    assert wrong == []
    tab.close()


def test_the_keyboard_reaches_the_filter(opened: Page) -> None:
    opened.locator("#passages-kop").focus()
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.name") == "rapport"


def test_the_first_tab_stop_skips_to_the_content(opened: Page) -> None:
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(opened.locator("#inhoud")).to_be_focused()


def test_a_marker_unfolds_its_evidence_again_and_again(opened: Page) -> None:
    for _ in range(2):
        opened.locator("#noot-1").click()
        opened.locator("#bewijs-1 blockquote").wait_for(state="visible")
        opened.locator("#kort details").first.evaluate("fold => { fold.open = false; }")


def test_escape_folds_the_evidence_that_is_read_and_no_other(opened: Page) -> None:
    folds = opened.locator("details.evidence")
    for place in range(2):
        folds.nth(place).locator("summary").click()
    folds.first.locator("a.to-report").first.focus()
    opened.keyboard.press("Escape")
    assert folds.first.get_attribute("open") is None
    assert folds.nth(1).get_attribute("open") is not None
    assert folds.first.locator("summary").evaluate("one => one === document.activeElement")


def test_markup_in_a_report_does_nothing(opened: Page) -> None:
    assert opened.evaluate("typeof window.kapot") == "undefined"
    assert opened.locator("img").count() == 0


def test_fifty_passages_at_a_time(browser: Browser, long_address: str) -> None:
    tab = browser.new_page()
    tab.goto(long_address)
    assert len(shown(tab)) == 50
    tab.get_by_role("button", name="Volgende").click()
    assert tab.locator("#bladeren span").inner_text() == "blad 2 van 5"
    assert tab.evaluate("location.hash") == "#passages?blad=2"
    tab.goto(f"{long_address}#passages?blad=5")
    assert len(shown(tab)) == 40
    assert tab.get_by_role("button", name="Volgende").is_disabled()
    tab.close()


def test_paging_brings_the_top_of_the_table_into_view_and_tells_the_sheet(browser: Browser, long_address: str) -> None:
    tab = browser.new_page(reduced_motion="reduce")
    tab.goto(long_address)
    tab.get_by_role("button", name="Volgende").click()
    top = tab.locator("#passages-tabel thead").evaluate("head => head.getBoundingClientRect().top")
    assert 0 <= top < 100
    assert tab.evaluate("document.activeElement.id") == "passages-vak"
    assert amount(tab) == "240 passages, blad 2 van 5"
    tab.close()


def test_on_a_telephone_two_columns_of_the_heat_map_show_and_the_sort_buttons_stand_apart(
    browser: Browser, address: str
) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    tab.goto(address)
    second = tab.locator(".heat tbody tr").first.locator("td").nth(1).bounding_box()
    assert second and second["x"] + second["width"] <= 390
    boxes = [one.bounding_box() for one in tab.locator("#passages-tabel thead button").all()]
    ordered = sorted((box for box in boxes if box), key=lambda box: (box["y"], box["x"]))
    assert len(ordered) == 7
    for one, after in pairwise(ordered):
        assert one["x"] + one["width"] <= after["x"] or one["y"] + one["height"] <= after["y"]
    tab.close()


@pytest.mark.parametrize(("width", "kind"), [(390, "more-after"), (1280, "fits")])
def test_a_box_tells_whether_there_is_more_beside_it(browser: Browser, address: str, width: int, kind: str) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(address)
    tab.locator(f"#overzicht > .scroll.{kind}").wait_for(timeout=5000)
    tab.close()


def test_print_holds_every_section_all_evidence_and_says_what_is_left_out(browser: Browser, long_address: str) -> None:
    tab = browser.new_page()
    tab.goto(long_address)
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(section.is_visible() for section in tab.locator("main section").all())
    assert all(quote.is_visible() for quote in tab.locator(".evidence blockquote").all())
    assert tab.locator(".evidence blockquote").count() == 9
    assert len(shown(tab)) == 200
    assert "de andere 40 staan in passages.csv" in tab.locator("#niet-afgedrukt").inner_text()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(shown(tab)) == 50
    assert tab.locator("details[open]").count() == 0
    tab.close()


def test_dark_has_another_background(browser: Browser, address: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        tab = browser.new_page()
        tab.emulate_media(color_scheme=scheme)
        tab.goto(address)
        colours.add(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
        tab.close()
    assert len(colours) == 2


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_sticks_out_of_a_window(browser: Browser, address: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_without_javascript_the_file_is_named(browser: Browser, address: str) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(address)
    assert tab.locator("noscript a", has_text="passages.csv").is_visible()
    assert tab.locator("#filter").is_hidden()
    tab.close()


def test_the_page_prints_to_more_than_one_sheet(browser: Browser, address: str, tmp_path: Path) -> None:
    tab = browser.new_page()
    tab.goto(address)
    tab.pdf(path=tmp_path / "rode_draad.pdf", prefer_css_page_size=True)
    assert (tmp_path / "rode_draad.pdf").read_bytes().count(b"/Type /Page\n") > 1
    tab.close()
