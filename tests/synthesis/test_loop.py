"""The loop of the codebook in the text."""

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
    found = village.tables["lus"].select("van", "naar", "passage_id", "vervolg_id").rows()
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


def test_by_chance_a_step_reaches_the_next_as_often_as_that_one_is_common(rich_codebook: Codebook) -> None:
    passages = passages_of([TREE, DAMAGE, OTHER, OTHER], rich_codebook)
    # One tree; damage in one of four sentences: not in any of the four within reach with a chance of (3/4)^4.
    assert expected_links(passages, rich_codebook)["zieke bomen", "schade"] == pytest.approx(1 - 0.75**4)


def test_by_chance_nothing_is_reached_past_the_end_of_a_section(rich_codebook: Codebook) -> None:
    elsewhere = Said("a", "2", "Dat geeft schade.")
    passages = passages_of([OTHER, OTHER, TREE, elsewhere], rich_codebook)
    # The tree ends its section: it reaches no other sentence than itself.
    assert expected_links(passages, rich_codebook)["zieke bomen", "schade"] == pytest.approx(0.25)
    assert expected_links(passages_of([], rich_codebook), rich_codebook)["zieke bomen", "schade"] == 0.0


def test_the_loop_is_whole_where_every_link_is_found(village: Material) -> None:
    found = loop(village)
    assert found is not None
    assert [source.document for source in found.closed] == ["a.pdf"]
    assert [link.times for link in found.links] == [1, 1, 1]
    assert [quote.passage_id for quote in found.links[0].quotes[0]] == ["p0", "p1"]
    assert found.claims[-1].text.startswith("In ‘Verslag A’ zijn alle stappen van de lus te lezen")


def test_a_missing_link_is_named(rich_codebook: Codebook) -> None:
    found = loop(material([TREE, DAMAGE], rich_codebook))
    assert found is not None
    assert found.closed == ()
    assert found.claims[1].text == "Van schade naar kosten: dat laat de tekst nergens zien."
    assert found.claims[-1].text == (
        "In geen enkel rapport is de lus rond: van schade naar kosten en van kosten naar zieke bomen ontbreken."
    )


def test_a_codebook_without_loop_has_none(codebook: Codebook) -> None:
    found = material([TREE, DAMAGE], codebook)
    assert loop(found) is None
    assert found.tables["lus"].height == 0
