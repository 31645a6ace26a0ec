"""The loop of the codebook in the text."""

import polars as pl
import pytest

from pipeline.codebook import Codebook
from pipeline.loops import expected_links, loop_links
from pipeline.synthesis.loop import loop
from pipeline.synthesis.material import Material
from tests.synthesis.conftest import Said, material, passages_of


def links(said: list[Said], codebook: Codebook) -> list[tuple[str, str, str]]:
    found = loop_links(passages_of(said, codebook), codebook)
    return found.select("naar", "passage_id", "vervolg_id").rows()


def test_every_step_that_is_followed_by_the_next(village: Material) -> None:
    found = village.rows.links.select("van", "naar", "passage_id", "vervolg_id").collect().rows()
    assert found == [
        ("zieke bomen", "schade", "p0", "p1"),
        ("schade", "kosten", "p1", "p2"),
        ("kosten", "zieke bomen", "p2", "p3"),
    ]


TREE = Said("a", "1", "De iep is ziek.", "bomen")
DAMAGE = Said("a", "1", "Dat geeft schade.")
OTHER = Said("a", "1", "Het is markt.")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([TREE, OTHER, OTHER, DAMAGE], [("schade", "p0", "p3")]),
        ([TREE, OTHER, OTHER, OTHER, DAMAGE], []),  # four sentences on
        ([DAMAGE, TREE], []),  # the wrong way round
        ([TREE, Said("a", "2", "Dat geeft schade.")], []),  # under another heading
        ([TREE, Said("b", "1", "Dat geeft schade.")], []),  # in another report
        ([Said("a", "1", "De zieke iep geeft schade.", "bomen")], [("schade", "p0", "p0")]),
        ([TREE, TREE, DAMAGE], [("schade", "p0", "p2"), ("schade", "p1", "p2")]),
        ([TREE, DAMAGE, DAMAGE], [("schade", "p0", "p1")]),  # the nearest one
        ([], []),
    ],
)
def test_a_link_is_nearness_under_one_heading(
    said: list[Said], expected: list[tuple[str, str, str]], rich_codebook: Codebook
) -> None:
    assert links(said, rich_codebook) == expected


def expected(passages: pl.DataFrame, codebook: Codebook) -> float:
    """How often damage is expected after an ailing tree."""
    found = expected_links(passages, codebook).filter(van="zieke bomen", naar="schade")
    return float(found["verwacht"].item())


def test_by_chance_a_step_reaches_the_next_as_often_as_that_one_is_common(rich_codebook: Codebook) -> None:
    passages = passages_of([TREE, DAMAGE, OTHER, OTHER], rich_codebook)
    # One tree; damage in one of four sentences: not in any of the four within reach with a chance of (3/4)^4.
    assert expected(passages, rich_codebook) == pytest.approx(1 - 0.75**4)


def test_by_chance_nothing_is_reached_past_the_end_of_a_section(rich_codebook: Codebook) -> None:
    elsewhere = Said("a", "2", "Dat geeft schade.")
    passages = passages_of([OTHER, OTHER, TREE, elsewhere], rich_codebook)
    # The tree ends its section: it reaches no other sentence than itself.
    assert expected(passages, rich_codebook) == pytest.approx(0.25)
    assert expected(passages_of([], rich_codebook), rich_codebook) == 0.0


def test_the_loop_is_whole_where_every_link_is_found(village: Material) -> None:
    found = loop(village)
    assert found is not None
    assert [source.document for source in found.closed] == ["a.pdf"]
    assert [link.times for link in found.links] == [1, 1, 1]
    assert [quote.passage_id for quote in found.links[0].quotes[0]] == ["p0", "p1"]
    assert found.claims[-1].text == (
        "In ‘Verslag A’ is elke stap van de lus van blad tot geld ten minste eens te vinden, hooguit drie zinnen na de "
        "vorige; geen van de stappen komt aantoonbaar vaker voor dan bij toeval, en de lus is daarmee niet aangetoond."
    )
    assert [quote.passage_id for quote in found.claims[-1].evidence] == ["p0", "p1", "p2", "p3"]


def test_what_proves_a_whole_loop_comes_from_the_reports_in_which_it_is_whole(rich_codebook: Codebook) -> None:
    sure = [Said("b", "1", "De iep aan het plein is al jaren ernstig ziek en kwijnt.", "bomen"), DAMAGE]
    whole = [TREE, DAMAGE, Said("a", "1", "Dat brengt kosten mee."), TREE]
    found = loop(material([Said("b", "1", one.text, one.codes) for one in sure] + whole, rich_codebook))
    assert found is not None
    assert [source.document for source in found.closed] == ["a"]
    assert {quote.source.document for quote in found.claims[-1].evidence} == {"a"}


def test_a_link_that_stands_more_often_than_chance_allows_is_said_to(rich_codebook: Codebook) -> None:
    """Nine pairs of a tree and damage, each under its own heading among many other sentences."""
    said = [
        Said("a", str(part), text, codes)
        for part in range(9)
        for text, codes in [("De iep is ziek.", "bomen"), ("Dat geeft schade.", ""), *[("Het is markt.", "")] * 30]
    ]
    found = loop(material(said, rich_codebook))
    assert found is not None
    assert found.claims[0].text == (
        "Van zieke bomen naar schade: negen keer in één rapport, aantoonbaar vaker dan bij toeval (1,1 keer)."
    )


def test_a_missing_link_is_named(rich_codebook: Codebook) -> None:
    found = loop(material([TREE, DAMAGE], rich_codebook))
    assert found is not None
    assert found.closed == ()
    assert found.claims[1].text == "Van schade naar kosten: nergens gevonden."
    assert found.claims[-1].text == (
        "In geen enkel rapport zijn alle stappen van de lus gevonden: van schade naar kosten en van kosten naar "
        "zieke bomen ontbreken."
    )


def test_a_codebook_without_loop_has_none(codebook: Codebook) -> None:
    found = material([TREE, DAMAGE], codebook)
    assert loop(found) is None
    assert found.rows.links.collect().height == 0
