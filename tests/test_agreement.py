"""Agreement of two codings of the same passages."""

from pathlib import Path

import pytest

from pipeline.codebook import Codebook
from pipeline.errors import PassageFileError
from pipeline.evaluation.agreement import agreement

TWICE = """text;document;mechanismen_1;rol_1;mechanismen_2;rol_2
Een.;a;bomen;klacht;bomen, water;klacht
Twee.;a;bomen;klacht;;plan
Drie.;b;;plan;;plan
Vier.;b;bomen;plan;bomen;plan
"""


def test_kappa_by_hand(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "twee.csv").write_text(TWICE, encoding="utf-8")
    rows = {row["code"]: row for row in agreement(tmp_path / "twee.csv", codebook).to_dicts()}
    # bomen: agreed on 3 of 4; by chance 3/4 * 2/4 + 1/4 * 2/4 = 1/2.
    assert rows["bomen"]["kappa"] == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    assert rows["bomen"]["f1"] == pytest.approx(2 * 2 / (3 + 2))
    assert (rows["bomen"]["eerste"], rows["bomen"]["tweede"], rows["water"]["tweede"]) == (3, 2, 1)
    # Roles: agreed on 3 of 4; by chance 2/4 * 1/4 + 2/4 * 3/4 = 1/2.
    assert rows["rol"]["kappa"] == pytest.approx(1 / 2)
    assert rows["rol"]["passages"] == 4


def test_a_missing_column_is_named(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "twee.csv").write_text(TWICE.replace("rol_2", "rol_b"), encoding="utf-8")
    with pytest.raises(PassageFileError, match=r"twee\.csv: no column rol_2"):
        agreement(tmp_path / "twee.csv", codebook)
