"""What holds for any text that goes through the functions on text: nothing is made up, and what is clean stays so."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.dutch import Dutch
from pipeline.extract.characters import tidy
from pipeline.extract.judge import page_ranges
from pipeline.extract.numbers import number_text, whole
from pipeline.extract.pdf.glyphs import UNKNOWN, cleaned, is_legible
from pipeline.extract.pdf.hyphens import joined, joined_lines, vocabulary
from pipeline.extract.pdf.markers import HEADING_NUMBER
from pipeline.extract.pdf.pagenumbers import lone_number, states_page
from pipeline.extract.zone_titles import zone_of_title
from pipeline.records import Block, Report, Status
from pipeline.segment import segment
from pipeline.settings import Settings

# Pieces that the rules look at, so that more than one text in a thousand meets them.
PIECES = (
    *("uitvoe-", "ringsprobleem", "AI-", "niet-", "leden", "en ", "of ", "www.dorp.nl/", "a@b-", "2019-", "–", "/"),
    *("De raad ", "Pagina ", "blz. ", "3 van 12", "xiv", "IX", "\u0131", "\u0130", "²", "\u0663", "Hoofdstuk 2 "),
    *("\u00ad", "\u2011", "\ufb01", "\ufffe", "\x02", "\u200b", "\ufeff", "\ud83c", "\udf33", "\x00", "\ufffc", "\f"),
    *(" ", "  ", "\n", "\u00a0", "\u2028", "e\u0301", "é", "¹", ". ", "? ", ": ", "• ", "(", ")", "’", "“", "Colofon"),
)
LIGATURES = "".join(map(chr, range(0xFB00, 0xFB07)))
anything = st.characters(exclude_categories=())  # halves of characters too, as broken fonts give them
texts = st.one_of(st.text(anything), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
lines = st.lists(texts.map(str.strip).filter(bool), min_size=1, max_size=6)
DUTCH = Dutch(Settings().segment, Settings().organisations, with_model=False)


def letters(text: str) -> str:
    """A text without its white space and hyphens."""
    return re.sub(r"[\s-]", "", text)


@given(texts)
@example("\ud92e")
@example("\ud83c\udf33")
def test_cleaned_text_can_be_kept_and_is_clean(text: str) -> None:
    clean = cleaned(text)
    assert clean.encode() == cleaned(clean).encode()
    assert unicodedata.is_normalized("NFC", clean)


@given(st.text(st.characters(categories=("L", "Nd", "P"), exclude_characters=LIGATURES)))
def test_letters_digits_and_marks_come_out_as_they_went_in(text: str) -> None:
    clean = cleaned(text)
    assert UNKNOWN not in clean
    assert clean == unicodedata.normalize("NFC", text.replace("\u2010", "-"))


@given(texts)
def test_what_is_cleaned_is_legible(text: str) -> None:
    assert is_legible(cleaned(text))


@given(texts)
def test_tidy_text_has_single_spaces_and_only_drops(text: str) -> None:
    tidied = tidy(text)
    assert tidy(tidied) == tidied == " ".join(tidied.split())
    left = iter(text.replace("\u2011", "-"))
    assert all(character in left for character in tidied if character != " ")


@given(lines)
def test_joined_lines_have_the_letters_of_the_lines_in_order(lines: list[str]) -> None:
    words = vocabulary(lines)
    text = joined_lines(lines, words)
    assert letters(text) == letters("".join(lines))
    assert joined_lines([text], words) == text


@given(lines, texts.map(str.strip).filter(bool))
def test_joining_drops_a_hyphen_at_most(lines: list[str], after: str) -> None:
    before = lines[0]
    text = joined(before, after, vocabulary(lines))
    assert text in (f"{before}{after}", f"{before} {after}", f"{before.removesuffix('-')}{after}")


@given(lines)
def test_a_vocabulary_holds_words_of_the_lines(lines: list[str]) -> None:
    whole_text = "\n".join(lines).lower()
    assert all(word in whole_text for word in vocabulary(lines).counts)


@given(texts)
@example("\u0131")
@example("\u0130V")
def test_any_text_may_be_asked_for_its_page(text: str) -> None:
    number = lone_number(text)
    assert number is None or -1000 < number < 10_000
    assert states_page(text) in (True, False)


@given(st.integers(1, 399), st.sampled_from(("", "- ", "pagina ", "Blz. ", "| ")), st.sampled_from(("1", "i", "I")))
def test_a_page_number_is_read_as_it_is_written(number: int, before: str, style: str) -> None:
    written = number_text(number, style)
    assert lone_number(before + written) == (number if len(written) <= 7 else None)


@given(st.integers(0, 10**7), texts)
def test_an_attribute_is_a_number_or_its_default(number: int, text: str) -> None:
    assert whole(str(number), -1) == (number if number < 10**6 else -1)
    assert whole(text, -1) >= -1


@given(st.sets(st.integers(1, 200)))
def test_ranges_of_pages_name_those_pages(pages: set[int]) -> None:
    named: set[int] = set()
    for part in filter(None, re.split(r", | en ", page_ranges(sorted(pages)))):
        first, _, last = part.partition(" t/m ")
        named.update(range(int(first), int(last or first) + 1))
    assert named == pages


@given(texts)
def test_any_text_may_stand_above_a_section(text: str) -> None:
    assert zone_of_title(text) in (None, "references", "colophon")
    found = HEADING_NUMBER.match(text)
    assert found is None or text.startswith(found[0])


@given(st.lists(texts.map(cleaned).filter(str.strip), max_size=4))
def test_passages_are_spans_of_their_blocks(paragraphs: list[str]) -> None:
    blocks = tuple(Block(1, 1, "paragraph", text) for text in paragraphs)
    report = Report("a.pdf", "ab", Status.OK, "", blocks=blocks)
    passages = segment(report, DUTCH)
    assert [p.text for p in passages] == [blocks[p.block].text[p.start : p.end] for p in passages]
    assert len({p.passage_id for p in passages}) == len(passages)
    places = [(p.block, p.start) for p in passages]
    assert places == sorted(places)
    kept = "".join(letter for p in passages for letter in p.text if letter.isalpha())
    assert kept == "".join(letter for text in paragraphs for letter in text if letter.isalpha())
