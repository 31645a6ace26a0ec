"""Trials: the classifier as it is, with less to learn from, and without a part of it, each on the same documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.evaluation.coded_file import judge_unseen
from pipeline.model.features import Weights
from pipeline.model.quality import MACRO_SCHEMA, Judged, macro
from pipeline.model.training import Trained, train
from pipeline.model.vectors import TextVectors
from pipeline.settings import ModelSettings

HELD_OUT = "corpus"  # the name of the passages that were learnt from, each judged with its document held out
UNSEEN = "bestand"  # the name of the sentences of a file

_SHARES = {"1/8": 1 / 8, "1/4": 1 / 4, "1/2": 1 / 2}
_FEWEST_DOCUMENTS = 2

TRIAL_SCHEMA = {"proef": pl.String, "variant": pl.String, "gemeten_op": pl.String, "documenten": pl.Int64}


@dataclass(frozen=True)
class Materials:
    """What trials learn from, and the sentences of other documents they are measured on as well, if any."""

    passages: Sequence[CodedPassage]
    codebook: Codebook
    settings: ModelSettings
    vectors: TextVectors | None = None
    unseen: Sequence[CodedPassage] = ()


@dataclass(frozen=True)
class Wanted:
    """Which trials to do besides that of the classifier as it is."""

    learning_curve: bool = False
    ablation: bool = False
    baselines: bool = False


@dataclass(frozen=True)
class Trial:
    """What one variant makes of the passages, by what they are (`HELD_OUT`, `UNSEEN`), learnt from so many documents.

    ``group`` is the experiment that it belongs to.
    """

    group: str
    name: str
    documents: int
    judged: dict[str, Judged] = field(repr=False)


def as_it_is(materials: Materials) -> list[Trial]:
    """Return the classifier as `rodedraad train` makes it, and what it makes of unseen sentences by themselves.

    The sentences before and after are not looked at in the passages held out: most of those have none.
    """
    trained = train(materials.passages, materials.codebook, materials.settings, materials.vectors)
    trials = [_trial("model", "zoals het is", materials, trained)]
    if materials.unseen:
        alone = judge_unseen(materials.unseen, trained.classifier, neighbours=False)
        trials.append(Trial("zonder", "buurzinnen", trials[0].documents, {UNSEEN: alone}))
    return trials


def ablation(materials: Materials) -> Iterator[Trial]:
    """Train again without each group of features."""
    usual = Weights()
    for name, weights in {
        "woorden": replace(usual, words=0.0),
        "woorddelen": replace(usual, parts=0.0),
        "indicatoren": replace(usual, indicators=0.0),
        "woordvectoren": replace(usual, vectors=0.0),
    }.items():
        trained = train(materials.passages, materials.codebook, materials.settings, materials.vectors, weights=weights)
        yield _trial("zonder", name, materials, trained)


def learning_curve(materials: Materials) -> Iterator[Trial]:
    """Train on a share of the documents, the smaller within the larger."""
    documents = sorted({passage.document for passage in materials.passages})
    np.random.default_rng(materials.settings.seed).shuffle(documents)
    for name, share in _SHARES.items():
        drawn = set(documents[: max(_FEWEST_DOCUMENTS, round(share * len(documents)))])
        fewer = [passage for passage in materials.passages if passage.document in drawn]
        trained = train(fewer, materials.codebook, materials.settings, materials.vectors)
        yield _trial("leercurve", name, materials, trained)


def comparison(trials: Sequence[Trial], materials: Materials) -> pl.DataFrame:
    """Return the means of each trial (`MACRO_SCHEMA`) on all that it was measured on, after `TRIAL_SCHEMA`."""
    rows = [
        {"proef": trial.group, "variant": trial.name, "gemeten_op": place, "documenten": trial.documents} | row
        for trial in trials
        for place, judged in trial.judged.items()
        for row in macro(judged, materials.codebook, seed=materials.settings.seed).iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=TRIAL_SCHEMA | MACRO_SCHEMA)


def _trial(group: str, name: str, materials: Materials, trained: Trained) -> Trial:
    judged = {HELD_OUT: trained.judged}
    if materials.unseen:
        judged[UNSEEN] = judge_unseen(materials.unseen, trained.classifier)
    return Trial(group, name, len(set(trained.judged.documents)), judged)
