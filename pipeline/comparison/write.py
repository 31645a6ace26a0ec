"""The folder of a comparison: its publications, and a manifest of what was compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.comparison.change import DRAWS
from pipeline.comparison.compare import compare, load_both
from pipeline.comparison.mechanisms import SEED
from pipeline.comparison.records import Comparison
from pipeline.errors import UsageError
from pipeline.outputs import read_manifest, write_files, write_manifest
from pipeline.report.comparison_publish import NAME, comparison_files

MANIFEST = f"{NAME}.json"


@dataclass(frozen=True)
class ComparisonResult:
    """What was found and written, and the new places of files that somebody had edited."""

    found: Comparison
    out: Path
    set_aside: Sequence[Path]

    @property
    def page(self) -> Path:
        """The page to open first."""
        return self.out / f"{NAME}.html"


def compare_folders(
    first: Path, second: Path, out: Path, *, labels: tuple[str | None, str | None] = (None, None)
) -> ComparisonResult:
    """Compare two folders of results and write what changed to ``out``, which may be one of them.

    Raises UsageError, before anything is written, when a folder cannot be used or ``out`` is a file.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder for the comparison")
    sides = load_both(first, second, labels=labels)
    found = compare(sides, out)
    written, set_aside = write_files(comparison_files(found), out, read_manifest(out, MANIFEST), manifest=MANIFEST)
    compared = [{"label": side.label, "fingerprint": side.manifest["fingerprint"]} for side in sides]
    write_manifest(out, {"compared": compared, "seed": SEED, "draws": DRAWS, "outputs": written}, MANIFEST)
    return ComparisonResult(found, out, set_aside)
