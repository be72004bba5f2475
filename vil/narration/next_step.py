"""Say what an answer of the decision tree rests on, in one sentence each."""

from __future__ import annotations

from vil.formats import format_date, format_period
from vil.model.next_step import Ground, GroundKind

_PLAIN = {
    GroundKind.NO_GOAL: "Der er ikke skrevet noget mål endnu.",
    GroundKind.NO_NUMBERS: "Målet er ikke knyttet til nogen tal endnu.",
    GroundKind.NO_ROUND: "Ingen runde tjener målet endnu.",
}
_NAMED = {
    GroundKind.NUMBER_GONE: "»{about}« er ikke udgivet mere.",
    GroundKind.LINE_READABLE: "»{about}« står som en kurve, I kan læse.",
    GroundKind.LINE_UNREADABLE: "»{about}« har for få tal, der kan vises, til at læse en kurve.",
    GroundKind.NO_WONDER: "I »{about}« er der ikke sat en undren fast endnu.",
    GroundKind.NOT_EXPLAINED: "I »{about}« er der ingen forklaringer i årsagsfelterne endnu.",
    GroundKind.KNOWLEDGE_MISSED: "I skrev selv, at I savner: »{about}«.",
    GroundKind.NOTHING_MISSED: "I »{about}« har ingen skrevet, at I savner viden.",
    GroundKind.NO_ACTION: "I »{about}« er der ikke valgt en handling endnu.",
    GroundKind.NO_FOLLOW_UP: "I »{about}« er der ikke fulgt op endnu.",
}
_DATED = {
    GroundKind.GOAL_WRITTEN: "Målet »{about}« er fra {day}.",
    GroundKind.ACTED: "»{about}« begyndte {day}.",
    GroundKind.CARD_DONE: "»{about}« blev gjort {day}.",
    GroundKind.TOLD: "{about} skulle holdes orienteret {day}.",
    GroundKind.NOT_TOLD: "I fulgte op {day}, men ingen står til at få det at vide.",
}


def describe_ground(ground: Ground) -> str:
    """Say one ground as a sentence.

    >>> describe_ground(Ground(GroundKind.FEW_READINGS, "Fravær", count=1))
    'I »Fravær« er der kun én læsning. To skal der til, for andre kan se noget andet.'
    """
    if ground.kind in _PLAIN:
        return _PLAIN[ground.kind]
    about = ground.about.rstrip(".")
    if ground.kind in _NAMED:
        return _NAMED[ground.kind].format(about=about)
    day = format_date(ground.day) if ground.day else "på et tidspunkt"
    if ground.kind in _DATED:
        return _DATED[ground.kind].format(about=about, day=day)
    return _describe_counted(ground, about, day)


def _describe_counted(ground: Ground, about: str, day: str) -> str:
    period = format_period(ground.period) if ground.period else ""
    match ground.kind:
        case GroundKind.NUMBER_FRESH:
            return f"»{about}« er med til og med {period}." if period else f"»{about}« er udgivet."
        case GroundKind.NUMBER_LATE:
            return f"»{about}« går kun til {period}. Der burde være kommet nye tal."
        case GroundKind.READ:
            return f"I »{about}« er en undren fra {day} læst på {ground.count} måder."
        case GroundKind.EXPLAINED:
            return f"I »{about}« er der {_count(ground.count, 'forklaring', 'forklaringer')}."
        case GroundKind.PLANNED:
            begins = f"begynder først {day}" if ground.day else "har ingen dag endnu"
            return f"»{about}« er valgt, men {begins}."
        case _:
            readings = "ingen læsninger" if ground.count == 0 else "kun én læsning"
            return f"I »{about}« er der {readings}. To skal der til, for andre kan se noget andet."


def _count(number: int, one: str, more: str) -> str:
    return f"én {one}" if number == 1 else f"{number} {more}"
