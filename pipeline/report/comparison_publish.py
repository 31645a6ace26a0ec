"""A comparison -> the files that an analyst opens."""

from functools import partial

from pipeline.atomic import write_text
from pipeline.comparison.records import Comparison
from pipeline.outputs import Writer
from pipeline.report.comparison_markdown import comparison_markdown
from pipeline.report.comparison_page import comparison_page
from pipeline.report.comparison_table import comparison_table
from pipeline.report.comparison_workbook import write_workbook
from pipeline.spreadsheet import write_csv

NAME = "vergelijking"


def comparison_files(found: Comparison) -> dict[str, Writer]:
    """Return what writes each publication, by the name of its file."""
    table = comparison_table(found)
    return {
        f"{NAME}.html": partial(write_text, text=comparison_page(found)),
        f"{NAME}.md": partial(write_text, text=comparison_markdown(found)),
        f"{NAME}.csv": partial(write_csv, table),
        f"{NAME}.xlsx": partial(write_workbook, table),
    }
