"""The codebook that a mapping makes of another one, as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.codebook import Code, Codebook, LoopOfSteps, Selection, Split
from pipeline.errors import CodebookError
from pipeline.migration.mapping import Mapping as Steps
from pipeline.migration.mapping import Merge, Rename
from pipeline.migration.refused import check_steps
from pipeline.validation import first_problem


@dataclass(frozen=True)
class Migrated:
    """The new codebook, and ``heirs``: for every old code the new entries that stand in the place of its entry."""

    codebook: Codebook
    heirs: Mapping[str, tuple[Code, ...]]


def migrate(old: Codebook, steps: Steps) -> Migrated:
    """Return what the steps make of a codebook.

    Raises CodebookError when a step names a code that is not there, takes a name that is or was in use, mixes
    mechanisms with roles, or leaves a theme without a code.
    """
    check_steps(old, steps)
    heirs = {entry.code: _heirs(entry, old, steps) for entry in (*old.mechanisme, *old.rol)}
    moved = {code: code for code in heirs} | {step.van: step.naar for step in steps.hernoem}
    moved |= {code: merge.naar for merge in steps.voeg_samen for code in merge.van}
    moved |= {split.van: split.voorlopig for split in steps.splits}
    kept, collapsed = _splits(old, steps, moved)
    heirs = {code: tuple(_with_former(entry, collapsed) for entry in entries) for code, entries in heirs.items()}
    return Migrated(_validated(old, steps, heirs, moved, kept), heirs)


def _heirs(entry: Code, old: Codebook, steps: Steps) -> tuple[Code, ...]:
    """What comes in the place of an entry."""
    code = entry.code
    for rename in steps.hernoem:
        if rename.van == code:
            return (_changed(entry, rename, rename.naar, former=(code,)),)
    for merge in steps.voeg_samen:
        if code in merge.van:
            return (_merged(merge, old),) if code == _place(merge, old) else ()
    for split in steps.splits:
        if split.van == code:
            return tuple(part for part in split.naar if isinstance(part, Code))
    return (entry,)


def _place(merge: Merge, old: Codebook) -> str:
    """The code whose place in the file the merged code takes: its own, else that of the first."""
    order = [code for code in (*old.mechanisms, *old.roles) if code in merge.van]
    return merge.naar if merge.naar in order else order[0]


def _merged(merge: Merge, old: Codebook) -> Code:
    entries = {entry.code: entry for entry in (*old.mechanisme, *old.rol) if entry.code in merge.van}
    base = entries[_place(merge, old)]
    ordered = [base, *(entry for entry in entries.values() if entry is not base)]
    united = {name: _union(getattr(entry, name) for entry in ordered) for name in ("voorbeelden", "indicatoren")}
    former = _union((*entry.voorheen, entry.code) for entry in ordered)
    return _changed(base.model_copy(update=united), merge, merge.naar, former=former)


def _changed(entry: Code, step: Rename | Merge, code: str, *, former: Sequence[str]) -> Code:
    names = tuple(name for name in _union((entry.voorheen, former)) if name != code)
    return entry.model_copy(update={"code": code, **step.texts, "voorheen": names})


def _splits(old: Codebook, steps: Steps, moved: Mapping[str, str]) -> tuple[list[Split], dict[str, str]]:
    """The splits of the new codebook, and what became of splits of which all parts were merged: old code, new code."""
    parts = {split.van: split.codes for split in steps.splits}
    entries = {entry.code: entry for entry in (*old.mechanisme, *old.rol)}
    new = [
        Split(code=code, naar=split.codes, voorlopig=split.voorlopig)
        for split in steps.splits
        for code in (split.van, *entries[split.van].voorheen)
    ]
    kept, collapsed = [], {}
    for split in old.gesplitst:
        naar = _union(parts.get(code, (moved[code],)) for code in split.naar)
        if len(naar) == 1:
            collapsed[split.code] = naar[0]
        else:
            kept.append(Split(code=split.code, naar=naar, voorlopig=moved[split.voorlopig] if split.voorlopig else ""))
    return [*kept, *new], collapsed


def _with_former(entry: Code, collapsed: Mapping[str, str]) -> Code:
    more = [former for former, code in collapsed.items() if code == entry.code and former != code]
    return entry.model_copy(update={"voorheen": (*entry.voorheen, *more)}) if more else entry


def _validated(
    old: Codebook, steps: Steps, heirs: Mapping[str, tuple[Code, ...]], moved: Mapping[str, str], splits: list[Split]
) -> Codebook:
    loop = old.lus and LoopOfSteps(naam=old.lus.naam, stap=tuple(_moved(step, steps, moved) for step in old.lus.stap))
    data = old.model_copy(
        update={
            "versie": steps.versie or _next(old.versie),
            "mechanisme": tuple(entry for code in old.mechanisms for entry in heirs[code]),
            "rol": tuple(entry for code in old.roles for entry in heirs[code]),
            "thema": tuple(_moved(theme, steps, moved) for theme in old.thema),
            "lus": loop,
            "gesplitst": tuple(splits),
        }
    )
    try:
        return Codebook.model_validate(data.model_dump())
    except ValidationError as e:
        raise CodebookError(f"the new codebook would not hold: {first_problem(e)}") from e


def _moved(selection: Selection, steps: Steps, moved: Mapping[str, str]) -> Selection:
    """A theme or step with the codes of the new codebook."""
    chosen = {split.van: split.themas[selection.naam] for split in steps.splits if selection.naam in split.themas}
    now = {**moved, **chosen}
    named = {kind: code for kind in ("mechanisme", "rol") if (code := getattr(selection, kind))}
    for code in named.values():
        if not now[code]:
            raise CodebookError(f"'{selection.naam}' names {code}; say under [splits.themas] to which code it goes")
    return selection.model_copy(update={kind: now[code] for kind, code in named.items()})


def _next(version: str) -> str:
    if not version.isdecimal():
        raise CodebookError(f"version '{version}' has no next number; give the new one as versie in the mapping")
    return str(int(version) + 1)


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))
