"""The page: every claim can be checked, nothing of a report can act, and nothing comes from elsewhere."""

import json
import re
from dataclasses import replace
from itertools import chain

import polars as pl
import pytest
from lxml import html

from pipeline.report import page_passages
from pipeline.report.links import Links
from pipeline.report.page import page
from pipeline.report.page_passages import as_script_json, passage_data
from pipeline.report.page_view import MOST_NAMED, MOST_REPORTS, View
from pipeline.synthesis.records import Claim, Source, Synthesis


@pytest.fixture(scope="module")
def text(synthesis: Synthesis, passages: pl.DataFrame, links: Links) -> str:
    return page(synthesis, passages, links)


@pytest.fixture(scope="module")
def tree(text: str) -> html.HtmlElement:
    return html.fromstring(text)


def claims_of(s: Synthesis) -> list[Claim]:
    loop = s.loop.claims if s.loop else ()
    parts = (s.summary, s.pair_claims, loop, s.places_claims, s.remedy_claims, s.named_claims, s.doubts)
    return [*chain(*parts, s.quality_claims, *(thread.claims for thread in s.threads))]


def embedded(tree: html.HtmlElement) -> dict[str, object]:
    data = json.loads(tree.get_element_by_id("gegevens").text or "")
    assert isinstance(data, dict)
    return data


def words(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def test_every_claim_stands_in_the_page_with_its_evidence_and_its_table(
    tree: html.HtmlElement, synthesis: Synthesis, links: Links
) -> None:
    items = {words(item.xpath("./p")[0]): item for item in tree.find_class("claim")}
    for claim in claims_of(synthesis):
        item = next(item for said, item in items.items() if said.startswith(claim.text))
        numbers = [marker.get("href", "") for marker in item.find_class("marker")]
        assert len(numbers) == len(claim.evidence)
        for number, proof in zip(numbers, claim.evidence, strict=True):
            shown = tree.get_element_by_id(number[1:])
            assert " ".join(proof.text.split()) in words(shown)
            assert shown.find_class("to-report")[0].get("href") == links.to(proof.source.document, proof.page)
            assert dict(synthesis.roles)[proof.role] in words(shown)
        assert bool(item.find_class("table-marker")) == bool(claim.table)


def test_ids_are_unique_and_every_reference_in_the_page_has_its_target(tree: html.HtmlElement) -> None:
    ids = [str(one) for one in tree.xpath("//@id")]
    assert sorted(ids) == sorted(set(ids))
    filtered = re.compile(r"#passages\?(rapport=[\w%./-]+|mechanisme=\w+|rol=\w+)(&(mechanisme|rol)=\w+)*")
    for address in map(str, tree.xpath("//*[local-name()!='use']/@href[starts-with(., '#')]")):
        assert filtered.fullmatch(address) or address[1:] in ids, address
    named = " ".join(map(str, tree.xpath("//@aria-labelledby"))).split()
    assert set(named) <= set(ids)
    drawn = [str(one) for one in tree.xpath("//*[local-name()='use']/@*[contains(name(), 'href')]")]
    assert drawn and {one[1:] for one in drawn} <= set(ids)


@pytest.mark.parametrize(
    ("table", "address"),
    [("kwaliteit", "#kwaliteit"), ("documenten", "#rapporten"), ("themas", "themas.csv"), ("status", "#ongelezen")],
)
def test_a_table_of_the_page_is_referred_to_in_the_page_and_another_by_its_file(
    tree: html.HtmlElement, table: str, address: str
) -> None:
    markers = {words(one).split()[-1]: one.get("href") for one in tree.find_class("table-marker")}
    assert markers[table] == address


def test_markup_in_a_report_stays_text_everywhere(tree: html.HtmlElement, passages: pl.DataFrame) -> None:
    scripts = tree.xpath("//script")
    assert [script.get("type") for script in scripts] == ["application/json", None]
    assert not tree.xpath("//img | //@onerror")
    assert embedded(tree)["text"] == passages["passage"].to_list()
    assert "</script><script>window.kapot" in tree.text_content()
    assert "Vijvers & <putten>" in words(tree.find_class("heat")[0])


def test_json_for_a_script_has_no_character_that_html_acts_on() -> None:
    hostile = {"text": "</script><!-- & \u2028"}
    shown = as_script_json(hostile)
    assert not set("<>&") & set(shown)
    assert json.loads(shown) == hostile


def test_nothing_is_fetched_and_only_the_own_script_may_run(text: str, tree: html.HtmlElement) -> None:
    assert not re.findall(r"(?:src|href|action)=[\"']?\s*(?:https?:)?//", text)
    assert not re.findall(r"url\((?![\"']?(?:data:|#))", text)
    assert "@import" not in text
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]+';", policy)


def test_the_heat_map_has_headers_and_says_every_cell_in_words(tree: html.HtmlElement) -> None:
    (heat,) = tree.find_class("heat")
    assert [words(head) for head in heat.xpath(".//thead//th")] == ["Rapport", "Zorg voor bomen", "Water in de wijk"]
    first = heat.xpath(".//tbody/tr[1]/td[1]")[0]
    assert words(first).startswith("aanwezig 93 % zeker. Naar schatting 2,4 van de 140 zinnen (1,0 tot 5,0)")
    assert first.find("a").get("href") == "#passages?rapport=bomen%202025.pdf&mechanisme=bomen"


def test_a_weak_cell_says_that_it_tells_a_chance_and_no_certainty(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links
) -> None:
    threads = tuple(
        replace(one, cells=tuple(replace(cell, verdict="zwak", certainty=0.18) for cell in one.cells))
        for one in synthesis.threads
    )
    tree = html.fromstring(page(replace(synthesis, threads=threads), passages, links))
    cell = tree.xpath("//section[@id='kaart']//tbody/tr[1]/td[1]")[0]
    assert words(cell).startswith("zwak (kans 18 % dat het aanwezig is). Naar schatting")


def test_the_heat_map_scrolls_in_a_box_of_its_own_only_with_many_reports(
    text: str, synthesis: Synthesis, passages: pl.DataFrame, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'class="scroll map"' in text
    monkeypatch.setattr(View, "most_at_full_height", 2)
    assert 'class="scroll map tall"' in page(synthesis, passages, links)


def test_general_themes_come_last_under_their_own_heading(tree: html.HtmlElement) -> None:
    headings = [words(head) for head in tree.xpath("//main//h2")]
    at = headings.index
    assert at("Zorg voor bomen") < at("Algemeen thema") < at("Water in de wijk")


def test_without_reports_the_page_says_so_and_leaves_the_sections_out(
    nothing: Synthesis, passages: pl.DataFrame, links: Links
) -> None:
    tree = html.fromstring(page(nothing, passages.head(0), links))
    assert "Er is nog geen rapport gelezen." in words(tree)
    assert [words(head) for head in tree.xpath("//main//h2")] == ["Alle passages", "Hoe dit is gemaakt"]
    assert embedded(tree)["text"] == []


def test_one_report_is_enough(synthesis: Synthesis, passages: pl.DataFrame, links: Links) -> None:
    own = tuple(replace(thread, cells=thread.cells[:1]) for thread in synthesis.threads)
    one = replace(synthesis, sources=synthesis.sources[:1], threads=own)
    tree = html.fromstring(page(one, passages.head(3), links))
    assert "Gelezen: één rapport, twaalf pagina’s en 140 zinnen" in words(tree)
    assert len(tree.xpath("//section[@id='kaart']//tbody/tr")) == 1


def test_more_passages_than_fit_are_cut_to_the_strongest_in_reading_order(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_passages, "MOST", 3)
    kept = passage_data(synthesis, passages, links)
    assert kept["page"] == [3, 9, 2]
    assert kept["total"] == 6


def test_over_twenty_thousand_passages_the_page_names_the_file(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links
) -> None:
    many = pl.concat([passages] * 3334)
    tree = html.fromstring(page(synthesis, many, links))
    (note,) = tree.find_class("cut")
    assert "20.004 passages" in words(note) and "20.000" in words(note)
    assert [link.get("href") for link in note.iter("a")] == ["passages.csv", "passages.parquet"]
    assert len(embedded(tree)["text"]) == 20_000  # type: ignore[arg-type]


def test_the_data_of_the_passages_can_be_read_back(synthesis: Synthesis, passages: pl.DataFrame, links: Links) -> None:
    data = passage_data(synthesis, passages, links)
    assert data["mask"] == [1, 1, 3, 2, 2, 2]
    assert data["chance"] == [97, 64, 81, 88, 91, 75, 58]
    assert [data["sections"][place] for place in data["section"]] == passages["sectie"].to_list()
    assert [report["document"] for report in data["reports"]] == [one.document for one in synthesis.sources]
    assert data["reports"][1]["address"] == "../rapporten/water/vijvers.pdf"
    assert [report["paged"] for report in data["reports"]] == [True, True, False]


def judged(passages: pl.DataFrame) -> pl.DataFrame:
    """The same passages, of which the second and the fifth were coded by people."""
    coders = [[], ["anna"], [], [], ["bram", "anna"], []]
    return passages.with_columns(gecodeerd_door=pl.Series(coders, dtype=pl.List(pl.String)))


def test_the_data_tell_who_coded(synthesis: Synthesis, passages: pl.DataFrame, links: Links) -> None:
    data = passage_data(synthesis, judged(passages), links)
    assert (data["coders"], data["coded"]) == (["anna", "bram"], [[1, 0], [4, 1, 0]])
    assert passage_data(synthesis, passages, links)["coded"] == []


def test_who_coded_can_be_chosen_only_where_people_did(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links, tree: html.HtmlElement
) -> None:
    assert tree.xpath("//select[@name='door']") == []
    choices = html.fromstring(page(synthesis, judged(passages), links)).xpath("//select[@name='door']/option/@value")
    assert choices == ["", "machine", "mensen", "van anna", "van bram"]


def test_a_quote_that_people_coded_says_so(synthesis: Synthesis, passages: pl.DataFrame, links: Links) -> None:
    claim = synthesis.summary[0]
    quoted = replace(claim, evidence=(replace(claim.evidence[0], coders=("anna", "<b>bram")),))
    tree = html.fromstring(page(replace(synthesis, summary=(quoted,)), passages, links))
    assert [mark.text for mark in tree.find_class("coder")] == ["gecodeerd door anna en <b>bram"]


def test_the_same_input_gives_the_same_page(
    text: str, synthesis: Synthesis, passages: pl.DataFrame, links: Links
) -> None:
    assert page(synthesis, passages, links) == text


def test_of_many_reports_the_telling_ones_are_shown_and_the_rest_is_counted(
    synthesis: Synthesis, passages: pl.DataFrame, links: Links
) -> None:
    total = MOST_REPORTS + 20
    silent = [Source(number, f"{number}.pdf", f"Stil {number}", 1, 50) for number in range(4, total + 1)]
    threads = tuple(
        replace(one, cells=(*one.cells, *(replace(one.cells[0], source=source, verdict="stil") for source in silent)))
        for one in synthesis.threads
    )
    many = replace(synthesis, sources=(*synthesis.sources, *silent[::-1]), threads=threads)
    tree = html.fromstring(page(many, passages, links))
    (heat,) = tree.find_class("heat")
    assert len(heat.xpath(".//tbody/tr")) == MOST_REPORTS
    assert "Bomen in de straat" in words(heat)
    assert (
        f"Getoond zijn de {MOST_REPORTS} rapporten waarin de meeste mechanismen aanwezig zijn; alle {total}"
        in words(tree)
    )
    assert f"en nog {total - 2 - MOST_NAMED} andere (aanwezigheid.csv)" in words(tree)
