"""The quality of a classifier on a file of sentences that people coded."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.codebook import Codebook
from pipeline.errors import UsageError
from pipeline.evaluation.coded_file import judge_unseen, read_coded
from pipeline.evaluation.evaluate import materials_of
from pipeline.model.classifier import Classifier
from pipeline.model.quality import quality
from pipeline.model.semantic import SemanticModel
from pipeline.model.vectors import Vectors
from pipeline.settings import ModelSettings, Settings

RIGHT = {"id": "1", "text": "De iepen aan de Ringbaan zijn ziek.", "mechanisme": ["bomen"], "rol": "klacht"}
WRONG = {"id": "2", "text": "De iepen aan de Havenkade zijn ziek.", "mechanisme": ["water"], "rol": "plan"}


def write(path: Path, *lines: Mapping[str, object]) -> Path:
    path.write_text("\n".join(json.dumps({"document": "a", **line}) for line in lines), encoding="utf-8")
    return path


def test_each_code_is_measured_against_the_file(classifier: Classifier, tmp_path: Path) -> None:
    passages = read_coded(write(tmp_path / "in.jsonl", RIGHT, WRONG), classifier.codebook)
    table = quality(judge_unseen(passages, classifier), classifier.codebook, seed=1)
    rows = {row["code"]: row for row in table.iter_rows(named=True)}
    assert (rows["bomen"]["precision"], rows["bomen"]["recall"]) == (0.5, 1)
    assert (rows["water"]["precision"], rows["water"]["recall"]) == (0, 0)
    assert (rows["klacht"]["precision"], rows["plan"]["recall"]) == (0.5, 0)
    assert [rows[code]["aantal"] for code in ("bomen", "water", "klacht", "plan")] == [1, 1, 1, 1]


def test_a_file_without_sentences_is_refused(codebook: Codebook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"in\.jsonl holds no sentences"):
        read_coded(write(tmp_path / "in.jsonl"), codebook)


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ({"mechanisme": ["bomen", "gras"]}, "id 1: unknown code 'gras'; choose from bomen, water"),
        ({"rol": "gras"}, "id 1: unknown code 'gras'; choose from klacht, plan"),
        ({"mechanisme": ["plan"]}, "unknown code 'plan'; choose from bomen, water"),
        ({"rol": "water"}, "unknown code 'water'; choose from klacht, plan"),
    ],
)
def test_an_unknown_code_is_named(codes: dict[str, object], problem: str, codebook: Codebook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=problem):
        read_coded(write(tmp_path / "in.jsonl", {**RIGHT, **codes}), codebook)


def test_an_evaluation_measures_with_the_vectors_of_the_settings(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = Vectors(("iepen",), np.ones((1, 1), dtype=np.float32))
    monkeypatch.setattr(SemanticModel, "load", lambda source: stand_in)
    chosen = replace(settings, model=ModelSettings(semantic="een-model"))
    assert materials_of(chosen).vectors is stand_in
