"""Every error that a user may meet.

    VilError                     shown to the user as it stands
    ├── ReadingRefused           a file that cannot be read correctly
    ├── RecipeInvalid            a recipe that does not fit its file, or itself
    │   ├── ColumnMissing        it names a column that is not there
    │   └── DriftUndecided       an extract that is not as it was, and nobody has accepted it
    ├── NotFound                 a data set, version, indicator, unit or round that does not exist
    │   ├── NoEarlierVersion     a data set with nothing to roll back to
    │   ├── RoundNotFound        a round that does not exist or is removed
    │   ├── GoalNotFound         a goal that does not exist or is removed
    │   └── CardNotFound         a card that does not exist
    ├── SourceAddressInvalid     an address of a source that cannot be read
    ├── SourceFailed             a source that cannot be reached, opened or asked
    ├── PublicationCancelled     somebody stopped the publication
    ├── PointerUnreadable        the file that says which version is in force is damaged
    ├── NumberUnreadable         a text that should have been a number
    ├── EditedMeanwhile          somebody else changed the same card; both texts are kept
    ├── CardRemoved              somebody else removed the card; the text is kept
    ├── ExpectationSealed        an expectation that can no longer be changed
    ├── ExpectationEmpty         an expectation with nothing in it to seal
    ├── GuessShown               a guess at a line that has been shown meanwhile
    ├── EventUnnamed             an event without a name to show by
    ├── CardTooLate              a card whose day lies further ahead than its deck allows
    ├── ReasonMissing            an answer of the team's own without a reason
    ├── TargetIncomplete         a target without a figure, or without a day it holds from
    ├── PictureRefused           a picture that cannot be read, or is too large
    ├── ApprovalUnnamed          an approval that nobody puts a name to
    ├── SignUnnamed              an own count without a name
    ├── PersonNumberWritten      a CPR number in a text that others will read
    ├── RecordsTooNew            records written by a later release
    ├── ContentInvalid           an organisation's own texts with faults in them
    ├── BackupInvalid            a backup that is none, or is damaged
    ├── FolderNotEmpty           a folder to restore into that has something in it
    ├── RecordsNotEmpty          a database to restore into that has something in it
    ├── FileNotWritten           a file that could not be written where it was asked for
    ├── SettingInvalid           a setting with a value that cannot be used
    └── NothingToCompare         a data set with one version only

The class is the condition, the attributes hold the facts, and the text is Danish in two sentences: what is wrong, and what to do.
Anything else that is raised is a defect and is shown as an id (`describe_defect`).
"""

from __future__ import annotations

import logging
import traceback
import uuid

_log = logging.getLogger("vil")


class VilError(Exception):
    """An error with a Danish text for the user; `code` is stable and language-neutral."""

    code = "error"


class ReadingRefused(VilError):
    """A file that cannot be read correctly."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RecipeInvalid(VilError):
    """A recipe that does not fit its file, or itself; `problems` holds every fault found, in Danish."""

    code = "recipe_invalid"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ColumnMissing(RecipeInvalid):
    """A recipe names a column that the file does not have; `nearest` is the likeliest meant, or None."""

    code = "column_missing"

    def __init__(self, column: str, nearest: str | None = None) -> None:
        hint = f" Mente du »{nearest}«?" if nearest else " Se kolonnerne i eksemplet, og vælg en anden."
        super().__init__((f"Udtrækket har ingen kolonne »{column}«.{hint}",))
        self.column = column
        self.nearest = nearest


class DriftUndecided(RecipeInvalid):
    """An extract that is not as it was last time, where nobody has decided what to do about it."""

    code = "drift"


class NotFound(VilError):
    """Something named does not exist; `known` lists what does."""

    code = "not_found"

    def __init__(self, what: str, name: str, known: tuple[str, ...] = ()) -> None:
        hint = f"Vælg en af disse: {', '.join(known[:12])}." if known else "Se efter, om navnet er rigtigt."
        super().__init__(f"{what} »{name}« findes ikke. {hint}")
        self.name = name
        self.known = known


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


class CardNotFound(NotFound):
    """A card of a round that does not exist."""

    def __init__(self, card_id: str) -> None:
        VilError.__init__(self, "Kortet findes ikke. Hent siden igen, så I ser runden, som den er nu.")
        self.name = card_id
        self.known = ()


class NoEarlierVersion(NotFound):
    """A data set whose version in force has none before it."""

    def __init__(self, dataset: str) -> None:
        VilError.__init__(
            self,
            f"Datasættet »{dataset}« har ingen tidligere udgave at gå tilbage til. "
            "Udgiv et rettet udtræk, eller vælg selv en udgave med --to.",
        )
        self.name = dataset
        self.known = ()


class PointerUnreadable(VilError):
    """The file that says which version of a data set is in force is damaged; `path` names it."""

    code = "pointer_unreadable"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Filen {path} siger, hvilken udgave der gælder, men den kan ikke læses. "
            "Slet filen, så gælder den nyeste udgave, og vælg så den rigtige igen."
        )
        self.path = path


class SourceAddressInvalid(VilError):
    """An address of a source that cannot be read."""

    code = "source_address_invalid"


class SourceFailed(VilError):
    """A source that cannot be reached, opened or asked; its text never holds a password or what the source said of a value."""

    code = "source_failed"


class PublicationCancelled(VilError):
    """Somebody stopped the publication before it was done."""

    code = "publication_cancelled"

    def __init__(self) -> None:
        super().__init__("Udgivelsen er stoppet, og intet er udgivet. Udgiv igen, når I er klar.")


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


class TargetIncomplete(VilError):
    """A target without a figure, without a day it holds from, or that ends before it begins."""

    code = "target_incomplete"

    def __init__(self) -> None:
        super().__init__(
            "Måltallet mangler noget. Skriv tallet, og vælg, hvornår det gælder fra (og til, hvis det ender)."
        )


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


class ApprovalUnnamed(VilError):
    """An approval that nobody puts a name to."""

    code = "approval_unnamed"

    def __init__(self) -> None:
        super().__init__("En godkendelse har et navn. Skriv, hvem der godkender tallet.")


class SignUnnamed(VilError):
    """An own count without a name."""

    code = "sign_unnamed"

    def __init__(self) -> None:
        super().__init__("Det, I vil tælle, har ikke noget navn endnu. Skriv det, så en kollega kan tælle med.")


class PersonNumberWritten(VilError):
    """A CPR number in a text that others will read; the text is not kept."""

    code = "person_number_written"

    def __init__(self) -> None:
        super().__init__(
            "Der står et CPR-nummer i teksten, og derfor er den ikke gemt. Tag nummeret ud, og send den igen."
        )


class NumberUnreadable(VilError):
    """A text that should have been a number; `text` is what was written."""

    code = "number_unreadable"

    def __init__(self, text: str) -> None:
        super().__init__(f"»{text}« er ikke et tal. Skriv det med cifre, fx 6,5.")
        self.text = text


class RecordsTooNew(VilError):
    """Records written by a later release; `revision` is theirs."""

    code = "records_too_new"

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"Det, I har skrevet, er gemt af en nyere udgave af VIL (skema {revision}). "
            "Start den nyeste udgave, eller hent en sikkerhedskopi frem. Intet er ændret."
        )
        self.revision = revision


class ContentInvalid(VilError):
    """An organisation's own texts with faults in them; `faults` holds every one found, in Danish."""

    code = "content_invalid"

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join((f"Teksterne i {file} kan ikke bruges. Ret filen, eller flyt den væk.", *faults)))
        self.file = file
        self.faults = faults


class FileNotWritten(VilError):
    """A file that could not be written where it was asked for."""

    code = "file_not_written"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Filen »{path}« kunne ikke skrives. Se efter, om mappen findes, og om filen er åben i et andet program."
        )
        self.path = path


class BackupInvalid(VilError):
    """A backup that is none, or is damaged; `path` is the name of its file."""

    code = "backup_invalid"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"»{path}« er ikke en hel sikkerhedskopi. Intet er lagt tilbage. Prøv en anden kopi, eller hent filen igen."
        )
        self.path = path


class FolderNotEmpty(VilError):
    """A folder to restore into that has something in it; `path` is its name."""

    code = "folder_not_empty"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Mappen »{path}« er ikke tom, og intet er overskrevet. Vælg en ny mappe med --data, eller flyt det, der ligger der."
        )
        self.path = path


class RecordsNotEmpty(VilError):
    """A database to restore into that has something in it."""

    code = "records_not_empty"

    def __init__(self) -> None:
        super().__init__(
            "Databasen i records_url er ikke tom, og intet er overskrevet. Peg på en tom database, og prøv igen."
        )


class SettingInvalid(VilError):
    """A setting with a value that cannot be used."""

    code = "setting_invalid"


class NothingToCompare(VilError):
    """A data set with one version only, so that there is none to hold it against; `title` is the data set's."""

    code = "nothing_to_compare"

    def __init__(self, title: str) -> None:
        super().__init__(f"»{title}« har ingen anden udgave at holde op imod. Udgiv en til, så kan I se forskellen.")
        self.title = title


def describe_defect(error: BaseException) -> tuple[str, str]:
    """Log a defect without its message (which may hold values from a file) and return its id and a Danish text.

    Only the kind of error and the places in the code are logged.
    """
    defect_id = uuid.uuid4().hex[:8]
    places = " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    _log.error("defect %s: %s at %s", defect_id, type(error).__name__, places)
    text = (
        f"Noget gik galt hos os (fejl {defect_id}). Det, I har skrevet, er gemt. "
        "Prøv igen, og send fejlens nummer til den, der driver VIL, hvis det sker én gang til."
    )
    return defect_id, text
