"""A report that tries to be obeyed: script, formula, terminal commands, turned text and names that lead elsewhere.

The whole chain runs on it once; then everything that comes out is looked at.
"""

import csv
import re
import shutil
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from html import escape
from io import StringIO
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import polars as pl
import pytest
from lxml import etree, html
from playwright.sync_api import sync_playwright

from pipeline import show
from pipeline.run import run
from pipeline.settings import DuplicateSettings
from pipeline.show.logs import Level, start_log
from pipeline.status import standing_of
from tests.conftest import settings_for
from tests.extract import make_docx
from tests.extract.pdf.make_cases import Sheet, lines, write_pdf

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCRIPT = "<script>window.kwaad=1</script><img src=x onerror=window.kwaad=1>"
FORMULA = '=HYPERLINK("http://kwaad.example/","klik")'
ANSI = "\x1b]0;kwaad\x07\x1b[2J"
TURNED = "\u202ednik\u2066\u200f"
SENTENCES = (
    f"De iepen {SCRIPT} aan de Kerkbrink zijn ziek.",
    f"{FORMULA} de kastanje in de Molenweg verliest te vroeg zijn blad.",
    f"De iepen {TURNED} aan de Schoollaan zijn ziek en dat ziet iedereen.",
    f"Het riool {ANSI} onder de Havenkade loopt bij regen over.",
    "@SOM(A1) na regen staat de Dorpsstraat blank, en dat is al jaren zo.",
)
NAMES = (
    f"{SCRIPT.replace('/', '')}.md",
    "=1+1.md",
    f"{ANSI}.md",
    f"rap{TURNED}fdp.md",
    "..\\..\\weg.md",
    "regel\neinde.md",
)
OURS = tuple(f".{kind}" for kind in ("csv", "xlsx", "md", "docx", "parquet", "json"))
# Control characters, and marks that turn or hide text.
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Done:
    """The folder of everything, and what the run said in the terminal."""

    root: Path
    said: str

    @property
    def out(self) -> Path:
        return self.root / "uit"


def write_reports(folder: Path) -> None:
    """The same sentences as Markdown under every name, as HTML, Word and PDF."""
    folder.mkdir()
    body = "\n\n".join(SENTENCES)
    for name in NAMES:
        (folder / name).write_text(f"# {FORMULA} {SCRIPT}\n\n{body}\n", encoding="utf-8")
    shown = "".join(f"<p>{escape(text)}</p>" for text in SENTENCES)
    page = f"<title>{escape(SCRIPT)}</title><script>1</script><h1>{escape(FORMULA)}</h1>{shown}"
    (folder / "pagina.html").write_text(f"<!doctype html><html lang='nl'><body>{page}", encoding="utf-8")
    texts = (FORMULA, *(text for text in SENTENCES if ANSI not in text))  # XML has no place for the commands
    made = make_docx.raw(folder, "".join(map(make_docx.paragraph, map(escape, texts))))
    made.rename(folder / "brief.docx")
    flat = (text for text in SENTENCES if text.isascii() and ANSI not in text)
    write_pdf(folder / "druk.pdf", Sheet(lines(50, 700, *flat)), title=f"{FORMULA} {SCRIPT}")


@pytest.fixture(scope="module")
def done(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    root = tmp_path_factory.mktemp("kwaad")
    write_reports(root / "rapporten")
    every_report = DuplicateSettings(keep_all=True)  # they say the same
    settings = replace(settings_for(shutil.copytree(project, root / "project")), duplicates=every_report)
    before = set(root.rglob("*")) | {root / "uit"}
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        show.manners.reset()
        start_log(Level.DEBUG)
        show.run_result(run(root / "rapporten", root / "uit", settings, progress=show.progress))
        show.standing(standing_of(root / "uit"))
        show.error(f"{root / 'rapporten' / NAMES[2]} kan niet", code=1)
        start_log(Level.WARNING)
    outside = {path for path in root.rglob("*") if path not in before and root / "uit" not in path.parents}
    assert outside == set()
    return Done(root, said.getvalue())


def test_the_hostile_sentences_came_through_and_were_coded(done: Done) -> None:
    coded = pl.read_parquet(done.out / "passages.parquet").filter(pl.col("mechanismen").list.len() > 0)
    text = " ".join(coded["passage"])
    assert "<script>window.kwaad" in text
    assert "=HYPERLINK(" in text
    assert set(pl.read_parquet(done.out / "status.parquet")["status"]) == {"ok"}


def test_results_have_the_names_of_results_only(done: Done) -> None:
    names = {path.name for path in done.out.iterdir()}
    assert all(
        re.fullmatch(r"[a-z_]+\.(csv|parquet|html|md|docx|xlsx|json)|\.[a-z]+(\.[a-z]+)?", name) for name in names
    )
    cached = [path.name for path in (done.out / ".cache").glob("*/*")]
    assert all(re.fullmatch(r"[0-9a-f]+\.(json|parquet)", name) for name in cached)


def test_no_cell_of_a_csv_runs(done: Done) -> None:
    for path in done.out.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
        running = [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell) and not re.fullmatch(r"-?[\d,.e-]+", cell)]
        assert running == []
        assert [cell for cell in cells if OBEYED.search(cell)] == []


def test_no_cell_of_the_workbook_runs_and_links_lead_to_the_reports(done: Done) -> None:
    book = openpyxl.load_workbook(done.out / "rode_draad.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and OBEYED.search(cell.value)] == []
    assert any("=HYPERLINK(" in str(cell.value) for cell in cells)
    targets = {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target}
    assert targets
    assert all(leads_to_reports(target, done) for target in targets)


def leads_to_reports(target: str, done: Done) -> bool:
    """Whether an address, seen from the results, is that of one of the reports."""
    place = unquote(target.removeprefix("external:").partition("#")[0]).replace("\\", "/")
    return place.startswith("../rapporten/") and "/../" not in place.removeprefix("../")


def test_markdown_has_no_markup_of_a_report(done: Done) -> None:
    text = (done.out / "rode_draad.md").read_text(encoding="utf-8")
    assert "script" in text
    assert not re.search(r"(?<!\\)<(script|img)", text)
    assert not OBEYED.search(text)


def test_the_document_has_no_field_or_link_of_a_report(done: Done) -> None:
    with zipfile.ZipFile(done.out / "rode_draad.docx") as package:
        document = package.read("word/document.xml").decode()
        links = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    assert "=HYPERLINK(" in document
    assert "HYPERLINK" not in " ".join(re.findall(r"<w:instrText[^>]*>([^<]*)", document))
    outside = [link.get("Target", "") for link in links if link.get("TargetMode") == "External"]
    assert outside
    assert all(leads_to_reports(target, done) for target in outside)
    assert not OBEYED.search(document)


def test_the_page_holds_the_report_as_text(done: Done) -> None:
    text = (done.out / "rode_draad.html").read_text(encoding="utf-8")
    tree = html.fromstring(text)
    assert "window.kwaad" in text
    assert tree.xpath("//img | //iframe | //object | //embed") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert not any("kwaad" in str(script.text) and script.get("type") is None for script in tree.iter("script"))
    addresses = {str(address) for address in tree.xpath("//a/@href")}
    assert all(
        address.startswith("#") or leads_to_reports(address, done) or address.endswith(OURS) for address in addresses
    )
    assert not OBEYED.search(text)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found on this machine")
def test_a_browser_runs_and_fetches_nothing_of_the_report(done: Done) -> None:
    address = (done.out / "rode_draad.html").as_uri()
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("dialog", lambda dialog: asked.append(dialog.message))
        tab.goto(address)
        tab.locator("#passages-tabel .said").first.wait_for()
        shown = tab.locator("#passages-tabel").inner_text()
        assert tab.evaluate("window.kwaad") is None
        browser.close()
    assert "<script>window.kwaad" in shown
    assert [url for url in asked if url != address and not url.startswith("data:")] == []


def test_nothing_of_a_report_commands_the_terminal(done: Done) -> None:
    assert not OBEYED.search(done.said.replace("\r\n", "\n"))
    assert r"\x1b]0;kwaad\x07" in done.said
    assert "Kerkbrink" not in done.said
