"""Saved web pages (.html): the main text, without what stands around it on every page of a site."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import UnreadableFileError
from pipeline.extract.markup import PAGE_BREAK, Flow, damaged, number_text, tidy, whole
from pipeline.records import BlockKind, Reading, Status, Zone

_NEVER = frozenset(
    "script style noscript template nav aside iframe svg canvas audio video object embed dialog button select input "
    "textarea datalist progress map head".split()
)
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar".split())
_FLAGGED = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie(?:bar|banner|melding|wall)|consent|cc|breadcrumbs?|kruimelpad|skip|share|sharing"
    r"|social|delen|related|gerelateerd|verwant|sidebar|zijbalk|newsletter|nieuwsbrief|menu|nav|navigation|navbar"
    r"|footer|(?:site|page|global|main|top)[_-]?header|banner|reacties|comments|advert(?:ising|entie)?|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TURNED_OFF = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SECTIONS = frozenset(
    "html body main article section div p header footer form fieldset legend figure figcaption details summary center "
    "blockquote address dl dt dd pre hr caption hgroup search table tbody thead tfoot tr td th li ul ol menu".split()
)
_LAYOUT = frozenset("table h1 h2 h3 h4 h5 h6 ul ol article section".split())
_NOTE_BLOCKS = ("li", "p", "div", "dd", "td", "aside")
_HEADING = re.compile(r"h[1-6]")
_NOTE_MARK = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivx]{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[·§•▪‣o–-]\s+")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_SENTENCE_END = re.compile(r"[.!?…:;]\W*$")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHARSET_WITHIN = 4096  # bytes; browsers look no further than 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKS = ("font", "b", "i", "u", "em", "strong", "big", "small", "tt")
_DEEPEST = 250  # elements within each other; reading calls itself three times for each
_MOST_OF_PAGE = 0.4  # of the characters: what holds more is no sidebar, whatever its class says
_MAX_BYTES = 100 * 2**20


def read_html(path: Path) -> Reading:
    """Read a saved web page: everything is on page 1.

    Taken is what stands in the element that the page marks as its main text, else the whole page; menus, banners,
    asides and hidden parts are left out. Lines that are nothing but links become furniture. Pictures are not read.

    Raises UnreadableFileError when the file holds no web page or is larger than 100 MB.
    """
    data = path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise UnreadableFileError(Status.TOO_LARGE, "De webpagina is groter dan 100 MB; bewaar alleen de tekst ervan.")
    root = _parsed(_decoded(data))
    page = _Page(_hidden_parts(root))
    page.notes = _note_elements(root)
    page.read(_main(root))
    page.flush()
    return page.flow.reading(_title(root, page.flow))


def _decoded(data: bytes) -> str:
    """As a browser does it: by byte order mark, else by what the page says of itself, else UTF-8, else cp1252."""
    bom = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    told = _CHARSET.search(data[:_CHARSET_WITHIN])
    names = [bom, _codec(told[1].decode("ascii", "replace")) if told else None, "utf-8"]
    for name in filter(None, names):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(character > "\x7f" for character in text) - broken
    return text if foreign > broken else data.decode("cp1252", "replace")


def _codec(label: str) -> str | None:
    """Python's name of an encoding; pages that call themselves Latin-1 or ASCII are cp1252, as browsers know."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name.startswith("utf-16"):
        return None  # the label itself was read as single bytes
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _parsed(text: str) -> _Element:
    if text.lstrip()[:5] == "%PDF-" or re.match(r"\s*(?:MIME-Version|From|Content-Type): ", text):
        raise damaged("Dit is geen webpagina maar een PDF of webarchief; bewaar de pagina als 'alleen HTML'.")
    if "\0" in text or not re.search(r"<\w", text):
        raise damaged("Er staat geen HTML in het bestand; controleer de extensie of bewaar de pagina opnieuw.")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )  # huge: a saved page may hold its pictures as text
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as e:
        raise damaged("De HTML in het bestand is niet te lezen; bewaar de pagina opnieuw.") from e
    if root is None:
        raise damaged("De webpagina is leeg; bewaar de pagina opnieuw.")
    etree.strip_tags(root, *_LOOKS)  # old pages never close them, so that they nest without end
    if _is_too_deep(root):
        raise damaged("De webpagina is dieper genest dan te lezen is; bewaar de pagina als PDF.")
    return root


def _is_too_deep(root: _Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def _get(node: _Element, name: str) -> str:
    return str(node.get(name, ""))


def _name(node: _Element) -> str:
    return node.tag.rpartition(":")[2] if isinstance(node.tag, str) else ""


def _length(node: _Element) -> int:
    return sum(len(text.strip()) for text in node.itertext())


def _title(root: _Element, flow: Flow) -> str:
    """The first main heading if the title of the window holds it, for that adds the name of the site; else that one."""
    told = tidy("".join(next((node.itertext() for node in root.iter("title")), iter(()))))
    heading = next((block.text for block in flow.blocks if block.level == 1), "")
    return heading if heading.lower() in told.lower() and heading else told


def _main(root: _Element) -> _Element:
    """The one element that says it is the main text, if it holds a fair part of the text; else the whole page."""
    body = next(root.iter("body"), root)
    for query in ("//main | //*[@role='main']", "//article"):
        found = [node for node in _elements(root, query) if node.getparent() is not None]
        if len(found) == 1 and _length(found[0]) > _MOST_OF_PAGE * _visible_length(body):
            return found[0]
    return body


def _visible_length(body: _Element) -> int:
    return _length(body) - sum(_length(node) for node in body.iter("script", "style", "noscript", "template"))


def _elements(root: _Element, query: str) -> list[_Element]:
    found = root.xpath(query)
    return [node for node in found if isinstance(node, _Element)] if isinstance(found, list) else []


def _hidden_parts(root: _Element) -> set[_Element]:
    """Elements that are no main text: by tag, role, class or style; but never what holds most of the page."""
    body = next(root.iter("body"), root)
    controlled = {name for node in root.iter() for name in _get(node, "aria-controls").split()}
    most = _MOST_OF_PAGE * _visible_length(body)
    found = {node for node in body.iter() if _is_hidden(node, controlled)}
    return {node for node in found if _name(node) in _NEVER or not _holds_text(node, most)}


def _holds_text(node: _Element, most: float) -> bool:
    """Whether an element holds the main text after all: a header with the title, a wrapper called 'has-sidebar'."""
    if (
        _name(node) in ("html", "body", "main", "article", "h1")
        or next(node.iter("main", "article", "h1"), None) is not None
    ):
        return not _TURNED_OFF.search(_get(node, "style"))
    return _length(node) > most


def _is_hidden(node: _Element, controlled: set[str]) -> bool:
    """A part that a button opens and closes is text, even when the page was saved with it closed."""
    name = _name(node)
    if name in _NEVER or _get(node, "role").lower() in _ROLES:
        return True
    if name in ("header", "footer") and not any(_name(above) in ("main", "article") for above in node.iterancestors()):
        return True
    if node.get("hidden", "until-found") != "until-found" or _TURNED_OFF.search(_get(node, "style")):
        return _get(node, "id") not in controlled
    words = f"{_get(node, 'class')} {_get(node, 'id')}"
    return name in _SECTIONS and bool(_FLAGGED.search(words)) and not _is_note(node)


def _is_note(node: _Element) -> bool:
    return "footnote" in _get(node, "class").lower()


def _note_elements(root: _Element) -> set[_Element]:
    """The paragraphs and items that note marks in the text point to."""
    places = {_get(node, key): node for key in ("name", "id") for node in root.iter() if node.get(key)}
    marks = [node for node in root.iter("a") if _is_note_mark(node)]
    targets = (places.get(_get(mark, "href").partition("#")[2]) for mark in marks)
    return {block for target in targets if target is not None for block in _note_block(target)}


def _note_block(target: _Element) -> Iterator[_Element]:
    """The block that a note mark points to; nothing where it points into running text or at a whole section."""
    block = next((node for node in (target, *target.iterancestors()) if _name(node) in _NOTE_BLOCKS), None)
    if block is not None and _begins_with(block, target) and not any(_is_heading(node) for node in block.iter()):
        yield block


def _begins_with(block: _Element, target: _Element) -> bool:
    node: _Element | None = block
    while node is not None and node is not target:
        node = None if (node.text or "").strip() else next(iter(node), None)
    return node is target


def _is_heading(node: _Element) -> bool:
    return bool(_HEADING.fullmatch(_name(node)))


def _is_note_mark(node: _Element) -> bool:
    """A link within the page whose text is a bare number, letter or sign."""
    if _name(node) != "a" or "#" not in _get(node, "href"):
        return False
    return bool(_NOTE_MARK.fullmatch(tidy("".join(node.itertext()))))


@dataclass(slots=True)
class _Page:
    """Walks through the page and fills the flow; ``text`` is the block in the making, ``linked`` its part in links."""

    hidden: set[_Element]
    notes: set[_Element] = field(default_factory=set)
    flow: Flow = field(default_factory=Flow)
    text: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    marker: str = ""
    level: int | None = None
    zone: Zone = "body"

    def flush(self) -> None:
        """End the block in the making."""
        raw, linked = tidy("".join(self.text)), tidy("".join(self.linked))
        kind, marker, zone = self.kind, self.marker, self.zone
        if linked and _letters(linked) >= 0.9 * _letters(raw) and kind in ("paragraph", "list_item"):
            if all("#" in target for target in self.targets):
                zone = "contents" if zone == "body" else zone
            elif not _SENTENCE_END.search(raw):
                kind, marker = "furniture", ""
        if raw:
            self.flow.add(kind, raw, level=self.level, marker=marker, zone=zone)
            self.marker = ""
            self.kind = "paragraph" if self.kind == "list_item" else self.kind
        self.text, self.linked, self.targets = [], [], []

    def read(self, node: _Element) -> None:
        """Add the blocks of an element."""
        self._put(node.text, node)
        for below in node:
            if below not in self.hidden and not _is_note_mark(below):
                self._element(below)
            self._put(below.tail, node)

    def _put(self, text: str | None, node: _Element) -> None:
        if text:
            self.text.append(text.replace(PAGE_BREAK, " "))
            link = next(
                (above for above in (node, *node.iterancestors()) if _name(above) == "a" and above.get("href")), None
            )
            if link is not None:
                self.linked.append(text)
                self.targets.append(_get(link, "href"))

    def _element(self, node: _Element) -> None:
        match _name(node):
            case "br":
                self._line_break()
            case "table" if _is_data(node, self.hidden):
                self.flush()
                self._table(node)
            case "ul" | "ol" | "menu":
                self.flush()
                self._list(node)
            case name if name in _SECTIONS or _is_heading(node):
                self._block(node)
            case _:
                self.read(node)

    def _line_break(self) -> None:
        """Two line breaks in a row end a paragraph, in pages older than their author's knowledge of paragraphs."""
        if "".join(self.text).rstrip(" \t\r\n").endswith(PAGE_BREAK):
            self.flush()
        else:
            self.text.append(f" {PAGE_BREAK}")

    def _block(self, node: _Element) -> None:
        """Read an element that stands on lines of its own, with the kind that its tag or class gives it."""
        self.flush()
        outer, outer_zone = (self.kind, self.marker, self.level), self.zone
        kind, level, zone = _kind(node, self.notes)
        self.zone = zone or self.zone
        if kind:
            self.kind, self.marker, self.level = kind, "", level
        self.read(node)
        if _get(node, "class").startswith("MsoList"):
            self._word_item()
        self.flush()
        self.zone = outer_zone
        if kind:  # else the item that the element stands in has its marker now, and is not to get it again
            self.kind, self.marker, self.level = outer

    def _word_item(self) -> None:
        """Word writes the bullet or number of an item as text, in a symbol font."""
        raw = tidy("".join(self.text))
        if _BULLET.match(raw):
            self.kind, self.text = "list_item", [_BULLET.sub("• ", raw, count=1)]
        elif _NUMBER.match(raw):
            self.kind = "list_item"

    def _list(self, node: _Element) -> None:
        number, style = whole(_get(node, "start"), 1), _get(node, "type") or "1"
        for item in node:
            if _name(item) == "li" and item not in self.hidden:
                number = whole(_get(item, "value"), number)
                self._item(item, f"{number_text(number, style)}." if _name(node) == "ol" else "•")
                number += 1
            elif item not in self.hidden:
                self._element(item)

    def _item(self, item: _Element, marker: str) -> None:
        outer = (self.kind, self.marker, self.level)
        if item in self.notes or self.kind == "footnote":
            self.kind, self.marker = "footnote", ""
        else:
            self.kind, self.marker, self.level = "list_item", marker, None
        self.read(item)
        self.flush()
        self.kind, self.marker, self.level = outer

    def _table(self, table: _Element) -> None:
        lines = (
            " | ".join(self._cell(cell) for cell in row if _name(cell) in ("td", "th")) for row in table.iter("tr")
        )
        caption = next(table.iter("caption"), None)
        if caption is not None:
            self._block(caption)
        self.flow.add("table", "\n".join(lines), zone=self.zone)

    def _cell(self, cell: _Element) -> str:
        return tidy("".join(self._cell_texts(cell)))

    def _cell_texts(self, node: _Element) -> Iterator[str]:
        yield node.text or ""
        for below in node:
            if below not in self.hidden and not _is_note_mark(below):
                yield " " * (_name(below) in _SECTIONS or _name(below) == "br")
                yield from self._cell_texts(below)
            yield below.tail or ""


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _kind(node: _Element, notes: set[_Element]) -> tuple[BlockKind | None, int | None, Zone | None]:
    """Kind, level of a heading, and zone that an element sets; None for what it leaves as it is."""
    name, style = _name(node), _get(node, "class")
    if _is_heading(node):
        return "heading", int(name[1]), None
    if style.startswith("MsoTitle"):
        return "heading", 1, None
    if style.startswith(("MsoFootnoteText", "MsoEndnoteText")) or node in notes:
        return "footnote", None, None
    if style.startswith(("MsoHeader", "MsoFooter")):
        return "furniture", None, None
    if style.startswith("MsoToc") or _get(node, "id").lower() in ("toc", "inhoudsopgave"):
        return None, None, "contents"
    return None, None, None


def _is_data(table: _Element, hidden: set[_Element]) -> bool:
    """Whether a table holds data rather than a layout: two columns or more, and no headings, lists or tables inside."""
    if _get(table, "role") in ("presentation", "none"):
        return False
    columns = max((sum(_name(cell) in ("td", "th") for cell in row) for row in table.iter("tr")), default=0)
    return columns > 1 and not any(_name(node) in _LAYOUT for node in table.iterdescendants() if node not in hidden)
