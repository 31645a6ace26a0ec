"""How reports are named."""

import polars as pl

from pipeline.synthesis.records import Source
from pipeline.synthesis.sources import sources_of

DOCUMENTS = pl.DataFrame(
    {
        "document": ["a.pdf", "b.pdf", "2020/c.pdf", "2021/c.pdf"],
        "titel": ["Bomen", "", "Jaarverslag", "JAARVERSLAG"],
        "paginas": [1, 2, 3, 4],
        "zinnen": [10, 20, 30, 40],
        "passages": [1, 1, 1, 1],
    }
)


def test_every_report_has_a_name_of_its_own() -> None:
    found = sources_of(DOCUMENTS, first_number=5)
    assert [source.title for source in found.values()] == [
        "Bomen",
        "b.pdf",
        "Jaarverslag (2020/c.pdf)",
        "JAARVERSLAG (2021/c.pdf)",
    ]
    assert found["b.pdf"] == Source(6, "b.pdf", "b.pdf", 2, 20)


def test_no_reports_have_no_names() -> None:
    assert sources_of(DOCUMENTS.clear()) == {}
