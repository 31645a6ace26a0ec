"""Known weaknesses in what is installed: ``python -m tests.audit`` (or ``make audit``) asks PyPI about constraints.txt.

Exit codes: 0 everything was looked up and nothing is known, 1 a weakness is known, 3 not everything could be looked up.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

_CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
_CALL = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "15")
_MOST = 5


class Verdict(NamedTuple):
    """An exit code and the lines that go with it."""

    code: int
    lines: Sequence[str]


def verdict(answer: str, problem: str) -> Verdict:
    """Judge what pip-audit wrote: its JSON (empty when it gave up), and what it said on standard error."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        last = problem.strip().splitlines()[-1:] or ["it gave no answer"]
        return Verdict(3, [f"Nothing was looked up: {last[0]}", _WHAT_TO_DO])
    skipped = [f"{package['name']}: {package['skip_reason']}" for package in packages if "skip_reason" in package]
    weak = [_told(package, found) for package in packages for found in package.get("vulns", ())]
    looked_up = len(packages) - len(skipped)
    if skipped:
        shown = [*skipped[:_MOST], *([f"and {len(skipped) - _MOST} more"] if len(skipped) > _MOST else [])]
        said = f"{looked_up} of {len(packages)} packages were looked up; not these:"
        return Verdict(1 if weak else 3, [*weak, said, *(f"  {line}" for line in shown), _WHAT_TO_DO])
    if weak:
        return Verdict(1, [*weak, "Raise these in constraints.txt, and run the tests."])
    return Verdict(0, [f"{looked_up} packages were looked up: no weakness is known."])


_WHAT_TO_DO = "The database is that of pypi.org; where a mirror lacks it, run 'make audit' where that is reached."


def _told(package: dict[str, Any], found: dict[str, Any]) -> str:
    fixed = ", ".join(found["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {found['id']}, mended in {fixed}"


def main() -> None:
    """Ask pip-audit, and print what came of it."""
    call = [sys.executable, "-m", "pip_audit", "--requirement", str(_CONSTRAINTS), *_CALL]
    answer = subprocess.run(call, capture_output=True, text=True, check=False)
    judged = verdict(answer.stdout, answer.stderr)
    print("\n".join(judged.lines))
    sys.exit(judged.code)


if __name__ == "__main__":
    main()
