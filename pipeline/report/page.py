"""The rode draad as one page that opens anywhere without a network: rode_draad.html."""

import polars as pl

from pipeline.report.links import Links
from pipeline.report.page_assets import script, script_hash, style
from pipeline.report.page_environment import environment
from pipeline.report.page_passages import as_script_json, passage_data
from pipeline.report.page_view import View
from pipeline.synthesis.records import Synthesis


def page(synthesis: Synthesis, passages: pl.DataFrame | pl.LazyFrame, links: Links) -> str:
    """Return the page as HTML; the same input gives the same text.

    ``passages`` are the coded passages in reading order, with the columns passage_id, document, pagina, sectie,
    passage, ocr, mechanismen and gecodeerd_door (lists), rol, rol_kans and a probability per mechanism (kans_<code>).
    """
    view = View(synthesis, passages, links)
    return (
        environment(view)
        .get_template("page.html.j2")
        .render(
            s=synthesis,
            view=view,
            data=as_script_json(passage_data(synthesis, passages, links)),
            style=style(),
            script=script(),
            script_hash=script_hash(),
        )
    )
