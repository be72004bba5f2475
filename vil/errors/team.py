"""What can go wrong where a team writes."""

from __future__ import annotations

from vil.errors.base import NotFound, VilError


class RoundNotFound(NotFound):
    """A round that does not exist, or is removed."""

    def __init__(self, round_id: str) -> None:
        VilError.__init__(self, "Runden findes ikke, eller den er fjernet. Vælg en anden runde på forsiden.")
        self.name = round_id
        self.known = ()


class GoalNotFound(NotFound):
    """A goal that does not exist, or is removed."""

    def __init__(self, goal_id: str) -> None:
        VilError.__init__(self, "Målet findes ikke, eller det er fjernet. Vælg et andet mål i målkompasset.")
        self.name = goal_id
        self.known = ()


class CourseNotFound(NotFound):
    """A course that does not exist, or is removed."""

    def __init__(self, course_id: str) -> None:
        VilError.__init__(self, "Forløbet findes ikke, eller det er fjernet. Vælg et andet forløb i programmet.")
        self.name = course_id
        self.known = ()


class CardNotFound(NotFound):
    """A card of a round that does not exist."""

    def __init__(self, card_id: str) -> None:
        VilError.__init__(self, "Kortet findes ikke. Hent siden igen, så I ser runden, som den er nu.")
        self.name = card_id
        self.known = ()


class EditedMeanwhile(VilError):
    """Somebody else changed the same field; `theirs` is the text now stored and `yours` the one kept beside it."""

    code = "edited_meanwhile"

    def __init__(self, theirs: str, yours: str) -> None:
        super().__init__(
            "En anden har rettet det samme felt imens. Begge tekster er bevaret: saml dem til én, og gem igen."
        )
        self.theirs = theirs
        self.yours = yours


class CardRemoved(VilError):
    """Somebody else removed the card that was being written on; `yours` is the text, which is kept in the trace."""

    code = "card_removed"

    def __init__(self, yours: str) -> None:
        super().__init__("En anden har fjernet kortet imens. Jeres tekst er bevaret: hent kortet tilbage, og gem igen.")
        self.yours = yours


class ExpectationSealed(VilError):
    """An expectation that was sealed and so cannot be changed; `sealed_on` is the day, as it is written."""

    code = "expectation_sealed"

    def __init__(self, sealed_on: str) -> None:
        super().__init__(
            f"Jeres bud blev låst {sealed_on} og kan ikke ændres, for så kan tallene ikke svare på det. "
            "Lav en ny handling, hvis I venter noget andet nu."
        )
        self.sealed_on = sealed_on


class ExpectationEmpty(VilError):
    """An expectation with neither a direction nor a level, so that there is nothing to seal."""

    code = "expectation_empty"

    def __init__(self) -> None:
        super().__init__(
            "Der er ikke noget bud at låse endnu. Skriv først, hvilken vej I håber, tallet går, eller hvor det skal hen."
        )


class GuessShown(VilError):
    """A guess at a line that somebody has shown meanwhile, so that it would be no guess."""

    code = "guess_shown"

    def __init__(self) -> None:
        super().__init__("Tallene er vist imens, så gættet kan ikke længere ændres. Se dem, og tal om forskellen.")


class EventUnnamed(VilError):
    """An event without a name to show by."""

    code = "event_unnamed"

    def __init__(self) -> None:
        super().__init__("Hændelsen har ikke noget navn endnu. Skriv et par ord, der kan stå over kurven.")


class CardTooLate(VilError):
    """A card whose day lies further ahead than its deck allows; `days` is the most it may be."""

    code = "card_too_late"

    def __init__(self, days: int) -> None:
        super().__init__(
            f"Kortet er til det, der kan gøres inden for {days} dage. Vælg en dag, der er tættere på, eller gør det mindre."
        )
        self.days = days


class ReasonMissing(VilError):
    """An answer of the team's own that goes against the evidence, without a reason."""

    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__("I svarer noget andet end det, VIL kan se. Skriv kort hvorfor, så I kan huske det senere.")


class LineOnCard(VilError):
    """A line of the data landscape that follows from an indicator card, and so is not taken away on the map."""

    code = "line_on_card"

    def __init__(self) -> None:
        super().__init__("Linjen kommer fra et indikatorkort. Ret »Kommer fra« på kortet, så følger linjen med.")


class PictureRefused(VilError):
    """A picture that cannot be read, or is too large; `reason` is "unreadable" or "too_large"."""

    code = "picture_refused"

    def __init__(self, reason: str, limit: str = "") -> None:
        texts = {
            "unreadable": "Billedet kan ikke læses. Gem det som JPG eller PNG, og vælg det igen.",
            "too_large": f"Billedet er for stort (højst {limit}). Gør det mindre, eller tag et skærmbillede af det.",
        }
        super().__init__(texts[reason])
        self.reason = reason


class SignUnnamed(VilError):
    """An own count without a name."""

    code = "sign_unnamed"

    def __init__(self) -> None:
        super().__init__("Det, I vil tælle, har ikke noget navn endnu. Skriv det, så en kollega kan tælle med.")


class CourseUnnamed(VilError):
    """A course without a name."""

    code = "course_unnamed"

    def __init__(self) -> None:
        super().__init__(
            "Forløbet har ikke noget navn endnu. Skriv driftsområdet eller organisationen, så alle kan finde det."
        )


class PersonNumberWritten(VilError):
    """A CPR number in a text that others will read; the text is not kept."""

    code = "person_number_written"

    def __init__(self) -> None:
        super().__init__(
            "Der står et CPR-nummer i teksten, og derfor er den ikke gemt. Tag nummeret ud, og send den igen."
        )
