"""Whether letters make words of a language at all: a text layer whose letters were mapped wrongly has next to none.

Told by the commonest words of the languages that stand in Dutch files: a fifth or more of any running text in them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

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
_ANY_FUNCTION_WORD = frozenset().union(*_FUNCTION_WORDS)
_LEAST = 0.08  # share of function words in a document
_LEAST_ON_PAGE = 0.045  # a single page can be all tables, names and addresses
_MIN_WORDS = 50

_WORD = re.compile(r"[^\W\d_]+")


class Tally(NamedTuple):
    """How many words a text has, and how often each function word of any language."""

    total: int
    function_words: Counter[str]


def counted(texts: Iterable[str]) -> Tally:
    """Return how many words there are, whatever their capitals, and which function words."""
    words = _WORD.findall(" ".join(texts).lower())
    return Tally(len(words), Counter(filter(_ANY_FUNCTION_WORD.__contains__, words)))


def is_garbled(words: Tally) -> bool:
    """Whether the words of a document are of no language; too few words are not judged."""
    return _lacks_function_words(words, _LEAST, _MIN_WORDS)


def is_garbled_page(words: Tally, *, fewest: int = _MIN_WORDS) -> bool:
    """Whether the words of one page are of no language; less than ``fewest`` words are not judged."""
    return _lacks_function_words(words, _LEAST_ON_PAGE, fewest)


def garbled_pages(reading: Reading) -> tuple[int, ...]:
    """Return the numbers of the pages whose text layer is no language; all of them when the whole document's is."""
    blocks: dict[int, list[str]] = {page.number: [] for page in reading.pages}
    for block in reading.blocks:
        if block.kind in RUNNING:
            blocks[block.page].append(block.text)
    texts = {number: " ".join(page).lower() for number, page in blocks.items()}
    dutch = {number: _count_dutch(text) for number, text in texts.items()}
    most = {number: (len(text) + 1) // 2 for number, text in texts.items()}  # words: every other character
    if sum(dutch.values()) <= _LEAST * sum(most.values()) and is_garbled(counted(texts.values())):
        return tuple(texts)
    doubtful = (number for number in texts if dutch[number] <= _LEAST_ON_PAGE * most[number])
    return tuple(number for number in doubtful if is_garbled_page(counted([texts[number]])))


def _count_dutch(text: str) -> int:
    """How many Dutch function words stand between white space in a text in small letters."""
    return sum(map(_FUNCTION_WORDS[0].__contains__, text.split()))


def _lacks_function_words(words: Tally, least: float, fewest: int) -> bool:
    if words.total < fewest:
        return False
    most = max(sum(words.function_words[word] for word in language) for language in _FUNCTION_WORDS)
    return most <= least * words.total
