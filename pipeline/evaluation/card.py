"""The model card of the repository, in English (after Mitchell et al. 2019): every figure in it is measured."""

from collections import Counter
from pathlib import Path

import polars as pl

from pipeline.agreement.coded_twice import read_coded_twice
from pipeline.agreement.groups import ALL_MECHANISMS, ALL_ROLES
from pipeline.agreement.table import agreement
from pipeline.evaluation.evaluate import Evaluation
from pipeline.evaluation.markdown import markdown_table, side_by_side, with_interval
from pipeline.evaluation.reliability import calibration_error, reliability
from pipeline.evaluation.trials import HELD_OUT, UNSEEN, Materials
from pipeline.model.quality import Judged, quality
from pipeline.versions import versions

_GROUPS = {"model": "Model", "basislijn": "Baselines", "zonder": "Ablation", "leercurve": "Learning curve"}
_VARIANTS = {
    "zoals het is": "as it is",
    "termenlijst": "list of indicator terms",
    "woorden met logistische regressie": "words (TF-IDF) with logistic regression",
    "woorden": "without words",
    "woorddelen": "without parts of words",
    "indicatoren": "without indicator terms",
    "woordvectoren": "without word vectors",
    "buurzinnen": "without the sentences before and after",
    "1/8": "1/8 of the documents",
    "1/4": "1/4 of the documents",
    "1/2": "1/2 of the documents",
}


def card(evaluation: Evaluation, *, about: str, coded_twice: Path) -> str:
    """Return the card as Markdown; ``about`` describes the unseen sentences, of which no text is shown.

    Raises the errors of `read_coded_twice` when ``coded_twice`` is there and cannot be read.
    """
    materials = evaluation.materials
    parts = (
        _INTENDED,
        _data(materials),
        _agreement(coded_twice, materials),
        _training(materials),
        *(_quality(place, judged, materials, about) for place, judged in evaluation.trials[0].judged.items()),
        _trials(evaluation, about),
        _LIMITS,
        _versions(materials),
    )
    title = f"# Model card: {materials.codebook.titel} (codebook version {materials.codebook.versie})\n"
    return (
        title
        + "\n_Written by `rodedraad model-card`, which measures what stands here. Do not edit._\n"
        + "".join(parts)
    )


_INTENDED = """
## Intended use

The classifier proposes codes for sentences of Dutch policy reports: zero or more mechanisms and exactly one role. An
analyst reads what it proposes beside the sentence itself, corrects it, and trains again with the corrections. It is
made to find passages to read and to see which mechanisms return in many reports. It is not made to judge persons or
organisations, to rank reports by small differences in counts, or to code text in another language. It runs on a
laptop; no text leaves the machine.
"""

_LIMITS = """
## Limits

- Most passages were written after real sentences, not taken from them. Quality on sentences of real documents is lower
  than on passages held out; where both are given above, the former is what to expect.
- Sentences are judged by their words and by one neighbour on either side. What is said a page earlier is not seen.
- Rare codes have wide intervals, and few passages to learn from.
- A threshold is the one with the highest F1 on documents held out. Who would rather miss less or read less in vain
  should sort by probability instead.
- The probabilities are calibrated on the corpus; in text where a code is rarer or more common they are too high or too
  low.
- How much each group of features and the neighbours count was chosen on real sentences of documents that were not
  trained on. Where those are the unseen sentences above, the figures on them are a little too good.
- The word vectors were made from public text that may hold unseen sentences themselves, never with their codes;
  `README.md` tells how many.
- Two coders do not agree on every passage either (see above): some of what counts as a mistake is a matter of opinion.
"""


def _data(materials: Materials) -> str:
    passages = materials.passages
    counts = Counter(code for passage in passages for code in (*passage.mechanisms, passage.role))
    spread = Counter(code for _, code in {(p.document, code) for p in passages for code in (*p.mechanisms, p.role)})
    codes = (*materials.codebook.mechanisms, *materials.codebook.roles)
    table = pl.DataFrame({"code": codes, "n": [counts[c] for c in codes], "d": [spread[c] for c in codes]})
    documents, none = len({passage.document for passage in passages}), sum(not p.mechanisms for p in passages)
    coders = ", ".join(sorted({passage.coder for passage in passages}))
    return f"""
## Data

{len(passages)} passages of {documents} documents in `corpus/passages`, coded by: {coders}.
{none} of them have no mechanism. Where they come from stands in `corpus/README.md`.

{markdown_table(table, ("code", "passages", "documents"))}
"""


def _agreement(path: Path, materials: Materials) -> str:
    if not path.is_file():
        return ""
    table = agreement(read_coded_twice(path, materials.codebook), materials.codebook, seed=materials.settings.seed)
    shown = table.with_columns(
        with_interval("kappa", "kappa_ondergrens", "kappa_bovengrens"),
        with_interval("alfa", "alfa_ondergrens", "alfa_bovengrens"),
        pl.col("code").replace({ALL_MECHANISMS: "all mechanisms", ALL_ROLES: "all roles"}),
    ).select("code", "kappa", "alfa", "eens_wel", "eerste", "tweede")
    heads = (
        "code",
        "Cohen's kappa",
        "Krippendorff's alpha",
        "F1 of the second coding",
        "first coding",
        "second coding",
    )
    return f"""
### Agreement

{table["passages"][0]} passages were coded a second time without sight of the first coding (`corpus/{path.name}`). All
mechanisms of a passage are compared as sets, by their MASI distance (Passonneau 2006).

{markdown_table(shown, heads)}
"""


def _training(materials: Materials) -> str:
    vectors = "used" if materials.vectors else "not used: there is no file with them"
    return f"""
## Training

Kernel ridge regression in closed form on words and word pairs (TF-IDF), and on pairs of: parts of words reduced by
latent semantic analysis, counts of the indicator terms of the codebook, and mean word vectors ({vectors}). Values
become probabilities by logistic regression on documents held out (Platt 1999). The sentences before and after count a
little. Seed {materials.settings.seed}; the same passages give the same classifier.
"""


def _quality(place: str, judged: Judged, materials: Materials, about: str) -> str:
    table = quality(judged, materials.codebook, seed=materials.settings.seed)
    errors = calibration_error(reliability(judged, materials.codebook)).select("code", "fout")
    shown = (
        table.with_columns(
            with_interval("f1", "f1_ondergrens", "f1_bovengrens"),
            with_interval("gemiddelde_precisie", "ondergrens", "bovengrens"),
        )
        .join(errors, on="code", how="left", maintain_order="left")
        .select("code", "precision", "recall", "f1", "gemiddelde_precisie", "fout", "aantal")
    )
    heads = ("code", "precision", "recall", "F1", "average precision", "calibration error", "passages")
    return f"""
## Quality on {_PLACES[place]}

{_described(place, judged, about)}
In brackets the 95 % interval over documents drawn with replacement. The calibration error is how far probability and
share lie apart on average (0 is perfect).

{markdown_table(shown, heads)}
"""


_PLACES = {HELD_OUT: "documents of the corpus that were held out", UNSEEN: "unseen documents"}


def _described(place: str, judged: Judged, about: str) -> str:
    if place == UNSEEN:
        return f"{about[:1].upper()}{about[1:]}."
    documents = len(set(judged.documents))
    return f"{len(judged.passages)} passages of {documents} documents, each judged without its own document."


def _trials(evaluation: Evaluation, about: str) -> str:
    wide = side_by_side(evaluation.comparison)
    heads = ("", "documents learnt from", "mechanisms: F1", "mechanisms: AP", "roles: F1", "roles: AP")
    parts = []
    for place in evaluation.trials[0].judged:
        rows = wide.filter(pl.col("gemeten_op") == place)
        named = rows.with_columns(
            pl.col("proef").replace(_GROUPS) + ": " + pl.col("variant").replace(_VARIANTS).alias("variant")
        ).drop("gemeten_op", "variant")
        parts.append(
            f"\nOn {_PLACES[place]}{f' ({about})' if place == UNSEEN else ''}:\n\n{markdown_table(named, heads)}\n"
        )
    return f"""
## Baselines, ablation and learning curve

Means over the mechanisms and over the roles, with 95 % intervals; AP is average precision. Every variant was trained
again and got its thresholds in the same way; the list of terms needs none. On the corpus the sentences before and after
are not looked at.
{"".join(parts)}"""


def _versions(materials: Materials) -> str:
    made = versions("scikit-learn", "numpy", "scipy", "polars")
    return f"\n## Made with\n\n{', '.join(f'{name} {version}' for name, version in made.items())}.\n"
