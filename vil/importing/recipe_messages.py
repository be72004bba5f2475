"""Every Danish sentence about a recipe: what does not fit, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import GRAINS, format_number, listed, nearest
from vil.model.period import Grain


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


def no_indicator() -> str:
    """Say that the recipe has no indicator."""
    return "Opskriften har ingen indikator. Vælg mindst én kolonne med tal."


def indicator_incomplete(name: str, needed: str) -> str:
    """Say that an indicator lacks a column."""
    return f"Indikatoren »{name}« mangler {needed}. Vælg kolonnen i opskriften."


def period_missing() -> str:
    """Say that the recipe does not say where the periods are."""
    return "Opskriften siger ikke, hvor perioderne står. Vælg en periodekolonne eller de kolonner, der er perioder."


def too_many_dimensions() -> str:
    """Say that only one dimension is possible."""
    return "Opskriften har mere end én opdeling. Vælg én, og hold de andre fast på én værdi med et filter."


def name_taken(column: str) -> str:
    """Say that a column has a name that the rows need themselves."""
    return f"Kolonnen »{column}« har et navn, som VIL selv bruger. Omdøb kolonnen i udtrækket."


def filter_empty(column: str, value: str, known: Sequence[str]) -> str:
    """Say that a filter leaves nothing."""
    return f"Ingen rækker har »{value}« i kolonnen »{column}«.{nearest(value, known)}"


def total_missing(column: str, members: Sequence[str]) -> str:
    """Say that totals named by the recipe are not in the extract."""
    return f"Kolonnen »{column}« indeholder ikke {listed(members)}, som opskriften siger er i alt. Ret opskriften."


def periods_unreadable(column: str, rows: int, values: int, examples: Sequence[str]) -> str:
    """Say that some periods cannot be read."""
    return (
        f"Kolonnen »{column}« har {format_number(rows)} rækker, hvor perioden ikke kan læses "
        f"({format_number(values)} forskellige værdier: {listed(examples)}). Ret dem, eller fjern rækkerne."
    )


def period_header_unreadable(header: str, grain: Grain) -> str:
    """Say that a header is no period of the recipe's grain."""
    return f"Kolonnen »{header}« kan ikke læses som en af opskriftens {GRAINS[grain]}. Tag den ud af periodekolonnerne."


def periods_absent(column: str, rows: int) -> str:
    """Say that some rows have no period."""
    return f"Kolonnen »{column}« er tom i {format_number(rows)} rækker. Udfyld perioden, eller fjern rækkerne."


def periods_mixed(column: str, rows: int, grains: Sequence[Grain], wanted: Grain, examples: Sequence[str]) -> str:
    """Say that periods of several lengths stand in one column."""
    others = " og ".join(GRAINS[grain] for grain in grains)
    return (
        f"Kolonnen »{column}« blander {GRAINS[wanted]} med {others} i {format_number(rows)} rækker "
        f"({listed(examples)}). Behold kun én slags perioder."
    )


def duplicate_rows(rows: int, cells: int) -> str:
    """Say that several rows stand for the same cell."""
    return (
        f"{format_number(rows)} rækker deler {format_number(cells)} celler: samme periode, enhed og opdeling står flere gange. "
        "Vælg en opdeling mere, sæt et filter, eller vælg »personrækker«, hvis hver række er en sag."
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


def same_as_unit(column: str, unit: str) -> str:
    """Note that a column is another name for the unit."""
    return f"»{column}« følger »{unit}« og er ikke taget med som opdeling."
