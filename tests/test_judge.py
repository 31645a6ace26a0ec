"""Is what was read the text of a Dutch report?"""

import pytest

from pipeline.extract.garbled import garbled_pages
from pipeline.extract.judge import Judgement, blank_pages, judge, page_ranges, scanned_pages
from pipeline.records import Block, BlockKind, Page, Reading, Status

DUTCH = (
    "De gemeente heeft in het voorjaar van dit jaar besloten om de oude linden langs de vaart te laten staan, omdat "
    "de bewoners van de straat er veel waarde aan hechten en het snoeien goedkoper is dan het planten van nieuwe bomen."
)
ENGLISH = (
    "The town decided this spring to keep the old trees along the canal, because the people who live in the street "
    "are fond of them and it is cheaper to prune than to plant, which is what the council had been asked to look at."
)
GERMAN = (
    "Die Stadt hat in diesem Frühjahr beschlossen, die alten Bäume an dem Kanal nicht zu fällen, weil sie von den "
    "Leuten in der Straße geschätzt werden und das Schneiden auf die Dauer billiger ist als eine neue Pflanzung."
)
GARBLED = "Xqw vrt zkl mnb pqr sdf ghj wrt " * 12
FULL = Page(1, 2000)


def reading(*texts: str, kind: BlockKind = "paragraph", pages: tuple[Page, ...] = (FULL,)) -> Reading:
    return Reading("", tuple(Block(1, 1, kind, text) for text in texts), pages)


def judged(whole: Reading) -> Judgement:
    return judge(whole, garbled_pages(whole))


@pytest.mark.parametrize(
    ("texts", "status", "message"),
    [
        ([DUTCH], Status.OK, ""),
        (["Bomen."], Status.OK, ""),
        ([DUTCH, ENGLISH[:100]], Status.OK, ""),
        ([], Status.EMPTY, "Er staat geen lopende tekst"),
        (["12 34", "***"], Status.EMPTY, "Er staat geen lopende tekst"),
        ([GARBLED], Status.GARBLED, "geen bestaande woorden"),
        ([ENGLISH], Status.NOT_DUTCH, "grotendeels niet in het Nederlands"),
        ([GERMAN], Status.NOT_DUTCH, "grotendeels niet in het Nederlands"),
        ([DUTCH, ENGLISH, GERMAN], Status.NOT_DUTCH, "grotendeels niet in het Nederlands"),
    ],
)
def test_status_and_message(texts: list[str], status: Status, message: str) -> None:
    found, said = judged(reading(*texts))
    assert found is status
    assert message in said
    assert (said == "") is (message == "")


@pytest.mark.parametrize("kind", ["heading", "footnote", "table", "furniture"])
def test_running_text_is_what_counts(kind: BlockKind) -> None:
    assert judged(reading(DUTCH, kind=kind))[0] is Status.EMPTY
    assert judged(reading(DUTCH, kind="list_item"))[0] is Status.OK


def test_images_without_text_are_a_scan() -> None:
    pages = (Page(1, 60), Page(2, 0, images=1), Page(3, 3, images=1))
    status, message = judged(reading("Een stempel op het omslag.", pages=pages))
    assert status is Status.SCANNED
    assert "OCR" in message


def test_empty_pages_without_images_are_no_scan() -> None:
    assert judged(reading(pages=(Page(1, 0), Page(2, 0))))[0] is Status.EMPTY


def test_pages_without_text_are_listed_as_ranges() -> None:
    scans = (Page(number, 24, images=1) for number in range(5, 8))
    whole = reading(DUTCH, pages=(Page(1, 900), Page(2, 0), Page(3, 900), Page(4, 900), *scans, Page(8, 3)))
    assert (scanned_pages(whole), blank_pages(whole)) == ((5, 6, 7), (2, 8))
    assert judged(whole) == (Status.OK, "Gescand en niet gelezen: pagina 5 t/m 7. Zonder tekst: pagina 2 en 8.")


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ((), ""),
        ((4,), "4"),
        ((3, 4, 5), "3 t/m 5"),
        ((1, 2, 9), "1 t/m 2 en 9"),
        ((1, 3, 5, 6, 7), "1, 3 en 5 t/m 7"),
    ],
)
def test_page_ranges(numbers: tuple[int, ...], written: str) -> None:
    """A range with a hyphen becomes a date in a spreadsheet, and two numbers with a comma one with decimals."""
    assert page_ranges(numbers) == written


def test_pages_that_were_read_by_ocr_are_named() -> None:
    pages = (Page(1, 900), Page(2, 900, images=1, by_ocr=True))
    assert judged(reading(DUTCH, pages=pages)) == (Status.OK, "Met OCR gelezen: pagina 2.")


def test_a_page_whose_text_layer_is_garbage_is_told_from_the_others() -> None:
    garbage = Block(2, 2, "paragraph", " ".join(["xqf", "rrtz", "plmk"] * 20))
    fine = [Block(1, 1, "paragraph", DUTCH * 3), Block(3, 3, "paragraph", DUTCH * 3)]
    whole = Reading("", (fine[0], garbage, fine[1]), tuple(Page(number, 900) for number in (1, 2, 3)))
    assert garbled_pages(whole) == (2,)
    assert judged(whole) == (Status.OK, "Onleesbare tekstlaag en niet gecodeerd: pagina 2.")
