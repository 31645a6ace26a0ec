"""Out and in again, with the strangest texts: no coding is lost and none is changed, as CSV and as a workbook.

RODEDRAAD_ROUND_TRIPS=10000 makes it so many codings by each way in place of 300.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision, Place, read_codings
from pipeline.codings.records import tidy
from pipeline.codings.store import append
from pipeline.report.safe_text import printable
from pipeline.review.records import Item, Picked
from pipeline.review.sheet_in import read_sheet
from pipeline.spreadsheet import unguard
from tests.review.sheet_cases import fill, given_out, item

IN_ONE_SHEET = 25
SHEETS = int(os.environ.get("RODEDRAAD_ROUND_TRIPS", "300")) // IN_ONE_SHEET
SEVERE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

nasty = st.one_of(
    st.sampled_from(
        ["=1+1", "'=1", "-5", "@a", "1-2", "007", "WAAR", "_x0041_", "a\r\nb", "\tx", '"; "', "é🌳\u200d", "'t"]
    ),
    st.text(alphabet="'=+-@\t\r\n;,\"| aé5_x\0\x07\u2028\ufeff", max_size=12),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
kept = nasty.filter(lambda text: "\0" not in text)  # no text of a report has one: the store does not take it
filled_text = kept.filter(str.strip)
codes = st.sets(st.sampled_from(["bomen", "water"]))
roles = st.sampled_from(["klacht", "plan"])
yes, no = st.sampled_from(["ja", "JA ", "x", "1", "waar"]), st.sampled_from(["nee", "Nee", "0", "onwaar"])


@dataclass(frozen=True)
class Coding:
    """An item, the cells that are filled in for it, and what they mean: None when the row is left as it is."""

    item: Item
    cells: dict[str, str]
    meant: tuple[Decision, tuple[str, ...], str, str] | None


@st.composite
def items(draw: st.DrawFn) -> Item:
    numbers = st.one_of(st.none(), st.integers(0, 10**9))
    place = Place(draw(filled_text), draw(st.integers(1, 999)), draw(numbers), draw(numbers), draw(numbers), draw(kept))
    texts: dict[str, object] = {name: draw(kept) for name in ("section", "before", "after", "model", "codebook")}
    texts |= {"mechanisms": tuple(sorted(draw(codes))), "role": draw(roles), "picked": draw(st.sampled_from(Picked))}
    texts |= {"document": draw(filled_text), "text": draw(filled_text)}
    return item(1, **texts, place=place)


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    one = draw(items())
    remark = draw(nasty)
    said = tidy(unguard(printable(remark)))
    match draw(st.sampled_from(["left", "agreed", "skipped", "corrected"])):
        case "left":
            return Coding(one, {}, None)
        case "agreed":
            cells = {"akkoord": draw(yes), "opmerking": printable(remark)}
            return Coding(one, cells, (Decision.CODED, one.mechanisms, one.role, said))
        case "skipped":
            cells = {"akkoord": "overslaan", "opmerking": printable(remark)}
            return Coding(one, cells, (Decision.SKIPPED, (), "", said))
    chosen, role = draw(codes), draw(roles)
    cells = {code: draw(yes) if code in chosen else draw(no) for code in ("bomen", "water")}
    cells |= {"rol": role, "opmerking": printable(remark)}
    return Coding(one, cells, (Decision.CODED, tuple(sorted(chosen)), role, said))


sheets = st.lists(codings(), min_size=IN_ONE_SHEET, max_size=IN_ONE_SHEET, unique_by=lambda one: one.item.key)


def meaning(decision: CodedPassage) -> tuple[Decision, tuple[str, ...], str, str]:
    return decision.decision, decision.mechanisms, decision.role, decision.remark


def check(made: Sequence[Coding], path: Path, codebook: Codebook, store: Path) -> None:
    """Fill in, read, store, read the store, and read the sheet again beside it."""
    fill(given_out([one.item for one in made], codebook, path), [one.cells for one in made])
    reviewed = [one for one in made if one.meant]
    found = read_sheet(path, codebook, [])
    assert (found.faults, found.conflicts, found.unchanged) == ([], [], 0)
    assert found.blank == len(made) - len(reviewed)
    for one, decision in zip(reviewed, found.decisions, strict=True):
        assert meaning(decision) == one.meant
        assert (decision.passage_key, decision.place) == (one.item.key, one.item.place)
        around = tidy(one.item.section), tidy(one.item.before), tidy(one.item.after)
        assert (decision.section, decision.before, decision.after) == around
        proposed = (decision.proposal.mechanisms, decision.proposal.role, decision.proposal.picked)
        assert proposed == (one.item.mechanisms, one.item.role, one.item.picked)
        assert (decision.proposal.model, decision.codebook) == (tidy(one.item.model), tidy(one.item.codebook))
    shutil.rmtree(store, ignore_errors=True)
    if append(store, found.decisions):
        stored = read_codings(store, codebook).history
        assert sorted(map(meaning, stored)) == sorted(map(meaning, found.decisions))
        again = read_sheet(path, codebook, stored)
        assert (again.decisions, again.faults, again.conflicts) == ([], [], [])
        assert again.unchanged == len(reviewed)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_coding_is_lost_or_changed(suffix: str, codebook: Codebook, tmp_path: Path) -> None:
    # Ten codings in a file take minutes to be made smaller: what fails is shown as it was found.
    @settings(max_examples=SHEETS, deadline=None, suppress_health_check=SEVERE, phases=[Phase.generate], database=None)
    @given(sheets)
    def run(made: Sequence[Coding]) -> None:
        check(made, tmp_path / f"review{suffix}", codebook, tmp_path / "codings")

    run()
