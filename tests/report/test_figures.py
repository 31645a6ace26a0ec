"""Figures: whole SVG, in the colours of the page, told to who cannot see them, and always the same."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from pipeline.report.figures import all_places, places, roles, spread
from pipeline.report.figures_of_circles import around, loop, network
from pipeline.synthesis.records import Synthesis

FIGURES: dict[str, Callable[[Synthesis], str]] = {
    "spread": lambda s: spread(s.threads[0]),
    "roles": lambda s: roles(s.threads[0]),
    "places": lambda s: places(s.threads[0]),
    "all_places": lambda s: all_places(s.threads),
    "network": lambda s: network(s.threads, s.pairs),
    "loop": lambda s: loop(s.loop) if s.loop else "",
}
every_figure = pytest.mark.parametrize("draw", FIGURES.values(), ids=FIGURES)


@every_figure
def test_a_figure_is_svg_with_a_name_and_a_description(draw: Callable[[Synthesis], str], synthesis: Synthesis) -> None:
    root = etree.fromstring(draw(synthesis))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("role") == "img"
    told = [root.find(f"{{*}}{tag}") for tag in ("title", "desc")]
    assert all(one is not None and one.text for one in told)
    assert str(root.get("aria-labelledby")).split() == [one.get("id") for one in told if one is not None]


@every_figure
def test_a_figure_takes_all_its_colours_from_the_page(draw: Callable[[Synthesis], str], synthesis: Synthesis) -> None:
    text = draw(synthesis)
    assert re.findall(r"#[0-9a-f]{6}\b", text) == []
    assert "var(--draad)" in text or "var(--tint-1)" in text


@every_figure
def test_a_figure_brings_no_style_or_date_into_the_page(draw: Callable[[Synthesis], str], synthesis: Synthesis) -> None:
    text = draw(synthesis)
    assert "<style" not in text
    assert "metadata" not in text
    assert "font-family" not in text


@every_figure
def test_the_same_figure_gives_the_same_bytes(draw: Callable[[Synthesis], str], synthesis: Synthesis) -> None:
    assert draw(synthesis) == draw(synthesis)


def test_figures_that_are_alike_have_different_ids(synthesis: Synthesis) -> None:
    first, second = (etree.fromstring(spread(replace(synthesis.threads[0], code=code))) for code in ("een", "twee"))
    assert not set(first.xpath("//@id")) & set(second.xpath("//@id"))


def test_only_pairs_that_are_real_are_tied_with_their_lift(synthesis: Synthesis) -> None:
    chance = tuple(replace(pair, real=False) for pair in synthesis.pairs)
    assert "2,5×" in network(synthesis.threads, synthesis.pairs)
    assert "×" not in network(synthesis.threads, chance)


def test_names_are_escaped_and_never_read_as_formulas(synthesis: Synthesis) -> None:
    thread = replace(synthesis.threads[0], name="Geld $x$ & <b>tijd</b>")
    texts = etree.fromstring(all_places([thread])).itertext()
    assert "Geld $x$ & <b>tijd</b>" in list(texts)


def test_spread_numbers_a_hundred_reports_by_ten(synthesis: Synthesis) -> None:
    one = synthesis.threads[0].cells[0]
    cells = tuple(replace(one, source=replace(one.source, number=place)) for place in range(1, 101))
    root = etree.fromstring(spread(replace(synthesis.threads[0], cells=cells)))
    assert [text.text for text in root.iter("{*}text")] == [str(number) for number in range(10, 101, 10)]


def test_a_codebook_without_threads_can_be_drawn() -> None:
    assert etree.fromstring(all_places([])) is not None
    assert etree.fromstring(network([], [])) is not None


def test_around_starts_at_the_top_and_goes_clockwise() -> None:
    assert around(4) == [pytest.approx(point) for point in ((0, 1), (1, 0), (0, -1), (-1, 0))]


def test_spread_has_a_sign_of_its_own_for_every_verdict(synthesis: Synthesis) -> None:
    thread = synthesis.threads[0]
    verdicts = [cell.verdict for cell in thread.cells]
    assert verdicts == ["zwak", "aanwezig", "stil"]
    root = etree.fromstring(spread(thread))
    looks = {group.get("fill"): float(group[0].get("r", "")) for group in root.iter("{*}g")}
    assert sorted(looks, key=lambda fill: looks[str(fill)]) == ["var(--lijn)", "var(--papier)", "var(--draad)"]
    assert [len(group) for group in root.iter("{*}g")] == [1, 1, 1]


def test_a_thread_holds_only_between_reports_that_are_not_silent(synthesis: Synthesis) -> None:
    thread = replace(synthesis.threads[0], cells=tuple(synthesis.threads[0].cells[place] for place in (0, 1, 2, 1, 1)))
    assert [cell.verdict == "stil" for cell in thread.cells] == [False, False, True, False, False]
    open_ones, held = etree.fromstring(spread(thread)).iter("{*}path")
    assert (open_ones.get("d", "").count("M"), held.get("d", "").count("M")) == (2, 2)
    assert held.get("stroke") == "var(--draad)"


def test_bars_are_as_high_as_their_shares(synthesis: Synthesis) -> None:
    thread = synthesis.threads[0]
    bars = [float(str(bar.get("height"))) for bar in etree.fromstring(places(thread)).iter("{*}rect")]
    shares = [share for share in thread.places if share]
    assert [bar / max(bars) for bar in bars] == pytest.approx([share / max(shares) for share in shares], abs=0.001)


def test_bars_of_all_mechanisms_have_one_scale(synthesis: Synthesis) -> None:
    low = replace(synthesis.threads[0], places=(0.05,) * 10)
    high = replace(synthesis.threads[1], places=(0.2,) * 10)
    bars = [float(str(bar.get("height"))) for bar in etree.fromstring(all_places([low, high])).iter("{*}rect")]
    assert bars[10] == pytest.approx(4 * bars[0], abs=0.05)


def test_roles_fill_their_bar(synthesis: Synthesis) -> None:
    parts = list(etree.fromstring(roles(synthesis.threads[0])).iter("{*}rect"))
    assert [float(str(part.get("width"))) for part in parts] == pytest.approx([0.66 * 730, 0.34 * 730])
    assert float(str(parts[1].get("x"))) == pytest.approx(0.66 * 730)


def test_the_surface_of_a_node_goes_with_its_passages(synthesis: Synthesis) -> None:
    threads = [replace(synthesis.threads[0], code=str(count), passages=count) for count in (0, 500, 1000)]
    none, half, most = (float(str(dot.get("r"))) for dot in etree.fromstring(network(threads, ())).iter("{*}circle"))
    assert half**2 == pytest.approx((none**2 + most**2) / 2, rel=0.001)


def test_a_loop_of_one_step_is_a_whole_circle(synthesis: Synthesis) -> None:
    assert synthesis.loop
    one = replace(synthesis.loop, links=synthesis.loop.links[:1])
    arc = next(etree.fromstring(loop(one)).iter("{*}path")).get("d", "")
    start, *stops = ([float(number) for number in part.split()[-2:]] for part in arc.replace("M", "").split("A"))
    assert stops == [[start[0], 381], start]
