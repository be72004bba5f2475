"""The situations whose charts are kept: `python -m tests.golden.situations` writes them anew."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.unit.builders import CALM, CASES, DEADLINES, HIDDEN, Cell, make_series, sketch_series
from tests.unit.test_narration_guess import make_guess
from vil.analysis import find_pattern
from vil.charts import DARK, LIGHT, Chart, draw_series
from vil.charts.ours import Ours
from vil.model.card import Target
from vil.model.evidence import Evidence, EvidenceKind
from vil.model.indicator import Direction
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.revision import Provisional
from vil.model.round import Expectation, Place
from vil.model.series import Series, UnitLevel

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Situation:
    """One chart to keep."""

    name: str
    series: Series
    options: dict[str, Any] = field(default_factory=dict)

    def draw(self, palette: Any = LIGHT, **options: Any) -> Chart:
        return draw_series(self.series, find_pattern(self.series), palette=palette, **self.options, **options)

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.json"


WHOLE = make_series(list(CALM) * 2, unit="Alle enheder", level=UnitLevel.WHOLE)
FIRST_YEAR = date(2020, 1, 1)
CROWDED: list[Cell] = [float(place * 7 % 13 + 6) for place in range(58)]
for place in (5, 6, 9, 10, 11, 20, 21, 22, 23, 40):
    CROWDED[place] = HIDDEN
for place in (7, 24, 25, 30, 41):
    CROWDED[place] = None
BETTER = [6.1, 6.3, 6.0, 5.8, 6.2, 5.9, 6.4, 6.0, 6.1]


def see(kind: EvidenceKind, day: date, text: str, ends_on: date | None = None) -> Evidence:
    return Evidence("e", "r", "w", kind, text, "en leder", day, ends_on, None, "", "", 1)


SEEN = (
    see(EvidenceKind.OBSERVATION, date(2019, 1, 1), "Før kurven"),
    see(EvidenceKind.QUOTE, date(2024, 9, 10), "Vi venter."),
    see(EvidenceKind.PICTURE, date(2024, 9, 20), "Tavlen", date(2025, 2, 1)),
    see(EvidenceKind.OBSERVATION, date(2025, 6, 2), "Kø ved døren"),
)

SITUATIONS = (
    Situation("long_low_run", sketch_series()),
    Situation("a_new_practice_parts_the_series", sketch_series(is_break=True)),
    Situation(
        "provisional_months_are_open",
        replace(
            make_series([*CALM, *CALM[:7], 5.1, 3.2]),
            provisional=(
                Provisional(Period(date(2025, 12, 1), Grain.MONTH), 1.2, 1.1, 1.3),
                Provisional(Period(date(2026, 1, 1), Grain.MONTH), 2.0, 1.5, 2.5),
            ),
        ),
    ),
    Situation(
        "a_guess_beside_the_line_and_two_wonders_pinned",
        make_series(list(CALM) * 2),
        {
            "ours": Ours(
                make_guess([(7.0, 7.8), (6.0, 7.0)], first=date(2026, 3, 1)),
                (
                    Place(Period.parse("2025-03"), Period.parse("2025-03")),
                    Place(Period.parse("2025-09"), Period.parse("2025-12")),
                ),
            )
        },
    ),
    Situation("calm", make_series(list(CALM) * 2)),
    Situation(
        "six_school_years",
        make_series(
            [5.8, 6.0, 5.9, 6.4, 7.1, 6.9], indicator=DEADLINES, grain=Grain.SCHOOLYEAR, first=date(2016, 8, 1)
        ),
    ),
    Situation(
        "weeks_hidden_missing_and_partial",
        make_series(
            [12, HIDDEN, HIDDEN, 14, 18, 9, 22, 31, 25, HIDDEN, 12, 15, None, None, 11, 19, 23, 17, 14, 16, 5],
            indicator=CASES,
            unit="Ærø",
            grain=Grain.WEEK,
            first=date(2020, 9, 7),
            partial=[20],
        ),
    ),
    Situation(
        "an_axis_that_does_not_begin_at_zero",
        make_series([94.1, 94.3, 95.1, 93.8, 94.4, 93.6, 96.2, 94.2, 94.9, 90.7, 93.5, 92.8], indicator=DEADLINES),
    ),
    Situation(
        "an_expectation_and_what_came",
        make_series([*CALM, *CALM, *BETTER], first=date(2024, 2, 1)),
        {"expectation": Expectation(Direction.DOWN, 5.5, date(2026, 12, 31)), "starts_on": date(2026, 2, 1)},
    ),
    Situation("beside_the_whole", make_series([*CALM, *CALM]), {"compared": (WHOLE,)}),
    Situation(
        "beside_many_units",
        make_series(list(CALM)),
        {
            "compared": tuple(
                make_series([value + unit / 5 for value in CALM], unit=f"Enhed {unit}") for unit in range(12)
            )
        },
    ),
    Situation(
        "three_events_close_together",
        make_series(
            list(CALM) * 2,
            events=(
                Event(date(2024, 9, 10), "Ny leder"),
                Event(date(2024, 11, 1), "Flytning til nye lokaler"),
                Event(date(2025, 1, 1), "En ny lov med et meget langt navn træder i kraft"),
            ),
        ),
    ),
    Situation(
        "years_with_the_last_one_partly_there",
        make_series(
            [6.0, 5.8, 6.2, 5.4, 5.6, 5.2, 5.5], indicator=DEADLINES, grain=Grain.YEAR, first=FIRST_YEAR, partial=[6]
        ),
    ),
    Situation(
        "thirteen_years_with_the_last_one_partly_there",
        make_series(
            [6.0, 5.8, 6.2, 5.4, 5.6, 5.2, 5.9, 6.3, 6.6, 5.9, 6.0, 5.2, 5.5],
            indicator=DEADLINES,
            grain=Grain.YEAR,
            first=date(2014, 1, 1),
            partial=[12],
        ),
    ),
    Situation(
        "an_expectation_without_a_day",
        make_series([*CALM, *CALM, 6.1, 6.3, 6.0]),
        {"expectation": Expectation(Direction.DOWN, 6.5), "starts_on": date(2026, 5, 1)},
    ),
    Situation(
        "a_start_after_a_lasting_shift",
        make_series([*(value + 2 for value in CALM), *CALM, *BETTER], first=date(2023, 1, 1)),
        {"expectation": Expectation(Direction.DOWN, 5.5, date(2026, 3, 31)), "starts_on": date(2025, 1, 1)},
    ),
    Situation(
        "many_months_hidden_and_missing",
        make_series(CROWDED, indicator=CASES, unit="Ærø", first=date(2021, 1, 1)),
    ),
    Situation(
        "a_target_that_was_lowered",
        make_series(
            list(CALM) * 2,
            targets=(Target(7.0, date(2023, 1, 1)), Target(6.5, date(2025, 1, 1), unit="Vest")),
        ),
    ),
    Situation(
        "seen_and_heard_beside_an_event",
        make_series(list(CALM) * 2, events=(Event(date(2024, 9, 10), "Ny leder"),)),
        {"evidence": SEEN},
    ),
    Situation("nothing_to_show", make_series([None, HIDDEN, HIDDEN, None])),
)
PALETTES = (LIGHT, DARK)


def write(chart: Chart) -> str:
    """Write a chart as it is kept: sorted, without the configuration that all share."""
    spec = {key: value for key, value in chart.to_dict().items() if key != "config"}
    return json.dumps(spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for situation in SITUATIONS:
        situation.file.write_text(write(situation.draw()), encoding="utf-8")
