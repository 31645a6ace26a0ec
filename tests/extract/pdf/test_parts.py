"""The small judgements that the layout is built from."""

import pytest

from pipeline.extract.pdf.fonts import style_named
from pipeline.extract.pdf.glyphs import cleaned, is_legible, is_odd_bullet
from pipeline.extract.pdf.hyphens import vocabulary
from pipeline.extract.pdf.markers import marker_of
from pipeline.extract.pdf.notes import mark_notes
from pipeline.extract.pdf.pagenumbers import lone_number, states_page
from pipeline.extract.pdf.privates import resolve_privates
from pipeline.extract.pdf.shapes import Line, Piece, Sheet, Style
from pipeline.extract.pdf.tags import NO_ROLE


def line(text: str) -> Line:
    return Line(1, [Piece(text, 72, 72 + 5 * len(text), 100, Style())])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("- 7 -", 7),
        ("xiv", 14),
        ("iv", 4),
        ("Pagina 3", 3),
        ("in", None),
        ("12 bomen", None),
        ("1.234", None),
    ],
)
def test_lone_number(text: str, number: int | None) -> None:
    assert lone_number(text) == number


@pytest.mark.parametrize(
    ("text", "states"), [("Pagina 3 van 12", True), ("3 / 12", True), ("4 | 75", True), ("3", False)]
)
def test_states_page(text: str, states: bool) -> None:
    assert states_page(text) == states


@pytest.mark.parametrize(
    ("name", "bold", "italic"),
    [
        ("ABCDEF+Verdana-BoldItalic", True, True),
        ("Calibri,Bold", True, False),
        ("RijksoverheidSans-Heavy", True, False),
        ("Segoe UI Semilight", False, False),
        ("Times-Oblique", False, True),
        ("TimesNewRomanPSMT", False, False),
    ],
)
def test_weight_and_slant_come_from_the_font_name(name: str, bold: bool, italic: bool) -> None:
    style = style_named(name, 10)
    assert (style.bold, style.italic) == (bold, italic)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("e\ufb03ci\u00ebnt", "efficiënt"),
        ("uitvoe\ufffe", "uitvoe-"),
        ("a\u200bb", "ab"),
        ("\x05", "\ufffd"),
        ("cafe\u0301", "café"),
    ],
)
def test_cleaned(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


def test_odd_bullets() -> None:
    assert is_odd_bullet("\uf0b7", "Symbol")
    assert is_odd_bullet("6", "open-iconic")
    assert not is_odd_bullet("6", "Verdana")


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("• punt", "•"),
        ("- punt", "-"),
        ("1. punt", "1."),
        ("a) punt", "a)"),
        ("III. Deel", "III."),
        ("2020. Toen", ""),
        ("om 3.5 uur", ""),
    ],
)
def test_marker_of(text: str, marker: str) -> None:
    assert marker_of(line(text)) == marker


def test_private_glyphs_that_are_ligatures_are_spelled_out() -> None:
    """The words around a glyph tell which letters it stands for; a glyph they say nothing about is unknown."""
    lines = [line(text) for text in ("identi\ue001catie", "de\ue001nitie", "een \ue002 teken", "pro\ue001el")]
    resolve_privates(lines, vocabulary(["het teken"]))
    assert [each.text for each in lines] == ["identificatie", "definitie", "een \ufffd teken", "profiel"]


def test_text_that_stands_for_no_letters() -> None:
    """Hyphens at line ends are no letters either, but rare."""
    assert is_legible("De uitvoe\x02\r\nring begint in mei.")
    assert is_legible("")
    assert not is_legible("\x01\x04\x0f op \x1c\x05")


@pytest.mark.parametrize(
    ("text", "base", "size", "kind"),
    [
        ("gaat hier verder waar de vorige pagina ophield.", 80, 10, None),
        ("gaat hier verder waar de vorige noot ophield.", 80, 8, "footnote"),
        ("gaat hier verder waar de vorige noot ophield.", 700, 10, "footnote"),
        ("3 Zie de telling van het vorige jaar.", 80, 10, "footnote"),
    ],
)
def test_tag_of_a_note_on_body_text_at_the_head_of_a_page(
    text: str, base: float, size: float, kind: str | None
) -> None:
    line = Line(1, [Piece(text, 72, 300, base, Style(size=size))], role=NO_ROLE._replace(kind="Note", note=True))
    mark_notes([Sheet(1, 595, 842, [line], len(text))], body_size=10)
    assert line.kind == kind
