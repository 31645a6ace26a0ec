"""Whether letters make words of a language at all: a text layer whose letters were mapped wrongly has next to none.

Told by the commonest words of the languages that stand in Dutch files: a fifth or more of any running text in them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.records import Reading

RUNNING = ("paragraph", "list_item")

_FUNCTION_WORDS = (
    frozenset(
        "de het een en van in is te dat op voor met die niet aan er om zijn bij als worden door of wordt".split()
    ),
    frozenset("the of and to in is that for it as with on be by are this was or not an from which at have".split()),
    frozenset("der die das und in den von zu mit ist des sich auf für nicht im dem ein eine als auch es an".split()),
    frozenset("de la le les et des en un une du que est pour dans qui par sur au plus ne pas ce il sont".split()),
)
_LEAST = 0.08  # share of function words in a document
_LEAST_ON_PAGE = 0.045  # a single page can be all tables, names and addresses
_MIN_WORDS = 50

_WORD = re.compile(r"[^\W\d_]+")


def counted(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word occurs, in small letters."""
    return Counter(_WORD.findall(" ".join(texts).lower()))


def is_garbled(words: Mapping[str, int]) -> bool:
    """Whether the words of a document are of no language; too few words are not judged."""
    return _lacks_function_words(words, _LEAST, _MIN_WORDS)


def is_garbled_page(words: Mapping[str, int], *, fewest: int = _MIN_WORDS) -> bool:
    """Whether the words of one page are of no language; less than ``fewest`` words are not judged."""
    return _lacks_function_words(words, _LEAST_ON_PAGE, fewest)


def garbled_pages(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the pages whose text layer is no language; all of them when the whole document's is."""
    texts: dict[int, list[str]] = {page.number: [] for page in reading.pages}
    for block in reading.blocks:
        if block.kind in RUNNING:
            texts[block.page].append(block.text)
    if is_garbled(counted(text for page in texts.values() for text in page)):
        return tuple(texts)
    return tuple(number for number, page in texts.items() if is_garbled_page(counted(page)))


def _lacks_function_words(words: Mapping[str, int], least: float, fewest: int) -> bool:
    total = sum(words.values())
    most = max(sum(words.get(word, 0) for word in language) for language in _FUNCTION_WORDS)
    return total >= fewest and most <= least * total
