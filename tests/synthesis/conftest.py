"""Three reports on trees and water in a village, coded by hand, as a run would hand them to the synthesis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest

from pipeline import aggregate
from pipeline.codebook import Codebook, LoopOfSteps, Selection
from pipeline.cooccurrence import cooccurrence
from pipeline.digest import digest_of, rows_of
from pipeline.model.quality import SCHEMA
from pipeline.presence import PRESENCE_SCHEMA
from pipeline.synthesis.material import Material
from pipeline.tables import STATUS_SCHEMA

PASSAGES_SCHEMA: dict[str, Any] = {
    "document": pl.String,
    "pagina": pl.Int64,
    "sectie": pl.String,
    "passage": pl.String,
    "mechanismen": pl.List(pl.String),
    "rol": pl.String,
    "tegenspraak": pl.Boolean,
}

# Of a model that is as often right on every sentence: only its place in the tables matters here.
BINS: dict[str, Any] = {"edges": (0.5,), "having": (3, 7), "beside": (9, 1), "elsewhere": (9, 1)}


@dataclass(frozen=True)
class Said:
    """One sentence of a report as somebody coded it; codes are parted by spaces."""

    document: str
    section: str
    text: str
    codes: str = ""
    role: str = "klacht"
    goes_well: bool = False
    page: int = 1


@pytest.fixture(scope="session")
def rich_codebook(codebook: Codebook) -> Codebook:
    """The tiny codebook with themes and a loop: ailing trees, then damage, then costs."""
    themes = (
        Selection(naam="zieke bomen", mechanisme="bomen", termen=("ziek*", "kwijn*")),
        Selection(naam="nieuwe aanplant", mechanisme="bomen", termen=("plant*", "nieuwe")),
        Selection(naam="meer groen", rol="plan", mechanisme="bomen"),
    )
    steps = (
        Selection(naam="zieke bomen", mechanisme="bomen", rol="klacht"),
        Selection(naam="schade", termen=("schade*",)),
        Selection(naam="kosten", termen=("kosten", "duur*")),
    )
    return codebook.model_copy(update={"thema": themes, "lus": LoopOfSteps(naam="van blad tot geld", stap=steps)})


@pytest.fixture
def village(rich_codebook: Codebook) -> Material:
    """Report a is full of trees, b names them once and water often, c says nothing; d could not be read."""
    return material(VILLAGE, rich_codebook, unread={"d.pdf": "versleuteld"})


VILLAGE = (
    Said("a.pdf", "1 Bomen", "De kastanjes langs de Dorpsstraat zijn al jaren ziek en kwijnen weg.", "bomen"),
    Said("a.pdf", "1 Bomen", "Vallende takken richten ieder najaar schade aan geparkeerde auto’s aan."),
    Said("a.pdf", "1 Bomen", "De kosten daarvan komen terug op de begroting van de plantsoendienst."),
    Said("a.pdf", "1 Bomen", "Daardoor blijven ook de iepen aan de Kerkbrink onverzorgd en ziek staan.", "bomen"),
    Said("a.pdf", "2 Plannen", "Langs de Havenkade wil de gemeente nieuwe linden planten.", "bomen", "plan", page=2),
    Said("a.pdf", "2 Plannen", "De wortels van de linden drukken er op het riool.", "bomen water", page=2),
    Said("b.pdf", "1 Water", "Na een bui staat de Molenweg tot aan de drempels blank.", "water"),
    Said("b.pdf", "1 Water", "Het riool onder de Schoollaan is voor zulke buien te krap.", "water"),
    Said("b.pdf", "1 Water", "De vijver achter de kerk wordt komend voorjaar uitgediept.", "water", "plan"),
    Said("b.pdf", "2 Groen", "De eiken rond het plein staan er gezond en goed verzorgd bij.", "bomen", "plan", True, 3),
    Said("c.pdf", "1 Markt", "De markt op het plein begint voortaan om negen uur.", role="plan"),
    Said("c.pdf", "1 Markt", "Er komen acht kramen bij, waaronder een met kaas uit de streek.", role="plan"),
)


def material(
    said: Sequence[Said],
    codebook: Codebook,
    *,
    unread: dict[str, str] | None = None,
    card: dict[str, Any] | None = None,
) -> Material:
    """Return what a run would hand over for these sentences; a mechanism is present from two passages."""
    passages = passages_of(said, codebook)
    rows = rows_of(passages, codebook)
    digest = digest_of(passages, rows, codebook, {"score_bins": dict.fromkeys(codebook.mechanisms, BINS)})
    documents = list(dict.fromkeys(one.document for one in said))
    reports = pl.DataFrame(
        [(name, f"Verslag {name[0].upper()}", 3) for name in documents],
        schema={"document": pl.String, "titel": pl.String, "paginas": pl.Int64},
        orient="row",
    )
    tables = {
        "documenten": aggregate.documents(digest.document_counts, reports, codebook),
        "aanwezigheid": _presence(passages, documents, codebook),
        "samenhang": cooccurrence(digest.unit_counts, codebook),
        "themas": digest.themes,
        "organisaties": aggregate.most_named(digest.organisations, codebook),
        "status": _status(documents, unread or {}),
        "kwaliteit": _quality(codebook),
    }
    return Material(codebook, digest, rows, tables, {"model_card": card or {}})


def passages_of(said: Sequence[Said], codebook: Codebook) -> pl.DataFrame:
    """Return the table of passages: sure of what is coded (0.9 for the first sentence, a little less for each next)."""
    rows = [(s.document, s.page, s.section, s.text, s.codes.split(), s.role, s.goes_well) for s in said]
    table = pl.DataFrame(rows, schema=PASSAGES_SCHEMA, orient="row").with_row_index("nummer")
    sure = 0.9 - pl.col("nummer") / 1000
    scores = [
        pl.when(pl.col("mechanismen").list.contains(code)).then(sure).otherwise(0.05).alias(f"kans_{code}")
        for code in codebook.mechanisms
    ]
    return table.select(
        pl.format("p{}", "nummer").alias("passage_id"),
        *PASSAGES_SCHEMA,
        *scores,
        pl.lit(0.8).alias("rol_kans"),
        pl.lit(value=False).alias("ocr"),
        pl.lit([], dtype=pl.List(pl.String)).alias("gecodeerd_door"),
        pl.col("mechanismen").alias("machine"),
        pl.col("rol").alias("machine_rol"),
        pl.lit("").alias("opmerking_codeur"),
        pl.lit(["Plantsoendienst Hollekamp"]).alias("organisaties"),
        pl.format("{}#page={}", "document", "pagina").alias("link"),
    )


def _presence(passages: pl.DataFrame, documents: Sequence[str], codebook: Codebook) -> pl.DataFrame:
    rows = []
    for document in documents:
        own = passages.filter(document=document)
        for code in codebook.mechanisms:
            found = own.filter(pl.col("mechanismen").list.contains(code)).height
            chance, verdict = ((0.01, "stil"), (0.4, "zwak"))[found] if found < 2 else (0.97, "aanwezig")
            bounds = (float(found), max(found - 1.0, 0.0), found + 1.0, 0.5)
            rows.append(
                (document, code, own.height, found, *bounds, 2, chance, verdict, max(chance, 1 - chance)),
            )
    return pl.DataFrame(rows, schema=PRESENCE_SCHEMA, orient="row")


def _status(documents: Sequence[str], unread: dict[str, str]) -> pl.DataFrame:
    rows = [(name, "ok", 3, 0, "", "", "", "", "") for name in documents]
    rows += [(name, status, 0, 0, "", "", "", "", "niet te openen") for name, status in unread.items()]
    return pl.DataFrame(rows, schema=STATUS_SCHEMA, orient="row")


def _quality(codebook: Codebook) -> pl.DataFrame:
    kinds = [("mechanisme", code) for code in codebook.mechanisme] + [("rol", code) for code in codebook.rol]
    rows = [(kind, code.code, code.naam, 0.7, 0.6, 0.65, 0.6, 0.7, 0.66, 0.6, 0.7, 40) for kind, code in kinds]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
