"""The text within a paragraph, cell, note or header of a Word document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.attached import Attached
from pipeline.extract.characters import tidy
from pipeline.extract.docx.fields import Fields
from pipeline.extract.docx.numbering import Numbering
from pipeline.extract.docx.parts import Notes
from pipeline.extract.docx.styles import NO_STYLE, Style, Styles, switch
from pipeline.extract.docx.symbols import symbol
from pipeline.extract.elements import attribute, child, local

_SKIPPED = frozenset(
    "del moveFrom pPr rPr sdtPr tblPr tblPrEx tblGrid trPr tcPr sectPr rt delText delInstrText".split()
)
_ON = ("1", "true", "on")


@dataclass(slots=True)
class Inline:
    """Reads texts; the notes and text boxes met on the way are put in ``attached``."""

    styles: Styles
    notes: Notes
    numbering: Numbering
    fields: Fields = field(default_factory=Fields)
    attached: Attached = field(default_factory=Attached)
    style: Style = NO_STYLE

    def paragraph(self, paragraph: _Element) -> str:
        """The raw text of a paragraph."""
        self.style = self.styles.of_paragraph(paragraph)
        return self.text(paragraph)

    def text(self, node: _Element | None) -> str:
        """The raw text of anything; paragraphs in it end in a line end."""
        return "".join(self._texts(node)) if node is not None else ""

    def _texts(self, node: _Element) -> Iterator[str]:
        for below in node:
            match local(below):
                case _ if not is_shown(below):
                    pass
                case "t":
                    yield (below.text or "") * self.fields.shows
                case "r":
                    yield from self._run(below)
                case "fldChar" | "instrText":
                    self.fields.turn(below)
                case "txbxContent":
                    self.attached.boxes.append(below)
                case "p":
                    raw = self.paragraph(below)
                    yield f"{self.numbering.marker(below) if tidy(raw) else ''} {raw}\n"
                case name:
                    yield symbol(below)
                    yield from self._texts(chosen(below) if name == "AlternateContent" else below)

    def _run(self, run: _Element) -> Iterator[str]:
        """The text of a run. A note is called from it; with a mark of its own, the rest of the run is that mark."""
        if self._is_hidden(child(run, "rPr")):
            return
        references = [node for node in run if local(node) in ("footnoteReference", "endnoteReference")]
        keys = [(local(node).removesuffix("Reference"), attribute(node, "id")) for node in references]
        self.attached.notes += [self.notes[key] for key in keys if key in self.notes]
        if not any(attribute(node, "customMarkFollows") in _ON for node in references):
            yield from self._texts(run)

    def _is_hidden(self, properties: _Element | None) -> bool:
        hidden = switch(properties, "vanish")
        if hidden is not None:
            return hidden
        return self.style.hides_text or self.styles.named_by(child(properties, "rStyle")).hides_text


def chosen(alternates: _Element) -> _Element:
    """The first of the alternatives: the newest drawing; the others repeat its text for older versions of Word."""
    return next(iter(alternates), alternates)


def is_shown(node: _Element) -> bool:
    """Whether an element can hold text: it is not deleted with changes tracked, nor a prompt of a content control."""
    match local(node):
        case "tr":
            return child(node, "trPr", "del") is None
        case "tc":
            return child(node, "tcPr", "cellDel") is None
        case "sdt":
            return not switch(child(node, "sdtPr"), "showingPlcHdr")
        case name:
            return name not in _SKIPPED
