"""The model card: what a model was trained on, how good it is on unseen documents, and with what it was made."""

from collections import Counter
from typing import Any

from pipeline.codebook import Codebook
from pipeline.codings import Codings
from pipeline.model.quality import macro, macro_f1
from pipeline.model.score_bins import score_bins
from pipeline.model.training import FEW_POSITIVES, Trained
from pipeline.model.vectors import kind_of
from pipeline.settings import ModelSettings
from pipeline.versions import versions


def model_card(
    trained: Trained, codings: Codings, codebook: Codebook, settings: ModelSettings, fingerprint: str
) -> dict[str, Any]:
    """Return the card as plain data for JSON; ``fingerprint`` names the inputs the model was made from."""
    passages = trained.judged.passages
    counts = Counter(code for passage in passages for code in (*passage.mechanisms, passage.role))
    return {
        "fingerprint": fingerprint,
        "codebook": {"title": codebook.titel, "version": codebook.versie},
        "mechanisms": list(codebook.mechanisms),
        "roles": list(codebook.roles),
        "passages": len(passages),
        "documents": len({passage.document for passage in passages}),
        "coders": sorted({passage.coder for passage in passages}),
        "rows_without_coder": codings.without_coder,
        "superseded": codings.superseded,
        "not_learnt": len(codings.passages) - len(passages),
        "counts": {code: counts[code] for code in (*codebook.mechanisms, *codebook.roles)},
        "vectors": kind_of(trained.classifier.features.vectors),
        "seed": settings.seed,
        "macro_f1": {kind: round(macro_f1(trained.quality, kind), 4) for kind in ("mechanisme", "rol")},
        "macro": macro(trained.judged, codebook, seed=settings.seed).to_dicts(),
        "quality": trained.quality.to_dicts(),
        "score_bins": score_bins(trained.judged, codebook),
        "warnings": list(trained.warnings),
        "versions": versions("scikit-learn", "numpy", "scipy"),
    }


def readable_card(card: dict[str, Any]) -> str:
    """Return the card as Dutch Markdown."""
    rows = "\n".join(_row(row) for row in card["quality"])
    few = [code for code in (*card["mechanisms"], *card["roles"]) if card["counts"][code] < FEW_POSITIVES]
    warnings = _not_learnt(card["not_learnt"]) + "".join(
        f"- {code}: {card['counts'][code]} passages; met minder dan {FEW_POSITIVES} zijn de coderingen een gok.\n"
        for code in few
    )
    return f"""# Modelkaart: {card["codebook"]["title"]} (codeboek versie {card["codebook"]["version"]})

Getraind op {card["passages"]} gecodeerde passages uit {card["documents"]} documenten.
De kwaliteit hieronder is gemeten op documenten die het model bij het trainen niet zag.

| code | precision | recall | F1 (95 %-interval) | gemiddelde precisie (95 %-interval) | aantal |
|---|---|---|---|---|---|
{rows}

Gemiddelde F1: mechanismen {card["macro_f1"]["mechanisme"]:.2f}, rollen {card["macro_f1"]["rol"]:.2f}.

## Waarschuwingen
{warnings or "Geen."}
## Gemaakt met
{", ".join(f"{name} {version}" for name, version in card["versions"].items())}; seed {card["seed"]}.
"""


def _not_learnt(count: int) -> str:
    if not count:
        return ""
    return (
        f"- {count} gecodeerde passages zijn weggelaten om het geheugen te sparen; verhoog zo mogelijk most_passages.\n"
    )


def _row(row: dict[str, Any]) -> str:
    measures = f"{row['precision']:.2f} | {row['recall']:.2f}"
    f1 = _bounded(row["f1"], row["f1_ondergrens"], row["f1_bovengrens"])
    average = _bounded(row["gemiddelde_precisie"], row["ondergrens"], row["bovengrens"])
    return f"| {row['code']} | {measures} | {f1} | {average} | {row['aantal']} |"


def _bounded(value: float | None, low: float | None, high: float | None) -> str:
    return "-" if value is None or low is None or high is None else f"{value:.2f} ({low:.2f}-{high:.2f})"
