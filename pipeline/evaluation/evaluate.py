"""One evaluation from beginning to end: the trials that are wanted, and the set that the report is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl

from pipeline.codebook import load_codebook
from pipeline.codings import read_codings
from pipeline.evaluation.baselines import baselines
from pipeline.evaluation.coded_file import read_coded
from pipeline.evaluation.quantification import counts, measure, verdict_table
from pipeline.evaluation.trials import (
    HELD_OUT,
    UNSEEN,
    Materials,
    Trial,
    Wanted,
    ablation,
    as_it_is,
    comparison,
    learning_curve,
)
from pipeline.model.quality import Judged
from pipeline.model.store import text_vectors
from pipeline.settings import Settings, SynthesisSettings


@dataclass(frozen=True)
class Evaluation:
    """What was learnt from, and the trials: the first is the classifier as it is."""

    materials: Materials
    trials: tuple[Trial, ...]

    @property
    def judged(self) -> Judged:
        """What the classifier as it is makes of the unseen sentences, or else of the passages held out."""
        judged = self.trials[0].judged
        return judged.get(UNSEEN, judged[HELD_OUT])

    @property
    def comparison(self) -> pl.DataFrame:
        """The means of every trial."""
        return comparison(self.trials, self.materials)


def materials_of(settings: Settings, coded: Path | None = None) -> Materials:
    """Return the passages, codebook and vectors of these settings, and the sentences of the file ``coded``, if any.

    Raises the errors of those who read them.
    """
    codebook = load_codebook(settings.codebook)
    passages = read_codings(settings.passages, codebook).passages
    unseen = read_coded(coded, codebook) if coded else ()
    return Materials(passages, codebook, settings.model, text_vectors(settings), unseen)


def evaluate(materials: Materials, wanted: Wanted) -> Evaluation:
    """Train, and train again for what is ``wanted``: half a minute each on 11,000 passages."""
    return Evaluation(materials, tuple(_trials(materials, wanted)))


def quantified(evaluation: Evaluation, settings: SynthesisSettings) -> dict[str, pl.DataFrame]:
    """Return by title how well ways of counting do (`quantification.counts`), and what the verdicts are worth."""
    materials, judged = evaluation.materials, evaluation.trials[0].judged
    measured = measure(judged[HELD_OUT], judged.get(UNSEEN), materials.codebook, settings, seed=materials.settings.seed)
    return {"Sentences per report": counts(measured), "Verdicts": verdict_table(measured)}


def _trials(materials: Materials, wanted: Wanted) -> Iterator[Trial]:
    usual, *alone = as_it_is(materials)
    yield usual
    if wanted.baselines:
        yield from baselines(materials)
    if wanted.ablation:
        yield from chain(ablation(materials), alone)
    if wanted.learning_curve:
        yield from learning_curve(materials)
