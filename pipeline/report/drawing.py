"""Figures as SVG that takes its colours and letters from the page around it; all lengths are in CSS pixels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup, escape

INK, SOFT, LINE, THREAD, PAPER = "currentColor", "var(--zacht)", "var(--lijn)", "var(--draad)", "var(--papier)"
SHADES = tuple(f"var(--tint-{place})" for place in range(1, 7))
Point = tuple[float, float]
Side = Literal["start", "middle", "end"]
Level = Literal["base", "top", "middle", "bottom"]
_Attributes = Mapping[str, str | float]

_SVG = "http://www.w3.org/2000/svg"
_LEADING = 1.2
# Of the size of letters: how wide most are, how far a line of text reaches above its base line and below it.
_LETTER, _ASCENT, _DESCENT = 0.56, 0.8, 0.2


@dataclass(frozen=True)
class Drawing:
    """A sheet of ``width`` by ``height`` without a background; what is drawn later lies on top."""

    width: float
    height: float
    _parts: list[Markup] = field(default_factory=list)

    def path(self, d: str, *, color: str, width: float, dashes: str = "", cap: str = "") -> None:
        """Draw a line along a path (``d`` as SVG writes it); an empty one is not drawn."""
        looks = {"stroke": color, "stroke-width": _number(width), "stroke-dasharray": dashes, "stroke-linecap": cap}
        if d:
            self._draw("path", {"d": d, "fill": "none", **looks})

    def shape(self, d: str, centre: Point, *, color: str, turned: float = 0) -> None:
        """Fill a closed path around a centre, ``turned`` so many degrees clockwise."""
        place = f"translate({_number(centre[0])} {_number(centre[1])}) rotate({_number(turned)})"
        self._draw("path", {"d": d, "transform": place, "fill": color})

    def box(
        self, corner: Point, size: Point, *, color: str, edge: str = "", thick: float = 0, rounded: float = 0
    ) -> None:
        """Draw a rectangle of ``size`` (width, height) from its upper left corner, with the thickness of its edge."""
        place = {"x": corner[0], "y": corner[1], "width": size[0], "height": size[1]}
        self._draw("rect", {**place, "rx": rounded or "", "fill": color, "stroke": edge, "stroke-width": thick or ""})

    def dots(self, centres: Sequence[Point], radius: float, *, color: str, edge: str = "", thick: float = 0) -> None:
        """Draw circles that look alike; half of their edge lies within the radius."""
        circles = Markup("").join(_element("circle", {"cx": x, "cy": y, "r": radius}) for x, y in centres)
        if centres:
            self._draw("g", {"fill": color, "stroke": edge, "stroke-width": thick or ""}, circles)

    def write(
        self, point: Point, text: str, *, size: float, color: str = INK, side: Side = "middle", level: Level = "base"
    ) -> None:
        """Write lines of text with their ``side`` and ``level`` at a point."""
        lines, (x, y) = text.split("\n"), point
        bases = [y + (_first_base(len(lines), level) + place * _LEADING) * size for place in range(len(lines))]
        spans = (_element("tspan", {"x": x, "y": base}, line) for line, base in zip(lines, bases, strict=True))
        content = Markup("").join(spans) if len(lines) > 1 else text
        looks = {"font-size": size, "text-anchor": side, "fill": color}
        self._draw("text", {"x": x, "y": bases[0], **looks}, content)

    def svg(self, name: str, title: str, description: str) -> Markup:
        """Return it as an SVG element with a title and a description for who cannot see it.

        ``name`` must be different for every figure on a page: it goes before its ids.
        """
        told = [_element(tag, {"id": f"{name}-{tag}"}, text) for tag, text in (("title", title), ("desc", description))]
        width, height = _number(self.width), _number(self.height)
        size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
        about = {"xmlns": _SVG, **size, "role": "img", "aria-labelledby": f"{name}-title {name}-desc"}
        return _element("svg", about, Markup("\n").join([*told, *self._parts]))

    def _draw(self, tag: str, attributes: _Attributes, content: str = "") -> None:
        self._parts.append(_element(tag, attributes, content))


def room_for(text: str, size: float) -> Point:
    """Return about how wide and high a text is, in the letters of most systems; a little more where they are narrow."""
    lines = text.split("\n")
    return _LETTER * max(map(len, lines)) * size, _LEADING * len(lines) * size


def along(*points: Point) -> str:
    """Return the path of straight lines from point to point."""
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _first_base(lines: int, level: Level) -> float:
    """How far the first base line lies below a point, in sizes of the letters."""
    further = (lines - 1) * _LEADING
    levels: dict[Level, float] = {
        "base": 0.0,
        "top": _ASCENT,
        "middle": (_ASCENT - _DESCENT - further) / 2,
        "bottom": -_DESCENT - further,
    }
    return levels[level]


def _element(tag: str, attributes: _Attributes, content: str = "") -> Markup:
    """Return an element, escaped; an attribute that is '' is left out."""
    written = "".join(
        f' {name}="{escape(value if isinstance(value, str) else _number(value))}"'
        for name, value in attributes.items()
        if value != ""
    )
    return Markup(f"<{tag}{written}>{escape(content)}</{tag}>" if content else f"<{tag}{written}/>")


def _number(value: float) -> str:
    """Write a length to a hundredth of a pixel."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
