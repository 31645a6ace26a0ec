"""What reaches the terminal: nothing that it would obey, on the right stream, and no more than was asked for."""

import json
import logging

import pytest

from pipeline import show
from pipeline.show.logs import Level, start_log

OBEYED = {
    "\x1b[2J\x1b]0;titel\x07weg": r"\x1b[2J\x1b]0;titel\x07weg",
    "\x9b31mrood": r"\x9b31mrood",
    "a\rb": r"a\rb",
    "rapport\u202efdp.exe": r"rapport\u202efdp.exe",
    "on\u200bzicht\u2066baar": r"on\u200bzicht\u2066baar",
    "geen\udcfftekst": r"geen\udcfftekst",
    "\U000e0041merk": r"\U000e0041merk",
}


@pytest.fixture(autouse=True)
def well_mannered() -> None:
    show.manners.reset()


@pytest.mark.parametrize(("text", "shown"), OBEYED.items())
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    show.line(text)
    show.error(text, code=1)
    show.table(text, [text], [[text]])
    said = capsys.readouterr()
    assert said.out.startswith(f"{shown}\n")
    assert said.err == f"rodedraad: {shown}\n"
    assert not {"\x1b", "\x9b", "\x07", "\r", "\u202e", "\u200b", "\u2066", "\udcff"} & set(said.out + said.err)


@pytest.mark.parametrize("text", ["één – “twee” €", "[red]x[/red] :bomb:", "regel 1\nregel 2", "日本語 🌳"])
def test_plain_text_is_shown_as_it_is(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    show.line(text)
    assert capsys.readouterr().out == f"{text}\n"


def test_a_quiet_command_says_its_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    show.manners.quiet = True
    show.line("klaar")
    show.table("titel", ["kolom"], [["cel"]])
    assert list(show.progress([1, 2], "Reading", 2)) == [1, 2]
    assert show.error("mis", code=2) == 2
    assert tuple(capsys.readouterr()) == ("", "rodedraad: mis\n")


def test_beside_a_result_for_a_program_everything_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    show.manners.as_json = True
    show.line("onderweg")
    show.result({"out": "uit\x1b[2J", "naam": "één :bomb:"})
    said = capsys.readouterr()
    assert said.err == "onderweg\n"
    assert "\x1b" not in said.out
    assert json.loads(said.out) == {"out": "uit\x1b[2J", "naam": "één :bomb:"}


def test_a_record_of_the_log_is_one_line_from_its_level_on(capsys: pytest.CaptureFixture[str]) -> None:
    start_log(Level.INFO)
    log = logging.getLogger("pipeline.run.log")
    log.info("read %s: %.1f s", "a\nrodedraad: niets aan de hand\x1b[2J.pdf", 0.3)
    log.debug("onder de maat")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err[8:] == r" INFO read a\nrodedraad: niets aan de hand\x1b[2J.pdf: 0.3 s" + "\n"
    start_log(Level.WARNING)
    log.info("onder de maat")
    assert capsys.readouterr().err == ""
