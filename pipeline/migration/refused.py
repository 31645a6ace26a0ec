"""What the steps of a mapping may not ask of a codebook."""

from pipeline.codebook import Codebook
from pipeline.errors import CodebookError
from pipeline.migration.mapping import Mapping as Steps
from pipeline.migration.mapping import Merge, Rename, SplitUp

_Step = Rename | Merge | SplitUp


def check_steps(old: Codebook, steps: Steps) -> None:
    """Raise CodebookError for a code that is not there, a name that is or was in use, and a merge of two kinds."""
    kinds = dict.fromkeys(old.mechanisms, "mechanisme") | dict.fromkeys(old.roles, "rol")
    unknown = [code for code in steps.changed if code not in kinds]
    if unknown:
        raise CodebookError(f"the codebook has no '{unknown[0]}'; it has {', '.join(kinds)}")
    for merge in steps.voeg_samen:
        if len({kinds[code] for code in merge.van}) > 1:
            raise CodebookError(
                f"{', '.join(merge.van)} are mechanisms and roles; only codes of one kind can be merged"
            )
    for split in steps.splits:
        unknown = sorted(set(split.themas) - {one.naam for one in (*old.thema, *(old.lus.stap if old.lus else ()))})
        if unknown:
            raise CodebookError(f"[splits.themas] names '{unknown[0]}'; the codebook has no such theme or step")
    every: tuple[_Step, ...] = (*steps.hernoem, *steps.voeg_samen, *steps.splits)
    for step in every:
        taken = [code for code in _targets(step) if code in {*old.current} - _own(step, old)]
        if taken:
            raise CodebookError(
                f"'{taken[0]}' is or was in use as a code, and older codings have it; take another name"
            )


def _own(step: _Step, old: Codebook) -> set[str]:
    """The names that a step may give although they are known: with them older codings keep their meaning."""
    if isinstance(step, SplitUp):
        return {entry for entry in step.naar if isinstance(entry, str)} - {step.van, *old.split}
    if isinstance(step, Rename):
        return {code for code, current in old.current.items() if current == step.van} - {step.van, *old.split}
    return {code for code, current in old.current.items() if current in step.van} - {*old.split}


def _targets(step: _Step) -> tuple[str, ...]:
    return step.codes if isinstance(step, SplitUp) else (step.naar,)
