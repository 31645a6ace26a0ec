"""Links from the results to the place in a report that a claim rests on."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from pipeline.address import in_address


@dataclass(frozen=True, slots=True)
class Links:
    """How the folder of reports is reached from the folder of results; ``base`` is a URL without slash at its end."""

    base: str

    @classmethod
    def between(cls, out: Path, reports: Path) -> "Links":
        """Return relative links, so that both folders can be moved together; full ones from drive to drive."""
        try:
            return cls(quote(Path(os.path.relpath(reports.resolve(), out.resolve())).as_posix()))
        except ValueError:  # on Windows there is no path from one drive to another
            return cls(reports.resolve().as_uri())

    def to(self, document: str, page: int) -> str:
        """Return the address of a page of a report (its path in the folder); other formats than PDF have no pages."""
        place = f"#page={page}" if has_pages(document) else ""
        return f"{self.base}/{in_address(document)}{place}"


def reports_folder(out: Path, base: str) -> Path:
    """Return the folder of reports for the ``base`` of the links in the results, a relative address or a full one."""
    if base.startswith("file:"):
        from urllib.request import url2pathname  # brings all of HTTP, which no run needs

        return Path(url2pathname(urlsplit(base).path))
    return out / unquote(base)


def has_pages(document: str) -> bool:
    """Return whether a report (its path) has pages of its own: only a PDF has, other formats flow."""
    return document.lower().endswith(".pdf")
