"""Speed and memory of the stages beside what a user would pick instead: ``python -m tests.bench [FOLDER] [--runs N]``.

Every reader runs over the same PDFs in a process of its own, in turn, several times; medians and ratios are printed.
What a process does not need is not imported, so that its memory is its own.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path

import pypdfium2

from pipeline.errors import UnreadableFileError
from pipeline.extract.pdf.reader import read_pdf

Measured = tuple[float, float]  # units per second, peak MiB of the process


def with_rode_draad(path: Path) -> int:
    """Read blocks with layout; return the number of pages."""
    return len(read_pdf(path, max_pages=100_000).pages)


def with_pdfplumber(path: Path) -> int:
    """Read words with their boxes, the usual start of a layout of one's own."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return sum(1 for page in pdf.pages if page.extract_words() is not None)


def with_pypdfium2(path: Path) -> int:
    """Read plain text without any layout."""
    document = pypdfium2.PdfDocument(path)
    return sum(1 for page in document if page.get_textpage().get_text_range() is not None)


READERS: dict[str, Callable[[Path], int]] = {
    "rode draad (with layout)": with_rode_draad,
    "pdfplumber extract_words": with_pdfplumber,
    "pypdfium2 plain text": with_pypdfium2,
}


def read_all(reader: str, paths: Sequence[Path]) -> Measured:
    """Read every file with one reader and return pages per second and peak memory."""
    start, pages = time.perf_counter(), 0
    for path in paths:
        try:
            pages += READERS[reader](path)
        except (UnreadableFileError, pypdfium2.PdfiumError):
            continue
    return pages / (time.perf_counter() - start), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bench_reading(paths: Sequence[Path], runs: int) -> dict[str, float]:
    """Print pages per second and peak memory per reader, and the ratio to ours; return the speeds."""
    results: dict[str, list[Measured]] = {reader: [] for reader in READERS}
    for _ in range(runs):
        for reader, measured in results.items():
            with get_context("spawn").Pool(1) as pool:
                measured.append(pool.apply(read_all, (reader, paths)))
    speeds = {reader: statistics.median(speed for speed, _ in measured) for reader, measured in results.items()}
    ours = next(iter(speeds.values()))
    print(f"\nReading {len(paths)} PDFs, one process, median of {runs}")
    for reader, speed in speeds.items():
        peak = max(memory for _, memory in results[reader])
        print(f"  {reader:26} {speed:8.1f} pages/s   ours is {ours / speed:6.2f} x   peak {peak:5.0f} MiB")
    return speeds


def bench_run(folder: Path, runs: int, readers: dict[str, float]) -> None:
    """Print pages per second of whole runs from cold on all cores, and the ratio to what only reads, on one."""
    from pipeline.model.store import current_model
    from pipeline.settings import Settings
    from tests.bench_chain import measure

    current_model(Settings())  # which may have to be trained
    with tempfile.TemporaryDirectory() as place:
        outs = [Path(place) / str(number) for number in range(runs)]
        times = [measure(folder, out, Settings().model_folder, 0).seconds for out in outs]
        pages = json.loads((outs[0] / "run.json").read_text(encoding="utf-8"))["counts"]["pages"]
    speed = pages / statistics.median(times)
    print(f"\nReading, coding and writing the results of {pages} pages, all cores, from cold, median of {runs}")
    print(f"  {'rodedraad run':26} {speed:8.1f} pages/s")
    for reader, alone in readers.items():
        print(f"  {reader:26} {alone:8.1f} pages/s   the run is {speed / alone:6.2f} x")


def bench_sentences(texts: Sequence[str]) -> None:
    """Print words per second for our boundaries and for spaCy's sentencizer."""
    import spacy

    from pipeline.sentences import sentence_spans

    sentencizer = spacy.blank("nl")
    sentencizer.add_pipe("sentencizer")
    words = sum(len(text.split()) for text in texts)
    ways: dict[str, Callable[[], object]] = {
        "our rules": lambda: [sentence_spans(text) for text in texts],
        "spaCy sentencizer": lambda: list(sentencizer.pipe(texts)),
    }
    print(f"\nSplitting {words} words into sentences")
    for name, way in ways.items():
        print(f"  {name:26} {words / seconds(way) / 1000:8.0f} k words/s")


def bench_coding(texts: Sequence[str]) -> None:
    """Print sentences per second for coding."""
    from pipeline.classify import classify
    from pipeline.model.store import current_model
    from pipeline.records import Sentence
    from pipeline.sentences import sentence_spans
    from pipeline.settings import Settings

    sentences = [Sentence(text[slice(*span)]) for text in texts for span in sentence_spans(text)]
    classifier = current_model(Settings()).classifier
    speed = len(sentences) / seconds(lambda: classify(sentences, classifier))
    print(f"\nCoding {len(sentences)} sentences\n  {'our classifier':26} {speed:8.0f} sentences/s")


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def body_texts(paths: Sequence[Path]) -> list[str]:
    """Return the body paragraphs of the PDFs that can be read."""
    texts = []
    for path in paths:
        try:
            blocks = read_pdf(path, max_pages=100_000).blocks
        except UnreadableFileError:
            continue
        texts += [block.text for block in blocks if block.kind == "paragraph"]
    return texts


def main() -> None:
    """Run all benchmarks over a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/rapporten"))
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    paths = sorted(chosen.folder.rglob("*.pdf"))
    if not paths:
        sys.exit(f"{chosen.folder} holds no PDF")
    bench_run(chosen.folder, chosen.runs, bench_reading(paths, chosen.runs))
    texts = body_texts(paths)
    bench_sentences(texts)
    bench_coding(texts)


if __name__ == "__main__":
    main()
