"""The sample reports: apart from the coded passages, of a real length, and what their sources give."""

import csv
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from pipeline.codebook import load_codebook
from pipeline.settings import PROJECT

CORPUS = PROJECT / "corpus"
SOURCES = sorted((CORPUS / "rapporten_bron").glob("*.typ"))
REPORTS = sorted((CORPUS / "rapporten").glob("*.pdf"))
RUN = 8

_CREATOR = re.compile(rb"/Creator ?\((Typst [\d.]+)\)")
_WORD = re.compile(r"[^\W_]+")
_NOTE = re.compile(r"#(?:footnote|eindnoot)\[([^\]]*)\]")
# The sources hold one sentence or list item per line; lines of markup do not both begin and end like one.
_PROSE = re.compile(r"^ *(?:[-+] )?(['A-Za-zÀ-ÿ\d].*[.?!;:'])$", re.MULTILINE)


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def runs(text: str) -> set[str]:
    found = words(text)
    return {" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def without_notes(source: Path) -> str:
    """The source with its notes after it, so that a note does not break the sentence that it belongs to."""
    text = source.read_text(encoding="utf-8")
    return "\n".join([_NOTE.sub("", text), *_NOTE.findall(text)])


def sentences(source: Path) -> Iterator[str]:
    """Every sentence of four words or more, in lower case and without punctuation."""
    for line in _PROSE.findall(without_notes(source)):
        found = words(line)
        if len(found) >= 4:
            yield " ".join(found)


@pytest.fixture(scope="module")
def passages() -> list[str]:
    files = [*(CORPUS / "passages").glob("*.csv"), *(CORPUS / "passages_nieuw").glob("*.csv")]
    texts = []
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            texts += [row["text"] for row in csv.DictReader(file, delimiter=";")]
    return texts


@pytest.fixture(scope="module")
def typesetter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("typeset", CORPUS / "rapporten_bron" / "typeset.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_sentences_of_a_source_are_found() -> None:
    assert all(80 < len(list(sentences(source))) < 200 for source in SOURCES)


def test_no_sentence_stands_in_the_coded_passages(passages: list[str]) -> None:
    coded = {" ".join(words(passage)) for passage in passages}
    assert [sentence for source in SOURCES for sentence in sentences(source) if sentence in coded] == []


def test_no_run_of_words_stands_in_the_coded_passages(passages: list[str]) -> None:
    ours = {run: source.name for source in SOURCES for run in runs(without_notes(source))}
    assert {run: ours[run] for passage in passages for run in runs(passage) if run in ours} == {}


def test_no_sentence_stands_twice() -> None:
    counts = Counter(sentence for source in SOURCES for sentence in sentences(source))
    assert [sentence for sentence, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_report_has_three_to_eight_pages(report: Path) -> None:
    with pypdfium2.PdfDocument(report) as pdf:
        assert 3 <= len(pdf) <= 8


def test_every_source_has_its_report() -> None:
    assert [source.stem for source in SOURCES] == [report.stem for report in REPORTS]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_report_is_what_its_source_gives(source: Path, typesetter: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    assert typesetter.typeset(source, target=target) == []
    stored, fresh = (CORPUS / "rapporten" / f"{source.stem}.pdf").read_bytes(), target.read_bytes()
    if _CREATOR.findall(stored) != _CREATOR.findall(fresh):
        pytest.skip("typeset by another version of Typst, which gives other bytes")
    assert fresh == stored


def test_what_is_expected_names_every_report_and_known_mechanisms() -> None:
    with (CORPUS / "rapporten_bron" / "verwacht.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = {row["rapport"]: row["mechanismen"] for row in csv.DictReader(file, delimiter=";")}
    codes = [code for cell in expected.values() for code in re.findall(r"\w+", cell)]
    assert list(expected) == [report.name for report in REPORTS]
    assert set(codes) == set(load_codebook(CORPUS / "codeboek.toml").mechanisms)
    assert min(Counter(codes).values()) >= 2, "a mechanism in one report is no thread"
