"""What would be obeyed is left out of the text of a report, and everything else stays where it was."""

import pytest

from pipeline.extract.harmless import harmless
from pipeline.obeyed import as_name, left_out, written_out
from pipeline.records import Block


@pytest.mark.parametrize(
    "mark", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\U000e0041"]
)
def test_a_mark_is_left_out_and_page_breaks_move_along(mark: str) -> None:
    block = Block(1, 2, "paragraph", f"een{mark}twee drie{mark}", breaks=(5,))
    (clean,) = harmless([block])
    assert clean.text == "eentwee drie"
    assert block.text[5:9] == clean.text[clean.breaks[0] :][:4] == "wee "


@pytest.mark.parametrize("text", ["één\ttwee\ndrie", "👩\u200d🌾 “ja” – 日本", "a\xa0b", "שלום"])
def test_text_is_left_as_it_is(text: str) -> None:
    block = Block(1, 1, "paragraph", text, breaks=(1,))
    assert harmless([block]) == (block,)


def test_a_block_of_nothing_else_is_left_out() -> None:
    assert harmless([Block(1, 1, "paragraph", "\x07\u200b"), Block(1, 1, "heading", "Kop")]) == (
        Block(1, 1, "heading", "Kop"),
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.pdf", r"a\nb.pdf"),
        ("\udcff\x1b.md", r"\udcff\x1b.md"),
        ("fdp\u202e.exe", r"fdp\u202e.exe"),
        ("é 1.md",) * 2,
    ],
)
def test_a_name_is_one_line_that_shows_what_it_is(name: str, shown: str) -> None:
    assert as_name(name) == shown
    assert left_out(as_name(name)) == as_name(name)
    assert written_out("a\nb") == "a\nb"
