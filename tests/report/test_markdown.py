"""The rode draad as Markdown: in order, checkable, and with nothing of a report that works as markup."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.report.markdown import escape, markdown
from pipeline.report.safe_text import one_line
from pipeline.synthesis.records import Claim, Synthesis
from tests.report.example import HOSTILE, LINKS, SICK, synthesis

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FILE = "../verslagen/straat/dorp%20%281%29.pdf"


@pytest.fixture(scope="module")
def text() -> str:
    return markdown(synthesis(), LINKS)


def shown(block: str) -> str:
    """Return what a reader sees of one paragraph, with the signs of entities undone by the parser."""
    (inline,) = [token for token in PARSER.parse(block) if token.type == "inline"]
    assert {child.type for child in inline.children or []} <= {"text", "text_special"}
    return "".join(child.content for child in inline.children or [])


def test_headings_stand_in_the_order_of_the_outline_with_generic_mechanisms_last(text: str) -> None:
    assert re.findall(r"^#{1,3} .*", text, re.MULTILINE) == [
        "# De rode draad: Groen en water",
        "## De rode draad in het kort",
        "## Welke draden er lopen",
        "## Rapport bij mechanisme",
        "## Mechanismen",
        "### Zorg voor bomen",
        "## Algemeen thema",
        "### Water in de wijk",
        "## Hoe de mechanismen samenhangen",
        "## De lus",
        "## Waar het in de rapporten staat",
        "## Wat de rapporten voorstellen",
        "## Wie worden genoemd",
        "## Waar het model onzeker over is",
        "### Om eerst zelf te beoordelen",
        "## Kwaliteit van de codering",
        "## Gelezen rapporten",
        "## Hoe dit is gemaakt",
    ]


def test_a_claim_is_followed_by_each_place_once_and_by_its_table(text: str) -> None:
    places = f"[1, p. 3]({FILE}#page=3); [1, p. 9]({FILE}#page=9); [2](../verslagen/brief.docx)"
    assert f"Bomen lopen er als een draad door ({places}; aanwezigheid.csv).\n" in text
    assert "In twee rapporten staan zeven passages (documenten.csv).\n" in text


def test_every_sentence_with_evidence_or_a_table_has_it_behind_it(text: str) -> None:
    found = synthesis()
    claims = [*found.summary, *found.pair_claims, *found.doubts, *found.quality_claims, *found.threads[0].claims]
    for claim in claims:
        (line,) = {line for line in text.splitlines() if claim.text.removesuffix(".") in line and " (" in line}
        assert line.endswith(").")


def test_a_quote_stands_with_title_and_page(text: str) -> None:
    assert f"> De iepen zijn ziek.\n>\n> — [Bomen in de straat, p. 3]({FILE}#page=3)\n" in text
    assert "#page=9), van een afbeelding gelezen\n" in text
    assert "[Brief \\| over \\*water\\*, ‘Kop’](../verslagen/brief.docx), kans 51 %\n" in text


def test_a_quote_that_people_coded_says_so() -> None:
    found = synthesis()
    thread = found.threads[0]
    coded = replace(thread, quotes=tuple(replace(quote, coders=("anna", "bram")) for quote in thread.quotes))
    text = markdown(replace(found, threads=(coded, *found.threads[1:])), LINKS)
    assert "> De iepen zijn ziek.\n" in text
    assert "#page=3), gecodeerd door anna en bram\n" in text


def test_the_table_of_reports_and_mechanisms_has_verdicts_with_certainty(text: str) -> None:
    rows = [line for line in text.splitlines() if line.startswith("|   1 |")]
    assert [cell.strip() for cell in rows[0].split(" | ")[2:]] == ["aanwezig (> 99 %)", "aanwezig (> 99 %) |"]
    assert "stil (93 %)" in text


def test_tables_are_tables_for_a_reader_of_markdown(text: str) -> None:
    tokens = PARSER.parse(text)
    assert sum(token.type == "table_open" for token in tokens) == 11
    assert not any(token.type in ("html_block", "fence", "code_block", "ordered_list_open") for token in tokens)
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special", "softbreak", "link_open", "link_close", "strong_open", "strong_close"}


def test_links_only_go_to_the_reports(text: str) -> None:
    tokens = [child for token in PARSER.parse(text) for child in token.children or [] if child.type == "link_open"]
    assert {str(token.attrs["href"]).partition("#")[0] for token in tokens} == {FILE, "../verslagen/brief.docx"}


def test_what_stands_against_a_mechanism_is_told(text: str) -> None:
    counter = text.partition("#### Tegengeluid")[2]
    assert counter.startswith(
        "\n\n- **Oordeel ‘stil’:** [Brief \\| over \\*water\\*](../verslagen/brief.docx)\n\n> Met de linden"
    )


def test_an_example_is_a_quote_that_was_not_shown_yet(text: str) -> None:
    assert "- **ziekte van bomen**: twee passages in één rapport, zoals: “Met de linden gaat het goed.”" in text
    assert "- **Klacht**: vijf passages (71 %), zoals: “De iepen zijn ziek.”" in text
    assert "**Plan**" not in text


def test_sections_without_content_are_left_out() -> None:
    empty = replace(synthesis(), loop=None, threads=(), pairs=(), pair_claims=(), unread=(), unsure=(), doubts=())
    text = markdown(empty, LINKS)
    for heading in ("Mechanismen", "Algemeen thema", "De lus", "Waar het model", "Hoe de mechanismen"):
        assert f"## {heading}" not in text
    assert "## Wat de rapporten voorstellen" in text


def test_a_claim_without_full_stop_keeps_its_end() -> None:
    asked = replace(synthesis(), summary=(Claim("Lekt het riool?", (SICK,)),))
    assert f"Lekt het riool? ([1, p. 3]({FILE}#page=3))\n" in markdown(asked, LINKS)


def test_the_same_synthesis_gives_the_same_text(text: str) -> None:
    again: Synthesis = synthesis()
    assert markdown(again, LINKS) == text


@pytest.mark.parametrize(
    "hostile",
    [
        *(HOSTILE, "- geen lijst", "+ geen lijst", "> geen citaat", "# geen kop", "1) geen lijst", "2. geen lijst"),
        *("=== geen kop", "~~weg~~", "a | b", "<script>alert(1)</script>", "&lt;", "![x](y)", "[a]: b", "__init__"),
        *("    geen code", "\tgeen code", "```geen code", "***", "---", "eind \\", "C#", "# ", "snake_case", "x*y*z"),
    ],
)
def test_text_of_a_report_is_shown_as_it_is(hostile: str) -> None:
    assert shown(escape(hostile).strip()) == one_line(hostile).strip()


@given(st.text(alphabet="ab1 .)#-+=>_*`[]()|~!&;lt<\\\n\t$:/'\"\x00", max_size=40))
def test_any_text_of_a_report_is_shown_as_it_is(hostile: str) -> None:
    if one_line(hostile).strip():
        assert shown(escape(hostile).strip()) == one_line(hostile).strip()


@pytest.mark.parametrize("line", ["===", "---", "= =", "> x", "# x", "- x", "1. x", "| x", "***"])
def test_a_line_in_a_paragraph_never_turns_it_into_something_else(line: str) -> None:
    assert [token.type for token in PARSER.parse(f"Een zin.\n{escape(line)}")] == [
        *("paragraph_open", "inline", "paragraph_close")
    ]


def test_plain_words_are_not_marked() -> None:
    plain = "In 2023 kostte het beheer 1.400 euro (min_max), R&D en ‘a - b’ > 3 %."
    assert escape(plain) == plain
