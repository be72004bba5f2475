"""What a team expected, what it became, and how often the two are far apart; never why, and never a mark."""

from __future__ import annotations

import math

from vil.analysis.guesses import Calibration, Gap, find_gaps, find_widest
from vil.formats import count_periods, find_shown_gap, format_difference, format_number, format_period, format_value
from vil.model.guess import Guess
from vil.model.indicator import Indicator
from vil.model.period import Grain
from vil.narration.narrative import Narrative

_BOTH, _SAME_SIDE = 2, 3
"""From this many in a row on one side it is said."""
NOT_A_MARK = "Det er ikke en karakter. Et gæt, der ikke holder, er et godt sted at begynde at undre sig."


def describe_guess(guess: Guess, indicator: Indicator) -> Narrative:
    """Name the gap between a guess and the number, and whether it is larger than the number's own swing."""
    gaps = find_gaps(guess)
    widest = find_widest(guess)
    if widest is None:
        return Narrative("Tallet er der ikke endnu", (), "")
    sentences = (_say_widest(widest, indicator, is_alone=len(gaps) == 1), _say_size(widest, indicator))
    return Narrative(_head(gaps), (*sentences, *_say_all(gaps, guess.view.grain)), describe_guessed(guess, indicator))


def describe_guessed(guess: Guess, indicator: Indicator) -> str:
    """List what was expected and what came, for those who do not see the chart."""
    rows = "; ".join(say_gap(gap, indicator) for gap in find_gaps(guess))
    return f"Gættet er stiplet med åbne firkanter. {rows[:1].upper()}{rows[1:]}."


def say_gap(gap: Gap, indicator: Indicator) -> str:
    """Say one period: in marts 2026 4,2 % was expected, and it became 5,1 %."""
    guessed, actual = (format_value(value, indicator.measure) for value in (gap.guessed, gap.actual))
    return f"{_when(gap)} ventede I {guessed}, og det blev {actual}"


def _when(gap: Gap) -> str:
    return f"{'den' if gap.period.grain is Grain.DAY else 'i'} {format_period(gap.period)}"


def _head(gaps: tuple[Gap, ...]) -> str:
    if any(gap.is_beyond is None for gap in gaps):
        return "Jeres gæt og tallet"
    beyond = [gap for gap in gaps if gap.is_beyond]
    if not beyond:
        return "Tallet blev omtrent, som I ventede"
    sides = {gap.difference > 0 for gap in beyond}
    if len(sides) > 1:
        return "Tallet bevægede sig mere, end I ventede"
    return f"Tallet blev {'højere' if sides.pop() else 'lavere'}, end I ventede"


def _say_widest(gap: Gap, indicator: Indicator, *, is_alone: bool) -> str:
    guessed, actual = (format_value(value, indicator.measure) for value in (gap.guessed, gap.actual))
    if is_alone:
        return f"I ventede {guessed} {_when(gap)}; det blev {actual}."
    return f"Størst forskel var der {_when(gap)}: I ventede {guessed}, og det blev {actual}."


def _say_size(gap: Gap, indicator: Indicator) -> str:
    measure = indicator.measure
    difference = find_shown_gap(gap.actual, gap.guessed, measure)
    if difference == 0:
        return "I ramte tallet."
    size = f"Det er {format_difference(difference, measure)} {'højere' if difference > 0 else 'lavere'}"
    if gap.is_beyond is None:
        return f"{size}. Der er for få målinger til at sige, om det er meget for det her tal."
    return f"{size}, og det ligger {'uden' if gap.is_beyond else 'inden'} for det, tallet plejer at svinge."


def _say_all(gaps: tuple[Gap, ...], grain: Grain) -> tuple[str, ...]:
    """Say what holds for all of the periods, where it is more than what was said of one."""
    beyond = sum(gap.is_beyond is True for gap in gaps)
    if beyond > 1:
        whole = "Begge" if len(gaps) == _BOTH else f"Alle {len(gaps)}"
        counted = whole if beyond == len(gaps) else f"{beyond} af de {len(gaps)}"
        return (f"{counted} {_name_many(grain)} ligger uden for.",)
    sides = {gap.difference > 0 for gap in gaps}
    if len(gaps) >= _SAME_SIDE and len(sides) == 1 and all(gap.difference for gap in gaps):
        side = "højere" if sides.pop() else "lavere"
        return (f"Alle {count_periods(len(gaps), grain)} blev tallet {side}, end I ventede.",)
    return ()


def _name_many(grain: Grain) -> str:
    return count_periods(2, grain).split(" ", 1)[1]


def describe_calibration(found: Calibration) -> tuple[str, ...]:
    """Say how often guesses held a surprise, and how little a few of them tell; empty before there is one."""
    if found.judged == 0:
        return ()
    told = _count_surprises(found)
    if found.low is None or found.high is None:
        return told, "Det er for få gæt til at sige, hvor tit det sker."
    few, many = math.floor(found.low * 10), math.ceil(found.high * 10)
    return (
        told,
        f"Med {format_number(found.judged)} gæt kan det i længden være alt fra {few} til {many} ud af 10 gange.",
    )


def _count_surprises(found: Calibration) -> str:
    judged, surprised = format_number(found.judged), format_number(found.surprised)
    if found.judged == 1:
        return f"I det ene gæt blev I {'' if found.surprised else 'ikke '}overrasket."
    if found.surprised == found.judged:
        return f"I alle {judged} gæt blev I overrasket."
    return f"I {surprised if found.surprised else 'ingen'} af {judged} gæt blev I overrasket."
