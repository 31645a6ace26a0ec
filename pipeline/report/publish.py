"""The tables of a run -> everything on the rode draad that an analyst opens."""

from collections.abc import Mapping
from functools import partial

import polars as pl

from pipeline.atomic import write_text
from pipeline.outputs import Writer
from pipeline.report.links import Links
from pipeline.report.markdown import markdown
from pipeline.report.page import page
from pipeline.report.word import write_word
from pipeline.report.workbook import write_workbook
from pipeline.synthesis.build import synthesise
from pipeline.synthesis.material import Material

NAME = "rode_draad"


def publications(
    material: Material, tables: Mapping[str, pl.DataFrame | pl.LazyFrame], links: Links
) -> dict[str, Writer]:
    """Return what writes each publication, by the name of its file; the synthesis is made here, once."""
    synthesis = synthesise(material)
    return {
        f"{NAME}.html": partial(write_text, text=page(synthesis, material.coded, links)),
        f"{NAME}.md": partial(write_text, text=markdown(synthesis, links)),
        f"{NAME}.docx": partial(write_word, synthesis, links),
        f"{NAME}.xlsx": partial(write_workbook, tables, links),
    }
