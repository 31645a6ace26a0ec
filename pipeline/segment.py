"""Report -> passages: one per sentence of the body text, with its section, its neighbours and its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from pipeline.dutch import Dutch
from pipeline.records import Block, Passage, Report
from pipeline.sentences import sentence_spans

SECTION_SEPARATOR = " > "
_CODED_KINDS = ("paragraph", "list_item")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A span of a coded block, with what its neighbours need to know: the section it stands in, and the lead-in."""

    block: int
    start: int
    end: int
    text: str
    section: tuple[int, str]
    lead_in: str


def segment(report: Report, dutch: Dutch) -> list[Passage]:
    """Return the sentences of the body paragraphs and list items, in reading order.

    Pieces without a letter ('3.2', '* * *') are no passages. A report without such blocks gives an empty list.
    """
    sentences = list(_sentences(report, dutch))
    occurrences: Counter[str] = Counter()
    passages = []
    for i, sentence in enumerate(sentences):
        occurrences[sentence.text] += 1
        before = _neighbour(sentences, i, -1)
        page = _page_of(report.blocks[sentence.block], sentence.start)
        passages.append(
            Passage(
                passage_id=passage_id(report.report_id, sentence.text, occurrences[sentence.text]),
                report_id=report.report_id,
                page=page,
                section=sentence.section[1],
                text=sentence.text,
                before=_with_lead_in(before, sentence.lead_in),
                after=_neighbour(sentences, i, 1),
                block=sentence.block,
                start=sentence.start,
                end=sentence.end,
                by_ocr=page in report.pages_by_ocr,
            )
        )
    return passages


def passage_id(report_id: str, text: str, occurrence: int) -> str:
    """Return 'p' and 12 hex digits that stay the same while the report has this text as often before this place.

    ``occurrence`` counts from 1. Page and layout do not matter, so codings survive a better reading of the file. The
    letter keeps a spreadsheet from reading '1234e5678901' as a number.
    """
    place = f"{report_id}\0{text}\0{occurrence}".encode()
    return f"p{blake2b(place, digest_size=6).hexdigest()}"


def _sentences(report: Report, dutch: Dutch) -> Iterator[_Sentence]:
    coded = [i for i, block in enumerate(report.blocks) if _is_coded(block)]
    sections = _sections(report.blocks)
    lead_in, lead_section = "", (0, "")
    for i, spans in zip(coded, _spans((report.blocks[i].text for i in coded), dutch), strict=True):
        block = report.blocks[i]
        if block.kind == "paragraph" or sections[i] != lead_section:
            lead_in = ""
        for start, end in spans:
            yield _Sentence(i, start, end, block.text[start:end], sections[i], lead_in)
        if block.kind == "paragraph" and spans:
            last = block.text[slice(*spans[-1])]
            lead_in, lead_section = (last if last.endswith(":") else ""), sections[i]


def _is_coded(block: Block) -> bool:
    return block.kind in _CODED_KINDS and block.zone == "body"


def _spans(texts: Iterable[str], dutch: Dutch) -> Iterator[list[tuple[int, int]]]:
    """Yield the sentences with a letter of each text as spans without outer white space."""
    for text, spans in _by_rules(texts) if dutch.by_rules else _by_model(texts, dutch):
        yield [span for span in spans if any(map(str.isalpha, text[slice(*span)]))]


def _by_rules(texts: Iterable[str]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    return ((text, sentence_spans(text)) for text in texts)


def _by_model(texts: Iterable[str], dutch: Dutch) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    from pipeline.language import segmentation_pipes

    nlp = dutch.pipeline
    with nlp.select_pipes(enable=segmentation_pipes(nlp)):
        for doc in nlp.pipe(texts, batch_size=256):
            yield doc.text, [_stripped(sentence.text, sentence.start_char) for sentence in doc.sents]


def _stripped(text: str, offset: int) -> tuple[int, int]:
    start = offset + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _sections(blocks: tuple[Block, ...]) -> list[tuple[int, str]]:
    """Give every block its section: the index of the last heading, which tells equal names apart, and the path."""
    path: list[tuple[int, str]] = []
    current = (-1, "")
    sections = []
    for i, block in enumerate(blocks):
        if block.kind == "heading" and block.zone == "body":
            level = block.level or 1
            path = [*(part for part in path if part[0] < level), (level, " ".join(block.text.split()))]
            current = (i, SECTION_SEPARATOR.join(text for _, text in path))
        sections.append(current)
    return sections


def _neighbour(sentences: list[_Sentence], i: int, step: int) -> str:
    """Return the text of the sentence before or after, or '' where the section or the report ends."""
    j = i + step
    if 0 <= j < len(sentences) and sentences[j].section == sentences[i].section:
        return sentences[j].text
    return ""


def _with_lead_in(before: str, lead_in: str) -> str:
    """Put the lead-in of a list before the neighbour of an item that does not follow it directly."""
    return before if before == lead_in else " ".join(filter(None, (lead_in, before)))


def _page_of(block: Block, start: int) -> int:
    """The page on which a character stands."""
    return block.page + sum(start >= offset for offset in block.breaks)
