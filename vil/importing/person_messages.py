"""Every Danish sentence about personal data in a file."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import counted, listed
from vil.model.reading import Doubt, PersonalFinding, PersonalKind, Refusal

NUMBERS = "personal_numbers"
"""The code of a refusal because of columns of CPR numbers."""

_KINDS = {
    PersonalKind.NAME: "navne på personer",
    PersonalKind.EMAIL: "e-mailadresser",
    PersonalKind.PHONE: "telefonnumre",
    PersonalKind.ADDRESS: "adresser",
}


def refused_numbers(columns: Sequence[str]) -> Refusal:
    """Refuse a file because of columns of CPR numbers."""
    which = f"Kolonnen {listed(columns)}" if len(columns) == 1 else f"Kolonnerne {listed(columns)}"
    it = "den" if len(columns) == 1 else "hver af dem"
    return Refusal(
        NUMBERS,
        f"{which} indeholder CPR-numre, og intet er gemt. Vælg, om {it} skal udelades, eller om hvert nummer skal erstattes "
        "af en kode, så personer stadig kan tælles. I en opskrift skrives det under [[reading.personal]] som "
        'treatment = "drop" eller "pseudonym".',
    )


def numbers_in_text(column: str, cells: int, rows: tuple[int, ...]) -> Doubt:
    """Say that single CPR numbers in a column of text are hidden."""
    return Doubt(
        "personal_numbers_in_text",
        f"Kolonnen »{column}« har CPR-numre i {counted(cells, 'celle', 'celler')}. De er skjult overalt i VIL. "
        "Ret dem i kilden, så de ikke kommer med igen.",
        rows,
    )


def numbers_in_headers() -> Doubt:
    """Say that CPR numbers in the names of columns or above the table are hidden."""
    return Doubt(
        "personal_numbers_in_headers",
        "Der står CPR-numre i kolonnenavne, titler eller navne på ark. De er skjult. Ret dem i kilden.",
    )


def dropped(columns: Sequence[str]) -> Doubt:
    """Say that columns are left out as the analyst decided."""
    return Doubt("personal_dropped", f"{listed(columns)} er udeladt, som valgt, fordi der er persondata.")


def pseudonyms(columns: Sequence[str]) -> Doubt:
    """Say that identifiers are made into keyed hashes as the analyst decided."""
    return Doubt(
        "personal_pseudonyms",
        f"{listed(columns)} er erstattet af koder, som valgt. Den samme person har altid den samme kode her.",
    )


def other_kind(found: PersonalFinding) -> Doubt:
    """Point out e-mail, telephone, address or names."""
    what = _KINDS[found.kind]
    if found.is_column:
        text = f"Kolonnen »{found.column}« ligner {what}. Udelad den, hvis den ikke skal bruges."
    else:
        text = f"Kolonnen »{found.column}« har {what} i {counted(found.cells, 'celle', 'celler')}. Se efter, om de skal med."
    return Doubt(f"personal_{found.kind.value}", text)
