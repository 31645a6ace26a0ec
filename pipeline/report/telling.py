"""Which reports are shown one by one when there are too many to show them all."""

from pipeline.synthesis.records import Synthesis

_WEIGHTS = {"aanwezig": 3, "zwak": 1, "stil": 0}


def most_telling(synthesis: Synthesis, most: int) -> list[int]:
    """Return the places of at most so many reports, in their order: those with most mechanisms, then the longest."""
    sources = synthesis.sources
    said = [0] * len(sources)
    for thread in synthesis.threads:
        for place, cell in enumerate(thread.cells):
            said[place] += _WEIGHTS.get(cell.verdict, 0)
    ranked = sorted(range(len(sources)), key=lambda place: (-said[place], -sources[place].sentences, place))
    return sorted(ranked[:most])
