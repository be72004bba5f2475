"""Every Danish sentence about a PX file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vil.importing.wording import counted, format_number, listed
from vil.model.reading import Doubt, Refusal

_FETCH_AGAIN = "Hent tabellen igen fra statistikbanken, gerne som CSV eller xlsx."


def stated_unit(unit: str) -> str:
    """Write the unit of measurement as a title says it."""
    return f"Enhed: {unit}"


def refused_without(keyword: str) -> Refusal:
    """Refuse a file that lacks what says how its figures lie."""
    return Refusal(
        "px_keyword_missing", f"PX-filen mangler {keyword}, som siger, hvor tallene hører til. {_FETCH_AGAIN}"
    )


def refused_without_values(variable: str) -> Refusal:
    """Refuse a file that does not list the members of a variable."""
    return Refusal(
        "px_values_missing",
        f"PX-filen siger ikke, hvilke værdier »{variable}« har (VALUES mangler), så tallene ikke kan placeres. {_FETCH_AGAIN}",
    )


def refused_values(variable: str) -> Refusal:
    """Refuse a file whose list of members cannot be read, or stands there twice."""
    return Refusal(
        "px_values_faulty",
        f"Listen over værdier for »{variable}« (VALUES) i PX-filen har en fejl, så tallene ikke kan placeres sikkert. "
        f"{_FETCH_AGAIN}",
    )


def refused_twice(variables: Sequence[str]) -> Refusal:
    """Refuse a file that names a variable twice."""
    return Refusal(
        "px_contradiction",
        f"PX-filen nævner {listed(list(dict.fromkeys(variables)))} to gange i STUB og HEADING. {_FETCH_AGAIN}",
    )


def refused_left_over(variables: Sequence[str]) -> Refusal:
    """Refuse a file with members of variables that stand in neither STUB nor HEADING."""
    return Refusal(
        "px_contradiction",
        f"PX-filen har værdier for {listed(variables)}, som hverken står i STUB eller HEADING, så tallene ikke kan placeres. "
        f"{_FETCH_AGAIN}",
    )


def refused_times(variable: str) -> Refusal:
    """Refuse a file whose labels and TIMEVAL name different periods."""
    return Refusal(
        "px_contradiction",
        f"PX-filen siger to forskellige ting om perioderne i »{variable}« (VALUES og TIMEVAL). {_FETCH_AGAIN}",
    )


def refused_cells(found: int, wanted: int) -> Refusal:
    """Refuse a file with too few or too many figures."""
    return Refusal(
        "px_cells",
        f"PX-filen skulle have {format_number(wanted)} tal efter sine egne lister, men har {format_number(found)}. "
        f"Så kan tallene ikke placeres. {_FETCH_AGAIN}",
    )


def refused_cell(line: int) -> Refusal:
    """Refuse a file with something among its figures that is neither a figure nor a sign."""
    return Refusal(
        "px_cell",
        f"I linje {line} i PX-filen står der noget mellem tallene, som hverken er et tal eller et tegn. {_FETCH_AGAIN}",
    )


def refused_key(line: int) -> Refusal:
    """Refuse a line of figures whose keys fit no member, or fit one that had its line already."""
    return Refusal(
        "px_key",
        f"Linje {line} i PX-filen begynder med nøgler, som ikke står i filens lister, eller som har stået før. {_FETCH_AGAIN}",
    )


def refused_keys() -> Refusal:
    """Refuse a KEYS form whose keys are not the first variables."""
    return Refusal(
        "px_key",
        f"PX-filens nøgler (KEYS) gælder ikke de første af dens kolonner, så tallene ikke kan placeres. {_FETCH_AGAIN}",
    )


def lying_codepage(declared: str, found: str) -> Doubt:
    """Say that the bytes are in another encoding than the file says."""
    return Doubt(
        "px_codepage",
        f"PX-filen siger, at dens tegnsæt er {declared}, men det er {found}. Den er læst som {found}; se efter, om æ, ø og å er "
        "rigtige.",
    )


def faulty_keyword(keyword: str, about: Sequence[str]) -> Doubt:
    """Say that a statement which the figures do not hang on cannot be read."""
    where = f" for {listed(about)}" if about else ""
    return Doubt(
        "px_faulty_keyword",
        f"{keyword}{where} i PX-filen er ikke skrevet rigtigt og er sprunget over. Tallene er læst uden.",
    )


def missing_keywords(keywords: Sequence[str]) -> Doubt:
    """Say that statements which every PX file must have are missing."""
    return Doubt(
        "px_missing_keyword",
        f"PX-filen mangler {listed(keywords)}, som alle PX-filer skal have. Tallene er læst; se efter, om filen er hel.",
    )


def unequal_codes(variable: str, codes: int, labels: int) -> Doubt:
    """Say that the codes are not as many as the members."""
    return Doubt(
        "px_codes",
        f"»{variable}« har {counted(codes, 'kode', 'koder')}, men {counted(labels, 'værdi', 'værdier')}. Koderne er ikke brugt.",
    )


def unequal_times(variable: str, times: int, labels: int) -> Doubt:
    """Say that TIMEVAL names more or fewer periods than there are members."""
    return Doubt(
        "px_timeval",
        f"»{variable}« har {counted(times, 'periode', 'perioder')} i TIMEVAL, men {counted(labels, 'værdi', 'værdier')}. "
        "Perioderne er læst af værdiernes navne.",
    )


def shared_labels(variable: str, labels: Sequence[str]) -> Doubt:
    """Say that several members share a name and were told apart."""
    return Doubt(
        "px_shared_labels",
        f"Flere værdier i »{variable}« hedder {listed(labels)}. Deres koder er skrevet efter navnet.",
    )


def unknown_contents(name: str) -> Doubt:
    """Say that CONTVARIABLE names no variable of the file."""
    return Doubt(
        "px_contvariable",
        f"PX-filen siger, at »{name}« skiller målene (CONTVARIABLE), men den findes ikke. Se efter, om tallene er ét mål.",
    )


def several_contents(name: str, units: Sequence[tuple[str, str]]) -> Doubt:
    """Say that a column tells figures of different kinds apart, each with its unit of measurement."""
    members = [f"{label} ({unit})" if unit else label for label, unit in units]
    return Doubt("px_contents", f"Kolonnen »{name}« skiller flere mål: {listed(members)}. De må ikke lægges sammen.")


def symbols(known: Mapping[str, str]) -> Doubt:
    """Say what the signs for missing values stand for, by the file's own words."""
    spoken = ", ".join(f"»{sign}« betyder »{meaning}«" for sign, meaning in known.items())
    return Doubt("px_symbols", f"Om tegnene for manglende tal siger filen: {spoken}.")


def unlisted_cells(count: int) -> Doubt:
    """Say that combinations without a line of their own were left without a figure."""
    are = "kombination har" if count == 1 else "kombinationer har"
    return Doubt(
        "px_unlisted_cells",
        f"{format_number(count)} {are} ingen linje i PX-filen (KEYS). De er læst som manglende; nogle statistikbanker mener nul.",
    )
