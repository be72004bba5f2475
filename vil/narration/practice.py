"""What is said on the practice ground: how sure one could be, how an answer was read, and what has been learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vil.formats import format_number
from vil.model.practice import CHANGED, PracticeAnswer, Sighting, Truth
from vil.narration.names import raise_first

FEWEST_OTHERS = 5
_LATEST = 5
_STILL = frozenset({Truth.NOISE, Truth.SMALL_NUMBERS})


def say_certainty(truth: Truth, *, rate: float, signal_rate: float, was_found: bool) -> tuple[str, ...]:
    """Say how often the workbench's own rules find a truth in lines made alike (`rate`, 0 to 1), and whether they did here."""
    found, signals = _hundred(rate), _hundred(signal_rate)
    if truth in _STILL:
        first = f"Af 100 kurver som denne, hvor intet er nyt, kalder VIL {found} rolige."
        rest = f"De sidste {_hundred(1 - rate)} ser nye ud, helt af sig selv."
        return first, rest, "Denne var en af de rolige." if was_found else "Denne var en af dem, der narrer."
    here = "Her fandt VIL det." if was_found else "Her fandt VIL det ikke: det kan gemme sig i udsvingene."
    return *_say_found(truth, found, signals), here


def _say_found(truth: Truth, found: str, signals: str) -> tuple[str, ...]:
    match truth:
        case Truth.SEASON:
            return (f"Af 100 kurver lavet som denne finder VIL årets gang i {found}.",)
        case Truth.MIX:
            first = f"Af 100 kurver lavet som denne ser VIL et nyt niveau i {signals}."
            return first, f"I {found} viser delene også, at det ligger i fordelingen."
        case Truth.REGISTRATION:
            first = f"Af 100 kurver lavet som denne ser VIL et nyt niveau i {found}."
            return first, "At det er registreringen, kan kurven aldrig vise. Det står kun i det, nogen har skrevet ned."
        case Truth.ONE_UNIT:
            first = f"Ser man kun på det samlede tal, finder VIL noget nyt i {signals} af 100 kurver lavet som denne."
            return first, f"Ser man enhederne hver for sig, finder VIL det i {found}."
        case _:
            return (f"Af 100 kurver lavet som denne finder VIL det i {found}.",)


def _hundred(share: float) -> str:
    """Write a share as how many of 100; neither none nor all unless it is so."""
    return format_number(min(max(round(share * 100), 1 if share > 0 else 0), 99 if share < 1 else 100))


def is_fair_reading(sighting: Sighting, truth: Truth) -> bool:
    """Tell whether a reading agrees with what was true; what comes again every year is nothing new."""
    if truth is Truth.SMALL_NUMBERS:
        return sighting is not Sighting.SOMETHING_NEW
    return sighting is (Sighting.SOMETHING_NEW if truth in CHANGED else Sighting.NOTHING_NEW)


def say_reading(sighting: Sighting, truth: Truth, *, was_found: bool) -> str:
    """Say how a reading agrees with what was true, without blame."""
    is_new = truth in CHANGED
    if sighting is Sighting.CANNOT_TELL:
        if truth is Truth.SMALL_NUMBERS:
            return "I sagde, at det ikke kan ses. Det er et godt svar: der er for få at tælle."
        return "I sagde, at det ikke kan ses. Det er et ærligt svar" + (
            ", men her var der nok at se." if was_found and is_new else ", og her var det svært."
        )
    if is_fair_reading(sighting, truth):
        return (
            "I så, at noget var blevet anderledes. Det var det."
            if is_new
            else "I lod udsvingene være. Det var rigtigt: der var intet nyt."
        )
    if is_new:
        return "I så almindelige udsving, men der var noget nyt." + (
            "" if was_found else " Det var så lille, at VIL heller ikke så det."
        )
    return "I så noget nyt. Det kunne lige så godt være tilfældigt." if truth in _STILL else _SEASON_MISREAD


_SEASON_MISREAD = "I så noget nyt. Det er det samme, der kommer igen hvert år."


def say_others(counts: Mapping[Sighting, int], own: Sighting, names: Mapping[str, str]) -> str | None:
    """Say how others read the same line; None until five others have, so that nobody can be picked out."""
    others = {sighting: count - (sighting is own) for sighting, count in counts.items()}
    total = sum(others.values())
    if total < FEWEST_OTHERS:
        return None
    most = max(others, key=lambda sighting: others[sighting])
    return f"{format_number(others[most])} af {format_number(total)} andre svarede: »{names[most.value]}«."


def say_kind(guess: Truth, truth: Truth, names: Mapping[Truth, str]) -> str:
    """Say how the guess at the kind agrees with the truth."""
    if guess is truth:
        return f"I gættede på »{names[truth]}«, og det var det."
    return f"I gættede på »{names[guess]}«. Det var »{names[truth]}«."


def say_learning(readings: Sequence[tuple[PracticeAnswer, Truth]]) -> tuple[str, ...]:
    """Say how often chance was called something new and something new was called chance, and whether that moves.

    `readings` are the finished cases in the order they were answered.
    """
    still = [one for one in readings if one[1] not in CHANGED]
    moved = [one for one in readings if one[1] in CHANGED]
    said = []
    if still:
        said.append(_count("Hvor intet var nyt, så I noget nyt", still, Sighting.SOMETHING_NEW))
    if moved:
        said.append(_count("Hvor noget var nyt, så I almindelige udsving", moved, Sighting.NOTHING_NEW))
    return tuple(said)


def _count(words: str, readings: Sequence[tuple[PracticeAnswer, Truth]], misread: Sighting) -> str:
    missed = [answer.sighting is misread for answer, _ in readings]
    told = f"{words} {_of(missed)}."
    if len(missed) < 2 * _LATEST:
        return told
    before, latest = missed[:-_LATEST], missed[-_LATEST:]
    return f"{told} Af de seneste {_LATEST} var det {format_number(sum(latest))}; før det {_of(before)}."


def _of(flags: Sequence[bool]) -> str:
    return f"{format_number(sum(flags))} af {format_number(len(flags))} gange"


def name_place(influence: str | None, reach: str | None) -> str:
    """Say where in the grid, in a sentence: i »Interne, kollektive«; nowhere where there is nothing to look for."""
    return f"i »{raise_first(influence)}, {reach.lower()}«" if influence and reach else "ingen steder"
