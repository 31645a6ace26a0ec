"""How the Word document looks: Dutch, quiet, and all of it in styles, so that an analyst can change them."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from pipeline.report.word_xml import add

LANGUAGE = "nl-NL"
QUOTE = "Quote"
QUOTE_PLACE = "Vindplaats"
LINK = "Koppeling"
TABLE = "Tabel met lijnen"
TABLE_TEXT = "Tabeltekst"
TABLE_HEAD = "Tabelkop"

_FONT = "Calibri"
_INK = RGBColor(0x1F, 0x29, 0x37)
_BLUE = RGBColor(0x1D, 0x4E, 0x89)
_RED = RGBColor(0x9B, 0x1C, 0x1C)
_RULE = "BFC5CE"
_INDENT = Cm(0.8)
_SIZES = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11}


def set_styles(document: Document) -> None:
    """Set the language, page and styles of a new document."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    _set_page(document)
    _set_headings(document)
    _set_body(document)
    _add_own(document)


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _set_body(document: Document) -> None:
    normal = _paragraph_style(document, "Normal")
    _set_font(normal, size=10.5, color=_INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    quote = _paragraph_style(document, QUOTE)
    _set_font(quote, size=10.5, color=_INK, italic=True)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = _INDENT
    quote.paragraph_format.space_after = Pt(0)
    quote.paragraph_format.keep_with_next = quote.paragraph_format.keep_together = True
    bullets = _paragraph_style(document, "List Bullet")
    bullets.paragraph_format.space_after = Pt(3)
    footer = _paragraph_style(document, "Footer")
    _set_font(footer, size=9, color=_INK)
    footer.paragraph_format.alignment = 1


def _set_headings(document: Document) -> None:
    for name, size in _SIZES.items():
        style = _paragraph_style(document, name)
        _set_font(style, size=size, color=_RED if name == "Title" else _BLUE, bold=True)
        style.paragraph_format.space_before = Pt(size if name != "Title" else 0)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    _without_rule(_paragraph_style(document, "Title"))


def _add_own(document: Document) -> None:
    styles = document.styles
    place = styles.add_style(QUOTE_PLACE, WD_STYLE_TYPE.PARAGRAPH)
    place.base_style = styles["Normal"]
    _set_font(place, size=9, color=_INK)
    place.paragraph_format.left_indent = _INDENT
    place.paragraph_format.space_after = Pt(8)
    for name, bold in ((TABLE_TEXT, False), (TABLE_HEAD, True)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set_font(style, size=8.5, color=_INK, bold=bold)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    _add_table_style(document)
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = _BLUE
    link.font.underline = True


def _add_table_style(document: Document) -> None:
    """Thin rules between the rows, and some air in the cells."""
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    properties = add(style.element, "w:tblPr")
    borders = add(properties, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        add(borders, f"w:{side}", val="single", sz="4", space="0", color=_RULE)
    margins = add(properties, "w:tblCellMar")
    for side, twentieths in (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70")):
        add(margins, f"w:{side}", w=twentieths, type="dxa")


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set_font(style: CharacterStyle, *, size: float, color: RGBColor, bold: bool = False, italic: bool = False) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), color
    style.font.bold, style.font.italic = bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):  # they win from a name
        fonts.attrib.pop(qn(theme), None)


def _without_rule(title: ParagraphStyle) -> None:
    properties = title.element.get_or_add_pPr()
    for rule in properties.findall(qn("w:pBdr")):
        properties.remove(rule)
