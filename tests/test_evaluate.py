"""The quality of a classifier on a file of sentences that people coded."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.evaluation.coded_file import quality_on
from pipeline.model.classifier import Classifier

RIGHT = {"id": "1", "text": "De iepen aan de Ringbaan zijn ziek.", "mechanisme": ["bomen"], "rol": "klacht"}
WRONG = {"id": "2", "text": "De iepen aan de Havenkade zijn ziek.", "mechanisme": ["water"], "rol": "plan"}


def write(path: Path, *lines: Mapping[str, object]) -> Path:
    path.write_text("\n".join(json.dumps({"document": "a", **line}) for line in lines), encoding="utf-8")
    return path


def test_each_code_is_measured_against_the_file(classifier: Classifier, tmp_path: Path) -> None:
    table = quality_on(write(tmp_path / "in.jsonl", RIGHT, WRONG), classifier, seed=1)
    rows = {row["code"]: row for row in table.iter_rows(named=True)}
    assert (rows["bomen"]["precision"], rows["bomen"]["recall"]) == (0.5, 1)
    assert (rows["water"]["precision"], rows["water"]["recall"]) == (0, 0)
    assert (rows["klacht"]["precision"], rows["plan"]["recall"]) == (0.5, 0)
    assert [rows[code]["aantal"] for code in ("bomen", "water", "klacht", "plan")] == [1, 1, 1, 1]


def test_a_file_without_sentences_is_refused(classifier: Classifier, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"in\.jsonl holds no sentences"):
        quality_on(write(tmp_path / "in.jsonl"), classifier, seed=1)


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ({"mechanisme": ["bomen", "gras"]}, "id 1: unknown code 'gras'; choose from bomen, water"),
        ({"rol": "gras"}, "id 1: unknown code 'gras'; choose from klacht, plan"),
        ({"mechanisme": ["plan"]}, "unknown code 'plan'; choose from bomen, water"),
        ({"rol": "water"}, "unknown code 'water'; choose from klacht, plan"),
    ],
)
def test_an_unknown_code_is_named(
    codes: dict[str, object], problem: str, classifier: Classifier, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=problem):
        quality_on(write(tmp_path / "in.jsonl", {**RIGHT, **codes}), classifier, seed=1)
