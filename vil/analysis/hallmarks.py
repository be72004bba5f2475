"""Does the pattern that an explanation would leave fit what is seen? It never says that the explanation is true."""

from __future__ import annotations

from enum import StrEnum

from vil.analysis.footprint import Elsewhere, ElsewhereAnswer, TogetherAnswer, Togetherness
from vil.model.round import Hallmark


class Fit(StrEnum):
    """Whether the numbers look as an explanation would make them look."""

    FITS = "fits"
    FITS_NOT = "fits_not"
    UNSEEN = "unseen"


_TOGETHER = {Hallmark.ALL: TogetherAnswer.ALL, Hallmark.FEW: TogetherAnswer.FEW}
_ELSEWHERE = {
    Hallmark.ALSO_ELSEWHERE: ElsewhereAnswer.ALSO_ELSEWHERE,
    Hallmark.ONLY_HERE: ElsewhereAnswer.ONLY_HERE,
}


def find_fit(hallmark: Hallmark, together: Togetherness | None, elsewhere: Elsewhere | None) -> Fit:
    """Hold what would be seen against what is seen: the same answer fits, the opposite does not, and no answer cannot be seen."""
    if hallmark in _TOGETHER:
        seen = together.answer if together else TogetherAnswer.CANNOT_TELL
        is_seen, fits = seen is not TogetherAnswer.CANNOT_TELL, seen is _TOGETHER[hallmark]
    else:
        where = elsewhere.answer if elsewhere else ElsewhereAnswer.CANNOT_TELL
        is_seen, fits = where is not ElsewhereAnswer.CANNOT_TELL, where is _ELSEWHERE[hallmark]
    if not is_seen:
        return Fit.UNSEEN
    return Fit.FITS if fits else Fit.FITS_NOT
