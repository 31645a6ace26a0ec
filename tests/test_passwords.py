"""A report with a password: read by who has it, and the password is written nowhere."""

from pathlib import Path

import pytest
from pypdf import PdfWriter

from pipeline.commands.chosen import for_reading
from pipeline.errors import UsageError
from pipeline.run import run
from pipeline.settings import ExtractSettings, Settings
from tests.extract.pdf.make_cases import Sheet, lines, write_pdf

PASSWORD = "sesam-open-u"
TEXT = (
    "De kastanjes aan de Dorpsstraat verliezen te vroeg hun blad en worden vervangen.",
    "Na zware regen staat de Kerkbrink blank en het riool loopt in de kelders.",
    "De gemeente wil dat er nieuwe linden langs de Molenweg worden geplant.",
    "Het is de bedoeling dat de vijver bij de Schoollaan wordt uitgediept.",
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "rapporten"
    folder.mkdir()
    writer = PdfWriter(clone_from=write_pdf(tmp_path / "open.pdf", Sheet(lines(72, 700, *TEXT))))
    writer.encrypt(user_password=PASSWORD, owner_password="eigenaar", algorithm="AES-256")
    writer.write(folder / "slot.pdf")
    (folder / "open.txt").write_text(" ".join(TEXT), encoding="utf-8")
    return folder


def with_passwords(settings: Settings, *passwords: str, file: Path | None = None) -> Settings:
    return for_reading(settings, ocr=False, passwords=passwords, file=file)


def test_a_locked_report_is_read_once_the_password_is_given(reports: Path, tmp_path: Path, settings: Settings) -> None:
    out = tmp_path / "uit"
    assert run(reports, out, settings).manifest["statuses"] == {"ok": 1, "versleuteld": 1}
    assert not run(reports, out, settings).changed
    assert run(reports, out, with_passwords(settings, "fout")).manifest["statuses"] == {"ok": 1, "versleuteld": 1}
    opened = run(reports, out, with_passwords(settings, "fout", PASSWORD))
    assert (opened.manifest["statuses"], opened.read) == ({"ok": 2}, 1)
    assert not run(reports, out, settings).changed


def test_the_password_is_written_nowhere(reports: Path, tmp_path: Path, settings: Settings) -> None:
    given = with_passwords(settings, PASSWORD)
    run(reports, tmp_path / "uit", given)
    assert PASSWORD not in repr(given)
    written = [path for path in (tmp_path / "uit").rglob("*") if path.is_file()]
    assert written
    assert not [path.name for path in written if PASSWORD.encode() in path.read_bytes()]


def test_passwords_stand_on_the_lines_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "wachtwoorden.txt"
    file.write_text("een\n\n twee met spaties \n", encoding="utf-8-sig")
    settings = Settings(extract=ExtractSettings(passwords=("nul",)))
    assert with_passwords(settings, "een half", file=file).extract.passwords == (
        "nul",
        "een half",
        "een",
        " twee met spaties ",
    )
    with pytest.raises(UsageError, match=r"there is no file .*weg\.txt; give a text file with a password on each line"):
        with_passwords(settings, file=tmp_path / "weg.txt")
