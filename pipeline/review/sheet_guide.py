"""The sheets beside the one to fill in: how to do it, and the codebook."""

import math
from collections.abc import Sequence
from typing import Any

from pipeline.codebook import Code, Codebook
from pipeline.report.safe_text import printable
from pipeline.report.sheet_cells import fitting
from pipeline.review.sheet_looks import Looks

GUIDE, CODES = "Uitleg", "Codeboek"
TOP_LINE = (
    "Klopt het voorstel (blauw)? Kies ja bij akkoord. Klopt het niet? Zet dan ja of nee bij elk blauw vakje, ja bij wat "
    "ontbreekt, en kies zo nodig een andere rol. Een rij die u leeg laat, telt niet mee. Meer op het blad Uitleg."
)
_GUIDE: tuple[tuple[str, Sequence[str]], ...] = (
    (
        "Zo beoordeelt u een passage",
        (
            "Lees de passage. Zij staat vet; de zinnen ervoor en erna staan er in het grijs bij. Met de link in de kolom "
            "pagina opent u het rapport op die pagina.",
            "In de kolom voorstel staat wat de software ervan maakt, met de kans per code. De voorgestelde mechanismen "
            "zijn ook blauw gekleurd. Wat een code betekent, staat op het blad Codeboek en in de notitie bij de kop.",
            "Klopt het voorstel helemaal? Kies ja in de kolom akkoord. Meer hoeft niet.",
            "Klopt het niet? Zeg dan ja of nee in elk blauw vakje, en zet ja bij elk mechanisme dat ontbreekt. Een wit "
            "vakje dat u leeg laat, betekent nee. Laat u rol leeg, dan blijft de voorgestelde rol.",
            "Kunt u niet kiezen? Kies overslaan in de kolom akkoord. De passage wordt u dan niet nog eens gevraagd.",
            "Een opmerking mag altijd, maar telt pas als u ook een keuze maakt.",
        ),
    ),
    (
        "Wat meetelt en wat niet",
        (
            "Een rij waarin u niets invult, telt niet als beoordeeld: het voorstel wordt dan niet overgenomen.",
            "De kolom stand zegt hoe het ervoor staat. Klaar of overgeslagen: de rij telt mee en kleurt groen of grijs. "
            "Vul aan: er ontbreekt nog iets, meestal een ja of nee in een blauw vakje; wat ontbreekt, is oranje. "
            "Tegenstrijdig: akkoord zegt iets anders dan de rest van de rij.",
            "Een rij die onduidelijk is, wordt bij het inlezen genoemd en niet geraden. De andere rijen tellen gewoon mee.",
        ),
    ),
    (
        "Handig om te weten",
        (
            "Wit en grijs zijn beveiligd tegen vergissingen; een wachtwoord is er niet. Filteren en kolommen breder maken "
            "kan altijd. Sorteren kan in Excel pas als u de beveiliging eraf haalt (Controleren, Beveiliging blad opheffen); "
            "sorteer dan hele rijen. Rijen verwijderen mag.",
            "Verander de tekst van een passage niet: zo'n rij wordt niet ingelezen. De verborgen kolommen aan het eind "
            "zijn nodig om uw werk terug te vinden.",
            "Uw naam hoort in de kolom coder. Die mag ook bij het inlezen worden opgegeven.",
            "Bewaar het bestand als .xlsx (of als CSV UTF-8) en lees het in met: rodedraad review --in review.xlsx. Twee keer "
            "inlezen kan geen kwaad. Verandert u later een rij, lees het bestand dan opnieuw in: uw nieuwste keuze geldt.",
        ),
    ),
)
_HEADS = ("soort", "code", "naam", "definitie", "wel", "niet", "voorbeelden")
_WIDTHS = (12, 15, 24, 44, 44, 44, 60)
_GUIDE_WIDTH = 100
_LINE, _LETTERS = 13.5, 1.1


def write_guide(workbook: Any, codebook: Codebook, looks: Looks) -> None:
    """Write the sheet that says how to fill in, and what counts."""
    sheet = workbook.add_worksheet(GUIDE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, _GUIDE_WIDTH)
    sheet.write_string(0, 0, "Passages beoordelen", looks["h1"])
    about = f"Codeboek: {codebook.titel}, versie {codebook.versie}."
    _paragraph(sheet, 1, "", about, looks)
    row = 2
    for title, paragraphs in _GUIDE:
        sheet.set_row(row, 28)
        sheet.write_string(row, 0, title, looks["h2"])
        for number, text in enumerate(paragraphs, start=1):
            _paragraph(sheet, row + number, f"{number}.", text, looks)
        row += 1 + len(paragraphs)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_codes(workbook: Any, codebook: Codebook, looks: Looks) -> str:
    """Write the codebook, and return the range of its roles as a drop-down takes it."""
    sheet = workbook.add_worksheet(CODES)
    sheet.hide_gridlines(2)
    for place, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, looks["kop"])
    kinds = [("mechanisme", code) for code in codebook.mechanisme] + [("rol", code) for code in codebook.rol]
    for row, (kind, code) in enumerate(kinds, start=1):
        _code(sheet, row, kind, code, looks)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(kinds), len(_HEADS) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return f"={CODES}!$B${len(codebook.mechanisme) + 2}:$B${len(kinds) + 1}"


def _paragraph(sheet: Any, row: int, number: str, text: str, looks: Looks) -> None:
    sheet.set_row(row, _LINE * math.ceil(len(text) / (_LETTERS * _GUIDE_WIDTH)) + 5)
    sheet.write_string(row, 0, number, looks["alinea"])
    sheet.write_string(row, 1, text, looks["alinea"])


def _code(sheet: Any, row: int, kind: str, code: Code, looks: Looks) -> None:
    examples = "\n".join(f"– {example}" for example in code.voorbeelden)
    texts = (kind, code.code, code.naam, code.definitie, code.wel, code.niet, examples)
    lines = [
        sum(math.ceil((len(line) or 1) / (_LETTERS * width)) for line in text.split("\n"))
        for text, width in zip(texts, _WIDTHS, strict=True)
    ]
    sheet.set_row(row, min(_LINE * max(lines) + 5, 400))
    for place, text in enumerate(texts):
        looks_of = looks["vette cel" if place in (1, 2) else "tekst"]
        sheet.write_string(row, place, fitting(printable(text)), looks_of)
