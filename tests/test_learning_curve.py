"""The learning curve: the law behind made-up points is found again, and the points of real trainings are fair."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from lxml import etree

from pipeline.codebook import Codebook
from pipeline.codings import CodedPassage
from pipeline.errors import ModelError
from pipeline.evaluation.trials import Materials
from pipeline.learning_curve.gains import gains
from pipeline.learning_curve.points import MEAN, Points, measure_points
from pipeline.learning_curve.power_law import PowerLaws
from pipeline.learning_curve.report import write_learning_curve
from pipeline.model.training import train
from pipeline.settings import ModelSettings

SIZES = np.array([200.0, 210, 190, 400, 410, 800, 790, 1600, 1650, 3200])
DOCUMENTS = np.array([10, 10, 10, 20, 20, 40, 40, 80, 80, 160])
KEY = ("ap", "mechanisme", "bomen")


def made(noise: float, *, ceiling: float = 0.8, scale: float = 3.0, exponent: float = 0.4, draws: int = 200) -> Points:
    """Points on a known law; each draw shifts the whole curve a little, as other documents to measure on do."""
    luck = np.random.default_rng(4)
    law = ceiling - scale * SIZES**-exponent
    own = law + luck.normal(size=law.shape) * noise / np.sqrt(SIZES)
    values = np.vstack([own, own + luck.normal(size=(draws, 1)) * 0.01])
    return Points(SIZES, DOCUMENTS, {KEY: values})


@pytest.mark.parametrize(("ceiling", "scale", "exponent"), [(0.8, 3.0, 0.4), (0.95, 1.2, 0.2), (0.6, 20.0, 0.9)])
def test_a_law_without_noise_is_found_again(ceiling: float, scale: float, exponent: float) -> None:
    law = PowerLaws.fit(SIZES, (ceiling - scale * SIZES**-exponent)[None])
    assert law.at(6400)[0] == pytest.approx(ceiling - scale * 6400**-exponent, abs=0.002)
    assert law.ceiling[0] == pytest.approx(ceiling, abs=0.02)
    assert law.exponent[0] == pytest.approx(exponent, abs=0.02)


def test_many_laws_at_once_are_those_one_by_one() -> None:
    values = np.vstack([0.8 - 3 * SIZES**-0.4, 0.6 - 20 * SIZES**-0.9])
    both, single = PowerLaws.fit(SIZES, values), [PowerLaws.fit(SIZES, row[None]) for row in values]
    assert both.gain(3200, 100) == pytest.approx([law.gain(3200, 100)[0] for law in single])


def test_a_curve_never_falls_and_never_passes_one() -> None:
    falling, steep = PowerLaws.fit(SIZES, np.vstack([0.9 - SIZES / 10_000, np.minimum(SIZES / 3000, 0.999)])), 1e9
    assert falling.scale[0] == 0
    assert falling.gain(3200, 1000)[0] == 0
    assert falling.at(steep)[1] <= 1


def test_two_sizes_are_too_few_for_a_curve() -> None:
    with pytest.raises(ValueError, match="found 2 sizes; a curve needs 3"):
        PowerLaws.fit(np.array([100.0, 200.0]), np.array([[0.5, 0.6]]))


def test_the_gain_of_more_passages_is_that_of_the_law_and_lies_in_its_interval() -> None:
    row = gains(made(0.1), seed=1).row(0, named=True)
    for more in (100, 500, 1000):
        true = 3 * (3200**-0.4 - (3200 + more) ** -0.4)
        assert row[f"winst_{more}_ondergrens"] < true < row[f"winst_{more}_bovengrens"]
        assert row[f"winst_{more}"] == pytest.approx(true, rel=0.5)
    assert row["passages"] == 3200


def test_more_noise_between_draws_gives_wider_intervals() -> None:
    calm, wild = (gains(made(noise), seed=1).row(0, named=True) for noise in (0.05, 1.0))
    widths = [row["winst_1000_bovengrens"] - row["winst_1000_ondergrens"] for row in (calm, wild)]
    assert widths[0] < widths[1]


def test_the_smaller_sizes_forecast_the_largest_of_a_true_law_and_not_of_a_broken_one() -> None:
    row = gains(made(0.05), seed=1).row(0, named=True)
    assert row["voorspeld"] == pytest.approx(0.8 - 3 * 3200**-0.4, abs=0.01)
    assert row["ernaast_ondergrens"] < 0 < row["ernaast_bovengrens"]
    broken = made(0.05)
    broken.values[KEY][:, -1] -= 0.15
    row = gains(broken, seed=1).row(0, named=True)
    assert row["ernaast_ondergrens"] > 0.1


@pytest.fixture(scope="module")
def materials(coded_passages: list[CodedPassage], codebook: Codebook) -> Materials:
    """The five villages eight times over, as 40 documents."""
    passages = [replace(p, document=f"{p.document} {number}") for number in range(8) for p in coded_passages]
    return Materials(passages, codebook, ModelSettings())


@pytest.fixture(scope="module")
def points(materials: Materials) -> Points:
    return measure_points(materials)


def test_every_size_is_measured_on_all_passages(points: Points, materials: Materials) -> None:
    assert points.documents.tolist() == [2] * 4 + [5] * 4 + [10] * 3 + [20] * 2 + [40]
    assert points.sizes.tolist() == [10.0 * count for count in points.documents]
    assert set(points.values) == {
        (measure, kind, code)
        for measure in ("ap", "f1")
        for kind, codes in (("mechanisme", ("bomen", "water")), ("rol", ("klacht", "plan")))
        for code in (*codes, MEAN)
    }
    assert all(values.shape == (201, 14) for values in points.values.values())


def test_the_last_point_is_the_quality_of_the_model(points: Points, materials: Materials) -> None:
    table = train(materials.passages, materials.codebook, materials.settings).quality
    for row in table.iter_rows(named=True):
        assert points.values["ap", row["soort"], row["code"]][0, -1] == pytest.approx(row["gemiddelde_precisie"])
        assert points.values["f1", row["soort"], row["code"]][0, -1] == pytest.approx(row["f1"])


def test_few_documents_are_refused(materials: Materials) -> None:
    few = replace(materials, passages=materials.passages[:50])
    with pytest.raises(ModelError, match="come from 5 documents; a learning curve draws shares of them and needs 32"):
        measure_points(few)


def test_figure_table_and_page_are_written(points: Points, codebook: Codebook, tmp_path: Path) -> None:
    table = gains(points, seed=1)
    write_learning_curve(tmp_path, points, table, codebook, seed=1)
    figure = (tmp_path / "leercurve.svg").read_text(encoding="utf-8")
    root = etree.fromstring(figure.encode())
    assert root.get("font-family")
    assert "font-family" not in etree.tostring(root).decode().partition(">")[2]  # one for all, also for what is turned
    assert "Zorg voor bomen" in figure
    page = (tmp_path / "leercurve.md").read_text(encoding="utf-8")
    assert "Winst boven wat het model nu haalt met 400 passages" in page
    assert "| gemiddeld (mechanisme) | AP |" in page
    rows = (tmp_path / "leercurve_punten.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "maat;soort;code;documenten;passages;waarde"
    assert len(rows) == 1 + 12 * 14
    again = gains(points, seed=1)
    assert isinstance(again, pl.DataFrame)
    assert again.equals(table)
