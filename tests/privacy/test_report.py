"""A report with masks: every block, the places in it, and what one part says of another."""

from pathlib import Path

import pytest
import spacy

from pipeline.dutch import Dutch
from pipeline.language_folder import MODEL_VARIABLE
from pipeline.privacy.report import masked_report, masked_text
from pipeline.records import Block, Report, Status
from pipeline.settings import SegmentSettings


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
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dutch:
    """A model that knows two persons, and takes a body of the list for one."""
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    people = [{"label": "PERSON", "pattern": name} for name in ("Xandra", "Bo Vermeer", "Waterkring")]
    ruler.add_patterns(people)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path / "model"))
    (tmp_path / "lijst.toml").write_text('[[organisatie]]\nnaam = "Waterkring"\nsoort = "kring"\n', encoding="utf-8")
    return Dutch.of(SegmentSettings(), tmp_path / "lijst.toml")


def test_persons_that_a_model_recognises_are_masked_and_bodies_are_not(dutch: Dutch) -> None:
    given = report("Toen vroeg Xandra het aan Waterkring.", "De Bo Vermeer Stichting betaalde.")
    assert texts(masked_report(given, dutch)) == ["Toen vroeg [PERSOON] het aan Waterkring.", given.blocks[1].text]
    assert texts(masked_report(given)) == texts(given)
