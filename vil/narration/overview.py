"""How many curves show a sign, and how many would by chance."""

from __future__ import annotations

from collections.abc import Sequence

from vil.analysis import PatternVerdict
from vil.formats import format_number
from vil.model.period import Grain
from vil.model.series import Unit
from vil.narration.names import place_unit
from vil.narration.narrative import Narrative

NOT_RANKED = "De tydeligste tegn står først. Det siger ikke, om de er gode eller dårlige."
_SIGNS = frozenset({PatternVerdict.HIGHER, PatternVerdict.LOWER, PatternVerdict.DRIFTING})
_EACH = {
    Grain.WEEK: "hver uge",
    Grain.MONTH: "hver måned",
    Grain.QUARTER: "hvert kvartal",
    Grain.HALF: "hvert halvår",
    Grain.YEAR: "hvert år",
    Grain.SCHOOLYEAR: "hvert skoleår",
}
_TOO_FEW = frozenset({PatternVerdict.TOO_FEW, PatternVerdict.PRELIMINARY})


def describe_overview(
    verdicts: Sequence[PatternVerdict],
    expected: float,
    *,
    of_unit: Unit | None,
    hanging: int = 0,
    grain: Grain | None = None,
) -> Narrative:
    """Say how many of the curves move more than they usually do, and how many would if only chance were at work.

    `hanging` counts those where only provisional numbers stand out. `grain` is the one shown, where a finer one was chosen.
    """
    signs, few = sum(one in _SIGNS for one in verdicts), sum(one in _TOO_FEW for one in verdicts)
    where = place_unit(of_unit) if of_unit else ""
    headline = _count_signs(signs, len(verdicts), where)
    sentences = [_say_chance(signs, len(verdicts), expected)] if len(verdicts) > 1 else []
    if signs > 1:
        sentences.append(NOT_RANKED)
    if hanging:
        sentences.append(f"I {_count(hanging)} skiller kun foreløbige tal sig ud. De er ikke talt med.")
    if few:
        sentences.append(f"{_count(few)} har for få målinger til, at vi kan sige noget.")
    if grain:
        sentences.append(f"Her er et punkt for {_EACH[grain]}. De kortere perioder er for mange til at blive læst.")
    if not verdicts:
        sentences.append("Vælg en anden enhed eller en anden indikator.")
    return Narrative(headline, tuple(sentences), f"{headline}. {' '.join(sentences)}")


def _count(number: int) -> str:
    return "1 kurve" if number == 1 else f"{format_number(number)} kurver"


def _count_signs(signs: int, curves: int, where: str) -> str:
    if not curves:
        return f"Her er ingen kurver at se på{where}"
    if curves == 1:
        return f"Kurven{where} {'bevæger sig mere, end' if signs else 'svinger, som'} den plejer"
    if not signs:
        return f"Ingen af {_count(curves)}{where} skiller sig ud"
    return f"{format_number(signs)} af {_count(curves)}{where} bevæger sig mere, end {'den' if signs == 1 else 'de'} plejer"


def _say_chance(signs: int, curves: int, expected: float) -> str:
    near = "færre end 1" if expected < 0.75 else f"omkring {format_number(max(1, round(expected)))}"
    told = f"Af {_count(curves)} ville {near} vise tegn ved ren tilfældighed."
    return f"{told} Så det her kan være tilfældigt." if 0 < signs <= max(1.0, expected) else told
