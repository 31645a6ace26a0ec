"""A report with masks: every block, the places in it, and what one part says of another."""

import pytest
import spacy
from spacy.language import Language

from pipeline.privacy.report import masked_report, masked_text
from pipeline.records import Block, Report, Status


def report(*texts: str, title: str = "Verslag", breaks: tuple[int, ...] = ()) -> Report:
    blocks = tuple(Block(1, 1 + len(breaks), "paragraph", text, breaks=breaks) for text in texts)
    return Report("a.md", "00", Status.OK, "", title=title, blocks=blocks)


def texts(masked: Report) -> list[str]:
    return [block.text for block in masked.blocks]


def test_blocks_headings_and_title_are_masked() -> None:
    heading = Block(1, 1, "heading", "Gesprek met Jan Jansen", level=1)
    given = Report("a.md", "00", Status.OK, "", title="Brief aan mevrouw Bos", blocks=(heading,))
    masked = masked_report(given)
    assert (masked.title, masked.blocks[0].text) == ("Brief aan mevrouw [PERSOON]", "Gesprek met [PERSOON]")
    assert masked.blocks[0].level == 1


def test_where_pages_begin_moves_along() -> None:
    text = "Volgens de heer Oosterbaan was het laat. Daarna belde hij weer."
    (block,) = masked_report(report(text, breaks=(text.index("Daarna"),))).blocks
    assert block.text[block.breaks[0] :] == "Daarna belde hij weer."


def test_a_surname_that_the_report_explains_is_masked_everywhere() -> None:
    masked = masked_report(report("Mevrouw P. Veldkamp kwam langs.", "Later ging Veldkamp weer naar huis."))
    assert texts(masked) == ["Mevrouw [PERSOON] kwam langs.", "Later ging [PERSOON] weer naar huis."]


@pytest.mark.parametrize("elsewhere", ["Een bakker bakt brood. Bakker is een vak.", "Hij woont in Bakker, een dorp."])
def test_a_surname_that_is_a_word_or_a_place_here_is_not(elsewhere: str) -> None:
    assert texts(masked_report(report("Mevrouw Bakker kwam langs.", elsewhere)))[1] == elsewhere


def test_a_surname_in_an_address_is_no_ordinary_word() -> None:
    masked = masked_report(report("Mevrouw Veldkamp kwam.", "Veldkamp zei dat; schrijf naar p.veldkamp@a.nl."))
    assert texts(masked)[1] == "[PERSOON] zei dat; schrijf naar [E-MAIL]."


def test_a_policy_field_behind_an_office_is_no_name() -> None:
    given = "Wethouder Bereikbaarheid zei iets over de bereikbaarheid."
    assert texts(masked_report(report(given))) == [given]


def test_what_stands_under_a_letter_is_a_name() -> None:
    letter = ("Met vriendelijke groet,", "Xandra Boomgaard", "Directeur Uitvoering", "Postbus 12 in Hollekamp")
    assert texts(masked_report(report(*letter))) == [letter[0], "[PERSOON]", *letter[2:]]


def test_masking_twice_changes_nothing() -> None:
    once = masked_text("De heer Bos (06-12345678, bos@a.nl) woont er, zei J. Bos.")
    assert masked_text(once) == once == "De heer [PERSOON] ([TELEFOON], [E-MAIL]) woont er, zei [PERSOON]."


@pytest.fixture
def language() -> Language:
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Xandra"},
            {"label": "PERSON", "pattern": "Bo Vermeer"},
            {"label": "ORG", "pattern": "Waterkring"},
        ]
    )
    return nlp


def test_persons_that_a_model_recognises_are_masked_and_bodies_are_not(language: Language) -> None:
    given = report("Toen vroeg Xandra het aan Waterkring.", "De Bo Vermeer Stichting betaalde.")
    assert texts(masked_report(given, language)) == ["Toen vroeg [PERSOON] het aan Waterkring.", given.blocks[1].text]
    assert texts(masked_report(given)) == texts(given)
