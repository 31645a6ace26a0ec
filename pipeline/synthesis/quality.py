"""How good the classifier is on documents it had not seen, as the synthesis tells it."""

from collections.abc import Iterator, Sequence

from pipeline.synthesis.dutch import number, percent
from pipeline.synthesis.material import Material
from pipeline.synthesis.records import Claim, CodeQuality, Estimate


def code_quality(material: Material) -> tuple[CodeQuality, ...]:
    """Return a row per mechanism and role (kwaliteit.csv)."""
    return tuple(
        CodeQuality(
            code=row["code"],
            name=row["naam"],
            kind=row["soort"],
            precision=row["precision"],
            recall=row["recall"],
            f1=None
            if row["f1_ondergrens"] is None
            else Estimate(row["f1"], row["f1_ondergrens"], row["f1_bovengrens"]),
            passages=row["aantal"],
        )
        for row in material.tables["kwaliteit"].iter_rows(named=True)
    )


def quality_claims(material: Material, quality: Sequence[CodeQuality]) -> tuple[Claim, ...]:
    """Return how far to trust the codes, in three sentences."""
    return (*_measured(material, quality), *_advice())


def _measured(material: Material, quality: Sequence[CodeQuality]) -> Iterator[Claim]:
    mechanisms = [one for one in quality if one.kind == "mechanisme" and one.passages]
    card = material.manifest.get("model_card", {})
    if not mechanisms:
        return
    precision, recall = (
        sum(getattr(one, name) for one in mechanisms) / len(mechanisms) for name in ("precision", "recall")
    )
    learnt = f"{number(card.get('passages', 0))} gecodeerde passages uit {number(card.get('documents', 0))} documenten"
    yield Claim(
        f"De classificator leerde van {learnt}. Op documenten die hij daarbij niet zag, klopte gemiddeld "
        f"{percent(precision)} van de mechanismen die hij toekende, en vond hij {percent(recall)} van de mechanismen "
        "die er stonden.",
        table="kwaliteit",
    )


def _advice() -> tuple[Claim, ...]:
    return (
        Claim(
            "Op andere rapporten dan die van het corpus valt dat lager uit: neem aantallen als aanwijzing en de "
            "citaten als bewijs.",
            table="kwaliteit",
        ),
    )
