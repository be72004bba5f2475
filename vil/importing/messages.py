"""Every Danish sentence of the reading: what is wrong or doubtful, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from vil.model.period import Grain
from vil.model.reading import Doubt, Refusal

_GRAINS = {
    Grain.DAY: "dage",
    Grain.WEEK: "uger",
    Grain.MONTH: "måneder",
    Grain.QUARTER: "kvartaler",
    Grain.HALF: "halvår",
    Grain.YEAR: "år",
    Grain.SCHOOLYEAR: "skoleår",
}


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number the Danish way; Babel is fetched only when there is something to say."""
    from vil.formats import format_number as formatted

    return formatted(value, decimals)


def _listed(texts: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(f"»{text}«" for text in texts[:most])
    return shown + (f" og {format_number(len(texts) - most)} til" if len(texts) > most else "")


def _nearest(name: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(name, known, 1, 0.6)
    return f" Mente du »{found[0]}«?" if found else f" Vælg en af {_listed(list(known), 8)}."


# --- recipes -------------------------------------------------------------------------------------------------------


def recipe_not_found(name: str) -> str:
    """Say that there is no such recipe file."""
    return f"Opskriften {name} findes ikke. Se efter, om navnet er rigtigt."


def recipe_not_toml(name: str, fault: str) -> str:
    """Say that a recipe is not TOML."""
    return f"Opskriften {name} kan ikke læses som TOML ({fault}). Ret filen, eller lav en ny opskrift fra udtrækket."


def recipe_unknown_key(key: str, known: Sequence[str]) -> str:
    """Say that a recipe has a key that means nothing."""
    return f"Opskriften har et felt, der ikke findes: »{key}«.{_nearest(key.split('.')[-1], known)}"


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
    return f"Udtrækket har ingen kolonne »{column}«.{_nearest(column, known)}"


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
    return f"Ingen rækker har »{value}« i kolonnen »{column}«.{_nearest(value, known)}"


def total_missing(column: str, members: Sequence[str]) -> str:
    """Say that totals named by the recipe are not in the extract."""
    return f"Kolonnen »{column}« indeholder ikke {_listed(members)}, som opskriften siger er i alt. Ret opskriften."


def periods_unreadable(column: str, rows: int, values: int, examples: Sequence[str]) -> str:
    """Say that some periods cannot be read."""
    return (
        f"Kolonnen »{column}« har {format_number(rows)} rækker, hvor perioden ikke kan læses "
        f"({format_number(values)} forskellige værdier: {_listed(examples)}). Ret dem, eller fjern rækkerne."
    )


def period_header_unreadable(header: str, grain: Grain) -> str:
    """Say that a header is no period of the recipe's grain."""
    return (
        f"Kolonnen »{header}« kan ikke læses som en af opskriftens {_GRAINS[grain]}. Tag den ud af periodekolonnerne."
    )


def periods_absent(column: str, rows: int) -> str:
    """Say that some rows have no period."""
    return f"Kolonnen »{column}« er tom i {format_number(rows)} rækker. Udfyld perioden, eller fjern rækkerne."


def periods_mixed(column: str, rows: int, grains: Sequence[Grain], wanted: Grain, examples: Sequence[str]) -> str:
    """Say that periods of several lengths stand in one column."""
    others = " og ".join(_GRAINS[grain] for grain in grains)
    return (
        f"Kolonnen »{column}« blander {_GRAINS[wanted]} med {others} i {format_number(rows)} rækker "
        f"({_listed(examples)}). Behold kun én slags perioder."
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


# --- refusals ------------------------------------------------------------------------------------------------------

_REFUSALS = {
    "not_found": "Filen findes ikke. Se efter, om navnet og mappen er rigtige.",
    "not_a_file": "Det er en mappe og ikke en fil. Vælg en fil i mappen.",
    "empty": "Filen er tom. Lav udtrækket igen, og se efter, at det indeholder data.",
    "no_table": "Der er ingen tabel i filen. Se efter, om udtrækket blev gemt rigtigt.",
    "no_tables": "Databasen indeholder ingen tabeller. Visninger læses ikke; gem dem som tabeller først.",
    "damaged": "Filen er beskadiget og kan ikke læses. Hent eller gem udtrækket igen.",
    "password": "Projektmappen er beskyttet med adgangskode. Gem en kopi uden adgangskode, og prøv igen.",
    "zip_bomb": "Filen fylder alt for meget, når den pakkes ud. Gem kun de ark og rækker, der skal bruges.",
    "too_large": "Filen kræver mere hukommelse, end der er sat af. Del udtrækket op, eller gem det som CSV eller Parquet.",
    "too_many_cells": "Arket har flere celler, end der kan læses. Slet tomme rækker og kolonner, eller gem det som CSV eller Parquet.",
    "too_slow": "Læsningen tog for lang tid og blev stoppet. Del udtrækket op, eller gem det som Parquet.",
    "endless_line": "Filen har en linje, der er så lang, at det ikke kan være en tabel. Lav udtrækket igen som CSV med linjeskift.",
    "crashed": "Filen kunne ikke læses. Åbn den, og gem den igen som xlsx eller CSV.",
    "binary": "Filen er hverken tekst, projektmappe, Parquet eller DuckDB. Gem udtrækket i et af de formater.",
    "html": "Filen er en webside (HTML), selv om den hedder noget andet. Åbn den i Excel, og gem den som xlsx.",
    "json": "Filen er JSON og ikke en tabel. Hent udtrækket som CSV eller xlsx i stedet.",
    "px": "Filen er en PX-fil, som ikke kan læses endnu. Hent tabellen som CSV eller xlsx fra statistikbanken i stedet.",
    "pdf": "Filen er en PDF. Hent tallene som CSV eller xlsx i stedet.",
    "unreadable_recipe": "Udtrækket kan ikke læses med opskriftens valg. Ret opskriften.",
}


def refusal(code: str) -> Refusal:
    """Make the refusal of a known code."""
    return Refusal(code, _REFUSALS[code])


def refused_suffix(suffix: str, kind: str) -> Refusal:
    """Refuse a file that is something else than its name says."""
    return Refusal(
        "wrong_suffix", f"Filen hedder {suffix}, men indholdet er {kind}. Giv filen den rigtige endelse, og prøv igen."
    )


def refused_sheet(name: str, known: Sequence[str]) -> Refusal:
    """Refuse a sheet or table that does not exist."""
    return Refusal("no_such_sheet", f"Der er intet ark og ingen tabel »{name}«.{_nearest(name, known)}")


# --- doubts --------------------------------------------------------------------------------------------------------


def ambiguous_numbers(
    column: str, example: str, read_as: float, other: float, count: int, evidence: str, rows: tuple[int, ...]
) -> Doubt:
    """Say that numbers may be read in two ways, and on what evidence one was chosen."""
    chosen, left = (format_number(value, 0 if value == int(value) else 3) for value in (read_as, other))
    return Doubt(
        "ambiguous_number",
        f"Kolonnen »{column}« kan læses på to måder i {format_number(count)} celler: »{example}« er læst som {chosen} "
        f"({evidence}), men kunne være {left}. Vælg decimaltegn, hvis det er forkert.",
        rows,
    )


def summary_rows(rows: tuple[int, ...], labels: Sequence[str]) -> Doubt:
    """Say that rows at the bottom sum the others up and are left out."""
    return Doubt("summary_rows", f"Nederst står {_listed(labels)}, som samler op og ikke er læst med som data.", rows)


def footer_rows(rows: tuple[int, ...]) -> Doubt:
    """Say that notes under the table are left out."""
    return Doubt("footer_rows", "Under tabellen står noter, som ikke er læst med som data.", rows)


def title_rows(rows: tuple[int, ...]) -> Doubt:
    """Say that lines above the header are taken for titles."""
    return Doubt("title_rows", "Over tabellen står overskrifter, som ikke er læst med som data.", rows)


def no_header() -> Doubt:
    """Say that there is no header row."""
    return Doubt(
        "no_header", "Filen har ingen række med kolonnenavne. Kolonnerne er nummereret; giv dem navne i opskriften."
    )


def filled_down(columns: Sequence[str]) -> Doubt:
    """Say that empty cells repeat the value above."""
    return Doubt("fill_down", f"Tomme celler i {_listed(columns)} er læst som en gentagelse af cellen ovenfor.")


def mixed_column(column: str, numbers: int, others: int, examples: Sequence[str], rows: tuple[int, ...]) -> Doubt:
    """Say that a column holds both numbers and texts and is kept as text."""
    return Doubt(
        "mixed_column",
        f"Kolonnen »{column}« har {format_number(numbers)} tal, men også {format_number(others)} tekster ({_listed(examples)}). "
        "Den er læst som tekst, så intet går tabt.",
        rows,
    )


def mixed_period(column: str, others: int, examples: Sequence[str], rows: tuple[int, ...]) -> Doubt:
    """Say that a column of periods holds something else too and is kept as text."""
    return Doubt(
        "mixed_period",
        f"Kolonnen »{column}« ligner perioder, men {format_number(others)} rækker kan ikke læses ({_listed(examples)}). "
        "Den er læst som tekst.",
        rows,
    )


def mixed_grains(column: str, grains: Sequence[Grain]) -> Doubt:
    """Say that a column holds periods of several lengths."""
    names = " og ".join(_GRAINS[grain] for grain in grains)
    return Doubt("mixed_grains", f"Kolonnen »{column}« blander {names}. Behold kun én slags, før der udgives.")


def totals_found(column: str, members: Sequence[str]) -> Doubt:
    """Say that totals stand among the members of a column."""
    return Doubt(
        "totals",
        f"I »{column}« er {_listed(members)} i alt eller samlinger af andre. De lægges ikke sammen med resten.",
    )


def total_column(name: str) -> Doubt:
    """Say that a column is the sum of the others."""
    return Doubt("total_column", f"Kolonnen »{name}« er summen af de andre og er ikke en enhed for sig.")


def ragged_rows(count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that some rows have too many or too few cells."""
    return Doubt("ragged_rows", f"{format_number(count)} rækker har for mange eller for få celler. Se dem efter.", rows)


def duplicate_names(names: Sequence[str]) -> Doubt:
    """Say that several columns had one name."""
    return Doubt("duplicate_names", f"Flere kolonner hedder {_listed(names)}. De er nummereret, så de kan skelnes.")


def several_sheets(chosen: str, others: Sequence[str]) -> Doubt:
    """Say which of several sheets was read."""
    return Doubt("several_sheets", f"Der er flere ark. »{chosen}« er læst; {_listed(others)} er ikke.")


def several_tables(chosen: str, others: Sequence[str]) -> Doubt:
    """Say which of several tables was read."""
    return Doubt("several_sheets", f"Der er flere tabeller. »{chosen}« er læst; {_listed(others)} er ikke.")


def section_rows(rows: tuple[int, ...]) -> Doubt:
    """Say that rows between the data name the block below them."""
    return Doubt(
        "section_rows",
        "Mellem data står rækker, der navngiver blokken under dem. De er læst som en kolonne for sig.",
        rows,
    )


def missing_cells(markers: Sequence[str]) -> Doubt:
    """Say which signs were read as missing."""
    return Doubt("missing_markers", f"Tegnene {_listed(markers)} er læst som manglende tal.")


def guessed_encoding(encoding: str) -> Doubt:
    """Say that the encoding is a guess."""
    return Doubt("encoding", f"Filens tegnsæt er gættet til {encoding}. Se efter, om æ, ø og å er rigtige.")


def lost_signs(count: int) -> Doubt:
    """Say that some bytes are no letters in the encoding."""
    return Doubt(
        "lost_signs", f"{format_number(count)} tegn kunne ikke læses og er erstattet. Gem udtrækket som UTF-8."
    )


def cut_cells(count: int) -> Doubt:
    """Say that text stands beside the table."""
    return Doubt("extra_cells", f"{format_number(count)} celler står uden for tabellen og er ikke læst.")
