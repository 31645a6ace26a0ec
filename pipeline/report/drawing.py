"""Figures as SVG that takes its colours from the page: drawn in stand-in colours, which become CSS variables."""

import re
from collections.abc import Mapping
from io import BytesIO

import matplotlib as mpl
from lxml import etree
from markupsafe import Markup
from matplotlib.figure import Figure

# Nobody would draw in these; `svg` refuses to leave one behind.
INK, SOFT, LINE, THREAD, PAPER = "#01fe01", "#01fe02", "#01fe03", "#01fe04", "#01fe05"
SHADES = ("#01fe11", "#01fe12", "#01fe13", "#01fe14", "#01fe15", "#01fe16")
_VARIABLES: Mapping[str, str] = {
    INK: "currentColor",
    SOFT: "var(--zacht)",
    LINE: "var(--lijn)",
    THREAD: "var(--draad)",
    PAPER: "var(--papier)",
    **{shade: f"var(--tint-{place})" for place, shade in enumerate(SHADES, start=1)},
}
_SVG = "{http://www.w3.org/2000/svg}"
_POINTS = 72
_FAMILY = re.compile(r"font-family: [^;\"]*; |; font-family: [^;\"]*")


def canvas(width: float, height: float) -> Figure:
    """Return an empty figure of so many inches without a background."""
    return Figure(figsize=(width, height), facecolor="none")


def svg(figure: Figure, name: str, title: str, description: str) -> Markup:
    """Return a figure as an SVG element with a title and a description for who cannot see it.

    ``name`` must be different for every figure on a page: it goes before every id. The same figure gives the same text.
    """
    root = etree.fromstring(_drawn(figure, name))
    for leftover in [*root.iter(f"{_SVG}metadata"), *root.iter(f"{_SVG}style")]:
        _remove(leftover)  # a style in an SVG would hold for the whole page
    _name_ids(root, name)
    _describe(root, name, title, description)
    text = etree.tostring(root, encoding="unicode")
    return Markup(_in_colours_of_page(_FAMILY.sub("", text)))


def _drawn(figure: Figure, name: str) -> bytes:
    buffer = BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _name_ids(root: etree._Element, name: str) -> None:
    """Make ids those of this figure, and drop those that nothing refers to."""
    text = etree.tostring(root, encoding="unicode")
    used = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", text))
    for element in root.iter(etree.Element):
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", f"{name}-{own}")
        for key, value in element.attrib.items():
            if key.endswith("href"):
                element.set(key, f"#{name}-{value[1:]}")
            elif "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{name}-"))


def _describe(root: etree._Element, name: str, title: str, description: str) -> None:
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{_SVG}{tag}", id=f"{name}-{tag}")
        element.text = text
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for length in ("width", "height"):
        points = float(str(root.get(length)).removesuffix("pt"))
        root.set(length, f"{points * 96 / _POINTS:.0f}")


def _in_colours_of_page(text: str) -> str:
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, variable)
    return text
