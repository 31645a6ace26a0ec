"""What is written for another tool comes back as it was, through every format and whatever it holds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage, Decision
from pipeline.exchange.formats import Format, read, write
from pipeline.exchange.records import MACHINE, Content, Line
from pipeline.exchange.take_in import TakenIn, Wishes, take_in

from .conftest import EXAMPLES, decisions, filled, texts

CODINGS = [kind for kind in Format if kind is not Format.QDC]
AT = datetime(2026, 4, 1, tzinfo=UTC)
sentences = st.lists(st.builds(Line, st.sampled_from(("", "p1", "p2")), texts, filled), max_size=4)


def back(content: Content, kind: Format, history: list[CodedPassage]) -> TakenIn:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bestand"
        write(content, path, kind)
        return take_in(read(path, kind), content.codebook, Wishes(AT, "test", "bestand"), history)


def as_machine(decision: CodedPassage) -> CodedPassage:
    return replace(decision, coder=MACHINE, decision=Decision.CODED, role=decision.role or "plan", coded_at=None)


@pytest.mark.parametrize("kind", CODINGS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(decisions(), max_size=4), st.lists(decisions(), max_size=2), sentences)
def test_no_coding_is_lost_or_changed(
    kind: Format, codebook: Codebook, made: list[CodedPassage], found: list[CodedPassage], lines: list[Line]
) -> None:
    text_of = {"nota": [*lines, *(Line(one.place.passage_id, one.section, one.text) for one in made[:1])]}
    content = Content(codebook, made, [as_machine(one) for one in found], {}, text_of)
    taken = back(content, kind, [])
    assert not taken.faults
    assert set(taken.decisions) == set(made)
    again = back(content, kind, made)
    assert (again.decisions, again.faults) == ([], [])
