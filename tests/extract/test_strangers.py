"""Files made to do harm, or that are not what their name says: a clear refusal, no crash and no request."""

import struct
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pipeline.extract.docx import read_docx
from pipeline.extract.html import read_html
from pipeline.extract.odt import read_odt
from pipeline.extract.text import read_text
from pipeline.records import Reading, Status
from tests.extract import make_docx, make_odt
from tests.extract.make_docx import MAIN_RELATION, PACKAGE, RELATIONS, WORD, paragraph
from tests.extract.readings import refusal_by, texts

READERS: dict[str, Callable[[Path], Reading]] = {
    ".docx": read_docx,
    ".odt": read_odt,
    ".html": read_html,
    ".txt": read_text,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
HAHA = "<!ENTITY h0 'ha'>" + "".join(f"<!ENTITY h{i} '{f'&h{i - 1};' * 10}'>" for i in range(1, 12))


def written(folder: Path, suffix: str, data: bytes) -> Path:
    path = folder / f"vreemd{suffix}"
    path.write_bytes(data)
    return path


def word(folder: Path, xml: str, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "vreemd.docx"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("_rels/.rels", MAIN_RELATION.format("word/document.xml"))
        archive.writestr("word/document.xml", xml)
    return path


def document(text: str, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{WORD}"><w:body>{paragraph(text)}</w:body></w:document>'


def refusal(path: Path) -> tuple[Status, str]:
    return refusal_by(READERS[path.suffix], path)


@pytest.mark.parametrize(
    ("suffix", "data", "status", "said"),
    [
        (".docx", "\ufeff<html><p>Rapport</p></html>".encode(), Status.OTHER_KIND, "een webpagina"),
        (".docx", "<html><p>Rapport</p></html>".encode("utf-16"), Status.OTHER_KIND, "een webpagina"),
        (".odt", b'<?xml version="1.0"?><office:document/>', Status.OTHER_KIND, "een webpagina of los XML-bestand"),
        (".odt", OLE + "WordDocument".encode("utf-16-le"), Status.UNSUPPORTED, "oud Word-bestand (.doc)"),
        (".html", OLE, Status.OTHER_KIND, "geen HTML"),
        (".html", b"PK\x03\x04\x14\x00<w", Status.OTHER_KIND, "maar een .docx-, .odt- of zip-bestand"),
        (".html", b"{\\rtf1 <b", Status.OTHER_KIND, "maar een RTF-bestand"),
        (".txt", b"%PDF-1.7", Status.OTHER_KIND, "een PDF met de extensie .txt"),
        (".txt", b"{\\rtf1 Rapport}", Status.OTHER_KIND, "een RTF-bestand"),
        (".txt", b"PK\x03\x04", Status.OTHER_KIND, "een .docx-, .odt- of zip-bestand"),
    ],
)
def test_file_of_another_kind_says_what_it_is(
    tmp_path: Path, suffix: str, data: bytes, status: Status, said: str
) -> None:
    found, message = refusal(written(tmp_path, suffix, data))
    assert found is status
    assert said in message


@pytest.mark.parametrize("suffix", READERS)
def test_huge_file_is_refused_before_it_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"leegte{suffix}"
    with path.open("wb") as file:
        file.truncate(501 * 2**20)  # takes no room on the disk
    assert refusal(path)[0] is Status.TOO_LARGE


def test_part_that_declares_less_than_it_holds_is_not_unpacked_whole(tmp_path: Path) -> None:
    path = word(tmp_path, document(" " * (64 * 2**20)))
    data = bytearray(path.read_bytes())
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 1000)
    path.write_bytes(data)
    tracemalloc.start()
    status, message = refusal(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (status, "word/document.xml is afgebroken" in message) == (Status.DAMAGED, True)
    assert most < 8 * 2**20


def test_bomb_under_another_name_than_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vreemd.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", MAIN_RELATION.format("word/document.bin"))
        archive.writestr("word/document.bin", " " * (11 * 2**20))
    assert refusal(path) == (
        Status.TOO_LARGE,
        "Uitgepakt is het onderdeel word/document.bin meer dan 200 keer zo groot als ingepakt; "
        "maak het bestand kleiner of deel het op.",
    )


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_unpacks_without_bounds_is_refused(tmp_path: Path, packing: int) -> None:
    status, message = refusal(word(tmp_path, document("Rapport"), packing))
    assert (status, "ongewoon ingepakt" in message) == (Status.DAMAGED, True)


@pytest.mark.parametrize(
    "xml",
    [
        document("&h11;", f"<!DOCTYPE d [{HAHA}]>"),
        document("Rapport", f"<!DOCTYPE d [{HAHA}]>").replace("<w:body>", '<w:body w:x="&h11;">'),
        document("Rapport", f"<!DOCTYPE d [{HAHA}]>").replace("<w:body>", '<w:body w:x="&h2;">'),
        document("&h1;", '<!DOCTYPE d [<!ENTITY h1 SYSTEM "file:///etc/hostname">]>'),
        document("Rapport", '<!DOCTYPE d SYSTEM "file:///etc/hostname">'),
    ],
    ids=["laughs", "laughs in an attribute", "chuckle in an attribute", "file as entity", "file as doctype"],
)
@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_entities_are_refused_at_once(tmp_path: Path, xml: str, suffix: str) -> None:
    start = time.perf_counter()
    path = word(tmp_path, xml) if suffix == ".docx" else make_odt.packed(tmp_path, {"content.xml": xml})
    assert refusal(path)[0] is Status.DAMAGED
    assert time.perf_counter() - start < 5


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched(tmp_path: Path, visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    page = (
        f'<!DOCTYPE html SYSTEM "{address}/a.dtd"><link rel=stylesheet href="{address}/a.css"><p>Rapport.</p>'
        f'<img src="{address}/a.png"><iframe src="{address}/a.html"></iframe><script src="{address}/a.js"></script>'
    )
    assert texts(read_html(written(tmp_path, ".html", page.encode()))) == ["Rapport."]
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" TargetMode="External" Target="{address}/{kind}"/>'
        for kind in ("styles", "numbering", "footnotes", "attachedTemplate", "image")
    )
    path = word(tmp_path, document("Rapport."))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'
        )
    assert texts(read_docx(path)) == ["Rapport."]
    assert refusal(word(tmp_path, document("Rapport.", f'<!DOCTYPE d SYSTEM "{address}/b.dtd">')))[0] is Status.DAMAGED
    picture = f'<draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}/c.png"/>'
    odt = make_odt.odt(tmp_path, make_odt.p(f"Rapport.{picture}</draw:frame>"))
    assert texts(read_odt(odt)) == ["Rapport."]
    assert asked == []


def nested(unit: str, depth: int) -> str:
    """Elements within each other; a unit names them from the outside in."""
    names = unit.split()
    return "".join(f"<{name}>" for name in names) * depth + "{}" + "".join(f"</{n}>" for n in names[::-1]) * depth


def docx_within(folder: Path, unit: str, depth: int) -> Path:
    return make_docx.raw(folder, nested(unit, depth).format(paragraph("Diep.")))


def odt_within(folder: Path, unit: str, depth: int) -> Path:
    return make_odt.odt(folder, nested(unit, depth).format(make_odt.p("Diep.")))


def html_within(folder: Path, unit: str, depth: int) -> Path:
    return written(folder, ".html", nested(unit, depth).format("Diep.").encode())


@pytest.mark.parametrize(
    ("within", "unit", "read"),
    [
        (docx_within, "w:tbl w:tr w:tc", 80),
        (docx_within, "w:sdt w:sdtContent", 120),
        (odt_within, "text:section", 240),
        (odt_within, "text:list text:list-item", 120),
        (odt_within, "table:table table:table-row table:table-cell", 80),
        (html_within, "div", 240),
        (html_within, "ul li", 120),
        (html_within, "table tr td", 60),
        (html_within, "span", 240),
    ],
)
def test_nesting_is_read_to_a_depth_and_refused_below(
    tmp_path: Path, within: Callable[[Path, str, int], Path], unit: str, read: int
) -> None:
    path = within(tmp_path, unit, read)
    assert "Diep." in " ".join(texts(READERS[path.suffix](path)))
    status, message = refusal(within(tmp_path, unit, 20_000))
    assert status is Status.DAMAGED
    assert "genest" in message


def test_macros_are_not_looked_at(tmp_path: Path) -> None:
    path = word(tmp_path, document("Rapport."))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", OLE)
    assert texts(read_docx(path.rename(tmp_path / "vreemd.docm"))) == ["Rapport."]
