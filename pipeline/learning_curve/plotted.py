"""Plots as SVG without a style, date or letters of its own."""

import re
from io import BytesIO

import matplotlib as mpl
from lxml import etree
from matplotlib.figure import Figure

_SVG = "{http://www.w3.org/2000/svg}"
_POINTS = 72
_FAMILY = re.compile(r"font-family: [^;\"]*; |; font-family: [^;\"]*")


def canvas(width: float, height: float) -> Figure:
    """Return an empty figure of so many inches without a background."""
    return Figure(figsize=(width, height), facecolor="none")


def svg(figure: Figure, name: str, title: str, description: str) -> str:
    """Return a figure as an SVG element with a title and a description for who cannot see it.

    ``name`` goes before every id. The same figure gives the same text.
    """
    root = etree.fromstring(_drawn(figure, name))
    for leftover in [*root.iter(f"{_SVG}metadata"), *root.iter(f"{_SVG}style")]:
        _remove(leftover)  # a style in an SVG would hold for the whole page
    _name_ids(root, name)
    _describe(root, name, title, description)
    text = etree.tostring(root, encoding="unicode")
    return _FAMILY.sub("", text)


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
