"""Holder det? Hold a reading against the numbers, and again when new ones come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from vil.analysis.claims import ClaimFinding, check_claim
from vil.analysis.phases import is_same_practice
from vil.errors import NotFound
from vil.model.card import Beside
from vil.model.claim import Claim, ClaimVerdict
from vil.model.indicator import Direction
from vil.model.round import Interpretation, Round
from vil.model.series import CellState, Comparison, DatasetVersion, Point, Series, View
from vil.narration.claim import answer_claim, explain_claim, tell_change, write_claim
from vil.services.alongside import find_whole, shift_a_year
from vil.services.exploring import as_history, list_comparisons, newest
from vil.services.revising import read_series
from vil.warehouse import load_version

_ALONE = Beside()
COMPARED = (Comparison.OWN_HISTORY, Comparison.LAST_YEAR, Comparison.WHOLE)


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its sentence and verdict on one version (`tried_on`); `change` says so when it was found to be another."""

    claim: Claim
    sentence: str
    answer: str
    reason: str
    finding: ClaimFinding
    tried_on: int
    change: str = ""

    @property
    def has_fallen(self) -> bool:
        """Whether the numbers supported it when it was made, and no longer do."""
        return self.claim.found is ClaimVerdict.SUPPORTED is not self.finding.verdict


def list_compared(version: DatasetVersion, view: View) -> tuple[Comparison, ...]:
    """List what a claim can be held against; an amount never against the whole, of which it is a part and so always less."""
    possible = [one for one in list_comparisons(version, as_history(view)) if one in COMPARED]
    if version.indicator(view.indicator).is_amount:
        possible = [one for one in possible if one is not Comparison.WHOLE]
    return tuple(possible)


def make_claim(
    datasets: Path, view: View, *, direction: Direction, comparison: Comparison, text: str = "", beside: Beside = _ALONE
) -> CheckedClaim:
    """Put a claim together about the number of a view, and check it on the view's own version.

    The claim is kept with the verdict found, so that a later one can be held against it. `beside` says where registration
    was changed. Raises NotFound.
    """
    claim = Claim(as_history(replace(view, periods=None)), direction, text)
    claim = replace(claim, view=replace(claim.view, comparison=comparison))
    checked = _check(datasets, claim, claim.view, beside)
    return replace(checked, claim=replace(claim, found=checked.finding.verdict))


def check_again(datasets: Path, claim: Claim, beside: Beside = _ALONE) -> CheckedClaim | None:
    """Check a claim on the newest version; None when the number it speaks of is gone."""
    try:
        view = newest(datasets, claim.view)
    except NotFound:
        return None
    if (view.indicator, view.unit, view.member) != (claim.view.indicator, claim.view.unit, claim.view.member):
        return None
    checked = _check(datasets, claim, replace(view, comparison=claim.view.comparison), beside)
    now = checked.finding.verdict
    if claim.found is None or claim.found is now:
        return checked
    return replace(checked, change=tell_change(claim.found, claim.view.version, now, view.version))


def find_fallen(datasets: Path, thread: Round, beside: Beside = _ALONE) -> tuple[Interpretation, ...]:
    """Find the readings of a round that the numbers supported when they were written, and no longer do."""
    readings = (reading for wonder in thread.wonders for reading in wonder.interpretations if reading.claim)
    return tuple(reading for reading in readings if _has_fallen(datasets, reading, beside))


def _has_fallen(datasets: Path, reading: Interpretation, beside: Beside) -> bool:
    checked = check_again(datasets, reading.claim, beside) if reading.claim else None
    return checked is not None and checked.has_fallen


@lru_cache(maxsize=256)
def _check(datasets: Path, claim: Claim, view: View, beside: Beside) -> CheckedClaim:
    series = read_series(datasets, view, beside)
    against = _find_reference(datasets, view, series)
    finding = check_claim(series, against, claim.direction)
    sentence = claim.text or write_claim(claim, series, against)
    reason = explain_claim(finding, claim, series)
    return CheckedClaim(claim, sentence, answer_claim(finding), reason, finding, view.version)


def _find_reference(datasets: Path, view: View, series: Series) -> Series | None:
    match view.comparison:
        case Comparison.LAST_YEAR:
            return _drop_other_practice(shift_a_year(series, series))
        case Comparison.WHOLE:
            whole = find_whole(load_version(datasets, view.dataset, view.version))
            return read_series(datasets, replace(view, unit=whole.name)) if whole and whole.name != view.unit else None
        case _:
            return None


def _drop_other_practice(before: Series) -> Series:
    """Leave out what was registered in another way a year before: it does not measure the same."""
    points = tuple(
        point
        if is_same_practice(before, point.period.a_year_before(), point.period)
        else Point(point.period, CellState.MISSING)
        for point in before.points
    )
    return replace(before, points=points)
