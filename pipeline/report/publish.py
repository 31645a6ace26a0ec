"""The tables of a run -> everything on the rode draad that an analyst opens."""

from pipeline.outputs import Writer
from pipeline.report.links import Links
from pipeline.synthesis.material import Material
from pipeline.tables import Tables

NAME = "rode_draad"


def publications(material: Material, tables: Tables, links: Links) -> dict[str, Writer]:
    """Return what writes each publication, by the name of its file."""
    return {}
