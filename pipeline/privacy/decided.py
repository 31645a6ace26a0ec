"""What people decided on passages before these were masked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.codings.records import CodedPassage
from pipeline.decisions.places import concerning


def masked_decisions(history: Sequence[CodedPassage], inputs: Mapping[str, str]) -> list[CodedPassage]:
    """Return the decisions, those on these reports with masks, so that they are found again and show no names.

    ``inputs`` are as for `concerning`. What is on other reports stays as it is: it is in no output.
    """
    own = set(map(id, concerning(history, inputs)))
    return [_masked(one) if id(one) in own else one for one in history]


def _masked(one: CodedPassage) -> CodedPassage:
    from pipeline.privacy.report import masked_text  # its patterns take time to make, and most runs mask nothing

    text, remark = masked_text(one.text), masked_text(one.remark)
    return replace(one, text=text, before=masked_text(one.before), after=masked_text(one.after), remark=remark)
