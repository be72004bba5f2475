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
    │   ├── CourseNotFound       a course that does not exist or is removed
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
    ├── LineOnCard               a line of the data landscape that a card has drawn
    ├── TargetIncomplete         a target without a figure, or without a day it holds from
    ├── PictureRefused           a picture that cannot be read, or is too large
    ├── ApprovalUnnamed          an approval that nobody puts a name to
    ├── SignUnnamed              an own count without a name
    ├── CourseUnnamed            a course without a name
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

from vil.errors.base import (
    FileNotWritten,
    NotFound,
    SettingInvalid,
    VilError,
)
from vil.errors.keeping import (
    BackupInvalid,
    ContentInvalid,
    FolderNotEmpty,
    RecordsNotEmpty,
    RecordsTooNew,
)
from vil.errors.sources import (
    ApprovalUnnamed,
    ColumnMissing,
    DriftUndecided,
    NoEarlierVersion,
    NothingToCompare,
    NumberUnreadable,
    PointerUnreadable,
    PublicationCancelled,
    ReadingRefused,
    RecipeInvalid,
    SourceAddressInvalid,
    SourceFailed,
    TargetIncomplete,
)
from vil.errors.team import (
    CardNotFound,
    CardRemoved,
    CardTooLate,
    CourseNotFound,
    CourseUnnamed,
    EditedMeanwhile,
    EventUnnamed,
    ExpectationEmpty,
    ExpectationSealed,
    GoalNotFound,
    GuessShown,
    LineOnCard,
    PersonNumberWritten,
    PictureRefused,
    ReasonMissing,
    RoundNotFound,
    SignUnnamed,
)

__all__ = [
    "ApprovalUnnamed",
    "BackupInvalid",
    "CardNotFound",
    "CardRemoved",
    "CardTooLate",
    "ColumnMissing",
    "ContentInvalid",
    "CourseNotFound",
    "CourseUnnamed",
    "DriftUndecided",
    "EditedMeanwhile",
    "EventUnnamed",
    "ExpectationEmpty",
    "ExpectationSealed",
    "FileNotWritten",
    "FolderNotEmpty",
    "GoalNotFound",
    "GuessShown",
    "LineOnCard",
    "NoEarlierVersion",
    "NotFound",
    "NothingToCompare",
    "NumberUnreadable",
    "PersonNumberWritten",
    "PictureRefused",
    "PointerUnreadable",
    "PublicationCancelled",
    "ReadingRefused",
    "ReasonMissing",
    "RecipeInvalid",
    "RecordsNotEmpty",
    "RecordsTooNew",
    "RoundNotFound",
    "SettingInvalid",
    "SignUnnamed",
    "SourceAddressInvalid",
    "SourceFailed",
    "TargetIncomplete",
    "VilError",
    "describe_defect",
]

_log = logging.getLogger("vil")


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
