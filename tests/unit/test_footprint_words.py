"""Which change is followed among the units, and how the pattern is told without a cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.builders import CALM, CASES, DEADLINES, make_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from vil.analysis import find_pattern
from vil.analysis.footprint import Change, Elsewhere, ElsewhereAnswer, find_elsewhere, find_togetherness
from vil.analysis.hallmarks import Fit, find_fit
from vil.analysis.turning import Turn, TurnKind, as_relative, find_turn
from vil.charts import DARK, LIGHT
from vil.charts.footprint import draw_footprint
from vil.model.indicator import Measure
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.round import Hallmark
from vil.model.series import Series
from vil.narration import footprint as words

POINTS = DEADLINES.measure
LOWER = [value - 3 for value in CALM]
NEW = Event(date(2025, 5, 1), "Ny praksis", breaks_series=True)


def turn_of(series: Series) -> Turn | None:
    return find_turn(series, find_pattern(series))


def changes(*sizes: float) -> list[Change]:
    return [Change(f"Enhed {place}", 60.0, 60.0 + size, 0.5) for place, size in enumerate(sizes, 1)]


@pytest.mark.parametrize(
    ("series", "kind", "before", "after"),
    [
        (make_series([*CALM, *LOWER[:9]]), TurnKind.RUN, (0, 11), (12, 20)),
        (make_series([*LOWER[:9], *CALM, *CALM]), TurnKind.RUN, (0, 8), (9, 32)),
        (make_series([*CALM, *LOWER[:9], *CALM]), TurnKind.RUN, (0, 11), (12, 20)),
        (make_series([*CALM, *LOWER], events=(NEW,)), TurnKind.PRACTICE, (0, 11), (12, 23)),
        (make_series([1.0, 1.1, 1.2, 1.1, 1.2, 9.0, 9.1, 9.2, 9.1, 9.2] * 3), TurnKind.YEAR, (6, 17), (18, 29)),
    ],
)
def test_the_change_that_is_followed_is_the_one_that_is_seen(
    series: Series, kind: TurnKind, before: tuple[int, int], after: tuple[int, int]
) -> None:
    turn = turn_of(series)
    assert turn is not None
    assert turn.kind is kind
    assert (turn.before[0], turn.before[-1]) == before
    assert (turn.after[0], turn.after[-1]) == after


@pytest.mark.parametrize("cells", [list(CALM), list(CALM[:8]), [4.0] * 14, [None] * 12])
def test_where_nothing_turned_nothing_is_followed(cells: list[float]) -> None:
    assert turn_of(make_series(cells)) is None


def test_only_usable_points_are_on_either_side() -> None:
    turn = turn_of(make_series([*CALM, *LOWER[:4], None, *LOWER[4:9], 2.0], partial=[22]))
    assert turn is not None
    assert 16 not in turn.after
    assert 22 not in turn.after


def test_amounts_are_held_together_in_per_cent_of_what_they_were() -> None:
    assert as_relative(Change("Stor", 200.0, 240.0, 10.0)) == Change("Stor", 100.0, 120.0, 5.0)
    assert as_relative(Change("Ingen", 0.0, 4.0, 1.0)) is None


@pytest.mark.parametrize(
    ("found", "measure", "answer", "figures"),
    [
        (changes(5, 5.5, 4.5, 5.2), POINTS, "Ja, de følges ad.", "Alle 4 gik op, i snit 5,1 procentpoint."),
        (changes(-5, -5.5, -4.5, -5.2, 0.1), None, "Ja, de følges ad.", "4 af 5 gik ned, i snit 4 %."),
        (changes(0.1, -0.2, 0.3, 0.0, 14.0), POINTS, "Nej, få enheder bærer det.", "Mest flyttede Enhed 5."),
        (changes(0.4, -0.5, 0.3), POINTS, words.UNSEEN, "2 gik op og 1 ned."),
        (changes(0.4, -0.5), POINTS, words.UNSEEN, words.TOO_FEW),
    ],
)
def test_whether_units_move_together_is_told_with_its_figure(
    found: list[Change], measure: Measure | None, answer: str, figures: str
) -> None:
    told = words.answer_together(find_togetherness(found), found, measure)
    assert (told.question, told.answer, told.figures) == (words.TOGETHER, answer, figures)


@pytest.mark.parametrize(
    ("own", "others", "answer", "figures"),
    [
        (
            5.0,
            (5.1, 4.9, 5.0),
            "Ja, også andre steder.",
            "Hos os 5,0 procentpoint op, hos de andre 5,0 procentpoint op.",
        ),
        (5.0, (0.0, 0.1, -0.1), "Nej, kun hos os.", "Hos os 5,0 procentpoint op, hos de andre det samme som før."),
        (-5.0, (2.0, 2.1, 1.9), "Nej, kun hos os.", "Hos os 5,0 procentpoint ned, hos de andre 2,0 procentpoint op."),
        (0.1, (0.1, 0.1, 0.2), words.UNSEEN, "Hos os 0,1 procentpoint op, hos de andre 0,1 procentpoint op."),
    ],
)
def test_whether_it_happens_elsewhere_is_told_with_both_figures(
    own: float, others: tuple[float, ...], answer: str, figures: str
) -> None:
    found = find_elsewhere(Change("Vi", 60, 60 + own, 0.5), changes(*others))
    told = words.answer_elsewhere(found, POINTS, is_everything=False)
    assert (told.answer, told.figures) == (answer, figures)


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [
        (
            5.0,
            (5.1, 4.9),
            ("Det samme ses andre steder: hos os 5,0 procentpoint op, hos de andre 5,0 procentpoint op.",),
        ),
        (5.0, (0.0, 0.0), ("Det ses kun hos os: hos os 5,0 procentpoint op, hos de andre det samme som før.",)),
        (0.1, (0.1, 0.2), ("Om det også sker andre steder, kan ikke ses i tallene.",)),
        (5.0, (), ()),
    ],
)
def test_after_an_action_the_others_are_told_beside(
    own: float, others: tuple[float, ...], said: tuple[str, ...]
) -> None:
    found = find_elsewhere(Change("Vi", 60, 60 + own, 0.5), changes(*others))
    assert words.say_others(found, POINTS) == said
    assert not said or find_lix(said[0]) <= 40


def test_the_whole_has_no_others() -> None:
    assert words.answer_elsewhere(None, POINTS, is_everything=True).figures == words.ALL_AS_ONE


def test_the_spans_are_named_and_what_else_could_give_the_pattern_is_said() -> None:
    months = [Period(date(2025, month, 1), Grain.MONTH) for month in (1, 4, 5, 9)]
    spans = ((months[0], months[1]), (months[2], months[3]))
    assert words.say_spans(spans) == "Maj 2025 til september 2025 er holdt op imod januar 2025 til april 2025."
    told = words.say_rivals(crosses_practice=True, has_season=True)
    assert told.startswith("Registreringen blev ændret imellem, og det kan give det samme mønster. Årets gang kan")
    assert told.endswith(words.NOT_WHY)


def test_nothing_names_a_cause_or_a_field_and_all_of_it_is_easy_to_read() -> None:
    elsewhere = [Elsewhere(answer, 1.0, 0.5, 0.5, 0.1) for answer in ElsewhereAnswer]
    told = [words.answer_elsewhere(one, POINTS, is_everything=False) for one in elsewhere]
    asked = changes(5, 5.5, 4.5)
    told.append(words.answer_together(find_togetherness(asked), asked, POINTS))
    texts = [f"{one.question} {one.answer} {one.figures}" for one in told]
    texts.append(words.say_rivals(crosses_practice=True, has_season=True))
    for text in (*texts, words.NO_TURN):
        assert find_lix(text) <= 40, text
        assert not [word for word in (*NEVER, "intern", "ekstern", "individ", "kollektiv") if word in text.lower()]


def test_each_unit_is_drawn_by_name_with_its_interval_and_the_own_by_shape_too() -> None:
    spec = draw_footprint(changes(1, -2, 3), own={"Enhed 2"}, measure=POINTS, palette=LIGHT).to_dict()
    rows = spec["data"]["values"]
    assert [row["u"] for row in rows] == ["Enhed 1", "Enhed 2 ◆", "Enhed 3"]
    assert rows[1]["l"] < -2 < rows[1]["h"]
    assert rows[1]["t"] == "−2,0 procentpoint"
    assert spec["layer"][2]["encoding"]["shape"]["condition"]["value"] == "diamond"
    for palette in (LIGHT, DARK):
        assert draw_footprint(changes(1, 2), own=(), measure=CASES.measure, palette=palette).to_altair().to_dict()
    assert replace(CASES.measure, name="kr.").name in str(
        draw_footprint(changes(1), own=(), measure=Measure("kr.", 0), palette=LIGHT).spec
    )


@pytest.mark.parametrize(
    ("hallmark", "together", "elsewhere", "fit"),
    [
        (Hallmark.ALL, (5, 5.5, 4.5, 5.2), (), Fit.FITS),
        (Hallmark.FEW, (5, 5.5, 4.5, 5.2), (), Fit.FITS_NOT),
        (Hallmark.FEW, (0.1, -0.2, 0.3, 0.0, 14.0), (), Fit.FITS),
        (Hallmark.ALL, (0.4, -0.5, 0.3), (), Fit.UNSEEN),
        (Hallmark.ALL, (), (), Fit.UNSEEN),
        (Hallmark.ONLY_HERE, (), (0.0, 0.1, -0.1), Fit.FITS),
        (Hallmark.ALSO_ELSEWHERE, (), (0.0, 0.1, -0.1), Fit.FITS_NOT),
        (Hallmark.ALSO_ELSEWHERE, (), (5.0, 5.1, 4.9), Fit.FITS),
        (Hallmark.ONLY_HERE, (), (), Fit.UNSEEN),
    ],
)
def test_what_an_explanation_would_leave_is_held_against_what_is_seen(
    hallmark: Hallmark, together: tuple[float, ...], elsewhere: tuple[float, ...], fit: Fit
) -> None:
    seen = find_togetherness(changes(*together))
    where = find_elsewhere(Change("Vi", 60, 65, 0.5), changes(*elsewhere))
    assert find_fit(hallmark, seen, where) is fit
    told = words.say_fit(fit)
    assert (words.FITS_TOO in told) is (fit is Fit.FITS)
    assert not [word for word in NEVER if word in told.lower()]
