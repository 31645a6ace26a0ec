"""When decisions are on one and the same passage: the one rule for what holds, what is asked, compared and checked.

Decisions on the same document and text are on the same passage when their ids are equal, or one of them has none: a
table that somebody made by hand knows no ids. A sentence that stands in a document several times has an id for each
place; a decision without one is then taken to be on the first of them that is seen, since it can be on one only.
"""

from collections.abc import Iterable, Mapping

PassageKey = tuple[str, str, str]  # document, text and id of a passage, as `CodedPassage.passage_key`


def identities(*sources: Iterable[PassageKey]) -> Mapping[PassageKey, PassageKey]:
    """Return for each key the key of its passage, which is itself but for one without an id where others have one."""
    keys = dict.fromkeys(key for source in sources for key in source)
    first: dict[tuple[str, str], PassageKey] = {}
    for key in keys:
        if key[2]:
            first.setdefault(key[:2], key)
    return {key: key if key[2] else first.get(key[:2], key) for key in keys}
