"""A folder of results by hand: two passages of a PDF, one that tries to break out of the page, and plain ones."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl
import pytest
import typst
from starlette.testclient import TestClient

from pipeline.classify import role_score_column, score_column
from pipeline.codebook import Codebook
from pipeline.review.material import Material, load_material
from pipeline.review.queue import Wish
from pipeline.review.web import desk as desk_module
from pipeline.review.web.access import PROOF_HEADER, Access
from pipeline.review.web.app import web_app
from pipeline.review.web.desk import Desk
from pipeline.review.web.pages import Pages
from pipeline.settings import PROJECT, Settings
from pipeline.versions import file_hash
from tests.review.web.reading_order import in_reading_order

PORT = 8123
ADDRESS = f"http://127.0.0.1:{PORT}"
REPORT = "groen/bomen & struiken.pdf"
TYPESET = """
#set page(width: 12cm, height: 9cm)
#set text(size: 16pt)
De kastanje aan de kade verliest te vroeg zijn blad.

De wortels van de iep drukken het riool onder de Havenkade kapot, en dat is al drie jaar zo.
#pagebreak()
Er komen nieuwe linden langs de Schoollaan.
"""
HOSTILE = "</p><script>window.kapot = 1</script><img src=x onerror='kapot = 1'> & \"de sloot\"."
TEXTS = (
    (REPORT, 1, "De kastanje aan de kade verliest te vroeg zijn blad."),
    (REPORT, 1, "De wortels van de iep drukken het riool onder de Havenkade kapot, en dat is al drie jaar zo."),
    (REPORT, 2, "Er komen nieuwe linden langs de Schoollaan."),
    ("water.docx", 1, HOSTILE),
    ("weg.pdf", 4, "De vijver staat droog."),
    *(("water.docx", 1, f"Bij paal {number} staat het pad na regen blank.") for number in range(1, 21)),
)


def row(codebook: Codebook, number: int) -> dict[str, object]:
    document, page, text = TEXTS[number]
    return {
        "passage_id": f"p{number:03}",
        "document": document,
        "pagina": page,
        "sectie": "1 Wandeling > 1.1 Langs de kade",
        "passage": text,
        "ervoor": TEXTS[number - 1][2] if number else "",
        "erna": TEXTS[number + 1][2] if number + 1 < len(TEXTS) else "",
        "blok": number,
        "start": 0,
        "eind": len(text),
        "mechanismen": ["water"] if "regen" in text else [],
        "rol": "klacht",
        **{score_column(code): 0.25 for code in codebook.mechanisms},
        **{role_score_column(role): 0.5 for role in codebook.roles},
    }


@pytest.fixture
def out(tmp_path: Path, codebook: Codebook) -> Path:
    """A folder of results, with the reports in a folder beside it whose name must be quoted in a link."""
    report = tmp_path / "de rapporten" / REPORT
    report.parent.mkdir(parents=True)
    source = tmp_path / "bomen.typ"
    source.write_text(TYPESET, encoding="utf-8")
    typst.compile(source, output=report)
    folder = tmp_path / "uit"
    folder.mkdir()
    pl.DataFrame([row(codebook, number) for number in range(len(TEXTS))]).write_parquet(folder / "passages.parquet")
    pl.DataFrame({"document": [REPORT], "titel": ["Bomen <en> struiken"]}).write_parquet(folder / "documenten.parquet")
    card = {"fingerprint": "f1", "mechanisms": list(codebook.mechanisms), "roles": list(codebook.roles)}
    inputs = {REPORT: file_hash(report), "weg.pdf": "0" * 64, "water.docx": "1" * 64}
    manifest = {"model_card": card, "reports": "../de%20rapporten", "inputs": inputs, "outputs": {}}
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def material(out: Path, settings: Settings) -> Material:
    return load_material(out, settings)


@pytest.fixture
def desk(material: Material, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of somebody whose name is not known yet."""
    monkeypatch.setattr(desk_module, "queue", in_reading_order)
    return Desk(material, Wish(count=22), settings.passages)


@pytest.fixture
def access() -> Access:
    return Access(PORT)


@pytest.fixture
def stranger(material: Material, desk: Desk, access: Access) -> Iterator[TestClient]:
    """A browser that was not let in."""
    with Pages(material.out, material.manifest["reports"]) as pages:
        yield TestClient(web_app(material, desk, pages, access), base_url=ADDRESS)


@pytest.fixture
def client(stranger: TestClient, access: Access) -> TestClient:
    """Our own page in a browser that was let in, before a name was given."""
    stranger.get(access.address)
    stranger.headers.update({"origin": ADDRESS, PROOF_HEADER: access.proof})
    return stranger


@pytest.fixture
def noor(client: TestClient) -> TestClient:
    """The same, with the name Noor given."""
    assert client.post("/naam", json={"name": "Noor"}).status_code == 200
    return client


@pytest.fixture
def passages(settings: Settings) -> Path:
    """The folder in which decisions are stored."""
    return settings.passages


Start = Callable[..., "Started"]


@dataclass
class Started:
    """The command, running."""

    process: subprocess.Popen[str]
    address: str = ""

    @property
    def output(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout


@pytest.fixture
def start(out: Path, settings: Settings) -> Iterator[Start]:
    """Starts the command on the folder of results, as often as is asked."""
    running: list[Started] = []

    def started(*options: str) -> Started:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.review.web.reading_order", "review", "--web", "--no-browser"),
                *("--out", str(out), "--codebook", str(settings.codebook), "--passages", str(settings.passages)),
                *("--next", "22", *options),
            ],
            cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(PROJECT), "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            text=True,
        )
        server = Started(process)
        running.append(server)
        first = server.output.readline()
        assert first.startswith("Review at http://127.0.0.1:"), first
        server.address = first.split()[-1]
        return server

    yield started
    for server in running:
        server.process.kill()
        server.process.wait()
        server.output.close()
