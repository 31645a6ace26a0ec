"""What the templates ask of a synthesis: addresses, names, numbers of evidence, and where a table stands."""

from collections.abc import Sequence

import polars as pl

from pipeline.presence import MAIN_THREAD, THREAD
from pipeline.report.links import Links
from pipeline.report.page_passages import MOST, coders_of, number_of
from pipeline.report.telling import most_telling
from pipeline.synthesis.records import Cell, Evidence, Source, Synthesis, Thread

# In sections that are left out a reference goes to the file instead.
_ANCHORS = {
    "documenten": "rapporten",
    "rode_draad": "overzicht",
    "aanwezigheid": "kaart",
    "samenhang": "samenhang-tabel",
    "lus": "lus",
    "organisaties": "organisaties",
    "status": "ongelezen",
    "kwaliteit": "kwaliteit",
    "passages": "passages",
}


# More rows than these are no longer read, and make a page slow; all are in aanwezigheid.csv.
MOST_REPORTS = 300
MOST_NAMED = 60
# Up to this many reports the heat map stands at its full height; with more it scrolls in a box of its own.
MOST_AT_FULL_HEIGHT = 40


class View:
    """A synthesis as its page shows it. Numbers of evidence run on through the page in the order of rendering."""

    most = MOST
    most_named = MOST_NAMED
    most_at_full_height = MOST_AT_FULL_HEIGHT
    main_thread_from = MAIN_THREAD
    thread_from = THREAD

    def __init__(self, synthesis: Synthesis, passages: pl.DataFrame | pl.LazyFrame, links: Links) -> None:
        self.synthesis = synthesis
        self.passages = number_of(passages)
        self.coders = coders_of(passages)
        self._links = links
        self._noted = 0
        self._shown = most_telling(synthesis, MOST_REPORTS)
        self._roles = dict(synthesis.roles)
        self._mechanisms = dict(synthesis.mechanisms)

    @property
    def own_threads(self) -> list[Thread]:
        """The mechanisms of the codebook that are not a general theme."""
        return [thread for thread in self.synthesis.threads if not thread.generic]

    @property
    def general_themes(self) -> list[Thread]:
        """The mechanisms that are a general theme beside the others."""
        return [thread for thread in self.synthesis.threads if thread.generic]

    @property
    def threads(self) -> list[Thread]:
        """All mechanisms in the order of the page."""
        return self.own_threads + self.general_themes

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return sum(source.pages for source in self.synthesis.sources)

    @property
    def sentences(self) -> int:
        """How many sentences were read."""
        return sum(source.sentences for source in self.synthesis.sources)

    @property
    def shown(self) -> list[Source]:
        """The reports that are shown one by one."""
        return [self.synthesis.sources[place] for place in self._shown]

    def rows(self) -> list[tuple[Source, list[Cell]]]:
        """Return the cells of the heat map per report that is shown, in the order of `threads`."""
        sources = self.synthesis.sources
        return [(sources[place], [thread.cells[place] for thread in self.threads]) for place in self._shown]

    def with_verdict(self, thread: Thread, verdict: str) -> list[Cell]:
        """Return the reports with a verdict on a mechanism, surest first."""
        return sorted((cell for cell in thread.cells if cell.verdict == verdict), key=lambda cell: -cell.certainty)

    def weak_cells(self) -> list[tuple[Thread, list[Cell]]]:
        """Return the undecided reports of every mechanism that has some, likeliest present first."""
        found = ((thread, self.with_verdict(thread, "zwak")) for thread in self.threads)
        return [(thread, cells) for thread, cells in found if cells]

    def role(self, code: str) -> str:
        """Return the name of a role."""
        return self._roles.get(code, code)

    def mechanism(self, code: str) -> str:
        """Return the name of a mechanism."""
        return self._mechanisms.get(code, code)

    def to(self, source: Source, page: int = 1) -> str:
        """Return the address of a page of a report."""
        return self._links.to(source.document, page)

    def number(self, evidence: Sequence[Evidence]) -> range:
        """Return the numbers of the next pieces of evidence."""
        first = self._noted + 1
        self._noted += len(evidence)
        return range(first, self._noted + 1)

    def address_of_table(self, name: str) -> str:
        """Return where a table stands: a section of the page when it is there, else its file."""
        anchor = _ANCHORS.get(name, "")
        return f"#{anchor}" if anchor and self._has(anchor) else f"{name}.csv"

    def _has(self, anchor: str) -> bool:
        s = self.synthesis
        present = {
            "rapporten": bool(s.sources),
            "overzicht": bool(s.threads),
            "kaart": bool(s.sources and s.threads),
            "samenhang-tabel": bool(s.pairs),
            "lus": s.loop is not None,
            "organisaties": any(thread.named for thread in s.threads),
            "ongelezen": bool(s.unread),
            "kwaliteit": bool(s.quality),
        }
        return present.get(anchor, True)
