"""Numbers and bullets of the lists and headings of an OpenDocument text."""

from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.extract.elements import attribute, local
from pipeline.extract.numbers import BULLET, number_text, whole
from pipeline.extract.odt.styles import OUTLINE, Styles


@dataclass(slots=True)
class Counters:
    """The numbers that the lists of each style have come to, by level from 1."""

    styles: Styles
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def restart(self, name: str) -> None:
        """Begin a list anew."""
        self.counts.pop(name, None)

    def marker(self, name: str, level: int, start: str = "") -> str:
        """Count one item and return its number, or a bullet; '' where the style shows neither."""
        style = self.styles.list_level(name, level)
        if style is None:
            return "" if name == OUTLINE else BULLET
        counts = self.counts.setdefault(name, {})
        first = start or ("" if level in counts else attribute(style, "start-value", "1"))
        counts[level] = whole(first, counts.get(level, 0) + 1)
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        if not local(style).endswith("number") and name != OUTLINE:
            return BULLET
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
