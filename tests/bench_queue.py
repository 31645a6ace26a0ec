"""What the queue saves beside coding at random: ``python -m tests.bench_queue POOL [DEV] [--svg FILE]``.

POOL and DEV are JSON Lines with id, document, before, text, after, mechanisme and rol. A simulated analyst codes POOL
as it was coded, from the queue or at random; after every batch a classifier is trained on what was coded so far, and
measured on the unseen documents of DEV. Without DEV a quarter of the documents of POOL is kept apart to measure on.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import polars as pl
from joblib import Parallel, delayed
from matplotlib.figure import Figure
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score

from pipeline.classify import classify, score_column
from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import CodedPassage, Place
from pipeline.model.classifier import Classifier, truth
from pipeline.model.vectors import TextVectors, Vectors
from pipeline.records import Sentence
from pipeline.review.material import Material
from pipeline.review.queue import Wish, queue
from pipeline.review.records import Picked
from pipeline.review.teaching import usefulness
from pipeline.settings import Settings
from tests.curve_savings import MEASURES, Curve, Curves, savings

START, BATCH = 100, 100
SIZES = (100, 250, 500, 750, 1_000, 1_250, 1_500, 2_000)  # of what is coded at random
COLOURS = {"random": "#767676", "queue": "#a4243b"}
Way = Callable[[Material, int], Sequence[str]]  # the ids of what to code next


@dataclass(frozen=True)
class Trial:
    """Coded sentences to pick from and others to measure on; ``passages`` has a row for each to pick from."""

    pool: Mapping[str, CodedPassage]
    passages: pl.DataFrame
    dev: Sequence[CodedPassage]
    codebook: Codebook
    vectors: TextVectors | None


def by_queue(material: Material, seed: int) -> Sequence[str]:
    """What the product gives."""
    return [item.place.passage_id for item in queue(material, Wish(BATCH, coder="analist", seed=seed))]


def by_doubt(material: Material, seed: int) -> Sequence[str]:
    """Plain uncertainty: the sentences with a probability nearest to a half."""
    del seed
    scores = material.passages.select(map(score_column, material.codebook.mechanisms)).to_numpy()
    return _best(material, -np.abs(scores - 0.5).min(axis=1), BATCH)


def without_variety(material: Material, seed: int) -> Sequence[str]:
    """The queue without its variety: the most useful ones, and as many at random."""
    drawn = queue(material, Wish(BATCH // 5, Picked.RANDOM, coder="analist", seed=seed))
    counts = material.manifest["model_card"]["counts"]
    useful = usefulness(material.passages, material.codebook, material.codebook.mechanisms, counts)
    ids = [item.place.passage_id for item in drawn]
    return [*ids, *[name for name in _best(material, useful, BATCH) if name not in ids][: BATCH - len(ids)]]


WAYS: Mapping[str, Way] = {"queue": by_queue, "plain uncertainty": by_doubt, "queue without variety": without_variety}


def _best(material: Material, value: NDArray[np.float64], count: int) -> list[str]:
    done = {passage.place.passage_id for passage in material.history}
    names = material.passages["passage_id"].to_list()
    return [names[row] for row in np.argsort(-value, kind="stable") if names[row] not in done][:count]


def random_curve(trial: Trial, seed: int, most: int) -> Curve:
    """Code in random order."""
    order = _order(trial, seed)
    sizes = [size for size in SIZES if size <= min(most, len(order))]
    return np.array([(size, *_measured(trial, _fitted(trial, order[:size]))) for size in sizes])


def curve(trial: Trial, way: Way, seed: int, most: int) -> Curve:
    """Begin with the same random sentences as `random_curve`, then code what ``way`` gives, batch by batch."""
    coded, points = _order(trial, seed)[:START], []
    while True:
        classifier = _fitted(trial, coded)
        points.append((len(coded), *_measured(trial, classifier)))
        fresh = way(_material(trial, classifier, coded), seed) if len(coded) < most else []
        if not fresh:
            return np.array(points)
        coded = [*coded, *fresh]


def _order(trial: Trial, seed: int) -> list[str]:
    names = list(trial.pool)
    return [names[place] for place in np.random.default_rng(seed).permutation(len(names))]


def _fitted(trial: Trial, names: Sequence[str]) -> Classifier:
    return Classifier.fit([trial.pool[name] for name in names], trial.codebook, trial.vectors)[0]


def _measured(trial: Trial, classifier: Classifier) -> tuple[float, float]:
    scores = classifier.scores([Sentence(one.text, one.before, one.after) for one in trial.dev])
    actual, decided = truth(trial.dev, trial.codebook), classifier.decide(scores)
    precise = average_precision_score(actual, scores.mechanisms, average="macro")
    return float(precise), float(f1_score(actual, decided, average="macro", zero_division=0))


def _material(trial: Trial, classifier: Classifier, names: Sequence[str]) -> Material:
    """What a run would leave, but for the neighbours of a sentence: to look at them takes three times as long."""
    coding = classify([Sentence(text) for text in trial.passages["passage"]], classifier)
    history = [trial.pool[name] for name in names]
    counts = Counter(code for passage in history for code in (*passage.mechanisms, passage.role))
    manifest = {"model_card": {"fingerprint": "bench", "counts": counts}, "inputs": {}, "reports": "."}
    passages = trial.passages.hstack(coding)
    return Material(Path(), passages, trial.codebook, manifest, history)


def read(path: Path) -> dict[str, CodedPassage]:
    """Read coded sentences by id."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: _passage(row) for row in rows}


def _passage(row: Mapping[str, Any]) -> CodedPassage:
    return CodedPassage(
        row["text"],
        tuple(row["mechanisme"]),
        row["rol"],
        row["document"],
        "analist",
        before=row["before"],
        after=row["after"],
        place=Place(row["id"]),
    )


def trial_of(pool: Mapping[str, CodedPassage], dev: Sequence[CodedPassage], seed: int) -> Trial:
    """Return what one seed picks from and measures on."""
    settings = Settings()
    if not dev:
        apart = _quarter(pool, seed)
        dev = [passage for passage in pool.values() if passage.document in apart]
        pool = {name: passage for name, passage in pool.items() if passage.document not in apart}
    vectors = Vectors.load(settings.vectors) if settings.vectors.exists() else None
    return Trial(pool, _table(pool), dev, load_codebook(settings.codebook), vectors)


def _quarter(pool: Mapping[str, CodedPassage], seed: int) -> set[str]:
    documents = sorted({passage.document for passage in pool.values()})
    order = np.random.default_rng(0).permutation(len(documents))
    return {documents[place] for place in order[seed % 4 :: 4]}


def _table(pool: Mapping[str, CodedPassage]) -> pl.DataFrame:
    passages = list(pool.values())
    return pl.DataFrame(
        {
            "passage_id": list(pool),
            "document": [passage.document for passage in passages],
            "pagina": 1,
            "sectie": "",
            "passage": [passage.text for passage in passages],
            "ervoor": [passage.before for passage in passages],
            "erna": [passage.after for passage in passages],
            "blok": 0,
            "start": 0,
            "eind": 0,
        }
    )


def curves(pool: Mapping[str, CodedPassage], dev: Sequence[CodedPassage], chosen: argparse.Namespace) -> Curves:
    """Return a (seeds, steps, 3) array of curves per way, that of coding at random first."""
    trials = [(trial_of(pool, dev, seed), seed) for seed in range(1, chosen.seeds + 1)]
    parallel = Parallel(n_jobs=chosen.jobs, max_nbytes=None)
    found = {"random": np.array(parallel(delayed(random_curve)(*trial, chosen.random) for trial in trials))}
    for name in chosen.ways:
        picked = parallel(delayed(curve)(trial, WAYS[name], seed, chosen.most) for trial, seed in trials)
        found[name] = np.array(picked)
    return found


def figure(found: Curves) -> str:
    """Return the curves of coding at random and of the queue as SVG, with a band of one standard deviation."""
    drawn = Figure(figsize=(8.4, 3.6))
    for place, (measure, axes) in enumerate(zip(MEASURES, drawn.subplots(1, 2), strict=True), start=1):
        for name, colour in COLOURS.items():
            every = found[name]
            sizes, mean, spread = (
                every[0, :, 0],
                every[:, :, place].mean(axis=0),
                every[:, :, place].std(axis=0, ddof=1),
            )
            axes.fill_between(sizes, mean - spread, mean + spread, color=colour, alpha=0.15, linewidth=0)
            axes.plot(sizes, mean, color=colour, label=name, linewidth=1.8)
        axes.set_title(f"macro {measure}", loc="left", fontsize=10)
        axes.set_xlabel("coded passages", fontsize=9)
        axes.tick_params(labelsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False, fontsize=9, loc="lower right")
    drawn.tight_layout()
    buffer = StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "queue"}):
        drawn.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def main() -> None:
    """Measure, print the table, and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool", type=Path)
    parser.add_argument("dev", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--most", type=int, default=1_200, help="passages to code from the queue")
    parser.add_argument("--random", type=int, default=2_000, help="passages to code at random")
    parser.add_argument("--ways", nargs="*", choices=list(WAYS), default=["queue"])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--svg", type=Path, help="where to draw the curves")
    parser.add_argument("--curves", type=Path, help="where to keep the curves as JSON")
    chosen = parser.parse_args()
    pool = read(chosen.pool)
    dev = list(read(chosen.dev).values()) if chosen.dev else []
    found = curves(pool, dev, chosen)
    if chosen.curves:
        chosen.curves.write_text(json.dumps({name: every.tolist() for name, every in found.items()}), encoding="utf-8")
    print(savings(found))
    for name, every in found.items():
        for step in every.mean(axis=0):
            print(f"{name}: {step[0]:.0f} passages, average precision {step[1]:.3f}, F1 {step[2]:.3f}")
    if chosen.svg:
        chosen.svg.write_text(figure(found), encoding="utf-8")


if __name__ == "__main__":
    main()
