"""The labelled sentences of tests/cases/personen.txt, and how well the masks fit them.

The figures: python tests/privacy/labelled.py
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.privacy.report import spans_in

CASES = Path(__file__).parent.parent / "cases" / "personen.txt"
_BRACED = re.compile(r"\{([^}]*)\}")
Places = set[tuple[int, int]]


def labelled() -> Iterator[tuple[str, Places]]:
    """Yield every sentence with the places (start, end) of what is to be masked."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        pieces, places, length = _BRACED.split(line), set(), 0
        for number, piece in enumerate(pieces):
            if number % 2:
                places.add((length, length + len(piece)))
            length += len(piece)
        yield "".join(pieces), places


def counts() -> tuple[int, int, int, list[str]]:
    """Return how many places were masked rightly, wrongly and not, and the sentences where that was so."""
    right = wrong = missed = 0
    faults = []
    for text, wanted in labelled():
        found = {(span.start, span.end) for span in spans_in(text)}
        hit = {place for place in wanted if any(_covers(one, place) for one in found)}
        false = {one for one in found if not any(_touches(one, place) for place in wanted)}
        right, wrong, missed = right + len(hit), wrong + len(false), missed + len(wanted - hit)
        faults += [f"{text}  {sorted(text[slice(*one)] for one in found)}"] * bool(false or wanted - hit)
    return right, wrong, missed, faults


def _covers(one: tuple[int, int], place: tuple[int, int]) -> bool:
    return one[0] <= place[0] and one[1] >= place[1]


def _touches(one: tuple[int, int], place: tuple[int, int]) -> bool:
    return one[0] < place[1] and place[0] < one[1]


if __name__ == "__main__":
    right, wrong, missed, faults = counts()
    print("\n".join(faults))  # noqa: T201 a command of its own
    print(f"precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}", right, wrong, missed)  # noqa: T201
