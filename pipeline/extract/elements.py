"""Finding the way in a tree of XML, whatever its namespaces."""

from collections.abc import Iterator

from lxml.etree import _Element


def local(node: _Element) -> str:
    """Return the name of an element without its namespace, so that strict and older dialects read alike."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: _Element | None, name: str, default: str = "") -> str:
    """Return an attribute by its name without namespace; ``default`` when it, or the element, is absent."""
    if node is None:
        return default
    return next((str(node.attrib[key]) for key in node.attrib if str(key).rpartition("}")[2] == name), default)


def child(node: _Element | None, *names: str) -> _Element | None:
    """Follow a path of child names down from ``node``; None where it breaks off."""
    for name in names:
        node = next((below for below in node if local(below) == name), None) if node is not None else None
    return node


def some(node: _Element | None) -> Iterator[_Element]:
    """Yield the children of an element; none where there is no element."""
    return iter(node if node is not None else ())


def descendants(node: _Element, *names: str) -> Iterator[_Element]:
    """Yield every element with one of the names at any depth below ``node``, in document order."""
    return (below for below in node.iterdescendants() if local(below) in names)
