"""What a pulse shows, in words: no more than five or more have said, and no cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vil.analysis.pulse import find_pulse_change
from vil.formats import format_date, format_number
from vil.model.pulse import FEWEST_ANSWERS, CoursePulse, Occasion, PulseResult, add_up, find_mean


def name_occasion(occasion: Occasion) -> str:
    """Name an occasion: Team Vest, workshop 3, 4. maj 2026."""
    workshop = f"workshop {occasion.workshop}" if occasion.workshop is not None else ""
    return ", ".join(part for part in (occasion.course, workshop, format_date(occasion.opened_on)) if part)


def say_waiting(result: PulseResult) -> str | None:
    """Say how many answers wait to be shown; None when none does."""
    waiting = result.given - result.shown
    if not waiting:
        return None if result.given else f"Ingen har svaret endnu. Svarene vises, når der er {FEWEST_ANSWERS}."
    if not result.shown:
        return f"{_count(waiting)} er kommet. De vises, når der er {FEWEST_ANSWERS}, så ingen kan kendes."
    return f"{_count(waiting)} venter på flere, så ingen kan regne et enkelt svar ud."


def _count(answers: int) -> str:
    return "1 svar" if answers == 1 else f"{format_number(answers)} svar"


def describe_pulse(
    result: PulseResult, before: Sequence[PulseResult], reference: Mapping[str, float], *, year: int
) -> tuple[str, ...]:
    """Say the mean of an occasion, how it moved since the pulse before it in the course, and what the first course had."""
    if result.mean is None or result.counts is None:
        return ()
    said = [f"I gennemsnit {format_number(result.mean, 1)} af {_count(result.shown)}."]
    earlier = [one for one in before if one.counts]
    if earlier:
        said.append(_say_change(earlier[-1], result))
    known = reference.get(str(result.occasion.workshop))
    if known is not None:
        said.append(f"Det første forløb ({year}) lå på {format_number(known, 1)} samme sted.")
    return tuple(said)


def _say_change(before: PulseResult, now: PulseResult) -> str:
    change = find_pulse_change(before.counts or (), now.counts or ())
    where = f"workshop {before.occasion.workshop}"
    if change is None or round(change.size, 1) == 0:
        return f"Det er som ved {where}."
    size, way = format_number(abs(change.size), 1), "højere" if change.size > 0 else "lavere"
    chance = "" if change.is_more_than_chance else " Forskellen kan være tilfældig."
    return f"Det er {size} {way} end ved {where}.{chance}"


def say_loops(count: int, *, in_course: bool = False) -> str:
    """Say how many learning loops are closed, of all or of a course: rounds read again on new numbers."""
    where = " i forløbet" if in_course else ""
    if count == 0:
        return f"Ingen læringsloops er lukket{where} endnu: ingen runde er læst igen på nye tal."
    return f"{'1 læringsloop' if count == 1 else f'{format_number(count)} læringsloops'} er lukket{where}."


def describe_distribution(counts: Sequence[int]) -> str:
    """Say how many gave each score, for those who do not see the picture."""
    given = [f"{score}: {format_number(count)}" for score, count in enumerate(counts, 1) if count]
    return f"Fordelingen af svar fra 1 til 10. {', '.join(given)}."


def list_pulses(
    beside: Sequence[CoursePulse], reference: Mapping[str, float], *, year: int
) -> tuple[tuple[str, ...], ...]:
    """List the mean pulse of each course by workshop with its closed loops, under a row of headings.

    Last come all that are shown taken together, which is never more than the rows above, and the first course.
    """
    asked = sorted({*map(int, reference), *(one.occasion.workshop or 0 for each in beside for one in each.results)})
    head = ("Forløb", *(f"Puls {number}" for number in asked), "Læringsloops")
    rows = [
        (each.course, *(_say_mean(each.at(number)) for number in asked), format_number(each.loops)) for each in beside
    ]
    sums = [add_up(found for each in beside if (found := each.at(number))) for number in asked]
    whole = ("Alle viste", *(format_number(find_mean(one), 1) if one else "–" for one in sums))
    first = (f"Det første forløb ({year})", *(_say_known(reference.get(str(number))) for number in asked), "–")
    return (head, *rows, (*whole, format_number(sum(each.loops for each in beside))), first)


def _say_mean(result: PulseResult | None) -> str:
    if result is None:
        return "–"
    return "venter" if result.mean is None else format_number(result.mean, 1)


def _say_known(mean: float | None) -> str:
    return "–" if mean is None else format_number(mean, 1)
