"""What can go wrong between a file or source and a published version."""

from __future__ import annotations

from vil.errors.base import NotFound, VilError


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


class PointerUnreadable(VilError):
    """The file that says which version of a data set is in force is damaged; `path` names it."""

    code = "pointer_unreadable"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Filen {path} siger, hvilken udgave der gælder, men den kan ikke læses. "
            "Slet filen, så gælder den nyeste udgave, og vælg så den rigtige igen."
        )
        self.path = path


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


class NothingToCompare(VilError):
    """A data set with one version only, so that there is none to hold it against; `title` is the data set's."""

    code = "nothing_to_compare"

    def __init__(self, title: str) -> None:
        super().__init__(f"»{title}« har ingen anden udgave at holde op imod. Udgiv en til, så kan I se forskellen.")
        self.title = title


class ApprovalUnnamed(VilError):
    """An approval that nobody puts a name to."""

    code = "approval_unnamed"

    def __init__(self) -> None:
        super().__init__("En godkendelse har et navn. Skriv, hvem der godkender tallet.")


class NumberUnreadable(VilError):
    """A text that should have been a number; `text` is what was written."""

    code = "number_unreadable"

    def __init__(self, text: str) -> None:
        super().__init__(f"»{text}« er ikke et tal. Skriv det med cifre, fx 6,5.")
        self.text = text


class TargetIncomplete(VilError):
    """A target without a figure, without a day it holds from, or that ends before it begins."""

    code = "target_incomplete"

    def __init__(self) -> None:
        super().__init__(
            "Måltallet mangler noget. Skriv tallet, og vælg, hvornår det gælder fra (og til, hvis det ender)."
        )
