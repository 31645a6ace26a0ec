"""What is written for another tool comes back as it was, through every format and whatever it holds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook, Split
from pipeline.codings import CodedPassage, Decision
from pipeline.codings.columns import from_row, to_row
from pipeline.exchange.formats import Format, read, write
from pipeline.exchange.records import MACHINE, Content, Fault, Line, Record
from pipeline.exchange.take_in import take_in
from pipeline.exchange.whose import Wishes
from tests.exchange.made import BY_MACHINE, EXAMPLES, FULL, decisions, filled, odd

CODINGS = [kind for kind in Format if kind is not Format.QDC]
WISHES = Wishes(datetime(2026, 4, 1, tzinfo=UTC), "test", "bestand")
sentences = st.lists(st.builds(Line, st.sampled_from(("", "p1", "p2")), odd, filled), max_size=4)


def there_and_back(content: Content, kind: Format) -> list[Record | Fault]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bestand"
        write(content, path, kind)
        return list(read(path, kind))


def as_machine(decision: CodedPassage) -> CodedPassage:
    return replace(decision, coder=MACHINE, decision=Decision.CODED, role=decision.role or "plan", coded_at=None)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(decisions(), max_size=4), st.lists(decisions(), max_size=2), sentences)
def test_no_coding_is_lost_or_changed(
    codebook: Codebook, made: list[CodedPassage], found: list[CodedPassage], lines: list[Line]
) -> None:
    """Into an empty store all decisions come back, into the store that they came from none; the machine's never do."""
    text = {"nota": [*lines, *(Line(one.place.passage_id, one.section, one.text) for one in made[:1])]}
    content = Content(codebook, made, [as_machine(one) for one in found], {}, text)
    for kind in CODINGS:
        records = there_and_back(content, kind)
        taken = take_in(records, codebook, WISHES, [])
        assert (set(taken.decisions), taken.faults) == (set(made), []), kind
        again = take_in(records, codebook, WISHES, made)
        assert (again.decisions, again.faults) == ([], []), kind


@pytest.mark.parametrize("kind", CODINGS)
def test_the_same_content_gives_the_same_bytes(kind: Format, codebook: Codebook, tmp_path: Path) -> None:
    content = Content(codebook, [FULL], [BY_MACHINE], {"p1": 0.7}, {"verslag.pdf": [Line("p1", "Groen", FULL.text)]})
    write(content, tmp_path / "een", kind)
    write(content, tmp_path / "twee", kind)
    assert (tmp_path / "een").read_bytes() == (tmp_path / "twee").read_bytes()


@pytest.mark.parametrize("kind", CODINGS)
@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("provisional", ["", "bomen"])
def test_every_decision_comes_back_also_after_a_code_was_split(
    provisional: str, decision: Decision, kind: Format, codebook: Codebook
) -> None:
    split = Split(code="gras", naar=("bomen", "water"), voorlopig=provisional)
    later = Codebook.model_validate(codebook.model_dump() | {"gesplitst": (split,)})
    made = from_row(to_row(replace(FULL, decision=decision)) | {"mechanismen": "water, gras"}, later)
    records = there_and_back(Content(later, [made]), kind)
    assert take_in(records, later, WISHES, []).decisions == [made]
    assert take_in(records, later, WISHES, [made]).known == 1


@pytest.mark.parametrize("kind", CODINGS)
def test_what_replaces_an_undated_decision_still_comes_after_it(kind: Format, codebook: Codebook) -> None:
    """In the store the order of decisions without a date says which is newest."""
    first = replace(FULL, coded_at=None)
    second = replace(first, mechanisms=(), role="plan")
    taken = take_in(there_and_back(Content(codebook, [first, second]), kind), codebook, WISHES, [])
    assert taken.decisions == [first, second]
