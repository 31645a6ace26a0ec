"""OpenDocument texts (.odt): what LibreOffice shows with all changes accepted, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from lxml.etree import _Element

from pipeline.extract.markup import (
    IMAGE,
    PAGE_BREAK,
    Flow,
    attribute,
    child,
    damaged,
    descendants,
    encrypted,
    local,
    number_text,
    open_package,
    some,
    tidy,
    whole,
    xml_part,
)
from pipeline.records import Reading, Zone

_SKIPPED = frozenset(
    "tracked-changes annotation note note-citation number ruby-text placeholder script hidden-text title desc forms "
    "sequence-decls variable-decls user-field-decls index-title-template bibliography-source object".split()
)
_PLAIN = {"tab": " ", "line-break": "\n", "soft-page-break": PAGE_BREAK, "image": IMAGE}
_INDEX_ZONES: dict[str, Zone] = {
    "table-of-content": "contents",
    "illustration-index": "contents",
    "table-index": "contents",
    "object-index": "contents",
    "user-index": "contents",
    "alphabetical-index": "contents",
    "bibliography": "references",
}
_FURNITURE = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
_OUTLINE = "\0outline"  # the list that numbers headings has no name; no style is called this
_DEEPEST = 20  # styles based on each other; a longer chain is a circle


def read_odt(path: Path) -> Reading:
    """Read an OpenDocument text.

    Pages are counted from the soft page breaks that LibreOffice leaves when it is set to do so, and from explicit
    ones; without soft breaks page numbers are too low. Formulas, charts and embedded files are not read.

    Raises UnreadableFileError when the file is encrypted, is no OpenDocument text, is damaged or is a zip bomb.
    """
    with open_package(path) as archive:
        _refuse_encrypted(archive)
        content, styles = xml_part(archive, "content.xml"), xml_part(archive, "styles.xml")
        body = child(content, "body", "text")
        if content is None or body is None:
            raise damaged("Er staat geen tekstdocument in het bestand; controleer de extensie of sla het opnieuw op.")
        told = child(xml_part(archive, "meta.xml"), "meta", "title")
    reader = _Reader(_Styles([root for root in (styles, content) if root is not None]))
    reader.furniture(styles, "header")
    reader.read(body)
    reader.furniture(styles, "footer")
    return reader.flow.reading("".join(told.itertext()) if told is not None else "")


def _refuse_encrypted(archive: ZipFile) -> None:
    """Older files encrypt each part, newer ones all parts as one; the manifest says either."""
    manifest = xml_part(archive, "META-INF/manifest.xml")
    for entry in some(manifest):
        locked = child(entry, "encryption-data") is not None
        if locked and attribute(entry, "full-path") in ("content.xml", "encrypted-package"):
            raise encrypted()


class _Styles:
    """Styles by family and name, and list styles; those of the text itself go before the shared ones."""

    def __init__(self, roots: list[_Element]) -> None:
        groups = [child(root, group) for root in roots for group in ("styles", "automatic-styles")]
        nodes = [node for group in groups for node in some(group)]
        self._styles = {(attribute(node, "family"), attribute(node, "name")): node for node in nodes}
        self._lists = {attribute(node, "name"): node for node in nodes if local(node) == "list-style"}
        self._lists.update((_OUTLINE, node) for node in nodes if local(node) == "outline-style")

    def chain(self, family: str, name: str) -> list[_Element]:
        """A style and those it is based on, itself first."""
        found: list[_Element] = []
        while (family, name) in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[family, name])
            name = attribute(found[-1], "parent-style-name")
        return found

    def value(self, family: str, name: str, group: str, key: str) -> str:
        """A property as the style nearest to the text sets it; '' when none does."""
        values = (attribute(child(style, group), key) for style in self.chain(family, name))
        return next(filter(None, values), "")

    def own(self, name: str, key: str) -> str:
        """An attribute of a paragraph style itself, or of one that it is based on."""
        return next(filter(None, (attribute(style, key) for style in self.chain("paragraph", name))), "")

    def names(self, name: str) -> set[str]:
        """Names of a paragraph style and those it is based on; LibreOffice keeps built-in names in English."""
        return {attribute(style, "name") for style in self.chain("paragraph", name)}

    def list_level(self, name: str, level: int) -> _Element | None:
        """How a list style marks the items at ``level``, from 1."""
        levels = self._lists.get(name)
        return next((node for node in some(levels) if attribute(node, "level") == str(level)), None)


@dataclass(slots=True)
class _Counters:
    """The numbers that the lists of each style have come to, by level from 1."""

    styles: _Styles
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def restart(self, name: str) -> None:
        """Begin a list anew."""
        self.counts.pop(name, None)

    def marker(self, name: str, level: int, start: str = "") -> str:
        """Count one item and return its number, or a bullet; '' where the style shows neither."""
        style = self.styles.list_level(name, level)
        if style is None:
            return "" if name == _OUTLINE else "•"
        counts = self.counts.setdefault(name, {})
        first = start or ("" if level in counts else attribute(style, "start-value", "1"))
        counts[level] = whole(first, counts.get(level, 0) + 1)
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        if not local(style).endswith("number") and name != _OUTLINE:
            return "•"
        return self._number(name, level, style)

    def _number(self, name: str, level: int, style: _Element) -> str:
        depth = min(whole(attribute(style, "display-levels"), 1), level)
        numbers = [self._part(name, at) for at in range(level - depth + 1, level + 1)]
        if not attribute(style, "num-format"):
            return ""
        return attribute(style, "num-prefix") + ".".join(filter(None, numbers)) + attribute(style, "num-suffix")

    def _part(self, name: str, level: int) -> str:
        style = attribute(self.styles.list_level(name, level), "num-format")
        return number_text(self.counts[name].get(level, 1), style) if style else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: its zone, and the list that gives it a marker, if it is the first of an item."""

    zone: Zone = "body"
    list_style: str = ""
    level: int = 0
    marked: bool = False
    start: str = ""


_BODY = _Place()


@dataclass(slots=True)
class _Reader:
    """Walks through the text and fills the flow. Notes and boxes wait until the paragraph they are in is done."""

    styles: _Styles
    flow: Flow = field(default_factory=Flow)
    called: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    counters: _Counters = field(init=False)

    def __post_init__(self) -> None:
        self.counters = _Counters(self.styles)

    def read(self, node: _Element, place: _Place = _BODY) -> None:
        """Add the blocks of a text, a section, a cell, a list item or a text box."""
        for below in node:
            match local(below):
                case "p" | "h":
                    self._paragraph(below, place)
                    place = _Place(place.zone, place.list_style, place.level)  # only the first has the marker
                case "list":
                    self._list(below, place)
                case "table":
                    self._table(below, place)
                case "soft-page-break" | "image" | "frame":
                    self.flow.add("paragraph", "".join(self._marked(below)))
                    self._finish(place.zone)
                case name if name in _INDEX_ZONES:
                    self.read(below, _Place(_INDEX_ZONES[name]))
                case name if name not in _SKIPPED and not _is_hidden_section(below):
                    self.read(below, place)

    def furniture(self, styles: _Element | None, kind: str) -> None:
        """Add the headers or footers of all kinds of pages, each text once."""
        masters = child(styles, "master-styles")
        nodes = [node for node in masters.iterdescendants() if local(node) in _FURNITURE] if masters is not None else []
        raws = ["".join(self._inline(node)) for node in nodes if local(node).startswith(kind)]
        for raw in {tidy(raw): raw.replace(PAGE_BREAK, "") for raw in raws}.values():
            self.flow.add("furniture", raw)
        self.boxes.clear()

    def _paragraph(self, paragraph: _Element, place: _Place) -> None:
        name = attribute(paragraph, "style-name")
        raw = self._breaks(name) + "".join(self._inline(paragraph))
        if attribute(paragraph, "is-hidden") == "true" or self._hidden("paragraph", name):
            return
        marker = self._marker(paragraph, name, place) if tidy(raw) else ""
        level = self._level(paragraph, name)
        if "Title" in self.styles.names(name) and not self.flow.title:
            self.flow.title = tidy(raw)
        if level:
            self.flow.add("heading", raw, level=level, marker="" if marker == "•" else marker, zone=place.zone)
        else:
            self.flow.add("list_item" if marker else "paragraph", raw, marker=marker, zone=place.zone)
        if self.styles.value("paragraph", name, "paragraph-properties", "break-after") == "page":
            self.flow.add("paragraph", PAGE_BREAK)
        self._finish(place.zone)

    def _breaks(self, name: str) -> str:
        before = self.styles.value("paragraph", name, "paragraph-properties", "break-before") == "page"
        return PAGE_BREAK * (before or bool(self.styles.own(name, "master-page-name")))

    def _hidden(self, family: str, name: str) -> bool:
        return self.styles.value(family, name, "text-properties", "display") == "none"

    def _level(self, paragraph: _Element, name: str) -> int | None:
        names = self.styles.names(name)
        if names & {"Title", "Subtitle", "Contents_20_Heading"}:
            return 2 if "Subtitle" in names else 1
        return whole(attribute(paragraph, "outline-level"), 1) or None if local(paragraph) == "h" else None

    def _marker(self, paragraph: _Element, name: str, place: _Place) -> str:
        written = child(paragraph, "number")
        if written is not None:
            return tidy("".join(written.itertext()))
        if place.marked:
            return self.counters.marker(place.list_style, place.level, place.start)
        if local(paragraph) == "h" and not place.level and attribute(paragraph, "is-list-header") != "true":
            return self.counters.marker(_OUTLINE, whole(attribute(paragraph, "outline-level"), 1))
        return ""

    def _list(self, node: _Element, place: _Place) -> None:
        """A list within an item is one level deeper in the same style, unless it names another."""
        level = place.level + 1
        style = attribute(node, "style-name") or place.list_style or self._style_of_first(node)
        continues = attribute(node, "continue-numbering") == "true" or attribute(node, "continue-list")
        if level == 1 and not continues:
            self.counters.restart(style)
        for item in node:
            marked = local(item) == "list-item"
            self.read(item, _Place(place.zone, style, level, marked, attribute(item, "start-value")))

    def _style_of_first(self, node: _Element) -> str:
        first = next(descendants(node, "p"), None)
        return self.styles.own(attribute(first, "style-name"), "list-style-name")

    def _table(self, table: _Element, place: _Place) -> None:
        """A table of one column, or with headings in it, is a frame or a layout: its cells are read as text."""
        rows = [[cell for cell in row if local(cell).endswith("table-cell")] for row in _rows(table)]
        if max(map(len, rows), default=0) <= 1 or next(descendants(table, "h"), None) is not None:
            for cell in (cell for row in rows for cell in row):
                self.read(cell, _Place(place.zone))
            return
        lines = (" | ".join("".join(self._inline(cell)).replace("\n", " ") for cell in row) for row in rows)
        self.flow.add("table", "\n".join(lines), zone=place.zone)
        self._finish(place.zone)

    def _finish(self, zone: Zone) -> None:
        """Add the notes that the last block called, and the text boxes that hang on it."""
        notes, boxes = self.called, self.boxes
        self.called, self.boxes = [], []
        for note in notes:
            self.flow.add("footnote", "".join(self._inline(note)))
        for box in boxes:
            self.read(box, _Place(zone))

    def _inline(self, node: _Element) -> Iterator[str]:
        yield _collapsed(node.text or "")
        for below in node:
            yield from self._marked(below)
            yield _collapsed(below.tail or "")

    def _marked(self, below: _Element) -> Iterator[str]:
        match local(below):
            case "note":
                self.called += descendants(below, "note-body")
            case "text-box":
                self.boxes.append(below)
            case "s":
                yield " "  # however many
            case name if name in _SKIPPED or (name == "span" and self._hidden("text", attribute(below, "style-name"))):
                return
            case name if name in _PLAIN:
                yield _PLAIN[name]
            case name:
                yield from self._inline(below)
                yield "\n" * (name in ("p", "h"))  # in notes, cells, headers and footers


def _rows(table: _Element) -> Iterator[_Element]:
    for below in table:
        if local(below) == "table-row":
            yield below
        elif local(below) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(below)


def _is_hidden_section(section: _Element) -> bool:
    display = attribute(section, "display")
    return display == "none" or (display == "condition" and attribute(section, "is-hidden") == "true")


def _collapsed(text: str) -> str:
    """White space in the file is one space: line ends in it mean nothing."""
    return " ".join(f"|{text}|".split())[1:-1]
