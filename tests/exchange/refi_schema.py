"""The published schemas of REFI-QDA (MIT licence, see the files): what other tools hold a file against."""

from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parent / "schema"


def codebook_schema() -> etree.XMLSchema:
    """Return the schema of a .qdc."""
    return etree.XMLSchema(etree.parse(_FOLDER / "Codebook.xsd"))


def project_schema() -> etree.XMLSchema:
    """Return the schema of the project.qde in a .qdpx."""
    return etree.XMLSchema(etree.parse(_FOLDER / "Project.xsd"))
