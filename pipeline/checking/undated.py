"""Decisions without a date, which lose against any of the same coder that has one."""

from collections.abc import Iterator, Sequence

from pipeline.checking.findings import Finding, Kind, codes_of, finding
from pipeline.codings import CodedPassage, Decision
from pipeline.codings.find import Located
from pipeline.codings.read import in_order, same_passages


def undated(decisions: Sequence[Located]) -> Iterator[Finding]:
    """Yield rows to code a passage that do not hold, only since the same coder decided on it with a date."""
    ordered = in_order([located.passage for located in decisions])
    same = same_passages(ordered)
    dated = {(same[one.passage_key], one.coder): one for one in ordered if one.coded_at}
    for located in decisions:
        passage = located.passage
        if passage.coded_at is None and passage.decision is Decision.CODED:
            other = dated.get((same[passage.passage_key], passage.coder))
            if other:
                what = f"{codes_of(passage)}, zonder datum: uw besluit {_told(other)} telt"
                yield finding(Kind.UNDATED, located, what, "vul de datum in als dit het laatste besluit is")


def _told(decision: CodedPassage) -> str:
    day = f"van {decision.coded_at:%d-%m-%Y}"
    return f"{codes_of(decision)} {day}" if decision.decision is Decision.CODED else f"'{decision.decision}' {day}"
