"""What can go wrong with what an installation keeps: its records, its own texts and its backups."""

from __future__ import annotations

from vil.errors.base import VilError


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
