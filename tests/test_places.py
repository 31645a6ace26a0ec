"""Decisions find their passage again: in the same reading, another one, a new version and a renamed file."""

import random
from collections import Counter
from dataclasses import replace

import polars as pl
import pytest

from pipeline.codings import CodedPassage, Place
from pipeline.decisions.alike import same_meaning, same_numbers, squeezed
from pipeline.decisions.places import Finding, Found, PassagesOf, concerning, find
from pipeline.segment import passage_id

WOOD = "De beuken langs de Molenweg staan te dicht op elkaar om gezond oud te worden."
BEFORE, AFTER = "Het bos is oud.", "Er wordt ieder jaar gedund."
COLUMNS = {
    **dict.fromkeys(("passage_id", "document", "passage", "ervoor", "erna"), pl.String),
    **dict.fromkeys(("pagina", "blok", "start"), pl.Int64),
}


def table(*texts: str, document: str = "bos.pdf", first_page: int = 1) -> pl.DataFrame:
    """The passages of one report, five to a page."""
    seen: Counter[str] = Counter()
    rows = []
    for place, text in enumerate(texts):
        seen[text] += 1
        around = [texts[i] if 0 <= i < len(texts) else "" for i in (place - 1, place + 1)]
        identifier = passage_id(document, text, seen[text])
        rows.append((identifier, document, text, *around, first_page + place // 5, place, 0))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def coded(passages: pl.DataFrame, row: int, sha256: str = "s1") -> CodedPassage:
    """The decision of somebody who read this row."""
    one = passages.row(row, named=True)
    return CodedPassage(
        text=one["passage"],
        mechanisms=("bomen",),
        role="klacht",
        document=one["document"],
        coder="anna",
        before=one["ervoor"],
        after=one["erna"],
        place=Place(one["passage_id"], one["pagina"], one["blok"], one["start"], None, sha256),
    )


def found(decision: CodedPassage, now: pl.DataFrame, inputs: dict[str, str] | None = None) -> Finding:
    (finding,) = find([decision], reports_of(now), inputs or {"bos.pdf": "s2"})
    return finding


def reports_of(passages: pl.DataFrame) -> PassagesOf:
    return lambda document: passages.filter(document=document)


@pytest.fixture
def decision() -> CodedPassage:
    return coded(table(BEFORE, WOOD, AFTER), 1)


def test_in_the_same_reading_the_place_is_exact(decision: CodedPassage) -> None:
    finding = found(decision, table(BEFORE, WOOD, AFTER))
    assert (finding.how, finding.row, finding.similarity) == (Found.EXACT, 1, 1.0)


def test_the_same_text_under_another_id_was_moved(decision: CodedPassage) -> None:
    moved = replace(decision, place=replace(decision.place, passage_id="p0", page=9))
    assert (found(moved, table(AFTER, WOOD)).how, found(moved, table(AFTER, WOOD)).row) == (Found.MOVED, 1)


def test_of_equal_texts_the_one_between_the_same_neighbours_is_meant(decision: CodedPassage) -> None:
    now = table(WOOD, "Iets anders.", BEFORE, WOOD, AFTER, WOOD)
    assert found(decision, now).row == 3


@pytest.mark.parametrize("sha256", ["s2", ""])
def test_in_one_version_the_id_is_surer_than_neighbours(sha256: str) -> None:
    now = table("Een pad.", WOOD, "Iets anders.", BEFORE, WOOD)
    second = coded(now, 4, sha256)
    assert found(replace(second, before="Een pad.", after="Iets anders."), now).row == 4
    assert found(replace(second, before="", after="Iets anders."), now).row == 4


def test_of_equal_texts_without_their_neighbours_the_nearest_is_meant(decision: CodedPassage) -> None:
    now = table(WOOD, *("Een pad." for _ in range(9)), WOOD, "Nog een pad.")
    away = replace(decision, place=replace(decision.place, passage_id="p0", page=3))
    assert found(away, now).row == 10


def test_a_renamed_report_is_known_by_its_content(decision: CodedPassage) -> None:
    now = table(BEFORE, WOOD, AFTER, document="map/nieuw.pdf")
    finding = found(decision, now, {"map/nieuw.pdf": "s1"})
    assert (finding.how, finding.row, finding.document) == (Found.MOVED, 1, "map/nieuw.pdf")


def test_a_file_with_the_old_name_and_other_content_does_not_hide_the_report(decision: CodedPassage) -> None:
    now = pl.concat([table("Een ander stuk."), table(BEFORE, WOOD, AFTER, document="oud.pdf")])
    finding = found(decision, now, {"bos.pdf": "s2", "oud.pdf": "s1"})
    assert (finding.how, finding.document, finding.row) == (Found.MOVED, "oud.pdf", 1)


def test_decisions_on_many_reports_in_turn_each_find_their_own_and_each_report_is_read_once() -> None:
    names = [f"bos {number}.pdf" for number in range(12)]
    passages = pl.concat([table(f"Bos {name} is oud.", WOOD, document=name) for name in names])
    read: list[str] = []

    def report(document: str) -> pl.DataFrame:
        read.append(document)
        return passages.filter(document=document)

    made = [coded(passages.filter(document=name), row) for row in (0, 1) for name in reversed(names)]
    findings = find(made, report, dict.fromkeys(names, ""))
    assert [finding.decision for finding in findings] == made
    assert [(finding.document, finding.row) for finding in findings] == [
        (name, row) for row in (0, 1) for name in reversed(names)
    ]
    assert [finding.text for finding in findings] == [decision.text for decision in made]
    assert sorted(read) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        WOOD.replace("Molenweg", "Molen-\nweg"),
        WOOD.replace("gezond", "ge\u00adzond"),
        "• " + WOOD.replace(" ", "  "),
        WOOD + "12",
    ],
)
def test_a_text_that_was_set_otherwise_is_the_same(text: str, decision: CodedPassage) -> None:
    finding = found(decision, table("Iets.", text, "Nog iets."))
    assert (finding.how, finding.row, finding.similarity) == (Found.ALIKE, 1, 1.0)


def test_a_text_that_was_slightly_edited_is_found_beside_a_neighbour_that_stayed(decision: CodedPassage) -> None:
    edited = WOOD.replace("om gezond", "om echt gezond")
    finding = found(decision, table(BEFORE, edited, "Iets."))
    assert (finding.how, finding.row) == (Found.ALIKE, 1)
    assert 0.9 < finding.similarity < 1


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("staan te dicht", "staan niet te dicht"),
        ("Molenweg", "Schoollaan"),
        ("De beuken", "De 12 beuken"),
        ("gezond", "ongezond"),
    ],
)
def test_a_sentence_of_which_the_meaning_may_have_turned_is_another_one(
    then: str, now: str, decision: CodedPassage
) -> None:
    finding = found(decision, table(BEFORE, WOOD.replace(then, now), AFTER))
    assert (finding.how, finding.row, finding.similarity) == (Found.LOST, None, 0.0)


def test_of_two_that_are_as_alike_neither_is_chosen(decision: CodedPassage) -> None:
    first, second = (WOOD.replace("gezond", word) for word in ("gezonde", "gezonden"))
    assert found(decision, table("Iets.", first, "Een pad.", second)).how is Found.LOST


def test_a_short_text_is_not_guessed() -> None:
    short = coded(table("Zie bijlage A."), 0)
    assert found(short, table("Zie bijlage.")).how is Found.LOST


def test_decisions_on_other_reports_are_left_out(decision: CodedPassage) -> None:
    elsewhere = replace(decision, document="vijver.pdf", place=Place())
    assert concerning([elsewhere, decision], {"bos.pdf": ""}) == [decision]
    assert concerning([decision], {"nieuw.pdf": "s1"}) == [decision]
    assert concerning([decision], {"nieuw.pdf": "s9"}) == []


def test_a_report_that_gives_no_text_any_more_loses_its_decisions(decision: CodedPassage) -> None:
    assert found(decision, table(document="bos.pdf")).how is Found.LOST


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("In 2020 en 2021", "In 2021 en 2020", True),
        ("12 eiken", "21 eiken", False),
        ("tussen 5 en 10", "tussen 5-10", True),
        ("1.000 euro", "1000 euro", False),
        ("0,5 meter", "0,6 meter", False),
        ("12% dood", "12 dood", False),
    ],
)
def test_numbers_are_compared_whole(first: str, second: str, same: bool) -> None:
    assert same_numbers(first, second) is same


def test_a_letter_that_was_misread_makes_no_other_name() -> None:
    assert same_meaning("Langs de Molenweg is het vol.", "Langs de Molemweg is het vol.")


def test_ligatures_quotes_and_hyphens_are_no_letters() -> None:
    assert squeezed("‘Het ﬁetspad’ in de bosrand-\nzone") == squeezed('"Het fietspad" in de bosrandzone')


WORDS = (
    "boom beuk eik linde tak wortel blad stam schors bos pad sloot oever gras mos varen hek poort brug dijk veld akker "
    "groeit valt staat ligt rust kraakt bloeit droogt zinkt buigt breekt draagt schuurt kleurt geurt wijkt "
    "oude jonge dikke dunne natte droge lange korte kale volle scheve rechte stille ruige zachte harde"
).split()


def report(luck: random.Random, sentences: int) -> list[str]:
    """Sentences of seven to sixteen words, no two alike."""
    return [" ".join(luck.choices(WORDS, k=luck.randint(7, 16))).capitalize() + "." for _ in range(sentences)]


def changed(text: str, luck: random.Random) -> tuple[str, bool]:
    """Read or write a sentence anew; say whether it still says the same."""
    words = text.split()
    middle = len(words) // 2
    word = words[middle]
    choice = luck.random()
    if choice < 0.15:
        words[middle] = f"{word[:2]}-\n{word[2:]}"
    elif choice < 0.25:
        words[middle] = word.replace(word[1], "c", 1)
    elif choice < 0.35:
        words.insert(middle, luck.choice(("niet", "geen", "7")))
    return " ".join(words), not 0.25 <= choice < 0.35


def test_a_report_that_was_read_and_edited_anew_keeps_its_codings_and_never_mixes_them_up() -> None:
    luck = random.Random(3)
    then = report(luck, 400)
    now: list[str] = []
    stays: dict[int, int] = {}
    for place, text in enumerate(then):
        if luck.random() < 0.05:
            continue
        if luck.random() < 0.05:
            now += report(luck, 1)
        new, same = changed(text, luck)
        if same:
            stays[place] = len(now)
        now.append(new)
    passages = table(*then)
    findings = find(
        [coded(passages, row) for row in range(400)], reports_of(table(*now, first_page=4)), {"bos.pdf": "s2"}
    )
    outcomes = Counter(
        "lost" if finding.row is None else "right" if finding.row == stays.get(place) else "wrong"
        for place, finding in enumerate(findings)
    )
    assert outcomes["wrong"] == 0
    assert outcomes["right"] >= 0.98 * len(stays)
