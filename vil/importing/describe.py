"""Say in a few Danish lines how a file was understood."""

from __future__ import annotations

from vil.importing.wording import GRAINS, counted, format_number, listed, spoken_rows
from vil.model.reading import ColumnType, Doubt, Reading

_TYPES = {
    ColumnType.NUMBER: "tal",
    ColumnType.TEXT: "tekst",
    ColumnType.CODE: "kode",
    ColumnType.DATE: "dato",
    ColumnType.PERIOD: "periode",
    ColumnType.BOOLEAN: "sand/falsk",
}
_MOST_COLUMNS = 40
_REASONS = {
    "header": "med kolonnenavne",
    "title": "over tabellen",
    "blank": "tomme",
    "section": "mellemoverskrifter",
    "summary": "sammentællinger",
    "footer": "under tabellen",
    "second_table": "i en tabel til",
    "inside": "inde i celler",
    "other": "andre",
}
"""Why a row is no data, after a count of rows."""


def describe_reading(reading: Reading) -> str:
    """Summarise a reading: the file, its columns, period and unit, and every doubt."""
    lines = [f"{reading.file}: {_describe_file(reading)}", *_describe_left_out(reading), ""]
    lines += [
        f"  {one.name}: {_TYPES[one.type]}{_describe_gaps(one.missing)}" for one in reading.columns[:_MOST_COLUMNS]
    ]
    if len(reading.columns) > _MOST_COLUMNS:
        lines.append(f"  og {counted(len(reading.columns) - _MOST_COLUMNS, 'kolonne', 'kolonner')} til")
    lines += ["", _describe_period(reading), _describe_unit(reading)]
    if reading.warnings:
        lines += ["", "Se efter:", *(f"- {doubt.message}{_describe_rows(doubt)}" for doubt in reading.warnings)]
    return "\n".join(lines)


def _describe_file(reading: Reading) -> str:
    parts = [
        counted(reading.data_rows, "række", "rækker"),
        counted(len(reading.columns), "kolonne", "kolonner"),
        reading.format,
    ]
    if reading.encoding:
        parts.append(f"tegnsæt {reading.encoding}")
    if reading.delimiter:
        parts.append(f"adskilt med {'tabulator' if reading.delimiter == chr(9) else reading.delimiter}")
    if reading.sheet:
        parts.append(f"»{reading.sheet}«")
    return ", ".join(parts)


def _describe_left_out(reading: Reading) -> list[str]:
    """Account for the lines that are no data, when there is more than a header."""
    told = [f"{format_number(count)} {_REASONS.get(reason, reason)}" for reason, count in reading.left_out]
    return [f"Ikke læst som data: {', '.join(told)}"] if len(told) > 1 else []


def _describe_rows(doubt: Doubt) -> str:
    return f" ({spoken_rows(doubt.rows, len(doubt.rows), most=len(doubt.rows))})" if doubt.rows else ""


def _describe_gaps(missing: int) -> str:
    return f" ({format_number(missing)} mangler)" if missing else ""


def _describe_period(reading: Reading) -> str:
    period = reading.period
    if not period:
        return "Periode: ingen fundet"
    where = f"i »{period.column}«" if period.column else f"i {counted(len(period.columns), 'kolonne', 'kolonner')}"
    return f"Periode: {GRAINS[period.grain]} {where}, {period.first} til {period.last}"


def _describe_unit(reading: Reading) -> str:
    if reading.unit_columns:
        return f"Enhed: kolonnerne {listed(reading.unit_columns)}"
    return f"Enhed: »{reading.unit}«" if reading.unit else "Enhed: ingen fundet"
