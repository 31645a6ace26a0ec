"""Decisions of every kind, as the store can hold them, and one with everything in it."""

import os
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from pipeline.codings import CodedPassage, Decision, Place, Proposal
from pipeline.codings.coders import is_machine, tidy_name

# A thorough run: RODEDRAAD_EXAMPLES=10000
EXAMPLES = int(os.environ.get("RODEDRAAD_EXAMPLES", "200"))

MECHANISMS = ("bomen", "water")
ROLES = ("klacht", "plan")
ODD = (
    "=1+1",
    "@x",
    "'s avonds",
    "💧 water",
    "a\nb",
    "a\r\nb",
    "a\x01b",
    "\ufeffvoor",
    "\ufffe",
    "<b>&amp;",
    '"',
    "]]>",
)

characters = st.characters(codec="utf-8", exclude_characters="\0")  # what the store can hold
texts = (st.text(characters, max_size=40) | st.sampled_from(ODD)).map(str.strip)
odd = st.sampled_from(("", *ODD)).map(str.strip)  # for cells that all go the same way; quick to draw
filled = texts.filter(bool)
names = filled.filter(lambda name: bool(tidy_name(name)) and not is_machine(name))
times = st.datetimes(datetime(1990, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC))
moments = times.map(lambda time: time.replace(microsecond=time.microsecond // 1000 * 1000))
mechanisms = st.sets(st.sampled_from(MECHANISMS)).map(lambda found: tuple(code for code in MECHANISMS if code in found))
numbers = st.none() | st.integers(0, 10**6)
places = st.builds(Place, st.sampled_from(("", "p1", "p2")), numbers, numbers, numbers, numbers, odd)
proposals = st.builds(
    Proposal, st.none() | mechanisms | st.just(("oud",)), st.sampled_from(("", *ROLES, "oud")), odd, odd
)


@st.composite
def decisions(draw: st.DrawFn) -> CodedPassage:
    """Any decision that a file of coded passages can hold."""
    decision = draw(st.sampled_from(Decision))
    return CodedPassage(
        text=draw(filled),
        mechanisms=draw(mechanisms),
        role=draw(st.sampled_from(ROLES if decision is Decision.CODED else ("", *ROLES))),
        document=draw(st.sampled_from(("nota", "verslag 💧.pdf")) | filled),
        coder=draw(st.sampled_from(("anna", "bram")) | names),
        coded_at=draw(st.none() | moments),
        source=draw(odd),
        remark=draw(texts),
        before=draw(odd),
        after=draw(odd),
        section=draw(odd),
        decision=decision,
        place=draw(places),
        proposal=draw(proposals),
        codebook=draw(odd),
    )


FULL = CodedPassage(
    text="De wilgen 💧 langs de sloot zijn ziek.",
    mechanisms=("bomen", "water"),
    role="klacht",
    document="verslag.pdf",
    coder="anna",
    coded_at=datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=UTC),
    source="beoordeling",
    remark="Twijfel over <water> & sloten.",
    before="Ervoor.",
    after="Erna.",
    section="Groen > Bomen",
    place=Place("p1", 3, 12, 0, 38, "ab" * 32),
    proposal=Proposal(("bomen",), "plan", "m1", "onzeker"),
    codebook="1",
)
BY_MACHINE = replace(
    FULL, coder="machine", coded_at=None, remark="", proposal=Proposal(FULL.mechanisms, FULL.role, "m1")
)
