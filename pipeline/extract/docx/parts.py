"""The parts of a Word document, which refer to each other by kind and id."""

import posixpath
from dataclasses import dataclass
from typing import Self
from zipfile import ZipFile

from lxml.etree import _Element

from pipeline.extract.elements import attribute, local, some
from pipeline.extract.package import xml_part

Notes = dict[tuple[str, str], _Element]


@dataclass(frozen=True, slots=True)
class Parts:
    """What one part refers to: per id the last word of the kind and the name in the archive."""

    archive: ZipFile
    targets: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, archive: ZipFile, part: str) -> Self:
        """Return the parts that ``part`` ('' for the package itself) refers to; what lies outside the file is no part.

        Raises UnreadableFileError when the list of them is damaged.
        """
        folder, name = posixpath.split(part)
        relations = xml_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
        targets = {
            attribute(relation, "Id"): (
                attribute(relation, "Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target"))).lstrip("/"),
            )
            for relation in some(relations)
            if attribute(relation, "TargetMode") != "External"
        }
        return cls(archive, targets)

    def name(self, kind: str, default: str = "") -> str:
        """Return the name in the archive of the first part of a kind."""
        return next((name for found, name in self.targets.values() if found == kind), default)

    def root(self, kind: str) -> _Element | None:
        """Parse the first part of a kind; None when there is none."""
        return xml_part(self.archive, self.name(kind))

    def root_of(self, key: str) -> _Element | None:
        """Parse the part with this id; None when there is none."""
        return xml_part(self.archive, self.targets.get(key, ("", ""))[1])

    def notes(self) -> Notes:
        """Return foot- and endnotes by kind and id; separator lines are among them, but nothing refers to those."""
        return {
            (local(note), attribute(note, "id")): note
            for kind in ("footnotes", "endnotes")
            for note in some(self.root(kind))
        }
