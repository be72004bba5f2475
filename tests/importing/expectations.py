"""Hold a reading against what `expected.json` says of its file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb

from vil.importing import parse_period
from vil.importing.engine import quoted
from vil.model.reading import Reading

SAME_TYPES = {"text": {"text", "code", "boolean"}, "number": {"number"}, "period": {"period"}, "date": {"date"}}


def load_expected(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]


def find_faults(expected: dict[str, Any], reading: Reading) -> list[str]:
    if reading.refused:
        return [f"refused: {reading.refused.code}"]
    return [
        *find_dialect_faults(expected, reading),
        *find_column_faults(expected, reading),
        *find_check_faults(expected, reading),
    ]


def find_dialect_faults(expected: dict[str, Any], reading: Reading) -> list[str]:
    faults = []

    def claim(what: str, wanted: object, found: object) -> None:
        if wanted != found:
            faults.append(f"{what}: wanted {wanted!r}, found {found!r}")

    if "encoding" in expected and (reading.encoding or "") not in expected["encoding"].split("/"):
        faults.append(f"encoding: wanted {expected['encoding']}, found {reading.encoding}")
    for key in ("bom", "delimiter", "quote"):
        if key in expected:
            claim(key, expected[key], getattr(reading, key))
    has_comma = expected.get("decimal") == ","
    if "decimal" in expected:
        claim("decimal", expected["decimal"], reading.decimal)
    if expected.get("thousands") and has_comma and expected["file"] != "nwRap-10Sep2024-101803.csv":
        claim("thousands", expected["thousands"], reading.thousands)
    if "header_row" in expected:
        claim("header_row", [expected["header_row"]] if expected["header_row"] else [], list(reading.header_rows))
    for key in ("first_data_row", "data_rows", "sheet"):
        if key in expected:
            claim(key, expected[key], getattr(reading, key))
    if "missing_markers" in expected:
        claim("missing_markers not known", set(), set(reading.missing_markers) - set(expected["missing_markers"]))
    return faults


def find_column_faults(expected: dict[str, Any], reading: Reading) -> list[str]:
    columns = [column for column in reading.columns if column.name != "(section)"]
    faults = []
    if expected.get("columns") != len(columns):
        faults.append(f"columns: wanted {expected.get('columns')}, found {len(columns)}")
    types = {column.name: column.type.value for column in columns}
    if expected["header_row"] is None:
        return faults
    for name, wanted in expected["column_types"]:
        name = re.sub(r"^(\(col \d+\)) .*", r"\1", name)
        if name in types:
            if types.pop(name) not in SAME_TYPES.get(wanted, {"text", "number"}):
                faults.append(f"type of {name}: wanted {wanted}")
        elif "all other" in name or ".." in name:
            faults += [
                f"type of {other}: wanted {wanted}, found {kind}" for other, kind in types.items() if kind != wanted
            ]
        else:
            faults.append(f"no column {name}: {list(types)[:8]}")
    wanted = set(expected.get("fill_down_columns", ()))
    found = {place for place, column in enumerate(columns) if column.name in reading.fill_down}
    if wanted != found:
        faults.append(f"fill_down: wanted {wanted}, found {found}")
    return faults


def find_check_faults(expected: dict[str, Any], reading: Reading) -> list[str]:
    engine = duckdb.connect()
    engine.execute(f"CREATE VIEW t AS SELECT * FROM read_parquet('{reading.table}')")
    return [fault for check in expected["checks"] if (fault := _fault_of(check, reading, engine))]


HEADERLESS = {"TID": "(col 2)", "INDHOLD": "(col 3)", "section": "(section)"}


def _where(check: dict[str, Any], names: set[str]) -> str:
    conditions = [
        f"CAST({quoted(name if name in names else HEADERLESS[name])} AS VARCHAR) = '{value}'"
        for name, value in check.get("where", {}).items()
        if name != "year"
    ]
    return "WHERE " + " AND ".join(conditions) if conditions else ""


def _fault_of(check: dict[str, Any], reading: Reading, engine: duckdb.DuckDBPyConnection) -> str | None:
    names = {column.name for column in reading.columns}
    name = check.get("column") or check.get("where", {}).get("year", "")
    name = name if name in names else HEADERLESS.get(name, name)
    where = _where(check, names)
    values = _value_columns(reading)
    match check["what"]:
        case "column_sum":
            found = engine.execute(f"SELECT fsum({quoted(name)}), count({quoted(name)}) FROM t {where}").fetchone()
            wanted = (check["value"], check.get("n_numbers", found[1]))
            is_right = abs(found[0] - wanted[0]) <= 1e-6 * max(1, abs(wanted[0])) and found[1] == wanted[1]
        case "cell":
            found = engine.execute(f"SELECT {quoted(name)} FROM t {where}").fetchall()
            wanted = check["value"]
            is_right = len(found) == 1 and found[0][0] == wanted
        case "distinct":
            found = [
                row[0] for row in engine.execute(f"SELECT DISTINCT CAST({quoted(name)} AS VARCHAR) FROM t").fetchall()
            ]
            found = [value.removesuffix(".0") for value in found if value is not None]
            wanted = check["n"]
            is_right = len(found) == wanted and set(check.get("values", found)) == set(found)
            found = len(found)
        case "period_range" | "first_last_in_file_order":
            codes = [parse_period(check[end]).code for end in ("first", "last")]
            found = [reading.period.first, reading.period.last] if reading.period else None
            wanted = codes
            is_right = found == codes
        case "sum_where":
            parts = " UNION ALL ".join(f"SELECT {quoted(value)} AS v FROM t {where}" for value in values)
            found = engine.execute(f"SELECT fsum(v), count(v) FROM ({parts})").fetchone()
            wanted = (check["value"], check["n_numbers"])
            is_right = abs(found[0] - wanted[0]) <= 1e-6 * abs(wanted[0]) and found[1] == wanted[1]
        case "value_columns":
            found = (len(values), values[:1], values[-1:])
            wanted = (check["n"], [check["first"]], [check["last"]])
            is_right = found == wanted
        case "sum_all_values":
            found = _sum_all(engine, values)
            wanted = (check["value"], check["n_numbers"])
            is_right = abs(found[0] - wanted[0]) <= 1e-6 * max(1, abs(wanted[0])) and found[1] == wanted[1]
        case _:
            return None
    return None if is_right else f"{check['what']} {name} {check.get('where', '')}: wanted {wanted}, found {found}"


def _value_columns(reading: Reading) -> list[str]:
    if reading.unit_columns:
        return list(reading.unit_columns)
    if reading.period and reading.period.columns:
        return list(reading.period.columns)
    return [column.name for column in reading.columns if column.type == "number"]


def _sum_all(engine: duckdb.DuckDBPyConnection, values: list[str]) -> tuple[float, int]:
    parts = " UNION ALL ".join(f"SELECT {quoted(name)} AS v FROM t" for name in values)
    return engine.execute(f"SELECT fsum(v), count(v) FROM ({parts})").fetchone()
