"""The plain text of a document as other tools show it, and where in it each passage stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.codings import CodedPassage
from pipeline.exchange.records import Line


@dataclass
class SourceText:
    """Lines of text joined by newlines; positions are code points of Unicode, as the standard counts them."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    _by_id: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    _by_text: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add_line(self, text: str) -> tuple[int, int]:
        """Add a line; return where it starts and ends (exclusive)."""
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return start, start + len(text)

    def add_sentence(self, sentence: Line) -> None:
        """Add a sentence, which passages can then be found at."""
        span = self.add_line(sentence.text)
        self._by_id[sentence.passage_id, sentence.text] = span
        self._by_text.setdefault(sentence.text, span)

    def place(self, passage: CodedPassage) -> tuple[int, int]:
        """Return where a passage stands; one that stands nowhere yet is added at the end."""
        key = passage.place.passage_id, passage.text
        if key not in self._by_id and (passage.place.passage_id or passage.text not in self._by_text):
            if passage.text in self._by_text:  # the sentence moved since it was coded
                return self._by_text[passage.text]
            self.add_sentence(Line(passage.place.passage_id, passage.section, passage.text))
        return self._by_id.get(key) or self._by_text[passage.text]

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)


def source_text(sentences: Sequence[Line], passages: Iterable[CodedPassage]) -> SourceText:
    """Return the text of a document: its sentences under their headings, then passages that are not among them."""
    source = SourceText()
    section = ""
    for sentence in sentences:
        if sentence.section != section:
            section = sentence.section
            source.add_line("")
            source.add_line(section)
        source.add_sentence(sentence)
    for passage in passages:
        source.place(passage)
    return source
