"""Styles that are based on other styles."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from lxml.etree import _Element

Key = TypeVar("Key")

_DEEPEST = 20  # a longer chain is a circle


def chain_of(key: Key, styles: Mapping[Key, _Element], base: Callable[[_Element], Key]) -> list[_Element]:
    """Return a style and those it is based on, itself first; ``base`` gives the key of what a style is based on."""
    chain: list[_Element] = []
    while key in styles and len(chain) < _DEEPEST:
        chain.append(styles[key])
        key = base(chain[-1])
    return chain
