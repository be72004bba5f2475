"""What is different between two versions, in words."""

from __future__ import annotations

from vil.formats import format_number, format_period, name_grain
from vil.model.difference import VersionDifference
from vil.model.period import Period
from vil.model.series import DatasetVersion
from vil.narration.names import join_words, raise_first, tidy_name

_NAMED_AT_MOST = 3
_OLDEST_AGE = 24


def describe_difference(
    difference: VersionDifference, before: DatasetVersion, after: DatasetVersion
) -> tuple[str, ...]:
    """Say what came, what went and which earlier numbers were changed, the history first; it never says why."""
    since = "sidste udgave" if difference.after == difference.before + 1 else f"udgave {difference.before}"
    return (
        say_changed_history(difference, before, since=since),
        *_say_redefined(difference, after),
        *_say_states(difference),
        *_say_periods(difference),
        *_say_names(difference.units_gained, "er kommet til", "enheder er kommet til"),
        *_say_names(difference.units_lost, "er ikke med længere", "enheder er ikke med længere"),
        *_say_names(_names(after, difference.indicators_gained), "er et nyt tal", "nye slags tal er kommet til"),
        *_say_names(_names(before, difference.indicators_lost), "er ikke med længere", "slags tal er ikke med længere"),
        *_say_names(difference.members_gained, "er en ny gruppe", "nye grupper er kommet til"),
        *_say_names(difference.members_lost, "er ikke en gruppe længere", "grupper er ikke med længere"),
    )


def say_changed_history(difference: VersionDifference, before: DatasetVersion, *, since: str = "sidste udgave") -> str:
    """Say how many earlier numbers are not what they were, and from when most of them are."""
    changed = difference.changed + sum(one.vanished + one.appeared for one in difference.indicators)
    if not changed:
        groups = sum(one.group_changed for one in difference.indicators)
        if groups:
            return f"Siden {since} er {_count(groups)} for enkelte grupper rettet, men ingen samlede tal."
        return f"Siden {since} er ingen tidligere tal rettet."
    ages = _ages(difference)
    told = f"Siden {since} er {_count(changed)}"
    if len(ages) == 1 and _is_named(*ages):
        return f"{told} fra {_name_age(before, *ages)} rettet."
    most = max(ages, key=lambda age: (ages[age], -age), default=None)
    if most is None or not _is_named(most) or ages[most] * 2 <= sum(ages.values()):
        return (
            f"{told} rettet, fra {len(ages)} {name_grain(before.recipe.grain, len(ages))}."
            if ages
            else f"{told} rettet."
        )
    return f"{told} rettet. De fleste er fra {_name_age(before, most)}."


def _ages(difference: VersionDifference) -> dict[int, int]:
    counts: dict[int, int] = {}
    for indicator in difference.indicators:
        for one in indicator.by_age:
            if one.changed:
                counts[one.age] = counts.get(one.age, 0) + one.changed
    return counts


def _is_named(age: int) -> bool:
    return age < _OLDEST_AGE


def _name_age(before: DatasetVersion, age: int) -> str:
    return format_period(before.last.shifted(-age))


def _count(count: int) -> str:
    return "1 tal" if count == 1 else f"{format_number(count)} tal"


def _say_redefined(difference: VersionDifference, after: DatasetVersion) -> tuple[str, ...]:
    names = [tidy_name(after.indicator(one.indicator)) for one in difference.indicators if one.is_redefined]
    if not names:
        return ()
    return (
        f"{raise_first(join_words(names))} tælles på en anden måde nu. De to udgaver kan ikke holdes op imod hinanden.",
    )


def _say_states(difference: VersionDifference) -> tuple[str, ...]:
    concealed = sum(one.concealed for one in difference.indicators)
    revealed = sum(one.revealed for one in difference.indicators)
    said = ((concealed, "er skjult nu og var det ikke før."), (revealed, "var skjult før og er det ikke nu."))
    return tuple(f"{_count(count)} {rest}" for count, rest in said if count)


def _say_periods(difference: VersionDifference) -> tuple[str, ...]:
    said = ((difference.periods_gained, "er kommet til"), (difference.periods_lost, "er ikke med længere"))
    return tuple(f"{_name_periods(periods)} {rest}." for periods, rest in said if periods)


def _name_periods(periods: tuple[Period, ...]) -> str:
    if len(periods) > _NAMED_AT_MOST:
        return f"{format_number(len(periods))} {name_grain(periods[0].grain, len(periods))}"
    return raise_first(join_words([format_period(period) for period in periods]))


def _names(version: DatasetVersion, indicators: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tidy_name(version.indicator(name)) for name in indicators)


def _say_names(names: tuple[str, ...], one: str, many: str) -> tuple[str, ...]:
    if not names:
        return ()
    if len(names) > 1:
        listed = f": {join_words(names)}" if len(names) <= _NAMED_AT_MOST else ""
        return (f"{format_number(len(names))} {many}{listed}.",)
    return (f"»{names[0]}« {one}.",)
