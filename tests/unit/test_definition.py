"""What a number counts, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vil.model.card import Approval
from vil.model.indicator import Aggregation, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.narration.approval import say_approved, say_lapsed
from vil.narration.definition import name_measure, say_counting, say_disclosure

PART = Indicator("a", "Ledige", value="Ledige")
NUMBER = Indicator(
    "b", "Andel", Aggregation.RATE, Measure("pct.", 1), numerator="Til tiden", denominator="Alle", scale=100
)
RECIPE = Recipe("x", "X", (PART, NUMBER), Grain.MONTH)


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        (PART, {"Vi tæller": "»Ledige«, lagt sammen."}),
        (NUMBER, {"Vi tæller": "»Til tiden«.", "Ud af": "»Alle«."}),
        (
            replace(NUMBER, scale=1000, measure=Measure("pr. 1.000")),
            {"Vi tæller": "»Til tiden«.", "Ud af": "»Alle«, gange 1000."},
        ),
        (
            Indicator(
                "c", "C", Aggregation.SHARE, Measure("pct."), only=(("Status", "Ja"), ("Status", "Delvis")), scale=100
            ),
            {"Vi tæller": "Rækker, hvor »Status« er »Ja« eller »Delvis«.", "Ud af": "Alle rækker."},
        ),
        (
            Indicator("c", "C", Aggregation.DISTINCT, key="CPR"),
            {"Vi tæller": "Forskellige »CPR«. Den samme tæller kun én gang."},
        ),
        (
            Indicator("c", "C", Aggregation.COUNT, only=(("By", "Vest"),)),
            {"Vi tæller": "Rækkerne i udtrækket: én for hver sag eller person.", "Kun": "Rækker, hvor »By« er »Vest«."},
        ),
        (
            Indicator("c", "C", Aggregation.MEAN, value="Dage", weight="Sager"),
            {"Vi viser": "»Dage«, som gennemsnit.", "Vægtet": "Efter »Sager«."},
        ),
        (
            Indicator("c", "C", Aggregation.MEDIAN, value="Dage"),
            {"Vi viser": "Den midterste »Dage«: halvdelen ligger over og halvdelen under."},
        ),
        (Indicator("c", "C", Aggregation.FORMULA, formula="a / b"), {"Vi regner": "»Ledige« delt med »Andel«."}),
        (Indicator("c", "C", Aggregation.SUM, value="(col 1)"), {"Vi tæller": "Tallene i tabellen, lagt sammen."}),
        (
            Indicator("c", "C", Aggregation.MEDIAN, value="(col 1)"),
            {"Vi viser": "Det midterste af tallene i tabellen: halvdelen ligger over og halvdelen under."},
        ),
        (
            Indicator("c", "C", Aggregation.STOCK, value="Åbne sager"),
            {"Vi tæller": "»Åbne sager« på et tidspunkt. Over flere perioder gælder det seneste."},
        ),
    ],
)
def test_every_way_of_counting_is_said_in_words(indicator: Indicator, said: dict[str, str]) -> None:
    assert dict(say_counting(indicator, RECIPE)) == said


def test_rows_left_out_of_the_extract_are_told_of() -> None:
    told = dict(say_counting(PART, replace(RECIPE, filters=(("Alder", "0-17"),))))
    assert told["Af udtrækket"] == "Kun rækker, hvor »Alder« er »0-17«."


@pytest.mark.parametrize(
    ("disclosure", "told", "untold"),
    [
        (Disclosure.OPEN, "intet er skjult", "færre end"),
        (Disclosure.PERSONS, "færre end 5 personer, er skjult", "Rækkerne"),
        (Disclosure.PERSON_ROWS, "Rækkerne bag er ikke gemt", "offentlig"),
    ],
)
def test_how_persons_are_protected_is_said_plainly(disclosure: Disclosure, told: str, untold: str) -> None:
    said = say_disclosure(replace(RECIPE, disclosure=disclosure))
    assert told in said
    assert untold not in said


def test_a_measure_always_has_a_name() -> None:
    assert [name_measure(number) for number in (PART, NUMBER)] == ["antal", "procent"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            ("definition",),
            "Godkendelsen er udløbet, fordi definitionen er ændret i den udgave, der kom 3. november 2026.",
        ),
        (
            ("numerator", "denominator", "filters", "scale", "measure"),
            "Godkendelsen er udløbet, fordi tælleren, nævneren og 3 ting mere er ændret i den udgave, der kom 3. november 2026.",
        ),
        (("indicator",), "Godkendelsen er udløbet, fordi tallet ikke er med mere."),
    ],
)
def test_a_lapsed_approval_says_why_and_since_when(changed: tuple[str, ...], said: str) -> None:
    assert say_lapsed(changed, datetime(2026, 11, 3, tzinfo=UTC)) == said


def test_an_approval_names_who_and_when() -> None:
    assert say_approved(Approval("Mette, HR", date(2026, 11, 3), 1, "", ())) == "af Mette, HR, 3. november 2026"


def test_a_number_that_stands_under_periods_or_units_is_not_called_by_our_own_name() -> None:
    indicator = Indicator("c", "C", Aggregation.MEAN, value="value")
    for recipe in (replace(RECIPE, period_columns=("2024", "2025")), replace(RECIPE, unit_columns=("Nord", "Syd"))):
        assert dict(say_counting(indicator, recipe)) == {"Vi viser": "Tallene i tabellen, som gennemsnit."}
    in_a_file = replace(RECIPE, period="Måned")
    assert dict(say_counting(indicator, in_a_file)) == {"Vi viser": "»value«, som gennemsnit."}
