"""The block of a web page in the making."""

import re
from dataclasses import dataclass, field

from pipeline.extract.characters import PAGE_BREAK, tidy

_SENTENCE_END = re.compile(r"[.!?…:;]\W*$")
_ALL = 0.9  # of the letters and digits


@dataclass(slots=True)
class Draft:
    """The pieces of a text so far, those of them that stand in links, and where these lead.

    A form feed in the pieces is a line break: a web page has no pages.
    """

    pieces: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)

    def put(self, text: str | None, link: str) -> None:
        """Add a piece of text; ``link`` is where it leads, '' outside a link."""
        if text:
            self.pieces.append(text.replace(PAGE_BREAK, " "))
            if link:
                self.linked.append(text)
                self.targets.append(link)

    def break_line(self) -> bool:
        """Add a line break; return False for the second in a row, which ends a paragraph on old pages."""
        if "".join(self.pieces[-20:]).rstrip(" \t\r\n").endswith(PAGE_BREAK):
            return False
        self.pieces.append(f" {PAGE_BREAK}")
        return True

    @property
    def text(self) -> str:
        """The text so far."""
        return tidy("".join(self.pieces))

    @property
    def is_link(self) -> bool:
        """Whether the text is nothing but links."""
        linked = tidy("".join(self.linked))
        return bool(linked) and _letters(linked) >= _ALL * _letters(self.text)

    @property
    def is_contents(self) -> bool:
        """Whether the text is nothing but links to other places in the page."""
        return self.is_link and all("#" in target for target in self.targets)

    @property
    def is_button(self) -> bool:
        """Whether the text is nothing but links, and no sentence."""
        return self.is_link and not _SENTENCE_END.search(self.text)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
