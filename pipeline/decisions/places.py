"""Find the passages that people decided on again, in reports that were read anew, moved or came in a new version.

The surest way that gives an answer counts: the same passage, the same text, the same text set otherwise, and at last a
text that is almost the same. A sentence in which a denial, a number or a name changed is another sentence, and so is
one that could as well be the neighbour's: a decision that cannot be placed is kept and told, never guessed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType

import polars as pl
from rapidfuzz import fuzz, process

from pipeline.codings.records import CodedPassage
from pipeline.decisions.alike import same_meaning, same_numbers, similarity, squeezed

# How alike a text must be, by how many of its two neighbours are the same: chosen on reports that were changed by
# machine, so that a wrong place is rarer than one in five hundred (`tests/test_places.py` changes such reports).
_ALIKE = (0.97, 0.9, 0.8)
_CLEARLY = 0.05  # ... and so much more alike than any other passage of the report
_NEIGHBOUR = 0.9
_BONUS = 0.05  # what one neighbour that is the same weighs in that comparison
_SHORTEST = 25  # letters; below that other sentences are alike by chance
_CANDIDATES = 8
# Reports at a time: a decision is looked for in one, and in its copies.
_AT_HAND = 4

# Gives the passages of a report of the run (`coding.passages_table`) by its path.
PassagesOf = Callable[[str], pl.DataFrame]


class Found(StrEnum):
    """How the passage of a decision was found again; the value is what an analyst reads."""

    EXACT = "exact"
    MOVED = "verplaatst"  # the same text, elsewhere in the report or in a report of another name
    ALIKE = "bijna gelijk"
    LOST = "niet gevonden"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a decision belongs: a report, and the place of the passage among those of that report (None: lost).

    ``similarity`` is between 0 (lost) and 1 (the same letters). ``passage_id`` and ``text`` are of the passage as it is
    now, empty when it was lost.
    """

    decision: CodedPassage
    document: str
    how: Found
    row: int | None = None
    similarity: float = 0.0
    passage_id: str = ""
    text: str = ""


def concerning(decisions: Iterable[CodedPassage], inputs: Mapping[str, str]) -> list[CodedPassage]:
    """Return the decisions on reports of a run, in their order; ``inputs`` has the SHA-256 of each by its path.

    A report that was renamed is recognised by its content.
    """
    contents = set(inputs.values()) - {""}
    return [one for one in decisions if one.document in inputs or one.place.sha256 in contents]


def find(
    decisions: Sequence[CodedPassage],
    passages_of: PassagesOf,
    inputs: Mapping[str, str],
    copies: Mapping[str, str] = MappingProxyType({}),
) -> list[Finding]:
    """Return where each decision belongs, in their order; rows are counted from 0 in their own report.

    ``inputs`` is as for `concerning`; ``copies`` has by the path of a duplicate that of the report in which its
    passages are looked for as well. Reports are read one after the other, however many there are decisions on.
    """
    homes = _homes(decisions, inputs, copies)
    places = _Places(lru_cache(_AT_HAND)(lambda name: _report(passages_of(name), inputs[name])))
    known: dict[object, Finding] = {}
    for decision in sorted(decisions, key=homes.__getitem__):
        if _sought(decision) not in known:
            known[_sought(decision)] = places.find(decision, homes[decision])
    return [replace(known[_sought(decision)], decision=decision) for decision in decisions]


def _sought(decision: CodedPassage) -> object:
    """Decisions with the same of this are on the same passage."""
    return decision.passage_key, decision.place, decision.before, decision.after


def _homes(
    decisions: Iterable[CodedPassage], inputs: Mapping[str, str], copies: Mapping[str, str]
) -> dict[CodedPassage, list[str]]:
    """The reports in which each passage can stand: that of its name, those of its content, what they are copies of."""
    named: dict[str, list[str]] = {}
    for name, content in inputs.items():
        named.setdefault(content, []).append(name)
    return {one: _home(one, inputs, named.get(one.place.sha256, []), copies) for one in decisions}


def _home(
    decision: CodedPassage, inputs: Mapping[str, str], same: Sequence[str], copies: Mapping[str, str]
) -> list[str]:
    own = [decision.document] if decision.document in inputs else []
    own += same if decision.place.sha256 else ()
    return list(dict.fromkeys([*own, *(copies[name] for name in own if name in copies)]))


# How a passage was found, its place in the report, and how alike it is.
_Sight = tuple[Found, int, float]


@dataclass(frozen=True)
class _Report:
    """The passages of one report: columns by name."""

    columns: Mapping[str, list[str]]
    positions: list[tuple[int, int, int]]  # page, block, start
    content: str = ""  # SHA-256 of the file, '' when that is not known

    @cached_property
    def squeezed(self) -> list[str]:
        return list(map(squeezed, self.columns["passage"]))

    @cached_property
    def by_text(self) -> dict[str, list[int]]:
        return _grouped(self.columns["passage"])

    @cached_property
    def by_squeezed(self) -> dict[str, list[int]]:
        return _grouped(self.squeezed)

    def neighbours(self, decision: CodedPassage, place: int) -> int:
        """How many of the two neighbours are those of the decision."""
        both = (("ervoor", decision.before), ("erna", decision.after))
        return sum(_alike(then, self.columns[name][place]) for name, then in both)

    def best(self, decision: CodedPassage, places: Sequence[int]) -> int | None:
        """Of places with the same text the one of the same id, then between the same neighbours, then the nearest.

        An id counts equal sentences, so in another version of the report it may be that of another one: there the
        neighbours come first.
        """
        if len(places) < 2:
            return places[0] if places else None
        return max(places, key=lambda place: self._nearness(decision, place))

    def _nearness(self, decision: CodedPassage, place: int) -> tuple[bool, int, bool, tuple[int, ...]]:
        then = (decision.place.page, decision.place.block, decision.place.start)
        here = self.positions[place]
        distance = tuple(0 if old is None else -abs(old - new) for old, new in zip(then, here, strict=True))
        known = self.has_id(decision, place)
        return known and self._same_version(decision), self.neighbours(decision, place), known, distance

    def _same_version(self, decision: CodedPassage) -> bool:
        """Whether the file is not known to be another one than the decision was taken on."""
        then = decision.place.sha256
        return not then or not self.content or then == self.content

    def has_id(self, decision: CodedPassage, place: int) -> bool:
        """Whether the passage here has the id that the decision names."""
        return self.columns["passage_id"][place] == decision.place.passage_id

    def same(self, decision: CodedPassage) -> _Sight | None:
        """The passage with this text."""
        place = self.best(decision, self.by_text.get(decision.text, ()))
        if place is None:
            return None
        return Found.EXACT if self.has_id(decision, place) else Found.MOVED, place, 1.0

    def set_otherwise(self, decision: CodedPassage) -> _Sight | None:
        """The passage with this text but for how it was set."""
        places = self.by_squeezed.get(squeezed(decision.text), ())
        same = [place for place in places if same_numbers(decision.text, self.columns["passage"][place])]
        place = self.best(decision, same)
        return None if place is None else (Found.ALIKE, place, 1.0)

    def almost(self, decision: CodedPassage) -> _Sight | None:
        """The one passage that is almost the same; None when there is none, or a second one."""
        wanted = squeezed(decision.text)
        if len(wanted) < _SHORTEST:
            return None
        near = process.extract(
            wanted, self.squeezed, scorer=fuzz.ratio, score_cutoff=100 * (_ALIKE[-1] - _CLEARLY), limit=_CANDIDATES
        )
        ranked = sorted(
            ((ratio / 100, self.neighbours(decision, place), place) for _, ratio, place in near),
            key=lambda found: -_weight(*found[:2]),
        )
        if not ranked or (ranked[1:] and _weight(*ranked[0][:2]) < _weight(*ranked[1][:2]) + _CLEARLY):
            return None
        ratio, beside, place = ranked[0]
        enough = ratio >= _ALIKE[beside] and same_meaning(decision.text, self.columns["passage"][place])
        return (Found.ALIKE, place, ratio) if enough else None


@dataclass(frozen=True)
class _Places:
    """The reports in which decisions are looked for, by their path."""

    report: Callable[[str], _Report]

    def find(self, decision: CodedPassage, homes: Sequence[str]) -> Finding:
        """Look in every report with the surest way first."""
        for look in (_Report.same, _Report.set_otherwise, _Report.almost):
            for home in homes:
                report = self.report(home)
                found = look(report, decision)
                if found:
                    how, place, likeness = found
                    identifier, text = (report.columns[name][place] for name in ("passage_id", "passage"))
                    return Finding(decision, home, how, place, likeness, identifier, text)
        return Finding(decision, homes[0], Found.LOST)


def _report(passages: pl.DataFrame, content: str) -> _Report:
    columns = {name: passages[name].to_list() for name in ("passage_id", "passage", "ervoor", "erna")}
    return _Report(columns, list(passages.select("pagina", "blok", "start").iter_rows()), content)


def _grouped(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    return places


def _weight(ratio: float, neighbours: int) -> float:
    return ratio + _BONUS * neighbours


def _alike(then: str, now: str) -> bool:
    """Whether a neighbour is the same; where there is none, only nothing is."""
    if then == now:
        return True
    return bool(then and now) and similarity(squeezed(then), squeezed(now)) >= _NEIGHBOUR
