"""Decisions of Anna, Bram and Cleo on passages about trees and water."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.codings import CodedPassage, Decision, Place, Proposal

Decide = Callable[..., CodedPassage]


@pytest.fixture
def decide() -> Decide:
    """A decision on passage ``number`` of two in each document; ``codes`` are letters: b for bomen, w for water."""

    def decided(
        coder: str,
        number: int,
        codes: str,
        role: str = "klacht",
        *,
        day: int = 1,
        proposed: str | None = None,
        picked: str = "",
        decision: Decision = Decision.CODED,
        remark: str = "",
        version: str = "1",
    ) -> CodedPassage:
        return CodedPassage(
            f"Zin {number}.",
            _named(codes),
            role,
            f"nota {number // 2}",
            coder,
            datetime(2026, 5, day, tzinfo=UTC),
            remark=remark,
            before="Ervoor.",
            decision=decision,
            place=Place(f"p{number}", page=number + 1),
            proposal=Proposal(None if proposed is None else _named(proposed), "klacht", "model 1", picked),
            codebook=version,
        )

    return decided


def _named(codes: str) -> tuple[str, ...]:
    return tuple(name for letter, name in (("b", "bomen"), ("w", "water")) if letter in codes)
