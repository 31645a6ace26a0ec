"""The report or the code that a reviewer means."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from pipeline.codebook import Codebook
from pipeline.errors import UsageError
from pipeline.review.material import Material

_SHOWN = 20
_CLOSE = 60  # of 100


def known_report(name: str, material: Material) -> str:
    """Return the report with this name, for which its file name will do, with or without what follows the dot.

    Raises UsageError, with what is close and what there is, for one that is not in the results or is not the only one.
    """
    reports = dict.fromkeys(material.manifest["inputs"]) | dict.fromkeys(material.passages["document"].unique().sort())
    return _known(name, {report: _short_names(report) for report in reports}, "report")


def known_code(name: str, codebook: Codebook) -> str:
    """Return the mechanism or role with this code or this name.

    Raises UsageError, with what is close and what there is, for one that the codebook does not have.
    """
    codes = (*codebook.mechanisme, *codebook.rol)
    return _known(name, {code.code: {code.naam.casefold()} for code in codes}, "code")


def _short_names(report: str) -> set[str]:
    path = PurePosixPath(report.casefold())
    return {path.name, path.stem, str(path.with_suffix(""))}


def _known(name: str, others: Mapping[str, set[str]], kind: str) -> str:
    """Return the key that is ``name``, or else the only one that is it but for capitals or goes by it as well."""
    if name in others:
        return name
    meant = [key for key, names in others.items() if name.casefold() in {key.casefold(), *names}]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageError(f"'{name}' may be {' or '.join(meant)}; write the {kind} out")
    raise UsageError(f"there is no {kind} '{name}'{_close(name, others)}; there are: {_listed(list(others))}")


def _close(name: str, others: Mapping[str, set[str]]) -> str:
    found = process.extract(name, list(others), scorer=fuzz.WRatio, score_cutoff=_CLOSE, limit=3)
    return f" (did you mean {' or '.join(match for match, *_ in found)}?)" if found else ""


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (", ".join(names[:_SHOWN]) or "none") + more
