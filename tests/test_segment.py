"""Reports to passages: which blocks, which neighbours, which page, and ids that last."""

from dataclasses import replace

import pytest

from pipeline.dutch import Dutch
from pipeline.records import Block, BlockKind, Passage, Report, Status, Zone
from pipeline.segment import passage_id, segment
from pipeline.settings import SegmentSettings


@pytest.fixture(scope="module")
def dutch(tmp_path_factory: pytest.TempPathFactory) -> Dutch:
    organisations = tmp_path_factory.mktemp("corpus") / "organisaties.toml"
    organisations.write_text('[[organisatie]]\nnaam = "VNG"\nsoort = "koepel"\n', encoding="utf-8")
    return Dutch.of(SegmentSettings(), organisations)


def report(*blocks: Block) -> Report:
    return Report("map/rapport.pdf", "00", Status.OK, "", blocks=blocks)


def heading(text: str, level: int = 1) -> Block:
    return Block(1, 1, "heading", text, level=level)


def paragraph(text: str) -> Block:
    return Block(1, 1, "paragraph", text)


def item(text: str) -> Block:
    return Block(1, 1, "list_item", text)


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def test_a_report_without_blocks_has_no_passages(dutch: Dutch) -> None:
    assert segment(report(), dutch) == []


def test_a_passage_points_back_to_its_place(dutch: Dutch) -> None:
    blocks = (heading("Toegang"), paragraph("  Het loket sluit. Niemand  belt terug. 3.2"), item("a. Meer geld."))
    passages = segment(report(*blocks), dutch)
    assert texts(passages)[:2] == ["Het loket sluit.", "Niemand  belt terug. 3.2"]
    for passage in passages:
        assert passage.text == blocks[passage.block].text[passage.start : passage.end]
        assert passage.report_id == "map/rapport.pdf"


@pytest.mark.parametrize("kind", ["heading", "footnote", "table", "furniture"])
def test_only_paragraphs_and_list_items_are_coded(dutch: Dutch, kind: BlockKind) -> None:
    other = replace(paragraph("Dit telt niet mee."), kind=kind)
    assert texts(segment(report(other, paragraph("Dit wel."), item("En dit.")), dutch)) == ["Dit wel.", "En dit."]


@pytest.mark.parametrize("zone", ["contents", "references", "colophon"])
def test_only_the_body_is_coded(dutch: Dutch, zone: Zone) -> None:
    outside = [replace(block, zone=zone) for block in (heading("Bronnen"), paragraph("Een bron."))]
    passages = segment(report(*outside, paragraph("De tekst.")), dutch)
    assert texts(passages) == ["De tekst."]
    assert passages[0].section == ""


def test_a_piece_without_a_letter_is_no_passage(dutch: Dutch) -> None:
    assert texts(segment(report(paragraph("* * *"), item("4.1"), paragraph("Één zin.")), dutch)) == ["Één zin."]


def test_the_section_is_the_path_of_headings(dutch: Dutch) -> None:
    blocks = [paragraph("Vooraf."), heading("Analyse", 1), paragraph("Een."), heading("Toegang\ntot zorg", 2)]
    blocks += [paragraph("Twee."), heading("Wmo", 3), paragraph("Drie."), heading("Geld", 2), paragraph("Vier.")]
    blocks += [heading("Slot", 1), paragraph("Vijf.")]
    assert [passage.section for passage in segment(report(*blocks), dutch)] == [
        *("", "Analyse", "Analyse > Toegang tot zorg", "Analyse > Toegang tot zorg > Wmo", "Analyse > Geld", "Slot"),
    ]


def test_neighbours_end_at_the_edge_of_a_section(dutch: Dutch) -> None:
    blocks = (heading("A"), paragraph("Een. Twee."), paragraph("Drie."), heading("A"), paragraph("Vier."))
    assert [(passage.before, passage.after) for passage in segment(report(*blocks), dutch)] == [
        *(("", "Twee."), ("Een.", "Drie."), ("Twee.", ""), ("", "")),
    ]


def test_a_table_between_paragraphs_does_not_part_neighbours(dutch: Dutch) -> None:
    table = replace(paragraph("1 2 3 cijfers"), kind="table")
    first, second = segment(report(paragraph("Zie de tabel."), table, paragraph("Het daalt.")), dutch)
    assert (first.after, second.before) == ("Het daalt.", "Zie de tabel.")


def test_a_list_item_has_its_lead_in_before_it(dutch: Dutch) -> None:
    blocks = (paragraph("Dit is de kern. Nodig zijn:"), item("- geld"), item("- tijd"), paragraph("Meer niet."))
    befores = {passage.text: passage.before for passage in segment(report(*blocks), dutch)}
    assert befores["- geld"] == "Nodig zijn:"
    assert befores["- tijd"] == "Nodig zijn: - geld"
    assert befores["Meer niet."] == "- tijd"


def test_a_lead_in_reaches_no_list_in_another_section(dutch: Dutch) -> None:
    blocks = (paragraph("Nodig zijn:"), heading("Elders"), item("- tijd"))
    assert segment(report(*blocks), dutch)[1].before == ""


def test_a_paragraph_without_colon_leads_no_list_in(dutch: Dutch) -> None:
    blocks = (paragraph("Nodig zijn:"), paragraph("Dat is het."), item("- geld"), item("- tijd"))
    assert segment(report(*blocks), dutch)[3].before == "- geld"


def test_the_page_follows_the_place_in_a_paragraph_over_a_page_break(dutch: Dutch) -> None:
    text = "De eerste zin staat hier. De tweede volgt. De laatste zin staat daar."
    block = Block(4, 5, "paragraph", text, breaks=(text.index("volgt"),))
    assert [passage.page for passage in segment(report(block), dutch)] == [4, 4, 5]


def test_an_id_survives_a_change_of_layout(dutch: Dutch) -> None:
    one = segment(report(paragraph("Het loket sluit. Niemand belt terug.")), dutch)
    two = segment(report(heading("Nieuw"), replace(item("Het loket sluit."), page=7, end_page=7)), dutch)
    assert one[0].passage_id == two[0].passage_id == passage_id("map/rapport.pdf", "Het loket sluit.", 1)


def test_equal_sentences_have_ids_of_their_own(dutch: Dutch) -> None:
    ids = [passage.passage_id for passage in segment(report(*[paragraph("Zie boven. Zie boven.")] * 3), dutch)]
    assert len(set(ids)) == 6
    assert all(one[0] == "p" and len(one) == 13 and int(one[1:], 16) >= 0 for one in ids)


def test_our_rules_load_no_pipeline(dutch: Dutch) -> None:
    assert texts(segment(report(paragraph("De VNG helpt. Dat is fijn.")), dutch)) == ["De VNG helpt.", "Dat is fijn."]
    assert "pipeline" not in vars(dutch)
