"""The table of agreement: per comparison, draw of passages and code, every measure with its interval."""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.agreement.enough import DOCUMENTS_FOR_INTERVAL, rarer_answers, verdict
from pipeline.agreement.groups import NO, YES, Group, Question, drawn_at_random, groups_of, questions
from pipeline.agreement.measures import MISSING, Tally, Values, alpha, kappa, resampled, same, same_of, tally
from pipeline.agreement.panel import Panel
from pipeline.codebook import Codebook
from pipeline.model.bootstrap import draw_documents, interval

RESAMPLES = 1000
ALL, RANDOM = "alle", "willekeurig"
# Given less often than this, by all coders together, a code depends on a handful of passages.
FEW = 10

AGREEMENT_SCHEMA = {
    "groep": pl.String,
    "coders": pl.String,
    "trekking": pl.String,
    "soort": pl.String,
    "code": pl.String,
    "naam": pl.String,
    "alfa": pl.Float64,
    "alfa_ondergrens": pl.Float64,
    "alfa_bovengrens": pl.Float64,
    "kappa": pl.Float64,
    "kappa_ondergrens": pl.Float64,
    "kappa_bovengrens": pl.Float64,
    "gelijk": pl.Float64,
    "eens_wel": pl.Float64,
    "eens_niet": pl.Float64,
    "gegeven": pl.Int64,
    "eerste": pl.Int64,
    "tweede": pl.Int64,
    "passages": pl.Int64,
    "documenten": pl.Int64,
    "oordeel": pl.String,
    "opmerking": pl.String,
}


def agreement(panel: Panel, codebook: Codebook, *, seed: int, resamples: int = RESAMPLES) -> pl.DataFrame:
    """Return a row per comparison, draw and code with `AGREEMENT_SCHEMA`; comparisons without a passage have none.

    ``trekking`` is `ALL` or `RANDOM`, the passages that were drawn at random. ``gelijk`` is the share of pairs of
    coders that say the same, ``eens_wel`` and ``eens_niet`` how likely the other says yes, or no, where the one does.
    ``passages`` counts those that two or more judged, once per person where all are compared with the model. Bounds are
    95 % intervals over documents drawn with replacement, from `DOCUMENTS_FOR_INTERVAL` documents on. ``oordeel`` is
    what alpha says in a word, a `Verdict`. What cannot be worked out is null, and ``opmerking`` says why.
    """
    if not panel.units:
        return pl.DataFrame(schema=AGREEMENT_SCHEMA)
    documents = np.unique([unit.passage.document for unit in panel.units], return_inverse=True)[1]
    weights = draw_documents(int(documents.max()) + 1, seed=seed, resamples=resamples).astype(np.float64)
    everything = np.ones((len(panel.units), len(panel.people) + 2), dtype=bool)
    asked = questions(panel, codebook)
    rows = [
        {"groep": group.kind, "coders": ", ".join(group.coders), "trekking": draw} | row
        for draw, counts in ((ALL, everything), (RANDOM, drawn_at_random(panel)))
        for group in groups_of(panel)
        for row in _rows(group, asked, counts, documents, weights)
    ]
    return pl.DataFrame(rows, schema=AGREEMENT_SCHEMA)


def _rows(
    group: Group, asked: list[Question], counts: NDArray[np.bool_], documents: NDArray[np.int64], weights: Values
) -> Iterator[dict[str, object]]:
    places = np.tile(documents, len(group.sides))
    labels = [group.of(np.where(counts, question.labels, MISSING)) for question in asked]
    tallies = [tally(given, places, question.distances) for given, question in zip(labels, asked, strict=True)]
    for question, given, found, drawn in zip(asked, labels, tallies, resampled(tallies, weights), strict=True):
        if found.passages.any():
            yield _row(group, question, found, drawn, rarer=rarer_answers(given, len(group.sides)))


def _row(group: Group, question: Question, found: Tally, drawn: Tally, *, rarer: int) -> dict[str, object]:
    total, documents = found.total(), int(np.count_nonzero(found.passages))
    resamples = drawn if documents >= DOCUMENTS_FOR_INTERVAL else None
    measured = _bounded("alfa", alpha, question, total, resamples)
    return {
        "soort": question.kind,
        "code": question.code,
        "naam": question.name,
        **measured,
        **(_bounded("kappa", kappa, question, total, resamples) if group.pair else {}),
        "gelijk": _known(same(total)),
        **(_of_code(group, total) if question.yes_or_no else {}),
        "passages": int(total.passages.sum()),
        "documenten": documents,
        "oordeel": verdict(measured["alfa"], documents=documents, rarer=rarer),
        "opmerking": _remark(question, total, documents),
    }


def _of_code(group: Group, total: Tally) -> dict[str, float | int | None]:
    row: dict[str, float | int | None] = {
        "eens_wel": _known(same_of(total, YES)),
        "eens_niet": _known(same_of(total, NO)),
        "gegeven": int(total.counts[0, YES]),
    }
    if group.pair:
        _, first, _, second = total.by_coder[0]
        row |= {"eerste": int(first), "tweede": int(second)}
    return row


def _bounded(
    name: str, measure: Callable[[Tally, Values], Values], question: Question, total: Tally, drawn: Tally | None
) -> dict[str, float | None]:
    value = _known(measure(total, question.distances))
    if value is None or drawn is None:
        return {name: value}
    low, high = interval(measure(drawn, question.distances))
    if np.isnan(low) or low == high:  # where nobody ever differed every resample is the same, which proves nothing
        return {name: value}
    return {name: value, f"{name}_ondergrens": low, f"{name}_bovengrens": high}


def _known(value: Values) -> float | None:
    return None if np.isnan(value[0]) else float(value[0])


def _remark(question: Question, total: Tally, documents: int) -> str:
    used = np.flatnonzero(total.counts[0])
    if len(used) == 1:
        what = ("niemand gaf deze code", "iedereen gaf overal deze code")[used[0]] if question.yes_or_no else ""
        return f"{what or 'iedereen gaf overal hetzelfde'}: alfa en kappa zijn niet te bepalen"
    few = question.yes_or_no and total.counts[0, YES] < FEW
    said = ["minder dan tien keer gegeven: zegt weinig"] if few else []
    if documents < DOCUMENTS_FOR_INTERVAL:
        said.append(f"minder dan {DOCUMENTS_FOR_INTERVAL} documenten: geen interval")
    elif not total.apart.any():
        said.append("nergens verschil: geen interval")
    return "; ".join(said)
