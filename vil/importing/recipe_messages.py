"""Every Danish sentence about a recipe: what does not fit, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import (
    GRAINS,
    ONE_GRAIN,
    counted,
    format_number,
    nearest,
    spoken_period,
    spoken_rows,
)
from vil.model.period import Grain, Period


def recipe_not_found(name: str) -> str:
    """Say that there is no such recipe file."""
    return f"Opskriften {name} findes ikke. Se efter, om navnet er rigtigt."


def recipe_not_toml(name: str, fault: str) -> str:
    """Say that a recipe is not TOML."""
    return f"Opskriften {name} kan ikke læses som TOML ({fault}). Ret filen, eller lav en ny opskrift fra udtrækket."


def recipe_unknown_key(key: str, known: Sequence[str]) -> str:
    """Say that a recipe has a key that means nothing."""
    return f"Opskriften har et felt, der ikke findes: »{key}«.{nearest(key.split('.')[-1], known)}"


def recipe_key_missing(key: str) -> str:
    """Say that a recipe lacks a key."""
    return f"Opskriften mangler feltet »{key}«. Tilføj det."


def recipe_bad_value(key: str) -> str:
    """Say that a value is of the wrong kind."""
    return f"Feltet »{key}« i opskriften har en værdi af en forkert slags. Ret det."


def recipe_bad_choice(key: str, allowed: Sequence[str]) -> str:
    """Say that a value is not among those allowed."""
    return f"Feltet »{key}« i opskriften kan kun være {', '.join(allowed)}. Ret det."


# --- a recipe and its file -----------------------------------------------------------------------------------------


def column_missing(column: str, known: Sequence[str]) -> str:
    """Say that the extract lacks a column that the recipe names."""
    return f"Udtrækket har ingen kolonne »{column}«.{nearest(column, known)}"


def column_not_numeric(column: str) -> str:
    """Say that a column of values does not hold numbers."""
    return f"Kolonnen »{column}« er ikke tal. Vælg en anden kolonne, eller ret udtrækket."


def pseudonym_misused(column: str) -> str:
    """Say that a column of pseudonyms cannot be shown."""
    return f"Kolonnen »{column}« er koder for personer og kan kun bruges til at tælle dem. Vælg en anden kolonne."


def no_indicator() -> str:
    """Say that the recipe has no indicator."""
    return "Opskriften har ingen indikator. Vælg mindst én kolonne med tal."


def indicator_incomplete(name: str, needed: str) -> str:
    """Say that an indicator lacks a column."""
    return f"Indikatoren »{name}« mangler {needed}. Vælg kolonnen i opskriften."


def levels_without_unit() -> str:
    """Say that groups of units need a column of units below them."""
    return "Opskriften har niveauer over enheden, men ingen kolonne med enheder. Vælg den kolonne, der står nederst."


def needs_long_table(name: str) -> str:
    """Say that an indicator cannot be found where periods or units are headers."""
    return (
        f"Indikatoren »{name}« kan ikke regnes ud, når perioder eller enheder står som kolonner. "
        "Vælg en anden beregning, eller et udtræk med en række for hver."
    )


def bands_unordered(name: str) -> str:
    """Say that the lower bounds of bands do not ascend."""
    return f"Grænserne i »{name}« står ikke i stigende orden. Skriv dem fra den laveste, for eksempel 0, 18, 67."


def period_missing() -> str:
    """Say that the recipe does not say where the periods are."""
    return (
        "Opskriften siger ikke, hvor perioderne står. Vælg en periodekolonne eller de kolonner, der er perioder, eller skriv den "
        "periode, hele filen handler om (fixed_period)."
    )


def fixed_period_unreadable(text: str, grain: Grain) -> str:
    """Say that the period of a whole file is none of the recipe's grain."""
    return (
        f"fixed_period = »{text}« er ikke {ONE_GRAIN[grain]}, som opskriften ellers siger. "
        "Skriv den som 2026, 2026-03 eller 2026-Q1, og ret grain, så de passer sammen."
    )


def fixed_period_beside_others(text: str) -> str:
    """Say that a file cannot both be one period and have periods of its own."""
    return (
        f"Opskriften siger både, at hele filen er »{text}«, og hvor perioderne står. "
        "Slet fixed_period, eller slet period og period_columns."
    )


def too_many_dimensions() -> str:
    """Say that only one dimension is possible."""
    return "Opskriften har mere end én opdeling. Vælg én, og hold de andre fast på én værdi med et filter."


def name_taken(column: str) -> str:
    """Say that a column has a name that the rows need themselves."""
    return f"Kolonnen »{column}« har et navn, som VIL selv bruger. Omdøb kolonnen i udtrækket."


def filter_empty(column: str, value: str, known: Sequence[str]) -> str:
    """Say that a filter leaves nothing."""
    return f"Ingen rækker har »{value}« i kolonnen »{column}«.{nearest(value, known)}"


def period_header_unreadable(header: str, grain: Grain) -> str:
    """Say that a header is no period of the recipe's grain."""
    return f"Kolonnen »{header}« kan ikke læses som en af opskriftens {GRAINS[grain]}. Tag den ud af periodekolonnerne."


def period_empty(place: str) -> str:
    """Say that a cell of the period column is empty."""
    return f"{place}: Cellen er tom. Skriv perioden i kilden, eller slet rækken."


def period_unreadable(place: str, text: str, grain: Grain) -> str:
    """Say that a cell is no period of the recipe's grain."""
    return f"{place}: »{text}« er ikke {ONE_GRAIN[grain]}. Ret cellen i kilden, eller slet rækken."


def period_of_other_grain(place: str, text: str, found: Grain, wanted: Grain) -> str:
    """Say that a cell is a period of another length than the others."""
    return f"{place}: »{text}« er {ONE_GRAIN[found]} og ikke {ONE_GRAIN[wanted]}. Behold kun én slags perioder."


def number_unreadable(place: str, text: str) -> str:
    """Say that a cell among numbers is none."""
    return f"{place}: »{text}« er ikke et tal. Ret cellen i kilden, eller lad den stå tom."


def cell_place(sheet: str | None, row: int, column: str) -> str:
    """Say where a cell stands: Ark »Data«, række 14, kolonne »måned«."""
    where = f"række {row}, kolonne »{column}«"
    return f"Ark »{sheet}«, {where}" if sheet else f"R{where[1:]}"


def more_cells(count: int) -> str:
    """Say how many faulty cells are not named."""
    return f"{counted(count, 'celle', 'celler')} til kan ikke læses. Ret dem på samme måde."


def duplicate_cell(who: Sequence[str], period: Period, sheet: str | None, rows: Sequence[int], count: int) -> str:
    """Say that one cell stands on several rows: Syd, februar 2025 står 2 gange (række 14 og 27)."""
    named = ", ".join([*who, spoken_period(period)])
    where = f"ark »{sheet}«, " if sheet else ""
    return f"{named} står {format_number(count)} gange ({where}{spoken_rows(rows, count)})."


def more_duplicates(count: int) -> str:
    """Say how many doubled cells are not named."""
    return f"{format_number(count)} til står også flere gange."


def duplicates_mend(*, may_be_person_rows: bool) -> str:
    """Say the ways out of rows that share a cell."""
    start = "Det samme må kun stå én gang i hver periode. Slet de dobbelte rækker i kilden"
    if may_be_person_rows:
        return (
            f"{start}, vælg den kolonne, der skiller rækkerne ad, som opdeling, "
            "eller vælg »Personrækker«, men kun hvis hver række er en sag eller en person."
        )
    return (
        f"{start}, eller vælg den kolonne, der skiller rækkerne ad, som opdeling. "
        "»Personrækker« hjælper ikke her, for gennemsnit kan ikke lægges sammen."
    )


def nothing_left() -> str:
    """Say that no row is left."""
    return "Der er ingen rækker tilbage efter opskriftens filtre. Ret filtrene."


def constant_column(column: str, member: str) -> str:
    """Note that a column always says the same and is left out."""
    return f"»{column}« er altid »{member}« og er ikke taget med som opdeling."


def fixed_column(column: str, member: str) -> str:
    """Note that a column is held at one member by a filter."""
    return f"»{column}« er holdt fast på »{member}«. Vælg en anden værdi eller opdeling, hvis det er forkert."


def added_column(column: str) -> str:
    """Note that the rows are added up over a column."""
    return f"»{column}« er lagt sammen: tallet er for alle under ét."


def same_as_unit(column: str, unit: str) -> str:
    """Note that a column is another name for the unit."""
    return f"»{column}« følger »{unit}« og er ikke taget med som opdeling."


def case_rows() -> str:
    """Note that rows are counted."""
    return "Hver række er læst som en sag eller en person, og rækkerne tælles. Ret det, hvis tallene er lagt sammen på forhånd."


def count_name() -> str:
    """Name the number of rows."""
    return "Antal sager"


def persons_name() -> str:
    """Name the number of different persons."""
    return "Antal personer"


def median_name(column: str) -> str:
    """Name the middle of a column."""
    return f"{column}, median"


def mean_name(column: str) -> str:
    """Name the average of a column."""
    return f"{column}, gennemsnit"


def share_name(column: str) -> str:
    """Name the share of rows that a column says yes in."""
    return f"{column}, andel"


def bands_name() -> str:
    """Name groups of ages."""
    return "Aldersgruppe"
