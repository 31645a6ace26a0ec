"""Time per page and peak memory as the folder grows, from coded reports to pages: ``python -m tests.bench_growth``.

The reports are made up: words drawn at random, codes as rare as in real reports, links of the loop as often as chance
gives them. One process fills a cache with them, as a run leaves it when every report was read and coded; for each size
another process summarises them and writes all results. Its time per page and peak memory are printed; time is that of
the processor, so that other work on the machine does not count. Reading and coding, which a run does report by report,
are not measured here.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl

from pipeline.cache import Cache
from pipeline.classify import coding_schema
from pipeline.codebook import Codebook, load_codebook
from pipeline.coding import CODED, ORGANISATIONS, Coder
from pipeline.dutch import Dutch
from pipeline.extract import InputFile
from pipeline.job import PASSAGE_SCHEMA, PASSAGES, Job
from pipeline.model.store import current_model
from pipeline.records import Report, Status
from pipeline.segment import passage_id
from pipeline.settings import Settings

T = TypeVar("T")
PAGES = (100, 1_000, 10_000, 50_000)
_PAGES_OF_A_REPORT = 10
_SENTENCES = 20  # on a page
_SECTION = 20  # sentences
_SHARE = 0.04  # of the sentences per mechanism
_WORDS = (
    "de het een van en in op is dat wordt voor met gemeente rijk regels wet personeel tekort specialisten kennis delen "
    "kosten herstelkosten schade opgave afspraken regie overleg gegevens systeem uitvoering toezicht budget vacatures"
).split()


def jobs_of(folder: Path, reports: int, settings: Settings) -> list[Job]:
    """Return the jobs of so many reports that are in the cache of a folder."""
    cache, names = Cache(folder), (f"map/rapport-{number:05}.pdf" for number in range(reports))
    files = (InputFile(folder / name, name, f"sha {name}") for name in names)
    return [Job(file, cache, settings, f"r{number}", f"p{number}") for number, file in enumerate(files)]


def coder_of(settings: Settings) -> Coder:
    """Return who codes, with the model that is there."""
    return Coder.of(current_model(settings), Dutch.of(settings.segment, settings.organisations), settings)


def fill(folder: Path, reports: int, sentences: int) -> None:
    """Make reports of so many sentences each and keep them as if they had been read and coded."""
    settings = Settings()
    codebook, luck, coder = load_codebook(settings.codebook), np.random.default_rng(1), coder_of(settings)
    words = [*_WORDS, *(f"woord{place}" for place in range(1_000))]  # most words of a report are of no theme
    texts = [" ".join(luck.choice(words, 22)).capitalize() + "." for _ in range(20_000)]
    for job in jobs_of(folder, reports, settings):
        passages = made_passages(job.file.report_id, sentences, texts, luck)
        pages = int(passages["page"].max())  # type: ignore[arg-type]
        job.cache.put_report(job.report_key, Report(job.file.report_id, job.file.sha256, Status.OK, "", "", pages))
        job.cache.put_table(PASSAGES, job.passages_key, passages)
        coded = made_codings(sentences, codebook, luck)
        job.cache.put_table(CODED, coder.coded_key(job), coded)
        named = coded.select(pl.col("mechanismen").list.len() > 0).to_series()
        names = pl.Series("organisaties", [["Gemeente Hollekamp"] if one else [] for one in named], pl.List(pl.String))
        job.cache.put_table(ORGANISATIONS, coder.organisations_key(job), names.to_frame())


def made_passages(name: str, sentences: int, texts: Sequence[str], luck: np.random.Generator) -> pl.DataFrame:
    """Return the sentences of one report (`PASSAGE_SCHEMA`)."""
    drawn = [texts[place] for place in luck.integers(0, len(texts), sentences)]
    number = np.arange(sentences)
    columns = {
        "passage_id": [passage_id(name, text, place) for place, text in enumerate(drawn)],
        "report_id": [name] * sentences,
        "page": 1 + number // _SENTENCES,
        "section": [f"Hoofdstuk > Paragraaf {place}" for place in number // _SECTION],
        "text": drawn,
        "before": ["", *drawn[:-1]],
        "after": [*drawn[1:], ""],
        "block": number,
        "start": number * 0,
        "end": [len(text) for text in drawn],
        "by_ocr": [False] * sentences,
    }
    return pl.DataFrame(columns, schema=PASSAGE_SCHEMA)


def made_codings(sentences: int, codebook: Codebook, luck: np.random.Generator) -> pl.DataFrame:
    """Return codings drawn at random for one report (`coding_schema`)."""
    has = luck.random((sentences, len(codebook.mechanisms))) < _SHARE
    scores = np.where(has, luck.beta(8, 3, has.shape), luck.beta(1, 60, has.shape))
    roles = luck.dirichlet(np.ones(len(codebook.roles)), sentences)
    codes = np.array(codebook.mechanisms, dtype=object)
    columns = {
        "mechanismen": [codes[row].tolist() for row in has],
        "rol": [codebook.roles[place] for place in roles.argmax(axis=1)],
        "rol_kans": roles.max(axis=1),
        **{f"kans_{code}": column for code, column in zip(codebook.mechanisms, scores.T, strict=True)},
        **{f"rolkans_{role}": column for role, column in zip(codebook.roles, roles.T, strict=True)},
    }
    return pl.DataFrame(columns, schema=coding_schema(codebook))


def publish(folder: Path, reports: int, out: Path) -> dict[str, float]:
    """Summarise the first so many reports and write all results; return what each stage took and the peak memory."""
    from pipeline.outputs import write_files
    from pipeline.report.links import Links
    from pipeline.report.publish import publications
    from pipeline.synthesis.material import Material
    from pipeline.table_files import table_files
    from pipeline.tables import build_results

    settings, took = Settings(), {}
    coder = coder_of(settings)
    jobs = jobs_of(folder, reports, settings)
    took["peak before"] = _peak()

    def stage(name: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        done = work()
        took[name], took[f"peak after {name}"] = time.process_time() - start, _peak()
        return done

    found = stage("summarise", lambda: build_results(jobs, coder, settings.synthesis))
    material = Material(coder.codebook, found.digest, found.rows, found.tables, {"model_card": coder.model.card})
    pages = stage("synthesise", lambda: publications(material, found.written, Links("rapporten")))
    tables = table_files(found.written) | {"passages.parquet": found.write_passages}
    stage("write", lambda: write_files(tables | pages, out, {}))
    return took | {"sentences": float(found.tables["documenten"]["zinnen"].sum())}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(work: Callable[..., T], *arguments: object) -> T:
    """Do work in a process of its own, so that its memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def main() -> None:
    """Make reports once, and time what becomes of the first so many pages of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=PAGES)
    parser.add_argument("--folder", type=Path, help="where the reports are kept for a next time")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary) / "cache"
        if not folder.exists():
            apart(fill, folder, max(chosen.pages) // _PAGES_OF_A_REPORT, _PAGES_OF_A_REPORT * _SENTENCES)
        measured = {
            pages: apart(publish, folder, pages // _PAGES_OF_A_REPORT, Path(temporary) / str(pages))
            for pages in chosen.pages
        }
    tell(measured)


def tell(measured: dict[int, dict[str, float]]) -> None:
    """Print a line per size: milliseconds per page and peak memory in MiB, each by stage."""
    stages = ("summarise", "synthesise", "write")
    print("\nFrom coded reports to all results, one process: ms per page, and peak memory in MiB after each stage")
    heads = ("pages", "sentences", "ms", *stages, "at start", *stages)
    print("".join(f"{head:>12}" for head in heads))
    for pages, took in measured.items():
        times = [1000 * took[stage] / pages for stage in stages]
        peaks = [took["peak before"], *(took[f"peak after {stage}"] for stage in stages)]
        figures = [*(f"{time:.2f}" for time in (sum(times), *times)), *(f"{peak:.0f}" for peak in peaks)]
        print("".join(f"{figure:>12}" for figure in (f"{pages}", f"{took['sentences']:.0f}", *figures)))


if __name__ == "__main__":
    main()
