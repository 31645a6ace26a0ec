"""Everything that can be found in a folder of coded passages, with or without the help of a model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.checking.doubles import near_texts, repeated, same_texts
from pipeline.checking.doubts import doubts
from pipeline.checking.findings import Finding, Kind
from pipeline.checking.rows import row_findings, vanished
from pipeline.checking.undated import undated
from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.codings.find import Located, find_decisions
from pipeline.codings.read import in_force, in_order
from pipeline.model.quality import Judged

# Judges passages as a model that did not see their documents would.
Judge = Callable[[Sequence[CodedPassage]], Judged]


@dataclass(frozen=True)
class Checked:
    """What was found, and the ``faults`` that stop a training, each with its file and line, in English."""

    findings: list[Finding]
    passages: int
    faults: list[str]

    @property
    def stops(self) -> bool:
        """Whether nothing can be trained on these passages as they are."""
        return any(one.kind is Kind.FAULT for one in self.findings)


def check(folder: Path, codebook: Codebook, *, judge: Judge | None = None, most_doubts: int = 500) -> Checked:
    """Look through the coded passages of a folder; ``judge`` None leaves out what needs a model.

    Raises UsageError when there is no such folder or no CSV in it.
    """
    found = find_decisions(folder, codebook)
    standing = _standing(found.decisions)
    findings = [
        *row_findings(found, standing),
        *vanished(folder, found, codebook),
        *undated(found.decisions),
        *repeated(found.decisions),
        *same_texts(standing),
        *near_texts(standing),
    ]
    documents = {located.passage.document for located in standing}
    if judge and len(documents) > 1:
        judged = judge([located.passage for located in standing])
        findings += doubts(judged, standing, codebook, most=most_doubts)
    return Checked(findings, len(standing), [str(fault) for fault in found.faults])


def _standing(decisions: Sequence[Located]) -> list[Located]:
    """The codings that hold, each at the last place where it stands."""
    last = {located.passage: located for located in decisions}
    return [last[passage] for passage in in_force(in_order([located.passage for located in decisions]))]
