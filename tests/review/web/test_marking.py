"""A passage is found on a page though the page writes it otherwise."""

import pytest

from pipeline.review.web.marking import places


def marked(text: str, page: str, *, before: str = "") -> str:
    return "".join(page[index] for index in places(text, page, before=before))


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("1 Bomen\r\nDe kasta-\r\nnje verliest\nblad. En meer", "Dekastanjeverliestblad"),
        ("De kasta\xad\nnje  verliest\u00a0blad.", "Dekastanjeverliestblad"),
        ("DE KASTANJE VERLIEST BLAD.", "DEKASTANJEVERLIESTBLAD"),
    ],
)
def test_line_ends_hyphens_and_case_do_not_matter(page: str, found: str) -> None:
    assert marked("De kastanje verliest blad.", page) == found


def test_the_number_of_a_note_is_no_part_of_the_passage() -> None:
    page = "De oude kastanje\u00b2 verliest zijn blad."
    assert marked("De oude kastanje verliest zijn blad.", page) == "Deoudekastanjeverliestzijnblad"


def test_a_ligature_on_the_page_is_found_as_letters() -> None:
    assert marked("De fietsen zijn af.", "Hier. De ﬁetsen zijn af.") == "Deﬁetsenzijnaf"


def test_of_two_places_the_one_after_the_sentence_before_is_meant() -> None:
    page = "De vijver staat droog. Veel later in de zomer: de vijver staat droog."
    assert places("De vijver staat droog.", page, before="Veel later in de zomer:")[0] > 40


def test_what_goes_on_in_the_next_column_is_marked_in_both() -> None:
    page = "daar de sloot van het dorp ligt. Kop van de bladzijde. De vijver is vol water en"
    assert marked("De vijver is vol water en daar de sloot van het dorp ligt.", page).endswith("dorpligt")


def test_the_part_on_this_page_of_a_passage_that_goes_on_overleaf_is_marked() -> None:
    assert (
        marked("De vijver is vol water en daar zwemt een eend.", "Kop. De vijver is vol water en")
        == "Devijverisvolwateren"
    )


@pytest.mark.parametrize("page", ["", "Iets heel anders over de weg.", "De weg is er.", "123 456"])
def test_what_is_not_there_is_not_marked(page: str) -> None:
    assert marked("De vijver is vol water en daar zwemt een eend.", page) == ""


def test_a_passage_without_letters_is_nowhere() -> None:
    assert places("* * *", "Een tekst.") == []
