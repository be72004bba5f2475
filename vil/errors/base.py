"""The root of every error, and what does not exist."""

from __future__ import annotations


class VilError(Exception):
    """An error with a Danish text for the user; `code` is stable and language-neutral."""

    code = "error"


class NotFound(VilError):
    """Something named does not exist; `known` lists what does."""

    code = "not_found"

    def __init__(self, what: str, name: str, known: tuple[str, ...] = ()) -> None:
        hint = f"Vælg en af disse: {', '.join(known[:12])}." if known else "Se efter, om navnet er rigtigt."
        super().__init__(f"{what} »{name}« findes ikke. {hint}")
        self.name = name
        self.known = known


class SettingInvalid(VilError):
    """A setting with a value that cannot be used."""

    code = "setting_invalid"


class FileNotWritten(VilError):
    """A file that could not be written where it was asked for."""

    code = "file_not_written"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Filen »{path}« kunne ikke skrives. Se efter, om mappen findes, og om filen er åben i et andet program."
        )
        self.path = path
