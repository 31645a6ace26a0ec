"""A small synthesis by hand: two mechanisms in three reports, one of which tries to break out of the page."""

from dataclasses import replace

import polars as pl
import pytest

from pipeline.report.links import Links
from pipeline.synthesis.records import (
    Cell,
    Claim,
    CodeQuality,
    Estimate,
    Evidence,
    Loop,
    LoopLink,
    Named,
    Pair,
    RoleShare,
    Source,
    Synthesis,
    Theme,
    Thread,
)

SOURCES = (
    Source(1, "bomen 2025.pdf", "Bomen in de straat", 12, 140),
    Source(2, "water/vijvers.pdf", "Vijvers & <putten>", 8, 90),
    Source(3, "markt.docx", "De markt", 0, 40),
)
# What a report may say, and what must stay text wherever it comes to stand.
HOSTILE = "</script><script>window.kapot = 1</script><img src=x onerror='kapot()'> & \"<!-- in de sloot."
# report, page, section, text, mechanisms, chances in percent, role
ROWS = (
    (0, 3, "1 Bomen", "De kastanje aan de kade verliest te vroeg zijn blad.", "bomen", (97, 2), "klacht"),
    (0, 3, "1 Bomen", "Eén linde staat nog overeind.", "bomen", (64, 1), "klacht"),
    (0, 9, "2 Wortels", "De wortels van de iep drukken het riool kapot.", "bomen,water", (81, 88), "klacht"),
    (1, 2, "1 Vijvers", HOSTILE, "water", (3, 91), "klacht"),
    (1, 5, "2 Plannen", "De vijver wordt dit najaar uitgediept.", "water", (1, 75), "plan"),
    (2, 1, "", "Bij regen staat de markt blank.", "water", (2, 58), "klacht"),
)


def evidence(row: int, mechanism: int = 0) -> Evidence:
    """Row of ROWS as it is quoted."""
    report, page, section, text, _, chances, role = ROWS[row]
    return Evidence(f"p{row}", SOURCES[report], page, section, text, role, chances[mechanism] / 100, by_ocr=row == 4)


def cell(report: int, mechanism: str, verdict: str, assigned: int) -> Cell:
    likely = Estimate(assigned + 0.4, assigned / 2, assigned + 3)
    return Cell(SOURCES[report], mechanism, SOURCES[report].sentences, assigned, likely, 3, verdict, 0.93)


def thread(code: str, name: str, verdicts: tuple[str, str, str], rows: tuple[int, ...], *, generic: bool) -> Thread:
    quotes = tuple(evidence(row) for row in rows)
    return Thread(
        code=code,
        name=name,
        generic=generic,
        strength="draad",
        certainty=0.87,
        per_report=Estimate(0.6, 0.3, 0.9),
        per_sentence=Estimate(0.021, 0.012, 0.034),
        passages=len(rows),
        cells=tuple(cell(report, code, verdict, 2) for report, verdict in enumerate(verdicts)),
        claims=(
            Claim(f"‘{name}’ komt in twee rapporten voor.", quotes[:2], "aanwezigheid"),
            Claim("De rollen lopen uiteen.", table="rode_draad"),
        ),
        quotes=quotes,
        themes=(Theme("ziekte", 1, 2, quotes[:1]),),
        roles=(RoleShare("klacht", "Klacht", 2, 0.66, quotes[:1]), RoleShare("plan", "Plan", 1, 0.34, ())),
        contradictions=quotes[-1:],
        peak=None,
        places=(0.0, 0.1, 0.0, 0.2, 0.05, 0.0, 0.0, 0.1, 0.0, 0.0),
        sections=((SOURCES[0], 3, "1 Bomen", 2),),
        named=(Named("Plantsoendienst", code, 2, 1),),
        words=("wortel", "blad"),
    )


@pytest.fixture(scope="session")
def synthesis() -> Synthesis:
    """Every part filled in, once."""
    steps = (
        LoopLink("wortels", "breuk", 2, 0.4, SOURCES[:1], ((evidence(0), evidence(2)),)),
        LoopLink("breuk", "kosten", 1, 0.2, SOURCES[1:2], ((evidence(3), evidence(3)),)),
        LoopLink("kosten", "wortels", 0, 0.1, (), ()),
    )
    return Synthesis(
        title="Groen en water",
        sources=SOURCES,
        unread=(("oud/scan.pdf", "gescand", "Alleen beelden."),),
        mechanisms=(("bomen", "Zorg voor bomen"), ("water", "Water in de wijk")),
        roles=(("klacht", "Klacht"), ("plan", "Plan")),
        summary=(
            Claim("Twee mechanismen lopen door drie rapporten.", (evidence(0), evidence(3)), "documenten"),
            Claim("Over de lus staat een eigen bestand.", table="themas"),
        ),
        threads=(
            thread("water", "Water in de wijk", ("zwak", "aanwezig", "stil"), (3, 4, 5), generic=True),
            thread("bomen", "Zorg voor bomen", ("aanwezig", "stil", "zwak"), (0, 1, 2), generic=False),
        ),
        pairs=(Pair("bomen", "water", 3, 1.2, 2.5, 0.0001, real=True, quotes=(evidence(2),)),),
        pair_claims=(Claim("Zij staan vaak onder één kop.", (evidence(2),), "samenhang"),),
        loop=Loop("van wortels naar kosten", steps, SOURCES[:1], (Claim("De kring is bijna rond.", (evidence(2),)),)),
        places_claims=(Claim("Bomen staan vooraan.", table="passages"),),
        remedies=(Theme("snoeien", 1, 1, (evidence(1),)),),
        remedy_claims=(Claim("Snoeien: één passage.", (evidence(1),)),),
        named_claims=(Claim("Bij bomen: Plantsoendienst.", table="organisaties"),),
        doubts=(Claim("Eén bestand is niet gelezen.", table="status"),),
        unsure=(evidence(5),),
        quality=(
            CodeQuality("bomen", "Zorg voor bomen", "mechanisme", 0.8, 0.7, Estimate(0.75, 0.6, 0.85), 40),
            CodeQuality("plan", "Plan", "rol", 0.5, 0.1, None, 2),
        ),
        quality_claims=(Claim("Acht van de tien zijn juist.", table="kwaliteit"),),
        making=(("Codeboek", "Groen en water, versie 1"), ("Model", "abc123")),
    )


@pytest.fixture(scope="session")
def nothing(synthesis: Synthesis) -> Synthesis:
    """No report was read."""
    parts = (
        "sources unread summary threads pairs pair_claims places_claims remedies remedy_claims named_claims doubts "
        "unsure quality quality_claims making"
    )
    empty: dict[str, tuple[()]] = dict.fromkeys(parts.split(), ())
    return replace(synthesis, loop=None, **empty)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def passages() -> pl.DataFrame:
    """The coded passages as a synthesis has them."""
    return pl.DataFrame(
        {
            "passage_id": [f"p{row}" for row in range(len(ROWS))],
            "document": [SOURCES[row[0]].document for row in ROWS],
            "pagina": [row[1] for row in ROWS],
            "sectie": [row[2] for row in ROWS],
            "passage": [row[3] for row in ROWS],
            "ocr": [row == 4 for row in range(len(ROWS))],
            "mechanismen": [row[4].split(",") for row in ROWS],
            "rol": [row[6] for row in ROWS],
            "gecodeerd_door": pl.Series([[]] * len(ROWS), dtype=pl.List(pl.String)),
            "rol_kans": [0.75] * len(ROWS),
            "kans_bomen": [row[5][0] / 100 for row in ROWS],
            "kans_water": [row[5][1] / 100 for row in ROWS],
        }
    )


@pytest.fixture(scope="session")
def links() -> Links:
    """The reports stand in a folder beside the results."""
    return Links("../rapporten")
