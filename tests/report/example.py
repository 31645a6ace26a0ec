"""A small synthesis by hand, with text from reports that would do harm where it is not taken as text."""

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

LINKS = Links("../verslagen")
HOSTILE = "1. <b>Het</b> | _riool_ [lekt](http://x.nl) `rm` *echt*\n# &lt; \\ \x00\x0b\ud7ff\ufffe klaar"
STREET = Source(1, "straat/dorp (1).pdf", "Bomen in de straat", 12, 300)
BRIEF = Source(2, "brief.docx", "Brief | over *water*", 1, 20)
NAMES = {"bomen": "Zorg voor bomen", "water": "Water in de wijk"}
SHARE = Estimate(0.047, 0.039, 0.056)


def evidence(text: str, source: Source = STREET, page: int = 3, *, by_ocr: bool = False) -> Evidence:
    return Evidence(f"{source.number}-{page}-{len(text)}", source, page, "Kop", text, "klacht", 0.51, by_ocr)


SICK = evidence("De iepen zijn ziek.")
LEAK = evidence(HOSTILE, BRIEF, 1)
FINE = evidence("Met de linden gaat het goed.", page=9, by_ocr=True)


def thread(code: str, *, generic: bool = False) -> Thread:
    """A mechanism that is present in the first report and silent in the second."""
    return Thread(
        code=code,
        name=NAMES[code],
        generic=generic,
        strength="draad",
        certainty=0.97,
        per_report=Estimate(0.5, 0.2, 0.8),
        per_sentence=SHARE,
        passages=7,
        cells=(
            Cell(STREET, code, 300, 7, Estimate(6, 4, 9), 3, "aanwezig", 0.9996),
            Cell(BRIEF, code, 20, 0, Estimate(0, 0, 1), 3, "stil", 0.93),
        ),
        claims=(
            Claim(f"‘{NAMES[code]}’ is een draad.", table="aanwezigheid"),
            Claim("Het gaat om ziekte.", (SICK, LEAK)),
        ),
        quotes=(SICK, LEAK),
        themes=(Theme("ziekte van bomen", 1, 2, (SICK, FINE)),),
        roles=(RoleShare("klacht", "Klacht", 5, 0.71, (SICK,)), RoleShare("plan", "Plan", 0, 0.0, ())),
        contradictions=(FINE,),
        peak=None,
        places=(0.1, 0.0, 0.05),
        sections=((STREET, 4, "De | kop", 3),),
        named=(Named("Plantsoendienst", code, 2, 1),),
        words=("iep", "linde"),
    )


def synthesis() -> Synthesis:
    """Two reports and two mechanisms, of which one is generic."""
    link = LoopLink("droogte", "ziekte", 2, 0.5, (STREET,), ((SICK, FINE),))
    return Synthesis(
        title="Groen en water",
        sources=(STREET, BRIEF),
        unread=(("foto.pdf", "gescand", "Er is geen tekst."),),
        mechanisms=tuple(NAMES.items()),
        roles=(("klacht", "Klacht"), ("plan", "Plan")),
        summary=(
            Claim("In twee rapporten staan zeven passages.", table="documenten"),
            Claim("Bomen lopen er als een draad door.", (SICK, SICK, FINE, LEAK), "aanwezigheid"),
        ),
        threads=(thread("water", generic=True), thread("bomen")),
        pairs=(Pair("bomen", "water", 4, 1.25, 3.2, 0.0004, True, (SICK,)),),
        pair_claims=(Claim("Bomen en water staan samen.", (SICK,), "samenhang"),),
        loop=Loop("van droogte naar ziekte en terug", (link,), (STREET,), (Claim("De lus is rond.", (SICK,)),)),
        places_claims=(Claim("Bomen staan vooraan.", table="passages"),),
        remedies=(Theme("bomen planten", 1, 1, (FINE,)),),
        remedy_claims=(Claim("Bomen planten: één passage.", (FINE,)),),
        named_claims=(Claim("Bij bomen: Plantsoendienst (2).", table="organisaties"),),
        doubts=(Claim("Eén bestand is niet gelezen.", table="status"),),
        unsure=(LEAK,),
        quality=(CodeQuality("bomen", "Zorg voor bomen", "mechanisme", 0.8, 0.7, SHARE, 90),),
        quality_claims=(Claim("Van tien codes klopten er acht.", table="kwaliteit"),),
        making=(("Model", "abc"),),
    )
