"""Styles of a Word document, each with those that it is based on."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from lxml.etree import _Element

from pipeline.extract.elements import attribute, child, local, some
from pipeline.extract.inheritance import chain_of

_HEADING = re.compile(r"heading ([1-9])")
_TITLES = {"title": 1, "subtitle": 2, "toc heading": 1}


def switch(properties: _Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None when it is not mentioned."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val", "1") not in ("0", "false", "off")


@dataclass(frozen=True)
class Style:
    """A style with the styles it is based on, itself first; the nearest to the text decides."""

    chain: tuple[_Element, ...] = ()

    @cached_property
    def names(self) -> list[str]:
        """Built-in styles have English names in every language of Word; their ids are translated."""
        return [attribute(child(style, "name"), "val").lower() for style in self.chain]

    @cached_property
    def hides_text(self) -> bool:
        """Whether text in this style is not shown."""
        return self._switch("rPr", "vanish")

    @cached_property
    def breaks_page(self) -> bool:
        """Whether a paragraph in this style begins on a new page."""
        return self._switch("pPr", "pageBreakBefore")

    def paragraph_property(self, *names: str) -> _Element | None:
        """Return a property of the group pPr, found by its path, of the style nearest to the text."""
        found = (child(style, "pPr", *names) for style in self.chain)
        return next((node for node in found if node is not None), None)

    def _switch(self, group: str, name: str) -> bool:
        states = (switch(child(style, group), name) for style in self.chain)
        return next((state for state in states if state is not None), False)

    def level(self, properties: _Element | None) -> int | None:
        """The level of a heading with this style and these paragraph properties; None for another paragraph."""
        for name in self.names:
            found = _HEADING.fullmatch(name)
            if found or name in _TITLES:
                return int(found[1]) if found else _TITLES[name]
        outline = child(properties, "outlineLvl")
        value = attribute(outline if outline is not None else self.paragraph_property("outlineLvl"), "val", "9")
        return int(value) + 1 if re.fullmatch("[0-8]", value) else None


NO_STYLE = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id; '' is that of a paragraph that names none."""

    by_id: dict[str, Style]

    @classmethod
    def of(cls, root: _Element | None) -> Self:
        """Read the part with styles."""
        elements = {attribute(style, "styleId"): style for style in some(root) if local(style) == "style"}
        styles = {key: Style(tuple(chain_of(key, elements, _base))) for key in elements}
        own = (key for key, style in elements.items() if attribute(style, "type") == "paragraph")
        default = next((key for key in own if attribute(elements[key], "default") in ("1", "true")), "")
        return cls({**styles, "": styles.get(default, NO_STYLE)})

    def of_paragraph(self, paragraph: _Element) -> Style:
        """The style of a paragraph."""
        return self.by_id.get(attribute(child(paragraph, "pPr", "pStyle"), "val"), self.by_id[""])

    def named_by(self, reference: _Element | None) -> Style:
        """The style that an element refers to; one without properties where there is no such style."""
        return self.by_id.get(attribute(reference, "val"), NO_STYLE) if reference is not None else NO_STYLE

    def level(self, paragraph: _Element) -> int | None:
        """The level of a heading; None for another paragraph."""
        return self.of_paragraph(paragraph).level(child(paragraph, "pPr"))


def _base(style: _Element) -> str:
    return attribute(child(style, "basedOn"), "val")
