"""The quality report of a published version, and the stories of the sample data in it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from tests.warehouse.builders import COUNT, MEAN, RATE, months, publish_rows, recipe, write_rows
from vil.model.indicator import Disclosure, Indicator, Measure
from vil.model.quality import Impossibility, Part, QualityReport, ReadingFacts
from vil.model.recipe import Recipe
from vil.services.datasets import find_version
from vil.services.judging import judge_version
from vil.settings import Settings
from vil.warehouse import load_version

UNITS = tuple("ABCDEF")


def judged(folder: Path, rows: list[tuple[object, ...]], how: Recipe, columns: tuple[str, ...]) -> QualityReport:
    version = publish_rows(folder, write_rows(folder / "r", columns, rows), how, judge=judge_version)
    assert version.quality is not None
    return version.quality


def calm_counts(level: float = 100, seed: int = 1) -> dict[tuple[str, int], float]:
    drawn = np.random.default_rng(seed).poisson(level, (len(UNITS), 36))
    return {(unit, month): float(drawn[line, month]) for line, unit in enumerate(UNITS) for month in range(36)}


def as_rows(cells: dict[tuple[str, int], float]) -> list[tuple[object, ...]]:
    starts = months(36)
    return [(starts[month], unit, "unit", None, value) for (unit, month), value in cells.items()]


def quality_of(settings: Settings, dataset: str) -> QualityReport:
    quality = find_version(settings, dataset).quality
    assert quality is not None
    return quality


def test_calm_numbers_give_a_report_with_nothing_to_look_at(tmp_path: Path) -> None:
    found = judged(tmp_path, as_rows(calm_counts()), recipe(COUNT), ("antal",))
    (of_count,) = found.indicators
    assert (found.rows, found.units, found.periods) == (216, 6, 36)
    assert (of_count.cells, of_count.values, of_count.missing, of_count.hidden) == (216, 216, 0, 0)
    assert of_count.judged == 216
    assert (found.gaps, found.stopped, found.outliers, found.shifts, found.frozen, found.impossible) == ((),) * 6


def test_what_is_planted_is_found_where_it_is(tmp_path: Path) -> None:
    cells = calm_counts()
    cells["A", 10] = 400
    for month in (20, 21):
        del cells["B", month]
    for month in (33, 34, 35):
        del cells["C", month]
    cells |= {("D", month): 0.0 for month in range(15, 25)}
    cells |= {("E", month): cells["E", month] + 90 for month in range(18, 36)}
    cells["F", 5] = -4
    found = judged(tmp_path, as_rows(cells), recipe(COUNT), ("antal",))
    assert [(spike.unit, spike.period.code, spike.value) for spike in found.outliers if spike.unit == "A"] == [
        ("A", "2024-11", 400)
    ]
    assert [(gap.unit, gap.first.code, gap.last.code, gap.periods) for gap in found.gaps] == [
        ("B", "2025-09", "2025-10", 2)
    ]
    assert [(end.unit, end.period.code, end.periods) for end in found.stopped] == [("C", "2026-09", 3)]
    assert [(same.unit, same.periods, same.value) for same in found.frozen] == [("D", 10, 0)]
    assert [(shift.unit, shift.period.code) for shift in found.shifts] == [("E", "2025-07")]
    assert [(wrong.unit, wrong.why) for wrong in found.impossible] == [("F", Impossibility.NEGATIVE_COUNT)]
    assert found.indicators[0].missing == 5


def test_a_jump_in_what_is_counted_out_of_is_told_of_the_denominator(tmp_path: Path) -> None:
    starts, rows = months(36), []
    drawn = np.random.default_rng(2)
    for unit in UNITS:
        for month in range(36):
            size = float(drawn.poisson(200 if month < 20 else 320))
            rows.append((starts[month], unit, "unit", None, float(drawn.binomial(int(size), 0.8)), size))
    found = judged(tmp_path, rows, recipe(RATE), ("taeller", "naevner"))
    assert [(shift.unit, shift.period.code, shift.part) for shift in found.shifts] == [
        (None, "2025-09", Part.DENOMINATOR)
    ]


def test_a_percentage_over_a_hundred_is_impossible_unless_many_are(tmp_path: Path) -> None:
    share = Indicator("pct", "Andel", MEAN.aggregation, Measure("pct.", 1), value="snit")
    starts = months(36)
    rows = [(starts[month], unit, "unit", None, 90.0 + month % 7) for unit in "AB" for month in range(36)]
    rows[3] = (*rows[3][:4], 140.0)
    found = judged(tmp_path, list(rows), recipe(share), ("snit",))
    assert [(wrong.period.code, wrong.value) for wrong in found.impossible] == [("2024-04", 140)]
    index = [(*row[:4], 95.0 + place % 9) for place, row in enumerate(rows)]
    assert judged(tmp_path, index, recipe(share), ("snit",)).impossible == ()


def test_nothing_of_a_hidden_cell_is_in_the_report_but_that_it_is_hidden(tmp_path: Path) -> None:
    cells = calm_counts()
    cells |= {("A", month): 4.0 for month in range(8, 20)} | {("B", 7): 3.0}
    found = judged(tmp_path, as_rows(cells), recipe(COUNT, disclosure=Disclosure.PERSONS), ("antal",))
    assert found.indicators[0].hidden > 13
    assert found.indicators[0].missing == 0
    assert (found.outliers, found.frozen, found.gaps) == ((), (), ())


def test_lists_are_cut_and_say_how_many_more_there_are(tmp_path: Path) -> None:
    starts, drawn = months(24), np.random.default_rng(4)
    rows: list[tuple[object, ...]] = []
    for number in range(80):
        rows += [
            (start, f"U{number}", "unit", None, float(drawn.poisson(60))) for start in starts if start != starts[9]
        ]
    rows.append((starts[9], "Ekstra", "unit", None, 60.0))
    found = judged(tmp_path, rows, recipe(COUNT), ("antal",))
    assert (len(found.gaps), found.count("gaps"), dict(found.left_out)["gaps"]) == (50, 80, 30)


def test_the_report_is_in_the_manifest_and_an_older_manifest_reads_without(tmp_path: Path) -> None:
    facts = ReadingFacts(missing_cells=3, markers=("..",))
    version = publish_rows(
        tmp_path,
        write_rows(tmp_path / "r", ("antal",), as_rows(calm_counts())),
        recipe(COUNT),
        judge=lambda version, cells: judge_version(version, cells, facts),
    )
    assert version.quality is not None
    assert version.quality.reading == facts
    path = tmp_path / "datasets/prøve/1/manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["quality"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert load_version(tmp_path / "datasets", "prøve", 1).quality is None


def test_the_change_of_registration_in_the_sample_is_found_in_all_units_at_once(with_samples: Settings) -> None:
    (shift,) = quality_of(with_samples, "underretninger").shifts
    assert (shift.indicator, shift.unit, shift.period.code, shift.units) == ("inden_24_timer", None, "2025-03", 8)
    assert 6 < shift.after - shift.before < 10


def test_the_changes_in_one_unit_and_in_the_mix_are_found(with_samples: Settings) -> None:
    assert [(shift.unit, shift.period.code) for shift in quality_of(with_samples, "sygefravaer").shifts] == [
        ("Kompasset", "2025-06")
    ]
    mix = [shift for shift in quality_of(with_samples, "sagsbehandling").shifts if shift.part is Part.SHARE]
    assert ("Enkeltydelser", "2025-01") in [(shift.member, shift.period.code) for shift in mix]


def test_noise_that_looks_like_a_trend_and_season_are_not_cried_about(with_samples: Settings) -> None:
    bosteder = quality_of(with_samples, "bosteder")
    assert (bosteder.outliers, bosteder.shifts) == ((), ())
    assert [period.code for period in bosteder.empty_periods] == ["2024-07"]
    for dataset in ("afgang", "anbringelser", "sagsbehandling", "sygefravaer", "underretninger"):
        found = quality_of(with_samples, dataset)
        assert [outlier for outlier in found.outliers if outlier.part is Part.VALUE] == []
