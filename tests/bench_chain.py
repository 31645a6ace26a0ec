"""Time and memory of the whole chain as the folder grows: ``python -m tests.bench_chain [FOLDER] [--pages 100 1000]``.

For each size a folder is filled with reports of which every one has pages of its own choice, in its own order, from
the PDFs that are given: no two are the same. `rodedraad run` goes over it in a process of its own, with nothing kept.
A run over one page for every core says what a run costs before its first report; what is beyond that is the time per
page. The same run again, in which nothing changed, is timed as well. Peak memory is that of the run itself and of all
its processes at one time (PSS: what they share is counted once).
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import psutil
import pypdfium2 as pdfium

from pipeline.extract.dutch import is_plainly_dutch
from pipeline.isolation import cores

PAGES = (100, 1_000, 10_000)
_FEWEST = 1_000  # characters on a page
_LOOK = 0.25  # seconds between looks at the memory
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: seconds on the clock and of the processors, and peak MiB of the run and of all processes.

    ``again`` is what the same run took when nothing had changed, in seconds.
    """

    pages: int
    seconds: float
    cpu: float
    own: float
    together: float
    again: float = 0.0


def fill(folder: Path, pdfs: Sequence[Path], pages: int, *, each: int = 25) -> None:
    """Make reports of ``each`` pages, drawn at random from the pages with text of ``pdfs``, ``pages`` in all."""
    folder.mkdir(parents=True)
    luck = np.random.default_rng(1)
    sources = [pdfium.PdfDocument(path) for path in pdfs]
    pool = [(source, place) for source in sources for place in range(len(source)) if _says_something(source, place)]
    for number, start in enumerate(range(0, pages, each)):
        wanted = min(each, pages - start)
        report = pdfium.PdfDocument.new()
        for drawn in luck.choice(len(pool), wanted, replace=wanted > len(pool)):
            source, place = pool[drawn]
            report.import_pages(source, [place])
        report.save(folder / f"rapport-{number:05}.pdf")
        report.close()
    for source in sources:
        source.close()


def _says_something(source: pdfium.PdfDocument, place: int) -> bool:
    """Whether a page has Dutch enough to make a report by itself."""
    page = source[place]
    words = page.get_textpage()
    text = words.get_text_range()
    words.close()
    page.close()
    return len(text) >= _FEWEST and is_plainly_dutch(text)


def measure(folder: Path, out: Path, model: Path, pages: int) -> Measured:
    """Run the chain over a folder in a process of its own; end when it fails."""
    command = [sys.executable, "-m", "pipeline", "run", folder, "--out", out, "--model", model, "--quiet"]
    start, cpu, own, together = time.perf_counter(), _cpu_of_children(), 0.0, 0.0
    with subprocess.Popen(list(map(str, command))) as child:
        process = psutil.Process(child.pid)
        while _goes_on(child):
            held = _held_by(process)
            own, together = max(own, held[0]), max(together, sum(held))
    if child.returncode:
        sys.exit(f"the run over {pages} pages ended with {child.returncode}")
    return Measured(pages, time.perf_counter() - start, _cpu_of_children() - cpu, own, together)


def bench(pdfs: Sequence[Path], sizes: Sequence[int], model: Path, place: Path) -> list[Measured]:
    """Measure a run over a page for every core and over each of these numbers of pages, with a model that is there."""
    least = cores()
    fill(place / "first", pdfs, least, each=1)
    measure(place / "first", place / "first out", model, least)  # trains the model, if need be
    found = [measure(place / "first", place / "least out", model, least)]
    tell(found[0], found[0])
    for pages in sizes:
        folder, out = place / f"{pages}", place / f"{pages} out"
        fill(folder, pdfs, pages)
        run = measure(folder, out, model, pages)
        found.append(replace(run, again=measure(folder, out, model, pages).seconds))
        shutil.rmtree(folder)
        shutil.rmtree(out)
        tell(found[-1], found[0])
    return found


def tell(run: Measured, least: Measured) -> None:
    """Print the line of a run; ``least`` is that over the fewest pages."""
    more = max(run.pages - least.pages, 1)
    beyond = (1000 * (run.seconds - least.seconds) / more, 1000 * (run.cpu - least.cpu) / more)
    times = (f"{time:,.1f}" for time in (run.seconds, run.cpu, *beyond))
    peaks = (f"{peak:,.0f}" for peak in (run.own, run.together))
    print("".join(f"{figure:>12}" for figure in (f"{run.pages:,}", *times, *peaks, f"{run.again:.2f}")), flush=True)


def main() -> None:
    """Print a line per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/rapporten"), help="with PDFs")
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES)
    parser.add_argument("--model", type=Path, help="a folder with a trained model; else one is trained first")
    chosen = parser.parse_args()
    pdfs = sorted(chosen.folder.rglob("*.pdf"))
    if not pdfs:
        sys.exit(f"{chosen.folder} has no PDF")
    heads = ("pages", "s", "cpu s", "ms a page", "cpu ms", "MiB", "MiB of all", "again s")
    print("".join(f"{head:>12}" for head in heads))
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        bench(pdfs, chosen.pages, chosen.model or place / "model", place)


def _goes_on(child: "subprocess.Popen[bytes]") -> bool:
    """Whether it still runs after a while."""
    try:
        child.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return True
    return False


def _cpu_of_children() -> float:
    """Processor seconds of all processes that ended below this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held_by(process: psutil.Process) -> list[float]:
    """MiB of a process and of each below it."""
    held = []
    for one in (process, *_below(process)):
        try:
            held.append(one.memory_full_info().pss / _MIB)
        except psutil.Error:  # it ended meanwhile
            held.append(0.0)
    return held


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.Error:
        return []


if __name__ == "__main__":
    main()
