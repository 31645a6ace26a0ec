"""The text within a paragraph, cell, note or header of an OpenDocument text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.attached import Attached
from pipeline.extract.characters import IMAGE, PAGE_BREAK
from pipeline.extract.elements import attribute, descendants, local
from pipeline.extract.odt.styles import Styles

SKIPPED = frozenset(
    "tracked-changes annotation note-citation number ruby-text placeholder script hidden-text title desc forms "
    "sequence-decls variable-decls user-field-decls index-title-template bibliography-source object".split()
)
_PLAIN = {"tab": " ", "line-break": "\n", "soft-page-break": PAGE_BREAK, "image": IMAGE, "s": " "}  # s: however many


@dataclass(slots=True)
class Inline:
    """Reads texts; the notes and text boxes met on the way are put in ``attached``."""

    styles: Styles
    attached: Attached = field(default_factory=Attached)

    def text(self, node: _Element) -> str:
        """The raw text of what stands in an element; paragraphs in it end in a line end."""
        return "".join(self._texts(node))

    def text_with(self, node: _Element) -> str:
        """The raw text of an element, itself included: a break or a picture that stands between paragraphs."""
        return "".join(self._marked(node))

    def _texts(self, node: _Element) -> Iterator[str]:
        yield _collapsed(node.text or "")
        for below in node:
            yield from self._marked(below)
            yield _collapsed(below.tail or "")

    def _marked(self, below: _Element) -> Iterator[str]:
        match local(below):
            case "note":
                self.attached.notes += descendants(below, "note-body")
            case "text-box":
                self.attached.boxes.append(below)
            case name if name in SKIPPED or self._is_hidden(below):
                return
            case name if name in _PLAIN:
                yield _PLAIN[name]
            case name:
                yield from self._texts(below)
                yield "\n" * (name in ("p", "h"))

    def _is_hidden(self, node: _Element) -> bool:
        return local(node) == "span" and self.styles.hides("text", attribute(node, "style-name"))


def _collapsed(text: str) -> str:
    """White space in the file is one space: line ends in it mean nothing."""
    return " ".join(f"|{text}|".split())[1:-1]
