"""How good the numbers of a version are, in plain words: what to notice before they are used, and never why it is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vil.analysis.chance import is_more_than_chance
from vil.analysis.revisions import CHANGE_THAT_MATTERS
from vil.formats import count_periods, count_units, format_number, format_period, format_value, format_when, name_grain
from vil.model.completeness import Completeness
from vil.model.indicator import Indicator
from vil.model.quality import Impossibility, Part, QualityReport, Shift
from vil.model.revision import AgeGrowth, RevisionHabit
from vil.model.series import CellState, DatasetVersion, Unit
from vil.narration.names import join_words, lower_first, place_unit, raise_first, tidy_name

_NAMED_AT_MOST = 3
_WRONG = {
    Impossibility.OVER_HUNDRED: "over 100 %",
    Impossibility.NEGATIVE_PERCENT: "under 0 %",
    Impossibility.NEGATIVE_COUNT: "under nul",
}


@dataclass(frozen=True)
class QualityWords:
    """What is said of a version: whether there is anything to notice, what it covers, and the remarks, the most notable first."""

    verdict: str
    coverage: str
    remarks: tuple[str, ...]
    calm: str

    @property
    def for_leaders(self) -> tuple[str, ...]:
        """Two to four sentences."""
        if not self.remarks:
            return (self.verdict, self.coverage, self.calm)
        return (self.verdict, self.coverage, *self.remarks[:2])


def describe_quality(version: DatasetVersion, report: QualityReport) -> QualityWords:
    """Say what a version's quality report found."""
    remarks = tuple(_list_remarks(version, report))
    counted = "én ting" if len(remarks) == 1 else f"{format_number(len(remarks))} ting"
    verdict = (
        f"Tallene er set efter. Læg mærke til {counted}."
        if remarks
        else "Tallene er set efter, og intet springer i øjnene."
    )
    return QualityWords(verdict, say_coverage(version, report), remarks, _say_calm(report))


def say_coverage(version: DatasetVersion, report: QualityReport) -> str:
    """Say what the numbers cover and how much of it is missing or hidden."""
    first, last = format_period(version.first), format_period(version.last)
    time = f"i {first}" if version.first == version.last else f"fra {first} til {last}"
    missing = sum(one.missing for one in report.indicators)
    cells = sum(one.cells for one in report.indicators)
    hidden = sum(one.hidden + one.group_hidden for one in report.indicators)
    told = f"Tallene dækker {count_units(report.units)} {time}."
    told += f" {_say_missing(report, missing, cells)}"
    said = (told, *([_say_hidden(hidden)] if hidden else []), *_say_provisional(version, report))
    return " ".join(said)


def _say_provisional(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    """Say which of the newest periods were held against nothing, because later versions usually still change them."""
    counts = {one.indicator: one.provisional for one in report.indicators if one.provisional}
    if not counts:
        return
    most, names = max(counts.values()), [_lower(version, indicator) for indicator in counts]
    recent = f"De seneste {count_periods(most, version.recipe.grain)}"
    told = f"Tallene for {format_period(version.last)}" if most == 1 else recent
    if len(counts) < len(report.indicators):
        which = join_words(names) if len(names) <= _NAMED_AT_MOST else "nogle af tallene"
        told = f"{raise_first(which)}: {lower_first(told)}"
    yield f"{told} er foreløbige og er ikke holdt op mod de andre."


def _say_missing(report: QualityReport, missing: int, cells: int) -> str:
    if not missing:
        return "Ingen tal mangler."
    if len(report.empty_periods) == 1 and missing == _cells_a_period(report):
        return f"{raise_first(format_period(report.empty_periods[0]))} mangler for alle."
    verb = "1 tal mangler" if missing == 1 else f"{format_number(missing)} tal mangler"
    return f"{verb} ud af {format_number(cells)}."


def _cells_a_period(report: QualityReport) -> int:
    periods = report.periods + len(report.empty_periods)
    return sum(one.cells for one in report.indicators) // periods if periods else 0


def _say_hidden(hidden: int) -> str:
    counted = "1 tal er skjult" if hidden == 1 else f"{format_number(hidden)} tal er skjult"
    return f"{counted}, så ingen kan genkendes."


def _say_calm(report: QualityReport) -> str:
    if not sum(one.judged for one in report.indicators):
        return "Der er for få tal endnu til at se, om nogen skiller sig ud."
    return "Ingen tal skiller sig ud fra enhedens egne."


def _list_remarks(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    yield from _say_impossible(version, report)
    yield from _say_dropped(report)
    yield from _say_shared_shifts(version, report)
    yield from _say_shares(version, report)
    yield from _say_stopped(version, report)
    yield from _say_frozen(version, report)
    yield from _say_outliers(version, report)
    yield from _say_denominators(version, report)
    yield from _say_lone_shifts(version, report)
    yield from _say_gaps(report)
    yield from _say_own_groups(report)


def _name(version: DatasetVersion, indicator: str) -> str:
    return raise_first(tidy_name(version.indicator(indicator)))


def _at(unit: str, member: str | None) -> str:
    return f"{f' ({member})' if member else ''}{place_unit(Unit(unit))}"


def _say_impossible(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    count = report.count("impossible")
    if not count:
        return
    first = report.impossible[0]
    measure = version.indicator(first.indicator).measure
    where = f"{_name(version, first.indicator)}{_at(first.unit, first.member)} er {format_value(first.value, measure)}"
    example = f"{where} {format_when(first.period)}"
    if count == 1:
        yield f"Ét tal kan ikke passe: {example}. Se det efter i kilden."
    else:
        wrong = join_words(list(dict.fromkeys(_WRONG[one.why] for one in report.impossible)))
        yield f"{format_number(count)} tal kan ikke passe: de er {wrong}. Se dem efter i kilden."


def _say_dropped(report: QualityReport) -> Iterator[str]:
    said = (
        (
            report.reading.dropped_cells,
            "celle i filen passede ikke og er udeladt",
            "celler i filen passede ikke og er udeladt",
        ),
        (
            report.reading.duplicates,
            "række stod der to gange og tæller én gang",
            "rækker stod der to gange og tæller én gang",
        ),
    )
    for count, one, many in said:
        if count:
            yield f"{format_number(count)} {one if count == 1 else many}."


def _of_part(report: QualityReport, part: Part, *, is_shared: bool) -> list[Shift]:
    return [shift for shift in report.shifts if shift.part is part and (shift.unit is None) is is_shared]


def _say_shared_shifts(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    shifts = _of_part(report, Part.VALUE, is_shared=True)
    for period in dict.fromkeys(shift.period for shift in shifts):
        same = [shift for shift in shifts if shift.period == period]
        names = join_words([_name(version, same[0].indicator), *(_lower(version, one.indicator) for one in same[1:])])
        units = f"alle {count_units(same[0].judged)}" if same[0].units == same[0].judged else count_units(same[0].units)
        member = f" ({same[0].member})" if same[0].member else ""
        told = f"{names}{member} skiftede niveau i {units} på én gang {format_when(period)}."
        yield f"{told} {_say_event(version, same[0])}"


def _lower(version: DatasetVersion, indicator: str) -> str:
    return lower_first(tidy_name(version.indicator(indicator)))


def _say_event(version: DatasetVersion, shift: Shift) -> str:
    near = (shift.period.shifted(-1).start, shift.period.shifted(1).end)
    for event in version.recipe.events:
        about = event.indicator in (None, shift.indicator) and (shift.unit is None or event.unit in (None, shift.unit))
        if about and near[0] <= event.start <= near[1]:
            return f"Ved den tid er der noteret »{event.name}«."
    return "Spørg, om registreringen blev ændret."


def _say_shares(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    shares = _of_part(report, Part.SHARE, is_shared=False)
    if not shares or not version.dimensions:
        return
    most = max(shares, key=lambda shift: abs(shift.after - shift.before))
    ends = f"fra {format_number(100 * most.before)} % til {format_number(100 * most.after)} %"
    yield (
        f"Fordelingen på {lower_first(version.dimensions[0][0])} skiftede {format_when(most.period)}: "
        f"{most.member} gik {ends} af det hele."
    )


def _say_lone_shifts(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    shifts = _of_part(report, Part.VALUE, is_shared=False)
    if len(shifts) == 1:
        (shift,) = shifts
        where = f"{_name(version, shift.indicator)}{_at(shift.unit or '', shift.member)}"
        yield f"{where} skiftede brat niveau {format_when(shift.period)}. {_say_event(version, shift)}"
    elif shifts:
        units = len({shift.unit for shift in shifts})
        yield f"{raise_first(count_units(units))} har skiftet brat niveau. Spørg, om registreringen blev ændret."


def _say_denominators(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    shifts = [shift for shift in report.shifts if shift.part is Part.DENOMINATOR]
    if not shifts:
        return
    shift = shifts[0]
    units = count_units(shift.units) if shift.unit is None else f"»{shift.unit}«"
    yield (
        f"Antallet, som {_lower(version, shift.indicator)} regnes ud af, sprang i {units} {format_when(shift.period)}."
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _say_stopped(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    units = _unique(one.unit for one in report.stopped)
    if len(units) == 1:
        yield f"Tallene for »{units[0]}« slutter {format_when(report.stopped[0].period)}."
    elif units:
        named = _name_units(units, is_cut=report.count("stopped") > len(report.stopped))
        yield f"{named} har ingen tal for {format_period(version.last)}."


def _name_units(units: Sequence[str], *, is_cut: bool) -> str:
    if is_cut:
        return f"Mindst {count_units(len(units))}"
    if len(units) <= _NAMED_AT_MOST:
        return join_words([f"»{unit}«" for unit in units])
    return count_units(len(units))


def _say_frozen(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    count = report.count("frozen")
    ask = "Spørg, om det stadig bliver opdateret."
    if count == 1:
        (one,) = report.frozen
        measure = version.indicator(one.indicator).measure
        same = f"{_name(version, one.indicator)}{_at(one.unit, one.member)} er {format_value(one.value, measure)}"
        yield f"{same} i {count_periods(one.periods, version.recipe.grain)} i træk. {ask}"
    elif count:
        units = len(_unique(one.unit for one in report.frozen))
        yield f"{count_units(units)} har det samme tal længe i træk. {ask}"


def _say_outliers(version: DatasetVersion, report: QualityReport) -> Iterator[str]:
    found = sum(one.outliers for one in report.indicators)
    expected = sum(one.expected for one in report.indicators)
    if not found:
        return
    sure = _say_chance(found, expected)
    seen = [outlier for outlier in report.outliers if outlier.part is Part.VALUE]
    if found == 1 and seen:
        (one,) = seen
        where = f"{lower_first(_name(version, one.indicator))}{_at(one.unit, one.member)} {format_when(one.period)}"
        yield f"Ét tal skiller sig ud fra enhedens egne: {where}. {sure}"
    else:
        yield f"{format_number(found)} tal skiller sig ud fra enhedens egne. {sure}"


def _say_chance(found: int, expected: float) -> str:
    if not is_more_than_chance(found, expected):
        return "Det kan være tilfældigt."
    if found == 1:
        return "Det sker sjældent af sig selv. Se det efter."
    if expected < 1:
        return "Så mange kommer sjældent af sig selv. Se dem efter."
    return f"Ved tilfældige udsving ville vi vente omkring {format_number(expected)}. Se dem efter."


def _say_gaps(report: QualityReport) -> Iterator[str]:
    units = _unique(one.unit for one in report.gaps)
    ask = "Spørg, om et hul betyder nul."
    if len(units) == 1:
        yield f"Tallene for »{units[0]}« har huller. {ask}"
    elif units:
        yield f"{_name_units(units, is_cut=report.count('gaps') > len(report.gaps))} har huller i tallene. {ask}"


def _say_own_groups(report: QualityReport) -> Iterator[str]:
    """Say that something hidden may be worked out by whoever knows which units a sum of the extract holds."""
    groups = report.own_groups
    if not groups:
        return
    named = join_words([f"»{name}«" for name in groups[:_NAMED_AT_MOST]])
    many = len(groups) > _NAMED_AT_MOST
    rows = f"{format_number(len(groups))} rækker i udtrækket, blandt andet {named}, er" if many else f"{named} er"
    yield (
        f"{rows} {'en sum' if len(groups) == 1 else 'summer'}, og udtrækket siger ikke, hvilke enheder der er med. "
        "Den, der ved det, kan måske regne et skjult tal ud. "
        "Tag en kolonne med gruppens navn med ud ved hver enhed, eller hent udtrækket uden summer."
    )


def say_habits(version: DatasetVersion, habits: Sequence[RevisionHabit]) -> tuple[str, ...]:
    """Say how much the newest number of each indicator usually still changes, or that this is not known yet."""
    known = [habit for habit in habits if habit.ages and habit.ages[0].age == 0]
    if not known:
        return ("Vi ved endnu ikke, hvor meget nye tal plejer at blive rettet. Det kræver mindst fire udgaver.",)
    moving = [habit for habit in known if abs(habit.ages[0].growth - 1) > CHANGE_THAT_MATTERS]
    if not moving:
        return ("Nye tal plejer at holde: de bliver næsten ikke rettet i senere udgaver.",)
    return tuple(
        f"{_name(version, habit.indicator)}: det nyeste tal plejer at {_say_growth(habit.ages[0])} i senere udgaver."
        for habit in moving
    )


def _say_growth(age: AgeGrowth) -> str:
    verb, change = ("stige" if age.growth > 1 else "falde"), 100 * abs(age.growth - 1)
    ends = f"{format_number(100 * (age.low - 1))} til {format_number(100 * (age.high - 1))} %"
    return f"{verb} omkring {format_number(change)} % af sig selv (set: {ends})"


def describe_completeness(found: Completeness, indicator: Indicator) -> str:
    """Say what the picture of which numbers there are shows, for those who do not see it."""
    states = {state: found.count(state) for state in CellState}
    rows = f"{count_units(len(found.rows))} og {count_periods(len(found.periods), found.periods[0].grain)}"
    missing, hidden = states[CellState.MISSING], states[CellState.HIDDEN]
    told = f"{raise_first(tidy_name(indicator))}: {rows}. {format_number(states[CellState.VALUE])} tal er her"
    told += f", {format_number(missing)} mangler og {format_number(hidden)} er skjult."
    worst = max(found.rows, key=lambda row: row.states.count(CellState.MISSING), default=None)
    if worst is None or missing == worst.states.count(CellState.MISSING) * len(found.rows):
        return told
    lost = worst.states.count(CellState.MISSING)
    return (
        f"{told} Flest mangler der for {worst.name}: {format_number(lost)} {name_grain(found.periods[0].grain, lost)}."
    )
