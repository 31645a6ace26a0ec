"""Styles of an OpenDocument text, each with those that it is based on."""

from collections.abc import Iterable

from lxml.etree import _Element

from pipeline.extract.elements import attribute, child, local, some
from pipeline.extract.inheritance import chain_of

OUTLINE = "\0outline"  # the list that numbers headings has no name; no style is called this
_TITLES = {"Subtitle": 2, "Title": 1, "Contents_20_Heading": 1}


class Styles:
    """Styles by family and name, and list styles; of two with one name the last of ``roots`` counts."""

    def __init__(self, roots: Iterable[_Element | None]) -> None:
        groups = [child(root, group) for root in roots for group in ("styles", "automatic-styles")]
        nodes = [node for group in groups for node in some(group)]
        self._styles = {(attribute(node, "family"), attribute(node, "name")): node for node in nodes}
        self._lists = {attribute(node, "name"): node for node in nodes if local(node) == "list-style"}
        self._lists.update((OUTLINE, node) for node in nodes if local(node) == "outline-style")

    def value(self, family: str, name: str, group: str, key: str) -> str:
        """A property as the style nearest to the text sets it; '' when none does."""
        values = (attribute(child(style, group), key) for style in self._chain(family, name))
        return next(filter(None, values), "")

    def own(self, name: str, key: str) -> str:
        """An attribute of a paragraph style itself, or of one that it is based on."""
        return next(filter(None, (attribute(style, key) for style in self._chain("paragraph", name))), "")

    def names(self, name: str) -> set[str]:
        """Names of a paragraph style and those it is based on; LibreOffice keeps built-in names in English."""
        return {attribute(style, "name") for style in self._chain("paragraph", name)}

    def title_level(self, name: str) -> int | None:
        """The level of a title, subtitle or heading of the contents by its style; None for another style."""
        names = self.names(name)
        return next((level for title, level in _TITLES.items() if title in names), None)

    def hides(self, family: str, name: str) -> bool:
        """Whether a style of the family paragraph or text makes its text invisible."""
        return self.value(family, name, "text-properties", "display") == "none"

    def list_level(self, name: str, level: int) -> _Element | None:
        """How a list style marks the items at ``level``, from 1."""
        levels = self._lists.get(name)
        return next((node for node in some(levels) if attribute(node, "level") == str(level)), None)

    def _chain(self, family: str, name: str) -> list[_Element]:
        """A style and those it is based on, itself first."""
        return chain_of((family, name), self._styles, lambda style: (family, attribute(style, "parent-style-name")))
