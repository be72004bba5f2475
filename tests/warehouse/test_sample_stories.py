"""Each sample extract carries the story its README tells, in the published numbers."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path
from statistics import mean
from types import ModuleType

import openpyxl
import pytest

from vil.analysis import PatternVerdict, find_pattern, rate_decomposition, run_chart
from vil.bootstrap import SAMPLES, publish_samples
from vil.model.period import Grain
from vil.model.series import CellState, Lens, Series, UnitLevel, View
from vil.services.datasets import list_datasets
from vil.services.exploring import look
from vil.services.overviewing import find_overview
from vil.settings import Settings
from vil.warehouse import load_all_units, load_series

SINCE = {"2025-01": 36, "2025-03": 38, "2025-06": 41, "2025-09": 44}


def series_of(settings: Settings, dataset: str, indicator: str, unit: str, member: str | None = None) -> Series:
    grain = Grain.QUARTER if dataset == "anbringelser" else Grain.MONTH
    return load_series(settings.datasets, View(dataset, 1, indicator, unit, grain, member))


def units_of(settings: Settings, dataset: str, indicator: str, member: str | None = None) -> dict[str, Series]:
    grain = Grain.QUARTER if dataset == "anbringelser" else Grain.MONTH
    found = load_all_units(settings.datasets, View(dataset, 1, indicator, "", grain, member))
    return {series.unit.name: series for series in found}


def has_signal(values: tuple[float | None, ...]) -> bool:
    return run_chart(values).phases[0].has_signal


def has_long_run(values: tuple[float | None, ...]) -> bool:
    phase = run_chart(values).phases[0]
    assert phase.longest_run is not None
    assert phase.longest_run_limit is not None
    return phase.longest_run > phase.longest_run_limit


def step(series: Series, since: str) -> float:
    """How much higher the mean is from the period `since` on."""
    place = SINCE[since]
    before, after = (
        [value for value in part if value is not None] for part in (series.values[:place], series.values[place:])
    )
    return mean(after) - mean(before)


def test_one_workplace_has_shifted_and_the_others_have_not(with_samples: Settings) -> None:
    workplaces = units_of(with_samples, "sygefravaer", "sygefravaer")
    assert [name for name, series in workplaces.items() if has_long_run(series.values)] == ["Kompasset"]
    assert 2.0 < step(workplaces["Kompasset"], "2025-06") < 2.8
    assert all(abs(step(series, "2025-06")) < 0.4 for name, series in workplaces.items() if name != "Kompasset")


def test_the_new_registration_lifts_every_district_at_once_and_the_event_says_so(with_samples: Settings) -> None:
    districts = units_of(with_samples, "underretninger", "inden_24_timer")
    for series in districts.values():
        assert has_signal(series.values)
        assert 6 < step(series, "2025-03") < 10
        before, after = series.values[:38], series.values[38:]
        assert not has_signal(before)
        assert not has_signal(after)
        assert find_pattern(series).verdict is PatternVerdict.CALM
        assert [(event.start.isoformat(), event.breaks_series) for event in series.events] == [("2025-03-01", True)]


@pytest.mark.parametrize(
    ("dataset", "indicator", "unit", "high", "low"),
    [
        ("afgang", "ledighed", "I alt", 1, 5),
        ("sygefravaer", "sygefravaer", "Hele området", 2, 7),
        ("underretninger", "modtaget", "Alle enheder", 9, 7),
    ],
)
def test_the_season_comes_back_every_year(
    with_samples: Settings, dataset: str, indicator: str, unit: str, high: int, low: int
) -> None:
    by_month = {point.period.start: point.value for point in series_of(with_samples, dataset, indicator, unit).points}
    for year in range(2022, 2026):
        of_year = {start.month: value for start, value in by_month.items() if start.year == year and value is not None}
        assert of_year[high] > mean(of_year.values()) > of_year[low]


def test_only_the_mix_moves_while_no_kind_of_case_does(with_samples: Settings) -> None:
    version = next(version for version in list_datasets(with_samples) if version.dataset == "sagsbehandling")
    kinds = version.dimensions[0][1]
    for indicator, smallest in (("sagsbehandlingstid", 3.5), ("overholdte_frister", 2.0)):
        together = series_of(with_samples, "sagsbehandling", indicator, "Alle enheder")
        assert has_long_run(together.values)
        assert abs(step(together, "2025-01")) > smallest
        parts = {kind: series_of(with_samples, "sagsbehandling", indicator, "Alle enheder", kind) for kind in kinds}
        assert not any(has_signal(series.values) for series in parts.values())
        found = rate_decomposition(*(parts_of_year(parts, year) for year in (2024, 2025)))
        assert found.mix / found.change > 0.85


def parts_of_year(parts: dict[str, Series], year: int) -> dict[str, tuple[float, float]]:
    figures = {}
    for kind, series in parts.items():
        points = [point for point in series.points if point.period.start.year == year]
        figures[kind] = (sum(point.numerator or 0 for point in points), sum(point.denominator or 0 for point in points))
    return figures


def test_noise_that_rises_five_months_in_a_row_is_no_signal(with_samples: Settings) -> None:
    values = units_of(with_samples, "bosteder", "magtanvendelser")["Bosted Elmen"].values
    last = [value for value in values[-5:] if value is not None]
    assert len(last) == 5
    assert sorted(set(last)) == last
    phase = run_chart(values).phases[0]
    assert not phase.has_signal
    assert phase.n_useful > 40


def test_small_counts_are_hidden(with_samples: Settings) -> None:
    homes = units_of(with_samples, "bosteder", "magtanvendelser")
    hidden = {name: sum(point.state is CellState.HIDDEN for point in series.points) for name, series in homes.items()}
    assert sorted(name for name, count in hidden.items() if count > 40) == ["Bosted Egetræet", "Bosted Rønnen"]
    small = units_of(with_samples, "anbringelser", "nye_anbringelser", "Eget værelse eller kollegie")
    assert sum(point.state is CellState.HIDDEN for point in small["Team Hassel"].points) > 10
    together = series_of(with_samples, "anbringelser", "nye_anbringelser", "Alle enheder")
    assert all(point.state is CellState.VALUE for point in together.points)
    assert not has_signal(together.values)


def test_the_action_worked_where_it_was_done_and_nowhere_else(with_samples: Settings) -> None:
    teams = units_of(with_samples, "afgang", "afgang")
    assert [name for name, series in teams.items() if has_signal(series.values)] == ["Jobteam Vest"]
    assert 3 < step(teams["Jobteam Vest"], "2025-09") < 5
    assert [event.name for event in teams["Jobteam Vest"].events] == ["Fast ugentlig kontakt til virksomheder"]
    assert teams["Jobteam Nord"].events == ()


def test_months_that_are_not_finished_are_provisional_and_no_center_shows_a_sign(with_samples: Settings) -> None:
    for indicator, open_months in (("ventetid", 1), ("forloeb", 2)):
        overview = find_overview(with_samples.datasets, whole_of("genoptraening", indicator, Lens.OVERVIEW))
        assert not [curve for curve in overview.curves if curve.pattern.has_signal]
        sight = look(with_samples.datasets, whole_of("genoptraening", indicator, Lens.DEVELOPMENT))
        assert len(sight.pattern.provisional) == open_months
        assert min(sight.series.values[:-open_months]) > sight.series.values[-1]  # type: ignore[type-var, operator]


def test_a_median_stands_still_where_a_fifth_wait_much_longer(with_samples: Settings) -> None:
    view = replace(whole_of("genoptraening", "ventetid", Lens.SPREAD), unit="Center Lærken")
    said = look(with_samples.datasets, view).narrative.sentences
    assert said[0].startswith("Det midterste tilfælde er 18,5 dage")
    assert said[1].endswith("det midterste var 19,0 dage.")
    longest = {int(number) for number in re.findall(r"(\d+) %", said[2] + said[3])}
    assert max(longest) > 20
    assert min(longest) < 10


def whole_of(dataset: str, indicator: str, lens: Lens) -> View:
    return View(dataset, 4, indicator, "Alle enheder", Grain.MONTH, lens=lens)


def test_the_lost_month_is_a_gap_for_everybody(with_samples: Settings) -> None:
    for series in units_of(with_samples, "bosteder", "tilfredshed").values():
        gaps = [point.period.code for point in series.points if point.state is CellState.MISSING]
        assert gaps == ["2024-07"]


def test_the_samples_are_what_the_readme_says(with_samples: Settings) -> None:
    versions = list_datasets(with_samples)
    assert len({version.recipe.area for version in versions}) == 6
    assert {version.dataset: version.number for version in versions if version.number > 1} == {"genoptraening": 4}
    for version in versions:
        assert version.recipe.synthetic
        assert version.recipe.source == "MSB i Tal (syntetisk eksempel)"
        assert 6 <= sum(unit.level is UnitLevel.UNIT for unit in version.units) <= 25
        assert all(indicator.definition and indicator.source for indicator in version.recipe.indicators)
        assert (version.last.end.year * 12 + version.last.end.month) - (version.first.start.year * 12) >= 48
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 1_500_000


def test_samples_are_published_once_and_their_recipes_kept(with_samples: Settings) -> None:
    assert publish_samples(with_samples) == ()
    assert [version.number for version in list_datasets(with_samples)].count(1) == 6
    assert len(list(with_samples.recipes.glob("*.toml"))) == 7
    assert list((with_samples.data_dir / ".work").iterdir()) == []


def load_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_committed_extracts_again(tmp_path: Path) -> None:
    import duckdb

    made = {path.name: path for path in load_maker().make_all(tmp_path)}
    for path in (path for path in made.values() if path.suffix == ".csv"):
        assert path.read_bytes() == (SAMPLES / path.relative_to(tmp_path)).read_bytes()
    assert sorted(made) == sorted(
        path.name for path in SAMPLES.rglob("*.*") if path.suffix in {".csv", ".xlsx", ".duckdb"}
    )
    for name in ("afgang.xlsx", "sygefravaer.xlsx"):
        new, kept = (
            [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]
            for path in (made[name], SAMPLES / name)
        )
        assert new == kept
    new, kept = (
        duckdb.connect(str(path), read_only=True).execute("FROM underretninger ORDER BY ALL").fetchall()
        for path in (made["underretninger.duckdb"], SAMPLES / "underretninger.duckdb")
    )
    assert new == kept


def test_two_runs_of_the_script_give_the_same_bytes(tmp_path: Path) -> None:
    maker = load_maker()
    for first, second in zip(maker.make_all(tmp_path / "a"), maker.make_all(tmp_path / "b"), strict=True):
        if first.suffix != ".duckdb":
            assert first.read_bytes() == second.read_bytes()
