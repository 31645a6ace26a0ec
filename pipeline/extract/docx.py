"""Word documents (.docx): what Word shows with all changes accepted, in reading order."""

import posixpath
import re
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
    local,
    number_text,
    open_package,
    some,
    tidy,
    whole,
    xml_part,
)
from pipeline.records import Reading, Zone

_SKIPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "rt", "sectPr"))
_PLAIN = {
    "tab": " ",
    "ptab": " ",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE_BREAK,
    "blip": IMAGE,
    "imagedata": IMAGE,
}
_HEADING = re.compile(r"heading ([1-9])")
_NUMBER_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_FIELD_ZONES: tuple[tuple[str, Zone], ...] = (
    (r"\s*(?:TOC|INDEX)\b", "contents"),
    (r".*(?:BIBLIOGRAPHY|ZOTERO_BIBL|EN\.REFLIST)", "references"),
)
_STYLE_ZONES: tuple[tuple[str, Zone], ...] = (
    (r"toc (?:\d|heading)|table of figures|index \d", "contents"),
    (r"bibliography", "references"),
)


def read_docx(path: Path) -> Reading:
    """Read a Word document.

    Pages are counted from the breaks that Word left when it last laid out the document, and from explicit ones; a file
    that was never laid out has only the latter, so numbers are right or roughly so. Charts, SmartArt and embedded
    files are not read.

    Raises UnreadableFileError when the file is encrypted, is no Word document, is damaged or is a zip bomb.
    """
    with open_package(path) as archive:
        package = _targets(archive, "")
        main = next((name for kind, name in package.values() if kind == "officeDocument"), "word/document.xml")
        root = xml_part(archive, main)
        body = child(root, "body")
        if root is None or local(root) != "document" or body is None:
            raise damaged("Er staat geen Word-document in het bestand; controleer de extensie of sla het opnieuw op.")
        core = next((name for kind, name in package.values() if kind == "core-properties"), "")
        parts = _targets(archive, main)
        reader = _Reader(_styles(_first(archive, parts, "styles")), _notes(archive, parts))
        reader.numbering = _Numbering(_first(archive, parts, "numbering"), reader.styles)
        reader.sections = [attribute(child(section, "type"), "val") for section in descendants(body, "sectPr")]
        reader.furniture(archive, body, parts, "headerReference")
        reader.read(body)
        reader.furniture(archive, body, parts, "footerReference")
        title = child(xml_part(archive, core), "title")
    return reader.flow.reading(title.text or "" if title is not None else "")


def _targets(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: per id the last word of the kind and the name in the archive."""
    folder, name = posixpath.split(part)
    relations = xml_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        attribute(relation, "Id"): (
            attribute(relation, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target"))).lstrip("/"),
        )
        for relation in some(relations)
        if attribute(relation, "TargetMode") != "External"
    }


def _first(archive: ZipFile, parts: dict[str, tuple[str, str]], kind: str) -> _Element | None:
    return next((xml_part(archive, name) for found, name in parts.values() if found == kind), None)


def _notes(archive: ZipFile, parts: dict[str, tuple[str, str]]) -> dict[tuple[str, str], _Element]:
    """Foot- and endnotes by kind and id; separator lines are notes as well in the file, but nothing refers to them."""
    return {
        (local(note), attribute(note, "id")): note
        for kind in ("footnotes", "endnotes")
        for note in some(_first(archive, parts, kind))
    }


def _switch(properties: _Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None when it is not mentioned."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val", "1") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class _Style:
    """A style with the styles it is based on, itself first."""

    chain: tuple[_Element, ...] = ()

    @property
    def names(self) -> list[str]:
        """Built-in styles have English names in every language of Word; their ids are translated."""
        return [attribute(child(style, "name"), "val").lower() for style in self.chain]

    def switch(self, group: str, name: str) -> bool:
        """Whether a property of the group pPr or rPr is on; the style nearest to the text decides."""
        states = (_switch(child(style, group), name) for style in self.chain)
        return next((state for state in states if state is not None), False)

    def paragraph_property(self, *names: str) -> _Element | None:
        found = (child(style, "pPr", *names) for style in self.chain)
        return next((node for node in found if node is not None), None)


def _styles(root: _Element | None) -> dict[str, _Style]:
    elements = {attribute(style, "styleId"): style for style in some(root) if local(style) == "style"}
    defaults = [key for key, style in elements.items() if attribute(style, "default") in ("1", "true")]
    chains: dict[str, _Style] = {}
    for key in elements:
        chain: list[_Element] = []
        at = key
        while at in elements and elements[at] not in chain:  # a style may be based on itself by mistake
            chain.append(elements[at])
            at = attribute(child(elements[at], "basedOn"), "val")
        chains[key] = _Style(tuple(chain))
    paragraph = next((key for key in defaults if attribute(elements[key], "type") == "paragraph"), "")
    return {"": chains.get(paragraph, _Style()), **chains}


class _Numbering:
    """Counters of all lists: gives a paragraph its bullet or number."""

    def __init__(self, root: _Element | None, styles: dict[str, _Style]) -> None:
        abstract = {attribute(node, "abstractNumId"): node for node in some(root) if local(node) == "abstractNum"}
        self._lists = {attribute(node, "numId"): node for node in some(root) if local(node) == "num"}
        self._abstract = {key: abstract.get(self._abstract_id(key)) for key in self._lists}
        for key, node in self._abstract.items():
            style = styles.get(attribute(child(node, "numStyleLink"), "val"), _Style())
            linked = attribute(style.paragraph_property("numPr", "numId"), "val")
            self._abstract[key] = self._abstract.get(linked, node)
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def _abstract_id(self, key: str) -> str:
        return attribute(child(self._lists[key], "abstractNumId"), "val")

    def level_of(self, key: str, style_id: str) -> int:
        """The level that belongs to a style, for numbered headings; 0 when no level names it."""
        levels = self._levels(key).items()
        return next((level for level, node in levels if attribute(child(node, "pStyle"), "val") == style_id), 0)

    def _levels(self, key: str) -> dict[int, _Element]:
        """Levels of a list by depth from 0: the shared ones, with those that this list overrides."""
        overrides = [child(node, "lvl") for node in some(self._lists.get(key)) if local(node) == "lvlOverride"]
        shared = [node for node in some(self._abstract.get(key)) if local(node) == "lvl"]
        return {whole(attribute(node, "ilvl"), 0): node for node in [*shared, *overrides] if node is not None}

    def marker(self, key: str, level: int) -> str:
        """Count one paragraph of list ``key`` at ``level`` and return its marker; '' for a list that is not there."""
        levels = self._levels(key)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._abstract_id(key), {})
        counts[level] = counts[level] + 1 if level in counts else self._start(levels, level)
        restart = self._restart(key, level)
        if restart is not None:
            counts[level] = restart
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        if attribute(child(levels[level], "numFmt"), "val") == "bullet":
            return "•"
        text = attribute(child(levels[level], "lvlText"), "val")
        return re.sub(r"%(\d)", lambda found: self._number(levels, counts, int(found[1]) - 1), text).strip()

    def _restart(self, key: str, level: int) -> int | None:
        """The number that a list is told to start again from; only at its first paragraph."""
        if (key, level) in self._started:
            return None
        self._started.add((key, level))
        overrides = (node for node in self._lists[key] if attribute(node, "ilvl") == str(level))
        value = attribute(child(next(overrides, None), "startOverride"), "val")
        return whole(value, 1) if value else None

    @staticmethod
    def _start(levels: dict[int, _Element], level: int) -> int:
        return whole(attribute(child(levels.get(level), "start"), "val"), 1)

    def _number(self, levels: dict[int, _Element], counts: dict[int, int], level: int) -> str:
        style = attribute(child(levels.get(level), "numFmt"), "val")
        number = counts.get(level, self._start(levels, level))
        return "" if style == "none" else number_text(number, _NUMBER_STYLES.get(style, "1"))


@dataclass(slots=True)
class _Field:
    """A field being read: its instruction, and whether what follows is its result."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks through the document and fills the flow. Notes and boxes wait until the block they are in is done."""

    styles: dict[str, _Style]
    notes: dict[tuple[str, str], _Element]
    numbering: _Numbering = field(default_factory=lambda: _Numbering(None, {}))
    sections: list[str] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    fields: list[_Field] = field(default_factory=list)
    called: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    carried: str = ""
    paragraph_style: _Style = field(default_factory=_Style)

    def read(self, node: _Element, zone: Zone = "body") -> None:
        """Add the blocks of a body, a cell, a text box or a content control."""
        for below in node:
            match local(below):
                case "p":
                    self._paragraph(below, zone)
                case "tbl":
                    self._table(below, zone)
                case "sdt" if not _switch(child(below, "sdtPr"), "showingPlcHdr"):
                    self.read(below, _control_zone(below) or zone)
                case "AlternateContent":
                    self.read(_chosen(below), zone)
                case name if name != "sdt" and name not in _SKIPPED:
                    self.read(below, zone)

    def furniture(self, archive: ZipFile, body: _Element, parts: dict[str, tuple[str, str]], kind: str) -> None:
        """Add the headers or footers that sections refer to, each text once."""
        names = [parts[key][1] for node in descendants(body, kind) if (key := attribute(node, "id")) in parts]
        seen: set[str] = set()
        for name in dict.fromkeys(names):
            raw = self._raw(xml_part(archive, name))
            while self.boxes:
                raw += " " + self._raw(self.boxes.pop(0))
            if tidy(raw) not in seen:
                self.flow.add("furniture", raw.replace(PAGE_BREAK, ""))
            seen.add(tidy(raw))

    def _raw(self, node: _Element | None) -> str:
        return "".join(self._inline(node)) if node is not None else ""

    def _paragraph(self, paragraph: _Element, zone: Zone) -> None:
        properties = child(paragraph, "pPr")
        style_id = attribute(child(properties, "pStyle"), "val")
        self.paragraph_style = style = self._style_of(paragraph)
        level = self._level(properties, style)
        if level:
            self.fields.clear()  # no field runs over a heading: its end was lost
        zone = self._zone(style, zone)
        raw = self.carried + self._raw(paragraph)
        zone = self._zone(style, zone)  # the field may begin, or end, in this paragraph
        self.fields = [open_field for open_field in self.fields if open_field.in_result]
        self.carried = ""
        if any(child(properties, "rPr", change) is not None for change in ("del", "moveFrom")):
            self.carried = raw  # with its mark deleted a paragraph runs on into the next
            return
        before = _switch(properties, "pageBreakBefore")
        if before or (before is None and style.switch("pPr", "pageBreakBefore")):
            raw = PAGE_BREAK + raw
        self._add(raw, properties, style_id, level, zone)
        self._finish(zone)
        if child(properties, "sectPr") is not None and self.sections:
            self.sections.pop(0)
            if self.sections and self.sections[0] != "continuous":  # a section tells how it begins, not how it ends
                self.flow.add("paragraph", PAGE_BREAK)

    def _add(self, raw: str, properties: _Element | None, style_id: str, level: int | None, zone: Zone) -> None:
        names = self.paragraph_style.names
        marker = self._marker(properties, style_id) if tidy(raw) else ""
        if "title" in names and not self.flow.title:
            self.flow.title = tidy(raw)
        if level:
            self.flow.add("heading", raw, level=level, marker="" if marker == "•" else marker, zone=zone)
        else:
            self.flow.add("list_item" if marker else "paragraph", raw, marker=marker, zone=zone)

    def _finish(self, zone: Zone) -> None:
        """Add the notes that the last block called, and the text boxes that hang on it."""
        notes, boxes = self.called, self.boxes
        self.called, self.boxes = [], []
        for note in notes:
            self.flow.add("footnote", self._raw(note))
        for box in boxes:
            self.read(box, zone)

    def _level(self, properties: _Element | None, style: _Style) -> int | None:
        for name in style.names:
            found = _HEADING.fullmatch(name)
            if found or name in ("title", "subtitle", "toc heading"):
                return int(found[1]) if found else 1 + (name == "subtitle")
        outline = child(properties, "outlineLvl")
        value = attribute(outline if outline is not None else style.paragraph_property("outlineLvl"), "val", "9")
        return int(value) + 1 if value in "012345678" else None

    def _zone(self, style: _Style, zone: Zone) -> Zone:
        fields = (
            found
            for pattern, found in _FIELD_ZONES
            for open_field in self.fields
            if re.match(pattern, open_field.instruction)
        )
        styles = (found for pattern, found in _STYLE_ZONES for name in style.names if re.fullmatch(pattern, name))
        return next(fields, None) or next(styles, None) or zone

    def _marker(self, properties: _Element | None, style_id: str) -> str:
        style = self.paragraph_style
        own, inherited = child(properties, "numPr"), style.paragraph_property("numPr")
        number = child(own, "numId")
        key = attribute(number if number is not None else child(inherited, "numId"), "val", "0")
        if key == "0":
            return "•" if any(name.startswith("list bullet") for name in style.names) and number is None else ""
        depth = attribute(child(own, "ilvl"), "val") or attribute(child(inherited, "ilvl"), "val")
        return self.numbering.marker(key, whole(depth, 0) if depth else self.numbering.level_of(key, style_id))

    def _table(self, table: _Element, zone: Zone) -> None:
        """A table of one column, or with headings in it, is a frame or a layout: its cells are read as text."""
        rows = [row for row in _within(table, "tr") if child(row, "trPr", "del") is None]
        cells = [list(_within(row, "tc")) for row in rows]
        if max(map(len, cells), default=0) <= 1 or any(map(self._is_heading, descendants(table, "p"))):
            for cell in (cell for row in cells for cell in row):
                self.read(cell, zone)
            return
        self.flow.add("table", "\n".join(" | ".join(map(self._cell, row)) for row in cells), zone=zone)
        self._finish(zone)

    def _is_heading(self, paragraph: _Element) -> bool:
        return self._level(child(paragraph, "pPr"), self._style_of(paragraph)) is not None

    def _style_of(self, paragraph: _Element) -> _Style:
        return self.styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val"), self.styles[""])

    def _cell(self, cell: _Element) -> str:
        texts = []
        for paragraph in descendants(cell, "p"):
            self.paragraph_style = self._style_of(paragraph)
            texts.append(self._raw(paragraph))
        return " ".join(texts).replace("\n", " ")

    def _inline(self, node: _Element) -> Iterator[str]:
        for below in node:
            match local(below):
                case name if name in _SKIPPED or (name == "sdt" and _switch(child(below, "sdtPr"), "showingPlcHdr")):
                    pass
                case "t":
                    yield (below.text or "") * all(open_field.in_result for open_field in self.fields)
                case "r":
                    yield from self._run(below)
                case "fldChar" | "instrText":
                    self._field(below)
                case "txbxContent":
                    self.boxes.append(below)
                case "AlternateContent":
                    yield from self._inline(_chosen(below))
                case name:
                    yield _mark(below)
                    yield from self._inline(below)
                    yield "\n" * (name == "p")  # in notes, headers and footers

    def _run(self, run: _Element) -> Iterator[str]:
        """The text of a run. A note is called from it; with a mark of its own, the rest of the run is that mark."""
        properties = child(run, "rPr")
        hidden = _switch(properties, "vanish")
        if hidden is None:
            style = self.styles.get(attribute(child(properties, "rStyle"), "val"), _Style())
            hidden = style.switch("rPr", "vanish") or self.paragraph_style.switch("rPr", "vanish")
        if hidden:
            return
        references = [node for node in run if local(node) in ("footnoteReference", "endnoteReference")]
        keys = [(local(node).removesuffix("Reference"), attribute(node, "id")) for node in references]
        self.called += [self.notes[key] for key in keys if key in self.notes]
        if not any(attribute(node, "customMarkFollows") in ("1", "true", "on") for node in references):
            yield from self._inline(run)

    def _field(self, node: _Element) -> None:
        """Begin, fill, turn to the result of, or end the innermost field."""
        turn = attribute(node, "fldCharType")
        if turn == "begin":
            self.fields.append(_Field())
        elif self.fields and local(node) == "instrText":
            self.fields[-1].instruction += node.text or ""
        elif self.fields and turn == "separate":
            self.fields[-1].in_result = True
        elif self.fields:
            self.fields.pop()


def _chosen(alternates: _Element) -> _Element:
    """The first of the alternatives: the newest drawing; the others repeat its text for older versions of Word."""
    return next(iter(alternates), alternates)


def _within(node: _Element, wanted: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those inside a content control."""
    for below in node:
        if local(below) == wanted:
            yield below
        elif local(below) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(below, wanted)


def _control_zone(control: _Element) -> Zone | None:
    properties = child(control, "sdtPr")
    if child(properties, "bibliography") is not None:
        return "references"
    gallery = attribute(child(properties, "docPartObj", "docPartGallery"), "val")
    zones: dict[str, Zone] = {"Table of Contents": "contents", "Bibliographies": "references"}
    return zones.get(gallery)


def _mark(node: _Element) -> str:
    """What an element that holds no text stands for in it: white space, a hyphen, a break, a picture, a symbol."""
    match local(node):
        case "br":
            return "\n" + PAGE_BREAK * (attribute(node, "type") == "page")
        case "sym":
            return _symbol(attribute(node, "char"))
        case name:
            return _PLAIN.get(name, "")


def _symbol(code: str) -> str:
    """A character of a symbol font, unless its code is private to that font."""
    point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0xF000
    return "" if 0xE000 <= point <= 0xF8FF or 0xD800 <= point <= 0xDFFF else chr(point)
