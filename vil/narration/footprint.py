"""Whether units move together and whether it happens elsewhere too, in words that place a pattern and explain nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vil.analysis.footprint import Change, Elsewhere, ElsewhereAnswer, TogetherAnswer, Togetherness
from vil.analysis.hallmarks import Fit
from vil.formats import format_difference, format_number, format_period
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.round import Hallmark
from vil.narration.names import join_words, raise_first

TOGETHER = "Følges enhederne ad?"
ELSEWHERE = "Sker det også andre steder?"
UNSEEN = "Det kan ikke ses i tallene."
NO_TURN = "Tallet svinger, som det plejer, så der er ikke et skift at følge hos enhederne."
ALL_AS_ONE = "I ser på alle under ét, så der er ingen andre at holde op imod."
TOO_FEW = "Der er for få enheder med tal."
BY_NAME = "Enhederne står efter navn. ◆ er jeres egen."
NOT_WHY = "Mønsteret siger ikke hvorfor."
_MOST, _NAMED = 0.5, 3


@dataclass(frozen=True)
class Answer:
    """One question put to the numbers, the short answer and the figures behind it."""

    question: str
    answer: str
    figures: str = ""


def answer_together(found: Togetherness | None, changes: Sequence[Change], measure: Measure | None) -> Answer:
    """Say whether the units move together, or which few carry the change.

    `changes` are those of the units asked; they are per cent of what was before where `measure` is None.
    """
    if found is None:
        return Answer(TOGETHER, UNSEEN, TOO_FEW)
    ups, downs = sum(change.size > 0 for change in changes), sum(change.size < 0 for change in changes)
    counted = f"{format_number(ups)} gik op og {format_number(downs)} ned."
    match found.answer:
        case TogetherAnswer.ALL:
            side, count = ("op", ups) if found.pooled > 0 else ("ned", downs)
            size = _size(found.pooled, measure)
            return Answer(TOGETHER, "Ja, de følges ad.", f"{_of(count, len(changes))} gik {side}, i snit {size}.")
        case TogetherAnswer.FEW:
            return Answer(TOGETHER, "Nej, få enheder bærer det.", f"Mest flyttede {join_words(_name_most(changes))}.")
        case TogetherAnswer.CANNOT_TELL:
            return Answer(TOGETHER, UNSEEN, raise_first(counted))


def answer_elsewhere(found: Elsewhere | None, measure: Measure | None, *, is_everything: bool) -> Answer:
    """Say whether it happens elsewhere too, with the own change and that of the others."""
    if found is None:
        return Answer(ELSEWHERE, UNSEEN, ALL_AS_ONE if is_everything else "Der er ingen andre med tal nok.")
    figures = f"Hos os {_move(found.own, measure)}, hos de andre {_move(found.others, measure)}."
    words = {
        ElsewhereAnswer.ALSO_ELSEWHERE: "Ja, også andre steder.",
        ElsewhereAnswer.ONLY_HERE: "Nej, kun hos os.",
        ElsewhereAnswer.CANNOT_TELL: UNSEEN,
    }
    return Answer(ELSEWHERE, words[found.answer], figures)


def say_others(found: Elsewhere | None, measure: Measure | None) -> tuple[str, ...]:
    """Say after an action whether the others moved too; empty where there are none to ask."""
    if found is None:
        return ()
    figures = f"hos os {_move(found.own, measure)}, hos de andre {_move(found.others, measure)}"
    match found.answer:
        case ElsewhereAnswer.ALSO_ELSEWHERE:
            return (f"Det samme ses andre steder: {figures}.",)
        case ElsewhereAnswer.ONLY_HERE:
            return (f"Det ses kun hos os: {figures}.",)
        case ElsewhereAnswer.CANNOT_TELL:
            return ("Om det også sker andre steder, kan ikke ses i tallene.",)


HALLMARKS = {
    Hallmark.ALL: "at enhederne følges ad",
    Hallmark.FEW: "at få enheder bærer det",
    Hallmark.ALSO_ELSEWHERE: "at det også sker andre steder",
    Hallmark.ONLY_HERE: "at det kun sker hos os",
}
FITS = {
    Fit.FITS: "Det passer med tallene.",
    Fit.FITS_NOT: "Det passer ikke med tallene.",
    Fit.UNSEEN: "Det kan ikke ses i tallene.",
}
FITS_TOO = "Andre forklaringer kan passe lige så godt."


def say_fit(fit: Fit) -> str:
    """Say whether what an explanation would leave is seen; what fits is no proof."""
    return f"{FITS[fit]} {FITS_TOO}" if fit is Fit.FITS else FITS[fit]


def say_spans(spans: tuple[tuple[Period, Period], tuple[Period, Period]]) -> str:
    """Say which two stretches of time are held against each other."""
    before, after = (_name_span(span) for span in spans)
    return f"{raise_first(after)} er holdt op imod {before}."


def say_rivals(*, crosses_practice: bool, has_season: bool) -> str:
    """Say what else can give the same pattern, and that it explains nothing."""
    known = ("Registreringen blev ændret imellem, og det kan give det samme mønster.",) if crosses_practice else ()
    season = ("Årets gang kan give det samme mønster.",) if has_season else ()
    others = "Det kan andre borgere eller opgaver end før også."
    alone = "Andre borgere eller opgaver end før kan give det samme mønster."
    return " ".join((*known, *season, others if known or season else alone, NOT_WHY))


def _of(count: int, whole: int) -> str:
    return f"Alle {format_number(whole)}" if count == whole else f"{format_number(count)} af {format_number(whole)}"


def _name_most(changes: Sequence[Change]) -> list[str]:
    """Name the units that together moved more than half, three at most, by name and not by size."""
    ordered = sorted(changes, key=lambda change: -abs(change.size))
    total, reached, names = sum(abs(change.size) for change in changes), 0.0, []
    for change in ordered[:_NAMED]:
        if reached > _MOST * total:
            break
        reached += abs(change.size)
        names.append(change.unit)
    return sorted(names)


def _move(size: float, measure: Measure | None) -> str:
    if round(size, measure.decimals if measure else 0) == 0:
        return "det samme som før"
    return f"{_size(size, measure)} {'op' if size > 0 else 'ned'}"


def _size(size: float, measure: Measure | None) -> str:
    return format_difference(size, measure) if measure else f"{format_number(abs(size))} %"


def _name_span(span: tuple[Period, Period]) -> str:
    return format_period(span[0]) if span[0] == span[1] else f"{format_period(span[0])} til {format_period(span[1])}"
