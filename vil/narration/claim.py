"""A claim as a sentence, and what the numbers say of it."""

from __future__ import annotations

from vil.analysis.claims import ClaimFinding, ClaimReason
from vil.formats import count_periods, format_difference, format_number
from vil.model.claim import Claim, ClaimVerdict
from vil.model.indicator import Direction
from vil.model.series import Comparison, Series
from vil.narration.names import name_subject, place_unit

_ANSWERS = {
    ClaimVerdict.SUPPORTED: "Tallene støtter det",
    ClaimVerdict.OPPOSED: "Tallene taler imod",
    ClaimVerdict.UNDECIDED: "Tallene kan ikke afgøre det",
}
_THEN = {
    ClaimVerdict.SUPPORTED: "støttede tallene den",
    ClaimVerdict.OPPOSED: "sagde tallene det modsatte",
    ClaimVerdict.UNDECIDED: "kunne tallene ikke afgøre det",
}
_NOW = {
    ClaimVerdict.SUPPORTED: "støtter tallene den",
    ClaimVerdict.OPPOSED: "siger tallene det modsatte",
    ClaimVerdict.UNDECIDED: "kan tallene ikke afgøre det",
}
NOT_WHY = "Tallene siger ikke hvorfor."


def write_claim(claim: Claim, series: Series, against: Series | None) -> str:
    """Write the sentence of a claim: Sygefraværet i Vest ligger lavere end sidste år."""
    side = "højere" if claim.direction is Direction.UP else "lavere"
    match claim.view.comparison:
        case Comparison.LAST_YEAR:
            than = " end samme tid sidste år"
        case Comparison.WHOLE:
            whole = place_unit(against.unit) if against else ""
            than = f" end{whole or ' helheden'}"
        case _:
            than = ", end det plejer"
    return f"{name_subject(series).words} ligger {side}{than}."


def answer_claim(finding: ClaimFinding) -> str:
    """Give the verdict in words."""
    return _ANSWERS[finding.verdict]


def tell_change(before: ClaimVerdict, first: int, after: ClaimVerdict, latest: int) -> str:
    """Say that the numbers say something else of a reading now than when it was written, and in which versions."""
    return f"Da læsningen blev skrevet, {_THEN[before]} (udgave {first}). Nu {_NOW[after]} (udgave {latest})."


def explain_claim(finding: ClaimFinding, claim: Claim, series: Series) -> str:
    """Say by which figures the verdict is what it is."""
    match finding.reason:
        case ClaimReason.TOO_FEW:
            counted = "1 måling" if finding.points == 1 else f"{format_number(finding.points)} målinger"
            return f"Der er {counted} at dømme efter, og der skal mindst 10 til."
        case ClaimReason.HIDDEN:
            return "For mange af tallene er skjult. Det er de små, så resten giver et skævt billede."
        case ClaimReason.BOTH_SIDES:
            return f"Tallet ligger snart på den ene, snart på den anden side af {_name_reference(claim)}."
    run = finding.run
    if run is None or finding.distance is None:
        return ""
    side = "over" if finding.distance > 0 else "under"
    counted = count_periods(run.length, series.grain)
    size = format_difference(finding.distance, series.indicator.measure)
    return f"De seneste {counted} med tal ligger {side} {_name_reference(claim)}, typisk {size}. {NOT_WHY}"


def _name_reference(claim: Claim) -> str:
    return {Comparison.LAST_YEAR: "året før", Comparison.WHOLE: "helheden"}.get(claim.view.comparison, "midten")
