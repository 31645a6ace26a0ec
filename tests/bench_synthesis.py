"""Time and memory from a million coded passages in Parquet to the pages: ``python -m tests.bench_synthesis``.

The passages are made up: words drawn at random, codes as rare as in real reports. They are written to Parquet by
one process and read by another, whose time and peak memory are printed.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl

from pipeline.codebook import load_codebook
from pipeline.model.store import current_model
from pipeline.settings import Settings

T = TypeVar("T")
_WORDS = (
    "de het een van en in op is dat wordt voor met gemeente rijk regels wet personeel tekort specialisten kennis delen "
    "kosten herstelkosten schade opgave afspraken regie overleg gegevens systeem uitvoering toezicht budget vacatures"
).split()
_SHARE = 0.04  # of the sentences per mechanism
_SECTION = 20  # sentences


def make_passages(count: int, reports: int, path: Path) -> None:
    """Write so many made-up passages of so many reports of equal length."""
    codebook, luck = load_codebook(Settings().codebook), np.random.default_rng(1)
    words = [*_WORDS, *(f"woord{place}" for place in range(1_000))]  # most words of a report are of no theme
    sentences = [" ".join(luck.choice(words, 22)).capitalize() + "." for _ in range(20_000)]
    texts = pl.Series(sentences)
    number = np.arange(count)
    report = number * reports // count
    has = luck.random((count, len(codebook.mechanisms))) < _SHARE
    codes = np.array(codebook.mechanisms, dtype=object)
    scores = {
        f"kans_{code}": np.where(has[:, i], luck.beta(8, 3, count), luck.beta(1, 60, count))
        for i, code in enumerate(codebook.mechanisms)
    }
    pl.DataFrame(
        {
            "passage_id": pl.Series([f"p{i:07}" for i in number]),
            "document": pl.Series([f"map/rapport-{i:04}.pdf" for i in report]),
            "pagina": 1 + (number % max(count // reports, 1)) // 25,
            "sectie": pl.Series([f"Hoofdstuk > {i}" for i in number // _SECTION % 50]),
            "passage": texts[luck.integers(0, len(texts), count)],
            "ervoor": texts[luck.integers(0, len(texts), count)],
            "erna": texts[luck.integers(0, len(texts), count)],
            "ocr": np.zeros(count, dtype=bool),
            "mechanismen": pl.Series([codes[row].tolist() for row in has], dtype=pl.List(pl.String)),
            "rol": luck.choice(codebook.roles, count),
            "rol_kans": luck.random(count),
            **scores,
            "machine": pl.Series([codes[row].tolist() for row in has], dtype=pl.List(pl.String)),
            "machine_rol": ["" for _ in has],
            "gecodeerd_door": pl.Series([[] for _ in has], dtype=pl.List(pl.String)),
            "opmerking_codeur": ["" for _ in has],
            "organisaties": pl.Series([["Gemeente Hollekamp"] if one.any() else [] for one in has]),
            "link": pl.Series([f"map/rapport-{i:04}.pdf#page=1" for i in report]),
        }
    ).write_parquet(path)


def publish(path: Path, out: Path) -> dict[str, float]:
    """Summarise the passages, write every publication, and return what each stage took and the peak memory."""
    from pipeline.outputs import write_files
    from pipeline.report.links import Links
    from pipeline.report.publish import publications
    from pipeline.synthesis.material import Material, placed
    from pipeline.tables import STATUS_SCHEMA, summarise

    settings, took = Settings(), {}
    model = current_model(settings)
    codebook = model.classifier.codebook
    card, quality = model.card, model.quality
    del model
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def stage(name: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        done = work()
        took[name] = time.perf_counter() - start
        return done

    passages = stage("read", lambda: pl.read_parquet(path))
    reports = passages.group_by("document", maintain_order=True).agg(pl.col("pagina").max().alias("paginas"))
    reports = reports.with_columns(titel=pl.col("document"))
    tables = stage("summarise", lambda: summarise(passages, reports, codebook, card, settings.synthesis))
    tables |= {"status": pl.DataFrame(schema=STATUS_SCHEMA), "kwaliteit": quality}
    material = Material(codebook, placed(tables["passages"], codebook), tables, {"model_card": card})
    pages = stage("synthesise", lambda: publications(material, tables, Links("rapporten")))
    stage("write", lambda: write_files(pages, out, {}))
    took["peak MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took["of which before reading"] = base
    return took


def main() -> None:
    """Make passages and time what becomes of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--reports", type=int, default=5_000)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "passages.parquet", chosen.out or Path(folder) / "uit"
        for work, arguments in ((make_passages, (chosen.passages, chosen.reports, path)), (publish, (path, out))):
            with get_context("spawn").Pool(1) as pool:
                took = pool.apply(work, arguments) or {}
        print(f"{chosen.passages} passages in {chosen.reports} reports")
        print(json.dumps({name: round(value, 1) for name, value in took.items()}, indent=1))
        for file in sorted(out.iterdir()):
            print(f"  {file.name:20} {file.stat().st_size / 1e6:8.2f} MB")


if __name__ == "__main__":
    main()
