"""Do we see the whole picture? How the explanations spread over the grid, in words."""

from __future__ import annotations

from collections.abc import Sequence

from vil.model.round import Explanation, Influence, Reach

_WORDS = ("Ingen", "Én", "To", "Tre", "Fire", "Fem", "Seks", "Syv", "Otte", "Ni", "Ti", "Elleve", "Tolv")
_MISSING = {
    Influence.INTERNAL: "Hvad kunne vi selv have indflydelse på?",
    Influence.EXTERNAL: "Hvad kunne komme udefra?",
    Reach.INDIVIDUAL: "Hvad kunne knytte sig til den enkelte?",
    Reach.COLLECTIVE: "Hvad kunne ramme alle?",
}
_NAMES = {
    Influence.INTERNAL: "interne",
    Influence.EXTERNAL: "eksterne",
    Reach.INDIVIDUAL: "individuelle",
    Reach.COLLECTIVE: "kollektive",
}


def describe_balance(explanations: Sequence[Explanation]) -> str | None:
    """Say how the cards lie and ask for what is missing; None with no cards."""
    count = len(explanations)
    if count == 0:
        return None
    if count == 1:
        return "Ét kort er et begyndelsespunkt. Hvad kunne ellers forklare det?"
    halves = [half for card in explanations for half in (card.influence, card.reach)]
    rarest = min((*Influence, *Reach), key=halves.count)
    opposite, placed = _opposite(rarest), count - halves.count(rarest)
    if halves.count(rarest) * 3 > count:
        return f"{_count(count)} forklaringer ligger spredt over felterne. Hvilken tror I mest på, og hvorfor?"
    amount = "Alle" if placed == count else f"{_count(placed)} af {_count(count).lower()}"
    return f"{amount} forklaringer er {_NAMES[opposite]}. {_MISSING[rarest]}"


def _opposite(half: Influence | Reach) -> Influence | Reach:
    kind = type(half)
    return next(other for other in kind if other is not half)


def _count(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else str(number)
