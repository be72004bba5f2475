"""The Table Schema describes the table that is really given, by the rules of the standard."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.services.walk import publish_months
from vil.cli import run
from vil.services import exploring

TYPES = {
    "string", "number", "integer", "boolean", "object", "array", "list", "date", "time", "datetime", "year", "yearmonth",
    "duration", "geopoint", "geojson", "any",
}  # fmt: skip
CONSTRAINTS = {
    "string": {"required", "unique", "pattern", "enum", "minLength", "maxLength"},
    "number": {"required", "unique", "enum", "minimum", "maximum"},
    "boolean": {"required", "enum"},
    "date": {"required", "unique", "enum", "minimum", "maximum"},
    "year": {"required", "unique", "enum", "minimum", "maximum"},
    "yearmonth": {"required", "unique", "enum", "minimum", "maximum"},
}
FORMS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "yearmonth": r"\d{4}-\d{2}",
    "year": r"\d{4}",
    "number": r"-?\d+(\.\d+)?(e-?\d+)?",
}
SETS = ("afgang", "anbringelser", "bosteder", "sagsbehandling", "sygefravaer", "underretninger")


def find_faults(schema: dict[str, Any]) -> Iterator[str]:
    """The rules of https://datapackage.org/standard/table-schema/ that a descriptor can break."""
    names = [field.get("name") for field in schema["fields"]]
    if not names or len(names) != len(set(names)) or not all(isinstance(name, str) and name for name in names):
        yield "every field has a name of its own"
    for field in schema["fields"]:
        if field["type"] not in TYPES:
            yield f"{field['name']}: no such type"
        if set(field.get("constraints", {})) - CONSTRAINTS[field["type"]]:
            yield f"{field['name']}: a constraint that its type does not have"
        enum = field.get("constraints", {}).get("enum", ["x"])
        if not enum or len(enum) != len(set(enum)):
            yield f"{field['name']}: an enum holds at least one value, each once"
    if set(schema.get("primaryKey", [])) - set(names):
        yield "the key names a field that is not there"
    if not all(isinstance(value, str) for value in schema["missingValues"]):
        yield "missing values are texts"


def find_misfits(schema: dict[str, Any], rows: list[dict[str, str]]) -> Iterator[str]:
    """What a row holds that its field does not allow."""
    for row in rows:
        for field in schema["fields"]:
            yield from _check(field, row[field["name"]], schema["missingValues"])
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
    if len(keys) != len(set(keys)):
        yield "two rows have the same key"


def _check(field: dict[str, Any], cell: str, missing: list[str]) -> Iterator[str]:
    rules = field.get("constraints", {})
    if cell in missing:
        if rules.get("required"):
            yield f"{field['name']} is empty"
        return
    if "enum" in rules and cell not in rules["enum"]:
        yield f"{field['name']}: {cell}"
    form = rules.get("pattern") or FORMS.get(field["type"])
    if form and not re.fullmatch(form, cell):
        yield f"{field['name']}: {cell}"
    if field["type"] == "boolean" and cell not in field["trueValues"] + field["falseValues"]:
        yield f"{field['name']}: {cell}"


def command(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("dataset", SETS)
def test_the_schema_is_valid_and_every_table_fits_it(
    dataset: str, sample_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads(command(capsys, "schema", dataset, "--data", str(sample_data)))
    assert list(find_faults(schema)) == []
    by = ",".join(schema["primaryKey"])
    for indicator in schema["vil"]["indicators"]:
        words = ("query", dataset, "--indicator", indicator["id"], "--by", by, "--csv", "--data", str(sample_data))
        rows = list(csv.DictReader(io.StringIO(command(capsys, *words))))
        assert list(rows[0]) == [field["name"] for field in schema["fields"]]
        assert list(find_misfits(schema, rows)) == []


def test_a_schema_with_faults_is_found_out(sample_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(command(capsys, "schema", "afgang", "--data", str(sample_data)))
    schema["fields"][0]["type"] = "month"
    schema["fields"][1]["constraints"]["enum"] = []
    schema["primaryKey"].append("findes ikke")
    assert len(list(find_faults({**schema, "fields": schema["fields"][1:]}))) == 2
    assert "unit: Nord" in list(
        find_misfits({**schema, "fields": [schema["fields"][1]], "primaryKey": ["unit"]}, [{"unit": "Nord"}])
    )


def test_each_indicator_carries_its_definition_measure_and_direction_and_what_its_card_says(
    sample_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads(command(capsys, "schema", "sygefravaer", "--data", str(sample_data)))
    (number,) = schema["vil"]["indicators"]
    assert number["definition"].startswith("Egen sygdom")
    assert number["measure"] == {"name": "pct.", "decimals": 1}
    assert number["direction"] == "down"
    assert number["owner"] == "HR og Arbejdsmiljø"
    assert "contact_phone" not in number


def test_an_earlier_version_is_described_as_it_was_and_a_file_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_months(tmp_path, 40)
    publish_months(tmp_path, 44)
    out = tmp_path / "skema.json"
    told = command(capsys, "schema", "afgang", "--version", "1", "--out", str(out), "--data", str(tmp_path))
    assert str(out) in told
    schema = json.loads(out.read_text(encoding="utf-8"))
    last = exploring.find_version(tmp_path / "datasets", "afgang", 1).last
    assert (schema["vil"]["version"], schema["vil"]["last"]) == (1, last.code)
    assert last.start < date(2025, 8, 1)


@pytest.mark.parametrize(
    "words", [("findes-ikke",), ("afgang", "--version", "9"), ("afgang", "--out", "/findes/ikke.json")]
)
def test_what_cannot_be_described_is_refused_in_danish(
    words: tuple[str, ...], sample_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schema", *words, "--data", str(sample_data)]) == 2
    assert capsys.readouterr().err.count(".") >= 2
