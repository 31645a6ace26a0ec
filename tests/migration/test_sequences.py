"""After any row of renames, merges and splits every coding still has what its codes became, and no file was touched."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.codebook import Codebook, load_codebook
from pipeline.codings import Decision, read_codings
from pipeline.migration.mapping import Mapping
from pipeline.migration.plan import make_plan

CODES = ("een", "twee", "drie", "vier", "vijf")
# What to do, and which codes of the moment to take; counted round when there are fewer.
STEPS = st.lists(
    st.tuples(st.sampled_from(["hernoem", "voeg_samen", "splits", "terug"]), st.integers(0, 9), st.integers(1, 9)),
    max_size=7,
)
ROWS = st.lists(st.sets(st.sampled_from(CODES)), min_size=1, max_size=12)


def entry(code: str) -> dict[str, object]:
    return {"code": code, "naam": code, "definitie": "D.", "voorbeelden": ["A.", "B.", "C."], "indicatoren": [code]}


def written(code: str, kind: str) -> str:
    return f'[[{kind}]]\ncode = "{code}"\nnaam = "{code}"\ndefinitie = "D."\nvoorbeelden = ["A.", "B.", "C."]\n' + (
        f'indicatoren = ["{code}"]\n'
    )


def project(folder: Path, rows: list[set[str]]) -> tuple[Path, Path]:
    entries = [*(written(code, "mechanisme") for code in CODES), written("ja", "rol"), written("nee", "rol")]
    (folder / "codeboek.toml").write_text("\n".join(['titel = "T"\nversie = "1"\n', *entries]), encoding="utf-8")
    (folder / "passages").mkdir()
    lines = [f"Zin {n}.;{', '.join(sorted(codes))};ja;nota;anna;2026-01-01" for n, codes in enumerate(rows)]
    table = "\n".join(["text;mechanismen;rol;document;coder;datum", *lines])
    (folder / "passages" / "ronde.csv").write_text(table, encoding="utf-8")
    return folder / "codeboek.toml", folder / "passages"


def step_of(kind: str, first: int, second: int, number: int, current: Codebook) -> tuple[Mapping, dict[str, set[str]]]:
    """A step that fits the codebook of the moment, and what every code that it changes may mean from then on."""
    codes = current.mechanisms
    one, other = codes[first % len(codes)], codes[(first + second) % len(codes)]
    new = f"nieuw_{number}"
    former = current.mechanisme[first % len(codes)].voorheen
    if kind == "terug" and former:
        return Mapping.model_validate({"hernoem": [{"van": one, "naar": former[0]}]}), {one: {former[0]}}
    if kind == "voeg_samen" and one != other:
        naar = one if second % 2 else new
        return Mapping.model_validate({"voeg_samen": [{"van": [one, other], "naar": naar}]}), {
            one: {naar},
            other: {naar},
        }
    if kind == "splits":
        parts = [entry(f"{new}_{part}") for part in ("a", "b")]
        split = {"van": one, "naar": parts, "voorlopig": f"{new}_a" if second % 2 else ""}
        return Mapping.model_validate({"splits": [split]}), {one: {f"{new}_a", f"{new}_b"}}
    return Mapping.model_validate({"hernoem": [{"van": one, "naar": new}]}), {one: {new}}


@given(STEPS, ROWS)
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost(steps: list[tuple[str, int, int]], rows: list[set[str]]) -> None:
    with TemporaryDirectory() as folder:
        path, passages = project(Path(folder), rows)
        before = (passages / "ronde.csv").read_bytes()
        meaning = {code: {code} for code in CODES}
        for number, (kind, first, second) in enumerate(steps):
            mapping, becomes = step_of(kind, first, second, number, load_codebook(path))
            make_plan(path, mapping, passages).apply()
            meaning = {
                code: {later for now in meant for later in becomes.get(now, {now})} for code, meant in meaning.items()
            }
        current = load_codebook(path)
        found = {one.text: one for one in read_codings(passages, current).history}
        assert (passages / "ronde.csv").read_bytes() == before
        assert len(found) == len(rows)
        assert current.versie == str(1 + len(steps))
        for n, codes in enumerate(rows):
            one = found[f"Zin {n}."]
            certain = {next(iter(meaning[code])) for code in codes if len(meaning[code]) == 1}
            split = {code for code in codes if len(meaning[code]) > 1}
            assert certain <= set(one.mechanisms) <= {later for code in codes for later in meaning[code]}
            assert set(one.split) == split
            waits = any(not current.current[code] for code in split)
            assert one.decision is (Decision.REOPENED if waits else Decision.CODED)
        assert tomllib.loads(path.read_text(encoding="utf-8"))["titel"] == "T"
