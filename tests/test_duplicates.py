"""Which reports are the same as another."""

from pipeline.duplicates import Twin, near_twins, twins


def said(start: int, count: int) -> list[str]:
    return [f"Zin {number} gaat over straat {number * 7}." for number in range(start, start + count)]


def test_the_same_content_under_another_name_is_a_twin_of_the_first() -> None:
    assert twins({"a.pdf": "1", "b.pdf": "2", "c.pdf": "1", "d.pdf": "1"}) == [
        Twin("c.pdf", "a.pdf", 1.0),
        Twin("d.pdf", "a.pdf", 1.0),
    ]


def test_what_could_not_be_opened_is_nobodys_twin() -> None:
    assert twins({"a.pdf": "", "b.pdf": ""}) == []


def test_a_draft_is_a_near_twin_of_the_longer_final_version() -> None:
    draft, final = said(0, 97), said(0, 100)
    assert near_twins({"concept.docx": draft, "eind.pdf": final}) == [Twin("concept.docx", "eind.pdf", 1.0)]


def test_white_space_and_capitals_do_not_matter() -> None:
    shouted = [f"  {text.upper()}\n" for text in said(0, 40)]
    assert [twin.of for twin in near_twins({"a": said(0, 40), "b": shouted})] == ["a"]


def test_a_summary_within_a_long_report_is_no_twin() -> None:
    assert near_twins({"rapport": said(0, 400), "samenvatting": said(0, 40)}) == []


def test_reports_that_share_a_part_are_no_twins() -> None:
    assert near_twins({"2020": said(0, 100), "2021": said(20, 100)}) == []


def test_of_three_versions_two_are_twins_of_one() -> None:
    versions = {"v1": said(0, 96), "v2": said(0, 98), "v3": said(0, 100)}
    assert {(twin.document, twin.of) for twin in near_twins(versions)} == {("v1", "v3"), ("v2", "v3")}


def test_texts_of_a_few_sentences_are_not_compared() -> None:
    assert near_twins({"a": said(0, 10), "b": said(0, 10)}) == []
