"""One coder has one name, and nobody has the machine's."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.codings import CONSENSUS, CodedPassage, read_codings
from pipeline.codings.coders import as_known, person, tidy_name
from pipeline.errors import UsageError

HEADER = "text;mechanismen;rol;document;coder;datum"
ELS = CodedPassage("De els valt om.", (), "plan", "nota", "anna")


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  Anna\n de  Wit ", "Anna de Wit"), ("an\u200bna", "anna"), ("CONSENSUS", CONSENSUS), ("\u200b", "")],
)
def test_a_name_is_one_line_that_can_be_seen(name: str, kept: str) -> None:
    assert tidy_name(name) == tidy_name(tidy_name(name)) == kept
    assert replace(ELS, coder=name).coder == kept


def test_the_spelling_from_before_is_kept() -> None:
    assert as_known("ANNA", ["bram", "Anna"]) == person("anna ", ["Anna"]) == "Anna"
    assert as_known("Zoe\u0308", ["Zo\u00eb"]) == "Zo\u00eb"
    assert person("cleo", ["Anna"]) == "cleo"


@pytest.mark.parametrize("name", ["machine", "Machine ", "(model)", "MODEL"])
def test_the_name_of_the_machine_is_nobodys(name: str) -> None:
    with pytest.raises(UsageError, match="is our name for the machine, not for a coder"):
        person(name)


def test_spellings_have_one_vote_and_rows_of_the_machine_none(tmp_path: Path, codebook: Codebook) -> None:
    rows = ["T.;bomen;plan;nota;Anna;2026-05-01", "T.;water;plan;nota;anna;2026-05-02"]
    rows += ["U.;bomen;plan;nota;Machine;2026-05-01", "V.;bomen;plan;nota;bram;2026-05-01"]
    rows += ["V.;;klacht;nota;Consensus;2026-05-02"]
    (tmp_path / "ronde.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    codings = read_codings(tmp_path, codebook)
    assert [(one.coder, one.mechanisms) for one in codings.passages] == [("Anna", ("water",)), (CONSENSUS, ())]
    assert codings.without_coder == 1
