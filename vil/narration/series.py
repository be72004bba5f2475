"""What a series shows, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vil.analysis import Pattern, PatternVerdict, Run, Side
from vil.analysis.usable import usable_values
from vil.formats import (
    count_periods,
    find_shown_gap,
    format_difference,
    format_middle,
    format_number,
    format_period,
    format_value,
    format_when,
    name_grain,
)
from vil.model.period import Grain
from vil.model.series import Comparison, MiddleHalf, Series
from vil.narration.comparing import say_comparison
from vil.narration.context import name_periods, say_breaks, say_gaps
from vil.narration.names import Subject, name_subject, raise_first
from vil.narration.narrative import Narrative
from vil.narration.provisional import name_latest, say_provisional
from vil.narration.runs import follows_year, say_middle, say_run, say_season, say_season_in
from vil.narration.targets import say_target

SELDOM = "Så lang en række sker sjældent af sig selv, men tallene siger ikke hvorfor."
CHANCE = "Det kan være tilfældigt."
TOO_LITTLE = "Ud fra så få tal kan vi ikke vide, om det er tilfældigt."
_Said = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Case:
    """What is spoken of."""

    series: Series
    pattern: Pattern
    subject: Subject

    @property
    def since(self) -> str:
        """What a headline ends with where only the time since registration changed is spoken of."""
        return ", siden registreringen blev ændret" if self.pattern.is_since_break else ""

    @property
    def first(self) -> int | None:
        """The place of the first point spoken of."""
        judged = self.pattern.judged
        values = usable_values(self.series)
        places = range(judged.start, judged.end + 1) if judged else ()
        return next((place for place in places if values[place] is not None), None)


def describe_series(
    series: Series,
    pattern: Pattern,
    *,
    compared: Series | Sequence[Series] | None = None,
    comparison: Comparison = Comparison.OWN_HISTORY,
    half: MiddleHalf | None = None,
) -> Narrative:
    """Say what a series shows, how sure that is, and what must go with it.

    `compared` is what the figures are held against: the year before laid over the same periods, the whole, or the
    other units; `half` is where half of them lie when they are many. The words tell what is seen and never why, and rank nobody.
    """
    headline, sentences = _SAY[pattern.verdict](_Case(series, pattern, name_subject(series)))
    others = (compared,) if isinstance(compared, Series) else tuple(compared or ())
    context = (
        *say_breaks(series, pattern),
        *_say_habits(series, pattern, comparison),
        *say_target(series, pattern),
        *say_comparison(series, pattern, others, comparison, half),
        *say_provisional(series),
        *say_gaps(series),
    )
    return Narrative(headline, (*sentences, *context), describe_picture(series, pattern, headline))


def describe_picture(series: Series, pattern: Pattern, headline: str) -> str:
    """Say what is drawn, for those who do not see it."""
    if pattern.first is None or pattern.latest is None or pattern.centre is None:
        return f"{headline}. Der er ingen punkter på kurven."
    measure = series.indicator.measure
    values = [value for value in usable_values(series) if value is not None]
    open_points = f" {_count_open(len(pattern.provisional))}" if pattern.provisional else ""
    first, latest = series.points[pattern.first], series.points[pattern.latest]
    return (
        f"{headline}. Kurve over {count_periods(len(series.points), series.grain)}, "
        f"fra {format_period(first.period)} til {format_period(latest.period)}. "
        f"Laveste tal {format_value(min(values), measure)}, højeste {format_value(max(values), measure)}, "
        f"midten {format_middle(pattern.centre, measure)}, seneste {format_value(latest.value or 0.0, measure)}."
        f"{open_points}"
    )


def _count_open(count: int) -> str:
    return "Det nyeste tal er foreløbigt." if count == 1 else f"De {format_number(count)} nyeste tal er foreløbige."


def _say_empty(case: _Case) -> _Said:
    if case.pattern.provisional:
        told = "De tal, der er, plejer at blive rettet i senere udgaver."
        return f"{case.subject.words}: kun foreløbige tal", (told, "Vælg et længere tidsrum, eller vent på flere tal.")
    told = "Hver periode er skjult eller mangler." if case.pattern.hidden else "Alle perioder mangler."
    return f"{case.subject.words}: ingen tal at vise", (told, "Vælg en anden enhed eller et længere tidsrum.")


def _say_too_few(case: _Case) -> _Said:
    counted = "1 måling" if case.pattern.points == 1 else f"{case.pattern.points} målinger"
    told = f"Der er {counted}, og der skal mindst 10 til, før vi kan se et mønster."
    few = f"for få målinger{case.since or ' til at sige noget endnu'}"
    return f"{case.subject.words}: {few}", (told, *_say_plain_change(case))


def _say_plain_change(case: _Case) -> tuple[str, ...]:
    if case.first is None or case.pattern.latest is None:
        return ()
    first, latest = case.series.points[case.first], case.series.points[case.pattern.latest]
    if first.value is None or latest.value is None:
        return ()
    measure, now = case.series.indicator.measure, format_value(latest.value, case.series.indicator.measure)
    if case.pattern.points == 1:
        return (f"{raise_first(format_when(latest.period))} er tallet {now}.",)
    span = f"Fra {format_period(first.period)} til {format_period(latest.period)}"
    change = find_shown_gap(latest.value, first.value, measure)
    if change == 0:
        return (f"{span} er tallet uændret: {now}. {TOO_LITTLE}",)
    verb = "steg" if change > 0 else "faldt"
    ends = f"fra {format_value(first.value, measure)} til {now}"
    return (f"{span} {verb} tallet {format_difference(change, measure)}, {ends}. {TOO_LITTLE}",)


def _say_preliminary(case: _Case) -> _Said:
    told = f"Der er {case.pattern.points} målinger, og midten er {_centre(case)}."
    has_shift = case.pattern.judged is not None and case.pattern.judged.has_signal
    sure = f"Det ligner et skift. {CHANCE}" if has_shift else f"Det er et foreløbigt billede. {CHANCE}"
    return f"{case.subject.words}: et foreløbigt billede{case.since}", (told, sure)


def _say_constant(case: _Case) -> _Said:
    told = f"Alle {case.pattern.points} målinger er {_centre(case)}."
    return f"{case.subject.words}: det samme tal{case.since or ' hele vejen'}", (
        told,
        "Spørg, om tallet stadig bliver opdateret.",
    )


def _say_mostly_hidden(case: _Case) -> _Said:
    told = "Mange af tallene er skjult, og resten kan give et forkert billede."
    return f"{case.subject.words}: for meget er skjult til at se et mønster", (
        told,
        f"{_longer(case)}eller en større enhed.",
    )


def _longer(case: _Case) -> str:
    is_long = case.series.grain in (Grain.YEAR, Grain.SCHOOLYEAR)
    return "Prøv en anden gruppe " if is_long else "Prøv et længere trin, fx kvartaler eller år, "


def _say_tied(case: _Case) -> _Said:
    told = f"Over halvdelen af målingerne er {_centre(case)}."
    longer = (
        "" if case.series.grain in (Grain.YEAR, Grain.SCHOOLYEAR) else " Prøv et længere trin, fx kvartaler eller år."
    )
    return f"{case.subject.words}: for ens til at se et mønster{case.since}", (
        told,
        f"Så kan vi ikke se, om noget er nyt.{longer}",
    )


def _say_calm(case: _Case) -> _Said:
    headline = f"{case.subject.words} svinger, som {case.subject.pronoun} plejer{case.since}"
    grain = name_grain(case.series.grain)
    sure = f"Op og ned fra {grain} til {grain} kan være tilfældigt."
    if not case.pattern.unusual:
        return headline, (_say_latest(case), sure, *say_middle(case.series, case.pattern))
    named = name_periods(case.series, case.pattern.unusual)
    stands = f"{named} stikker ud. {CHANCE}"
    is_latest = case.pattern.latest in case.pattern.unusual
    return f"{headline}{f', men {name_latest(case.pattern)} stikker ud' if is_latest else ''}", (
        _say_latest(case),
        stands,
        *say_middle(case.series, case.pattern),
    )


def _say_latest(case: _Case) -> str:
    latest = case.series.points[case.pattern.latest or 0]
    value = format_value(latest.value or 0.0, case.series.indicator.measure)
    named = raise_first(name_latest(case.pattern))
    return f"{named} er {value} ({format_period(latest.period)}), og midten er {_centre(case)}."


def _say_shifted(case: _Case) -> _Said:
    run = case.pattern.run
    if run is None or case.pattern.latest is None:
        return _say_drifting(case)
    compared = "højere" if run.side is Side.ABOVE else "lavere"
    if run.is_ongoing:
        headline = f"{case.subject.words} ligger {compared}, end {case.subject.pronoun} plejer{case.since}"
    elif run.start == case.pattern.first:
        headline = f"{case.subject.words} lå {compared} i begyndelsen"
    else:
        headline = f"{case.subject.words} lå {compared}, end {case.subject.pronoun} plejer, i en periode{case.since}"
    seen, levels = say_run(case.series, run, case.pattern.latest, "midten"), _say_levels(case, run)
    if follows_year(case.series, has_season=case.pattern.has_season):
        return headline, (
            say_season(case.series),
            f"{seen} {say_season_in(case.series, run)}",
            *levels,
            *say_middle(case.series, case.pattern),
        )
    return headline, (seen, SELDOM, *levels, *say_middle(case.series, case.pattern))


def _say_levels(case: _Case, run: Run) -> tuple[str, ...]:
    pattern, measure = case.pattern, case.series.indicator.measure
    if pattern.centre_within is None:
        return ()
    around = (("før var den", pattern.centre_before), ("siden har den været", pattern.centre_after))
    parts = [f"{words} {format_middle(value, measure)}" for words, value in around if value is not None]
    verb = "er" if run.is_ongoing else "var"
    told = f"Midten for de målinger {verb} {format_middle(pattern.centre_within, measure)}."
    beside = raise_first(", og ".join(parts))
    return (f"{told} {beside}.",) if parts else (told,)


def _say_drifting(case: _Case) -> _Said:
    headline = f"{case.subject.words} bevæger sig i lange bølger{case.since}"
    if follows_year(case.series, has_season=case.pattern.has_season):
        return headline, (
            say_season(case.series),
            "Så er det ventet, at tallene bliver længe på samme side af midten.",
            *say_middle(case.series, case.pattern),
        )
    judged = case.pattern.judged
    crossings = judged.crossings if judged and judged.crossings is not None else 0
    floor = judged.crossings_limit if judged and judged.crossings_limit is not None else 0
    told = "Tallene bliver længere på samme side af midten, end de ville ved tilfældige udsving."
    sure = "Det sker sjældent af sig selv, men tallene siger ikke hvorfor."
    counted = f"De skifter side {_times(crossings)}, og ved tilfældige udsving ville vi vente mindst {floor}."
    return headline, (told, sure, counted, *say_middle(case.series, case.pattern))


def _say_habits(series: Series, pattern: Pattern, comparison: Comparison) -> tuple[str, ...]:
    grain = name_grain(series.grain)
    if pattern.has_season and series.grain is Grain.DAY:
        return ("Tallet følger ugens dage. Se det også uge for uge.",)
    if pattern.has_season:
        known = () if pattern.has_signal else ("Tallet følger årets gang.",)
        advice = f"Hold det også op imod samme {grain} året før."
        return known if comparison is Comparison.LAST_YEAR else (*known, advice)
    if pattern.is_following and pattern.run is not None:
        return (f"Tallene følges ad fra {grain} til {grain}. Så kommer lange rækker lettere.",)
    return ()


def _times(count: int) -> str:
    return "1 gang" if count == 1 else f"{count} gange"


def _centre(case: _Case) -> str:
    return format_middle(case.pattern.centre or 0.0, case.series.indicator.measure)


_SAY: dict[PatternVerdict, Callable[[_Case], _Said]] = {
    PatternVerdict.EMPTY: _say_empty,
    PatternVerdict.TOO_FEW: _say_too_few,
    PatternVerdict.PRELIMINARY: _say_preliminary,
    PatternVerdict.CONSTANT: _say_constant,
    PatternVerdict.MOSTLY_HIDDEN: _say_mostly_hidden,
    PatternVerdict.TIED: _say_tied,
    PatternVerdict.CALM: _say_calm,
    PatternVerdict.HIGHER: _say_shifted,
    PatternVerdict.LOWER: _say_shifted,
    PatternVerdict.DRIFTING: _say_drifting,
}
