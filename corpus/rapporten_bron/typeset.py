"""Typeset the sample reports: every ``.typ`` beside this file becomes ``../rapporten/<stem>.pdf``.

Run ``python corpus/rapporten_bron/typeset.py``. Only the fonts inside the ``typst`` package are used and the date is
fixed, so that the same sources give the same bytes on every machine. Needs the package ``typst``.
"""

import sys
from pathlib import Path

import typst

SOURCES = Path(__file__).resolve().parent
REPORTS = SOURCES.parent / "rapporten"
TIMESTAMP = 1_640_995_200
"""Seconds since 1970: 1 January 2022, the date that every PDF carries."""


def typeset(source: Path, *, target: Path) -> list[str]:
    """Write ``source`` as a PDF to ``target``; gives the warnings, such as a font that the package does not hold.

    Raises ``typst.TypstError`` when the source cannot be compiled.
    """
    compiler = typst.Compiler(input=source, root=SOURCES, ignore_system_fonts=True)
    _, warnings = compiler.compile_with_warnings(output=target, format="pdf", timestamp=TIMESTAMP)
    return [f"{source.name}: {warning}" for warning in warnings]


def main() -> int:
    """Typeset all sources by name; 1 when there was a warning, else 0."""
    REPORTS.mkdir(exist_ok=True)
    warnings = [
        warning
        for source in sorted(SOURCES.glob("*.typ"))
        for warning in typeset(source, target=REPORTS / f"{source.stem}.pdf")
    ]
    print("\n".join(warnings), file=sys.stderr, end="\n" if warnings else "")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())
