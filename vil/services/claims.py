"""Holder det? Hold a reading against the numbers, and again when new ones come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from vil.analysis.claims import ClaimFinding, check_claim
from vil.errors import NotFound
from vil.model.claim import Claim
from vil.model.indicator import Direction
from vil.model.series import Comparison, DatasetVersion, Series, View
from vil.narration.claim import answer_claim, explain_claim, write_claim
from vil.services.exploring import as_history, find_whole, list_comparisons, newest, shift_a_year
from vil.warehouse import load_series, load_version

COMPARED = (Comparison.OWN_HISTORY, Comparison.LAST_YEAR, Comparison.WHOLE)


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its sentence and verdict on one version; `has_changed` says that it no longer is what it was found to be."""

    claim: Claim
    sentence: str
    answer: str
    reason: str
    finding: ClaimFinding
    has_changed: bool = False


def list_compared(version: DatasetVersion, view: View) -> tuple[Comparison, ...]:
    """List what a claim can be held against; an amount never against the whole, of which it is a part and so always less."""
    possible = [one for one in list_comparisons(version, as_history(view)) if one in COMPARED]
    if version.indicator(view.indicator).is_amount:
        possible = [one for one in possible if one is not Comparison.WHOLE]
    return tuple(possible)


def make_claim(
    datasets: Path, view: View, *, direction: Direction, comparison: Comparison, text: str = ""
) -> CheckedClaim:
    """Put a claim together about the number of a view, and check it on the view's own version.

    The claim is kept with the verdict found, so that a later one can be held against it. Raises NotFound.
    """
    claim = Claim(as_history(replace(view, periods=None)), direction, text)
    claim = replace(claim, view=replace(claim.view, comparison=comparison))
    checked = _check(datasets, claim, claim.view)
    return replace(checked, claim=replace(claim, found=checked.finding.verdict))


def check_again(datasets: Path, claim: Claim) -> CheckedClaim | None:
    """Check a claim on the newest version; None when the number it speaks of is gone."""
    try:
        view = newest(datasets, claim.view)
    except NotFound:
        return None
    if (view.indicator, view.unit, view.member) != (claim.view.indicator, claim.view.unit, claim.view.member):
        return None
    checked = _check(datasets, claim, replace(view, comparison=claim.view.comparison))
    return replace(checked, has_changed=claim.found is not None and checked.finding.verdict is not claim.found)


def _check(datasets: Path, claim: Claim, view: View) -> CheckedClaim:
    series = load_series(datasets, view)
    against = _find_reference(datasets, view, series)
    finding = check_claim(series, against, claim.direction)
    sentence = claim.text or write_claim(claim, series, against)
    return CheckedClaim(claim, sentence, answer_claim(finding), explain_claim(finding, claim, series), finding)


def _find_reference(datasets: Path, view: View, series: Series) -> Series | None:
    match view.comparison:
        case Comparison.LAST_YEAR:
            return shift_a_year(series, series)
        case Comparison.WHOLE:
            whole = find_whole(load_version(datasets, view.dataset, view.version))
            return load_series(datasets, replace(view, unit=whole.name)) if whole and whole.name != view.unit else None
        case _:
            return None
