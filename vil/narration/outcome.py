"""What new numbers say of what a team hoped for, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vil.analysis import Outcome, Side
from vil.formats import format_date, format_middle, format_value
from vil.model.indicator import Direction, Indicator
from vil.model.round import Expectation, Verdict
from vil.model.series import Series
from vil.narration.context import list_events, name_month, say_gaps
from vil.narration.names import join_words, name_subject, raise_first, tidy_name
from vil.narration.narrative import Narrative
from vil.narration.runs import follows_year, say_run, say_season, say_season_in
from vil.narration.series import CHANCE

NOT_ALONE = "Om det er jeres handling, kan tallene ikke vise alene."
_Said = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Case:
    """What is spoken of."""

    outcome: Outcome
    series: Series
    expectation: Expectation


def describe_outcome(outcome: Outcome, series: Series, expectation: Expectation) -> Narrative:
    """Say what new numbers show, held against the middle from before and what the team hoped for.

    The first sentence tells what is seen; the verdict never says that the action was the cause.
    """
    case = _Case(outcome, series, expectation)
    headline, sentences = _SAY[outcome.verdict](case)
    context = (*_say_deadline(case), *_say_rivals(case), *_say_practice(case), *_say_new_gaps(case))
    alt_text = (
        f"{name_subject(series).words}, før og efter {format_date(outcome.starts_on)}. {headline}. {sentences[0]}"
    )
    return Narrative(headline, (*sentences, *context), alt_text)


def describe_expectation(expectation: Expectation, indicator: Indicator) -> str:
    """Say what a team expects to see, in one or two sentences."""
    if expectation.direction is Direction.NEITHER and expectation.target is None:
        return "I har ikke skrevet et bud endnu."
    measure = indicator.measure
    deadline = f" senest {format_date(expectation.by)}" if expectation.by else ""
    said = f"Vores bud: {raise_first(tidy_name(indicator))} {_say_hope(expectation, indicator)}{deadline}."
    if expectation.baseline is not None:
        said += f" Midten før er {format_middle(expectation.baseline, measure)}."
    if expectation.sealed_on is not None:
        said += f" Låst {format_date(expectation.sealed_on)}."
    return said


def _say_hope(expectation: Expectation, indicator: Indicator) -> str:
    way = {Direction.UP: "går op", Direction.DOWN: "går ned", Direction.NEITHER: "er"}[expectation.direction]
    if expectation.target is None:
        return way
    target = format_value(expectation.target, indicator.measure)
    return f"{way} {target}" if expectation.direction is Direction.NEITHER else f"{way} til {target}"


def _say_no_data(case: _Case) -> _Said:
    if case.outcome.points_after:
        return "Der er ikke noget før at holde tallene op imod", (
            f"Der er ingen målinger fra før {format_date(case.outcome.starts_on)}.",
            "Vælg en enhed med tal fra før, eller vent, til der er flere.",
        )
    return "Der er ingen nye tal endnu", (
        f"Der er ingen hele målinger fra {format_date(case.outcome.starts_on)} og frem.",
        "Kom tilbage, når der er kommet nye tal.",
    )


def _say_too_early(case: _Case) -> _Said:
    needed = _count_points(case.outcome.points_needed)
    return f"For tidligt at sige: der mangler {needed}", (
        (
            f"Der er {_count_points(case.outcome.points_after)}, siden I gik i gang, "
            f"og der skal mindst {case.outcome.points_needed} mere til."
        ),
        *_say_levels(case),
        CHANCE,
    )


def _say_as_hoped(case: _Case) -> _Said:
    return "Det går, som I håbede", (
        *_say_chance(case),
        *_say_levels(case),
        *_say_target(case),
    )


def _say_on_the_way(case: _Case) -> _Said:
    return "Tallet går den vej, I håbede, men er der ikke endnu", _say_as_hoped(case)[1]


def _say_opposite(case: _Case) -> _Said:
    return "Tallet går den anden vej, end I håbede", (
        *_say_season_first(case),
        _say_signal(case),
        "Tallene siger ikke hvorfor. Hvad er ellers sket?",
        *_say_levels(case),
    )


def _say_not_seen(case: _Case) -> _Said:
    if case.outcome.side is not None:
        where = "højere" if case.outcome.side is Side.ABOVE else "lavere"
        asked = "I har ikke skrevet, hvilken vej I håbede."
        return f"Tallet ligger {where} end før", (
            *_say_season_first(case),
            _say_signal(case),
            asked,
            *_say_levels(case),
        )
    return "Vi kan ikke se et skift endnu", (
        f"De nye målinger svinger om midten fra før, som er {_middle(case.outcome.baseline, case)}.",
        "Et lille skift kan godt være der, uden at det kan ses endnu.",
        *_say_levels(case),
    )


def _say_chance(case: _Case) -> tuple[str, ...]:
    run, seen = case.outcome.run, _say_signal(case)
    if season := _say_season_first(case):
        chance = "Årets gang kan spille ind." if run is None else say_season_in(case.series, run)
        return *season, f"{seen} {chance} {NOT_ALONE}"
    return seen, f"{'Det' if run is None else 'Så lang en række'} sker sjældent af sig selv. {NOT_ALONE}"


def _say_season_first(case: _Case) -> tuple[str, ...]:
    return (say_season(case.series),) if follows_year(case.series, has_season=case.outcome.has_season) else ()


def _say_signal(case: _Case) -> str:
    if case.outcome.run is not None and case.outcome.latest is not None:
        return say_run(case.series, case.outcome.run, case.outcome.latest, "midten fra før")
    where = "over" if case.outcome.side is Side.ABOVE else "under"
    return f"De nye målinger ligger for det meste {where} midten fra før."


def _say_levels(case: _Case) -> tuple[str, ...]:
    if case.outcome.baseline is None or case.outcome.median_after is None:
        return ()
    return (
        f"Midten er nu {_middle(case.outcome.median_after, case)}. Før var den {_middle(case.outcome.baseline, case)}.",
    )


def _say_target(case: _Case) -> tuple[str, ...]:
    if case.expectation.target is None:
        return ()
    return (f"Jeres bud var {format_value(case.expectation.target, case.series.indicator.measure)}.",)


def _say_deadline(case: _Case) -> tuple[str, ...]:
    if case.expectation.by is None:
        return ()
    if case.outcome.is_due:
        return (f"Dagen, I satte, er nået: {format_date(case.expectation.by)}.",)
    return (f"I satte dagen til {format_date(case.expectation.by)}.",)


def _say_rivals(case: _Case) -> tuple[str, ...]:
    since = case.outcome.starts_on
    rivals = [event for event in list_events(case.series) if max(event.start, event.end or event.start) >= since]
    if not rivals:
        return ()
    named = [f"{event.name} ({name_month(event.start)})" for event in rivals]
    return (f"I samme tidsrum: {join_words(named)}. Det kan også have betydning.",)


def _say_practice(case: _Case) -> tuple[str, ...]:
    months = [name_month(event.start) for event in list_events(case.series) if event.breaks_series]
    if not months:
        return ()
    told = f"Praksis for registrering blev ændret i {join_words(months)}."
    return (f"{told} Kun tal, der er registreret som ved starten, er regnet med.",)


def _say_new_gaps(case: _Case) -> tuple[str, ...]:
    first = case.outcome.first_after
    return () if first is None else say_gaps(case.series, first=first)


def _count_points(count: int) -> str:
    return {0: "ingen målinger", 1: "1 måling"}.get(count, f"{count} målinger")


def _middle(value: float | None, case: _Case) -> str:
    return format_middle(value or 0.0, case.series.indicator.measure)


_SAY: dict[Verdict, Callable[[_Case], _Said]] = {
    Verdict.NO_DATA: _say_no_data,
    Verdict.TOO_EARLY: _say_too_early,
    Verdict.AS_HOPED: _say_as_hoped,
    Verdict.ON_THE_WAY: _say_on_the_way,
    Verdict.NOT_SEEN: _say_not_seen,
    Verdict.OPPOSITE: _say_opposite,
}
