"""Every Danish sentence about a file: why it is refused, or what is doubtful, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import GRAINS, ONE_GRAIN, counted, format_number, listed, nearest
from vil.model.period import Grain
from vil.model.reading import Doubt, Refusal

_REFUSALS = {
    "not_found": "Filen findes ikke. Se efter, om navnet og mappen er rigtige.",
    "not_a_file": "Det er en mappe og ikke en fil. Vælg en fil i mappen.",
    "empty": "Filen er tom. Lav udtrækket igen, og se efter, at det indeholder data.",
    "no_table": "Der er ingen tabel i filen. Se efter, om udtrækket blev gemt rigtigt.",
    "no_tables": "Databasen indeholder ingen tabeller. Visninger læses ikke; gem dem som tabeller først.",
    "not_typed": "Filen er hverken Parquet eller DuckDB. Udgiv den som en almindelig fil, uden --source.",
    "damaged": "Filen er beskadiget og kan ikke læses. Hent eller gem udtrækket igen.",
    "password": "Projektmappen er beskyttet med adgangskode. Gem en kopi uden adgangskode, og prøv igen.",
    "zip_bomb": "Filen fylder alt for meget, når den pakkes ud. Gem kun de ark og rækker, der skal bruges.",
    "too_large": "Filen kræver mere hukommelse, end der er sat af. Del udtrækket op, eller gem det som CSV eller Parquet.",
    "too_many_cells": "Arket har flere celler, end der kan læses. Slet tomme rækker og kolonner, eller gem det som Parquet.",
    "too_slow": "Læsningen tog for lang tid og blev stoppet. Del udtrækket op, eller gem det som Parquet.",
    "endless_line": "Filen har en linje, der er for lang til at være en tabel. Lav udtrækket igen som CSV med linjeskift.",
    "crashed": "Filen kunne ikke læses. Åbn den, og gem den igen som xlsx eller CSV.",
    "binary": "Filen er hverken tekst, projektmappe, Parquet eller DuckDB. Gem udtrækket i et af de formater.",
    "html": "Filen er en webside (HTML) uden en tabel. Hent udtrækket igen som CSV eller xlsx.",
    "json": "Filen er JSON og ikke en tabel. Hent udtrækket som CSV eller xlsx i stedet.",
    "xml": "Filen er XML og ikke en tabel. Hent udtrækket som CSV eller xlsx i stedet.",
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
    return Refusal("no_such_sheet", f"Der er intet ark og ingen tabel »{name}«.{nearest(name, known)}")


# --- doubts --------------------------------------------------------------------------------------------------------


_MOST_ALIKE = 3
_MOST_WITH_CELLS = 20
_ABOUT_CELLS = frozenset({"mixed_column", "mixed_period", "faulty_periods", "faulty_numbers"})


def gathered(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Say once what is doubtful in more than a few columns; what names cells is said of each of up to twenty columns."""
    alike: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        alike.setdefault(doubt.code, []).append(doubt)
    found = []
    for same in alike.values():
        most, kept = (_MOST_WITH_CELLS,) * 2 if same[0].code in _ABOUT_CELLS else (_MOST_ALIKE, 1)
        if len(same) <= most:
            found += same
        else:
            last = same[kept - 1]
            more = f" Det samme gælder {counted(len(same) - kept, 'kolonne', 'kolonner')} til."
            found += [*same[: kept - 1], Doubt(last.code, last.message + more, last.rows)]
    return found


def ambiguous_numbers(column: str, example: str, read_as: float, other: float, count: int) -> Doubt:
    """Say that numbers may be read in two ways, and on what evidence one was chosen."""
    chosen, left = (format_number(value, 0 if value == int(value) else 3) for value in (read_as, other))
    evidence = (
        "alle har netop tre cifre efter tegnet, som tusinder har"
        if read_as > other
        else "andre tal i filen har decimaler"
    )
    return Doubt(
        "ambiguous_number",
        f"Kolonnen »{column}« har {counted(count, 'celle', 'celler')}, der kan læses på to måder: »{example}« er læst "
        f"som {chosen} ({evidence}), men kunne være {left}. Vælg decimaltegn, hvis det er forkert.",
    )


def mixed_decimal(column: str, decimal: str) -> Doubt:
    """Say that a column has another decimal mark than the rest of the file."""
    spoken = "komma" if decimal == "," else "punktum"
    return Doubt(
        "mixed_decimal", f"Kolonnen »{column}« er læst med decimal{spoken}, modsat resten af filen. Se tallene efter."
    )


def bookkept(column: str, cell: str, value: float | None) -> Doubt:
    """Say that brackets or a minus behind a figure were read as a minus."""
    read_as = format_number(value or 0, 0 if value is None or value == round(value) else 2)
    return Doubt("bookkept", f"Kolonnen »{column}« har negative tal skrevet som »{cell}«. Det er læst som {read_as}.")


def excel_days(column: str, cell: str) -> Doubt:
    """Say that figures were read as days the way Excel counts them."""
    return Doubt("excel_days", f"Kolonnen »{column}« har datoer som Excels egne tal (»{cell}«). De er læst som dage.")


def month_first(column: str, cell: str) -> Doubt:
    """Say that a column of dates was read with the month first, and what shows it."""
    return Doubt(
        "month_first", f"Kolonnen »{column}« er læst med måneden først, for ellers kan »{cell}« ikke være en dato."
    )


def summary_rows(rows: tuple[int, ...], labels: Sequence[str]) -> Doubt:
    """Say that rows at the bottom sum the others up and are left out."""
    return Doubt("summary_rows", f"Nederst står {listed(labels)}, som samler op og ikke er læst med som data.", rows)


def nameless_sum(rows: tuple[int, ...]) -> Doubt:
    """Say that the last row names nothing, sums the others up, and is left out."""
    return Doubt(
        "summary_rows", "Nederst står en række uden navn, som er summen af de andre og ikke er læst med som data.", rows
    )


def footer_rows(rows: tuple[int, ...]) -> Doubt:
    """Say that notes under the table are left out."""
    return Doubt("footer_rows", "Under tabellen står noter, som ikke er læst med som data.", rows)


def title_rows(rows: tuple[int, ...]) -> Doubt:
    """Say that lines above the header are taken for titles."""
    return Doubt("title_rows", "Over tabellen står overskrifter, som ikke er læst med som data.", rows)


def json_lines() -> Doubt:
    """Say that every line is a JSON object."""
    return Doubt("json_lines", "Hver linje i filen er et JSON-objekt. Felterne er læst som kolonner.")


def no_header() -> Doubt:
    """Say that there is no header row."""
    return Doubt(
        "no_header", "Filen har ingen række med kolonnenavne. Kolonnerne er nummereret; giv dem navne i opskriften."
    )


def filled_down(columns: Sequence[str]) -> Doubt:
    """Say that empty cells repeat the value above."""
    return Doubt("fill_down", f"Tomme celler i {listed(columns)} er læst som en gentagelse af cellen ovenfor.")


def mixed_column(column: str, numbers: int, others: int, examples: Sequence[str], rows: tuple[int, ...] = ()) -> Doubt:
    """Say that a column holds both numbers and texts and is kept as text."""
    return Doubt(
        "mixed_column",
        f"Kolonnen »{column}« har {format_number(numbers)} tal, men også {counted(others, 'tekst', 'tekster')} "
        f"({listed(examples)}). Den er læst som tekst, så intet går tabt.",
        rows,
    )


def faulty_numbers(column: str, _numbers: int, others: int, examples: Sequence[str], rows: tuple[int, ...]) -> Doubt:
    """Say which few cells keep a column from being read as numbers."""
    fault, mend = (
        ("1 celle ikke er et tal", "den") if others == 1 else (f"{format_number(others)} celler ikke er tal", "dem")
    )
    return Doubt(
        "faulty_numbers",
        f"Kolonnen »{column}« er læst som tekst, fordi {fault}: {listed(examples)}. "
        f"Ret {mend} i kilden, så bliver kolonnen læst som tal.",
        rows,
    )


def mixed_period(column: str, others: int, examples: Sequence[str], rows: tuple[int, ...]) -> Doubt:
    """Say that a column of periods holds something else too and is kept as text."""
    return Doubt(
        "mixed_period",
        f"Kolonnen »{column}« ligner perioder, men {counted(others, 'celle', 'celler')} kan ikke læses ({listed(examples)}). "
        "Den er læst som tekst.",
        rows,
    )


def faulty_periods(column: str, grain: Grain, others: int, examples: Sequence[str], rows: tuple[int, ...]) -> Doubt:
    """Say which few cells of a column of periods are no such periods."""
    many = "datoer" if grain is Grain.DAY else GRAINS[grain]
    fault, mend = f"1 celle er ikke {ONE_GRAIN[grain]}", "den"
    if others != 1:
        fault, mend = f"{format_number(others)} celler er ikke {many}", "dem"
    return Doubt(
        "faulty_periods",
        f"Kolonnen »{column}« er læst som {many}, men {fault}: {listed(examples)}. Ret {mend} i kilden, før der udgives.",
        rows,
    )


def mixed_grains(column: str, grains: Sequence[Grain]) -> Doubt:
    """Say that a column holds periods of several lengths."""
    names = " og ".join(GRAINS[grain] for grain in grains)
    return Doubt("mixed_grains", f"Kolonnen »{column}« blander {names}. Behold kun én slags, før der udgives.")


def totals_found(column: str, members: Sequence[str]) -> Doubt:
    """Say that totals stand among the members of a column."""
    return Doubt(
        "totals",
        f"Rækkerne {listed(members)} i kolonnen »{column}« er summer af andre rækker. "
        "De holdes for sig og lægges ikke sammen med resten.",
    )


def total_column(name: str) -> Doubt:
    """Say that a column is the sum of the others."""
    return Doubt("total_column", f"Kolonnen »{name}« er summen af de andre og er ikke en enhed for sig.")


def duplicate_names(names: Sequence[str]) -> Doubt:
    """Say that several columns had one name."""
    return Doubt("duplicate_names", f"Flere kolonner hedder {listed(names)}. De er nummereret, så de kan skelnes.")


def web_page(suffix: str) -> Doubt:
    """Say that a file is a web page, whatever its name."""
    return Doubt("html", f"Filen hedder {suffix}, men er en webside (HTML). Dens tabeller er læst som ark.")


def several_sheets(chosen: str, others: Sequence[str]) -> Doubt:
    """Say which of several sheets was read."""
    return Doubt("several_sheets", f"Der er flere ark. »{chosen}« er læst; {listed(others)} er ikke.")


def footnote_marks(column: str, marked: Sequence[str], bare: Sequence[str]) -> Doubt:
    """Say that marks of footnotes were split from names."""
    return Doubt(
        "footnote_marks",
        f"I kolonnen »{column}« er fodnotetegn taget fra navnene: {listed(marked, 3)} er læst som {listed(bare, 3)}.",
    )


def no_sheets(wanted: str) -> Doubt:
    """Say that a sheet was asked for in a file that has none."""
    return Doubt("no_sheets", f"Filen har ingen ark, så »{wanted}« er der ikke. Hele filen er læst.")


def marked_numbers(column: str, cell: str, number: str) -> Doubt:
    """Say that marks of footnotes were taken from numbers."""
    return Doubt(
        "marked_numbers",
        f"Kolonnen »{column}« har tal med tegn for noter. »{cell}« er læst som {number}; tegnet er ikke med.",
    )


def hidden_sheets(names: Sequence[str]) -> Doubt:
    """Say which sheets are hidden in Excel."""
    return Doubt("hidden_sheets", f"{listed(names)} er skjult i Excel og bliver kun læst, hvis du vælger det.")


def hidden_rows(sheet: str, count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that rows hidden in Excel are read like the others."""
    are = "række er" if count == 1 else "rækker er"
    return Doubt(
        "hidden_rows",
        f"{format_number(count)} {are} skjult i arket »{sheet}«, men læst med. Se efter, om de skal med.",
        rows,
    )


def error_cells(sheet: str, cells: Sequence[tuple[str, str]], rows: tuple[int, ...]) -> Doubt:
    """Say which cells hold an error of Excel's own."""
    named = ", ".join(f"{cell} {error}" for cell, error in cells[:10])
    more = f" og {format_number(len(cells) - 10)} til" if len(cells) > 10 else ""
    return Doubt(
        "error_cells",
        f"Arket »{sheet}« har {counted(len(cells), 'celle', 'celler')} med fejl fra Excel ({named}{more}). "
        "De er læst som manglende.",
        rows,
    )


def uncalculated(sheet: str, cells: Sequence[str], rows: tuple[int, ...]) -> Doubt:
    """Say which formulas have no value stored with them."""
    return Doubt(
        "uncalculated",
        f"Arket »{sheet}« har {counted(len(cells), 'formel', 'formler')} uden et gemt resultat ({', '.join(cells[:10])}). "
        "De er læst som manglende. Åbn filen i Excel, og gem den igen, så bliver de regnet ud.",
        rows,
    )


def odd_value(name: str, odd: float, count: int, others: float, rows: tuple[int, ...]) -> Doubt:
    """Say that a number is far from the others and looks like a mark."""
    written, rest = (format_number(one, 0 if one == round(one) else 2) for one in (odd, others))
    return Doubt(
        "odd_value",
        f"Kolonnen »{name}« har {counted(count, 'celle', 'celler')} med {written}, langt fra alle andre (højst {rest}). "
        f"Står det for et manglende tal, så skriv {odd:.10g} som tegn for manglende.",
        rows,
    )


def unused_columns(count: int) -> Doubt:
    """Say that the sheet reaches further than its values."""
    return Doubt(
        "empty_columns",
        f"Arket går {counted(count, 'kolonne', 'kolonner')} længere til højre end tallene. De er tomme.",
    )


def section_rows() -> Doubt:
    """Say that rows between the data name the block below them."""
    return Doubt("section_rows", "Mellem rækkerne står navne på blokken under dem. De er læst som en kolonne for sig.")


def missing_cells(markers: Sequence[str]) -> Doubt:
    """Say which signs were read as missing."""
    signs = "Tegnet" if len(markers) == 1 else "Tegnene"
    return Doubt("missing_markers", f"{signs} {listed(markers)} er læst som manglende tal.")


def guessed_encoding(encoding: str) -> Doubt:
    """Say that the encoding is a guess."""
    return Doubt("encoding", f"Filens tegnsæt er gættet til {encoding}. Se efter, om æ, ø og å er rigtige.")


def lost_signs(count: int) -> Doubt:
    """Say that some bytes are no letters in the encoding."""
    return Doubt(
        "lost_signs", f"{format_number(count)} tegn kunne ikke læses og er erstattet. Gem udtrækket som UTF-8."
    )


def cut_cells(count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that some rows have more cells than the table has columns."""
    return Doubt(
        "extra_cells",
        f"{counted(count, 'række', 'rækker')} har flere celler end kolonnenavne. De ekstra celler er ikke læst.",
        rows,
    )


def stray_quotes(count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that quote signs stood out of place in some rows."""
    told = counted(count, "række", "rækker")
    return Doubt("stray_quotes", f"Anførselstegn står forkert i {told}. Se efter, om cellerne er delt rigtigt.", rows)


def other_delimiter(count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that some rows were divided by another sign than the rest."""
    told = counted(count, "række", "rækker")
    return Doubt("other_delimiter", f"{told} er adskilt med et andet tegn end resten. De er læst med det tegn.", rows)


def joined_cells(count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that rows with a cell too many were put in place by what the columns hold."""
    told = counted(count, "række", "rækker")
    return Doubt(
        "joined_cells",
        f"{told} havde flere celler end de andre. De er sat på plads efter, hvad kolonnerne ellers indeholder; se dem efter.",
        rows,
    )


def short_rows(count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that some rows of data have fewer cells than there are columns."""
    told = counted(count, "række", "rækker")
    return Doubt("short_rows", f"{told} har færre celler end de andre. De manglende er læst som tomme.", rows)


def twice_encoded(count: int) -> Doubt:
    """Say that letters went wrong before the file was made."""
    told = counted(count, "bogstav", "bogstaver")
    return Doubt(
        "twice_encoded",
        f"{told} er gået i stykker, før filen blev gemt: »Ã¸« står, hvor der skulle stå »ø«. Lav udtrækket igen som UTF-8.",
    )
