"""Every Danish sentence about what is different in a new extract, and what accepting it means."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import GRAINS, counted, format_number, listed, spoken_period
from vil.model.period import Grain, Period
from vil.model.reading import ColumnType

_TYPES = {
    ColumnType.NUMBER: "tal",
    ColumnType.TEXT: "tekst",
    ColumnType.CODE: "koder",
    ColumnType.DATE: "datoer",
    ColumnType.PERIOD: "perioder",
    ColumnType.BOOLEAN: "ja og nej",
}


def column_missing(name: str) -> str:
    """Say that a column is gone."""
    return f"Kolonnen »{name}« er ikke med længere."


def column_missed(name: str) -> str:
    """Say that a column is gone which the recipe cannot do without."""
    start = f"Kolonnen »{name}« er ikke med længere, og opskriften bruger den."
    return f"{start} Vælg den kolonne, der svarer til den, eller hent udtrækket igen."


def forget_column() -> str:
    """Say what accepting a column's absence means."""
    return "Opskriften glemmer kolonnen. Tallene bruger den ikke."


def column_new(names: Sequence[str]) -> str:
    """Say that there are new columns."""
    return f"Ny kolonne: {listed(names)}." if len(names) == 1 else f"Nye kolonner: {listed(names, 12)}."


def leave_new_columns(count: int) -> str:
    """Say what accepting new columns means."""
    return f"{'Den' if count == 1 else 'De'} bliver ikke brugt, men er kendt næste gang."


def column_renamed(header: str, name: str) -> str:
    """Say that a column has another name."""
    return f"»{name}« ser ud til at hedde »{header}« nu."


def read_as(header: str, name: str) -> str:
    """Say what accepting a new name means."""
    return f"»{header}« bliver læst som »{name}«, nu og næste gang."


def why_same_type(type_: ColumnType) -> str:
    """Say that two columns are of one kind."""
    return f"samme slags ({_TYPES[type_]})"


def why_similar_name(share: float) -> str:
    """Say that two names are alike."""
    return f"navnene ligner hinanden ({format_number(100 * share)} %)"


def why_same_members(common: int, known: int) -> str:
    """Say that two columns hold the same."""
    return f"{format_number(common)} af {format_number(known)} kendte værdier går igen"


def why_same_periods(grain: Grain) -> str:
    """Say that a column holds the periods."""
    return f"den indeholder {GRAINS[grain]} som før"


def column_type(name: str, before: ColumnType, now: ColumnType, *, is_empty: bool) -> str:
    """Say that a column holds another kind of cells."""
    if is_empty:
        return f"Kolonnen »{name}« er tom nu. Den plejer at indeholde {_TYPES[before]}."
    return f"Kolonnen »{name}« indeholder {_TYPES[now]} nu. Den plejer at indeholde {_TYPES[before]}."


def take_type(now: ColumnType) -> str:
    """Say what accepting another kind of cells means."""
    return f"Kolonnen bliver brugt, som den er, og er {_TYPES[now]} næste gang."


def faulty_cells(name: str, count: int) -> str:
    """Say that cells cannot be read."""
    cells = counted(count, "celle", "celler")
    return f"{cells} i kolonnen »{name}« kan ikke læses."


def drop_cells(count: int, *, is_period: bool) -> str:
    """Say what leaving faulty cells out means."""
    if is_period:
        rows = "Rækken bliver udeladt" if count == 1 else f"{format_number(count)} rækker bliver udeladt"
        return f"{rows}. Det står ved udgaven."
    return f"{'Cellen bliver en manglende værdi' if count == 1 else 'Cellerne bliver manglende værdier'}. Det står ved udgaven."


def duplicates(count: int) -> str:
    """Say that the same stands several times."""
    return f"{counted(count, 'felt', 'felter')} står flere gange."


def units_new(names: Sequence[str], groups: Sequence[str] = ()) -> str:
    """Say that there are new units, and new groups above them."""
    told = (
        [f"{'Ny enhed' if len(names) == 1 else f'{format_number(len(names))} nye enheder'}: {listed(names, 8)}."]
        if names
        else []
    )
    return " ".join([*told, *([f"Nyt over enhederne: {listed(groups, 8)}."] if groups else [])])


def units_gone(names: Sequence[str], groups: Sequence[str] = ()) -> str:
    """Say that units are gone, and groups above them."""
    start = "En enhed er" if len(names) == 1 else f"{format_number(len(names))} enheder er"
    told = [f"{start} ikke med længere: {listed(names, 8)}."] if names else []
    return " ".join([*told, *([f"Ikke med længere over enhederne: {listed(groups, 8)}."] if groups else [])])


def members_new(column: str, names: Sequence[str]) -> str:
    """Say that a dimension has new members."""
    return f"Nyt i »{column}«: {listed(names, 8)}."


def members_gone(column: str, names: Sequence[str]) -> str:
    """Say that members of a dimension are gone."""
    return f"Ikke med længere i »{column}«: {listed(names, 8)}."


def perhaps_renamed(pairs: Sequence[tuple[str, str]]) -> str:
    """Hint that something may have changed its name."""
    told = ", ".join(f"»{old}« til »{new}«" for old, new in pairs[:5])
    return f" Måske har de skiftet navn: {told}." if len(pairs) > 1 else f" Måske er navnet ændret: {told}."


def take_new(count: int) -> str:
    """Say what accepting new units or members means."""
    return f"{'Den kommer' if count == 1 else 'De kommer'} med fra denne udgave."


def take_as_totals(names: Sequence[str]) -> str:
    """Say that new members are totals."""
    return f" {listed(names)} er læst som i alt og bliver holdt for sig."


def leave_new(names: Sequence[str], rows: int | None) -> str:
    """Say that rows of new units or members are left out by their rule; how many is not said where it may be of persons."""
    told = f": {counted(rows, 'række', 'rækker')}" if rows is not None else ""
    return f"{listed(names, 8)} er ny og bliver udeladt efter opskriftens regel{told}."


def let_go(count: int) -> str:
    """Say what accepting vanished units or members means."""
    return f"{'Den' if count == 1 else 'De'} findes ikke i den nye udgave. De tidligere udgaver bliver stående."


def other_grain(now: Grain, before: Grain) -> str:
    """Say that the periods have another length."""
    return (
        f"Udtrækket er i {GRAINS[now]}, og datasættet er i {GRAINS[before]}. "
        "Hent udtrækket med samme slags perioder, eller giv det et navn for sig."
    )


def periods_gone(first: Period, last: Period, count: int) -> str:
    """Say that periods of the last version are not in the extract."""
    span = spoken_period(first) if first == last else f"{spoken_period(first)} til {spoken_period(last)}"
    many = "1 periode er" if count == 1 else f"{format_number(count)} perioder er"
    return f"{many} ikke med længere: {span}."


def let_history_go() -> str:
    """Say what accepting lost periods means."""
    return "Den nye udgave har kun det, udtrækket har. Historikken bliver kortere; de tidligere udgaver bliver stående."


def periods_missing(first: Period, last: Period, count: int) -> str:
    """Say that there is a hole between the last version and the extract."""
    span = spoken_period(first) if first == last else f"{spoken_period(first)} til {spoken_period(last)}"
    return f"Der er et hul på {counted(count, 'periode', 'perioder')} mellem den seneste udgave og udtrækket: {span}."


def leave_hole() -> str:
    """Say what accepting a hole means."""
    return "Perioderne mangler i kurven, indtil de bliver hentet."


def nothing_new(last: Period) -> str:
    """Say that an extract brings no new period."""
    return f"Der er ingen nye perioder: begge slutter med {spoken_period(last)}."


def same_file(number: int) -> str:
    """Say that a file was published already."""
    return f"Det er den samme fil som udgave {format_number(number)}. En ny udgave ville være magen til."


def whole_file(before: Period, proposed: Period | None) -> str:
    """Say that a file is one period as a whole, and what its name says of this one."""
    start = f"Hele filen er én periode. Sidst var det {spoken_period(before)}"
    if proposed is None:
        return f"{start}, og filens navn siger ikke, hvad det er nu."
    return f"{start}, og efter filens navn er det {spoken_period(proposed)} nu."


def take_whole_file(period: Period) -> str:
    """Say what accepting the period of a whole file means."""
    return f"Alle rækker i filen er {spoken_period(period)}."


def read_like(label: str) -> str:
    """Say what accepting the likeliest reading means."""
    return f"Det bliver læst sådan, nu og næste gang: {label}"


def file_changed(name: str) -> str:
    """Say that a file is another one than the one that was looked at."""
    return f"{name} er ændret, siden I så på den. Se den igennem igen, før den bliver udgivet."


def dropped(count: int) -> str:
    """Note on a version that cells were left out."""
    return f"{counted(count, 'celle, der ikke kunne læses, er', 'celler, der ikke kunne læses, er')} udeladt."


def faulty_rows_more(count: int) -> str:
    """Say how many further places a list leaves out."""
    return f"Der er {format_number(count)} til af samme slags."


LIST_HEADERS = ("fil", "ark", "række", "kolonne", "værdi", "antal", "hvad")
LIST_SHEET = "Forskelle"
