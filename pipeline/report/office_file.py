"""Saving files for Word and Excel so that the same content is the same file."""

import datetime
import io
import zipfile
from pathlib import Path

from docx.document import Document

from pipeline.report.safe_text import one_line
from pipeline.report.word_styles import LANGUAGE

AUTHOR = "Rode Draad"
# No file tells when it was written: run.json does.
EPOCH = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def save(document: Document, path: Path, *, title: str) -> None:
    """Write a document with fixed dates."""
    about = document.core_properties
    about.title, about.author, about.language = one_line(title)[:255], AUTHOR, LANGUAGE
    about.comments, about.keywords, about.subject, about.last_modified_by = "", "", "", AUTHOR
    about.created = about.modified = EPOCH
    about.revision = 1
    packed = io.BytesIO()
    document.save(packed)
    repack(packed, path)


def repack(packed: io.BytesIO, path: Path) -> None:
    """Write the members of a zip file again, in their order, with one fixed date."""
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, _ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(member, before.read(name))
