"""`vil check`, as scripts and schedulers see it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from vil import cli
from vil.importing import read_extract
from vil.importing.export import write_tidy
from vil.model.indicator import Indicator
from vil.model.period import Grain, Period
from vil.model.recipe import Recipe

EXTRACTS = Path(__file__).parent.parent / "data" / "extracts"
KEYS = (  # noqa: SIM905
    "file format encoding bom delimiter quote decimal thousands sheet sheets header_rows first_data_row data_rows columns "
    "missing_markers aggregates period unit shape warnings questions personal refused left_out"
).split()


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vil.cli", "check", *map(str, words)]
    script = f"import sys; from vil.cli import main; main({command[3:]!r})"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False)


def test_json_has_the_agreed_keys_and_nothing_else_is_printed() -> None:
    ended = run(EXTRACTS / "maaneder_i_kolonner.xlsx", "--json")

    found = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert list(found) == KEYS
    assert found["columns"][0] == {"name": "Distrikt", "type": "text", "missing": 0, "numbers": 0, "sum": None}
    assert found["columns"][2] == {"name": "jan-25", "type": "number", "missing": 0, "numbers": 6, "sum": 84.0}
    assert found["period"] == {
        "columns": ["jan-25", "feb-25", "mar-25"],
        "grain": "month",
        "first": "2025-01",
        "last": "2025-03",
    }
    assert set(found["warnings"][0]) == {"code", "message", "rows"}
    assert found["refused"] is None


def test_a_refused_file_ends_with_2_a_danish_sentence_and_still_one_object(tmp_path: Path) -> None:
    (tmp_path / "tom.csv").touch()

    ended = run(tmp_path / "tom.csv", "--json")

    found = json.loads(ended.stdout)
    assert ended.returncode == 2
    assert list(found) == KEYS
    assert found["refused"]["code"] == "empty"
    assert ended.stderr.startswith("Filen er tom.")


def test_the_summary_is_short_and_danish(capsys: object) -> None:
    ended = run(EXTRACTS / "niveauer.csv")

    assert ended.returncode == 0
    assert "24 rækker" in ended.stdout
    assert "Enhed: »OMRÅDE«" in ended.stdout
    assert ended.stderr == ""


def test_rows_raw_and_tidy_are_written(tmp_path: Path) -> None:
    rows, raw, tidy = (tmp_path / f"{name}.csv" for name in ("rows", "raw", "tidy"))

    code = cli.run(
        ["check", str(EXTRACTS / "bund_med_i_alt.csv"), "--rows", str(rows), "--raw", str(raw), "--tidy", str(tidy)]
    )

    assert code == 0
    assert rows.read_text(encoding="utf-8").splitlines()[:3] == [
        "Dato,Nye,Pct,Samlet_kumulativ",
        "2025-01-01,2839,6.8,2839",
        "2025-01-02,1161,5.2,4000",
    ]
    with raw.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))
    assert cells[:2] == [
        ["Dato", "Nye", "Pct", "Samlet_kumulativ"],
        ["2025-01-01", "      2.839", " 6,8", "     2.839"],
    ]
    with tidy.open(encoding="utf-8", newline="") as file:
        long = list(csv.DictReader(file))
    assert len(long) == 9
    assert long[0] == {
        "period": "2025-01-01",
        "unit": "Alle",
        "indicator": "nye",
        "value": "2839",
        "numerator": "",
        "denominator": "",
    }


def test_a_recipe_says_how_the_file_is_read(tmp_path: Path) -> None:
    recipe = tmp_path / "opskrift.toml"
    recipe.write_text(
        'dataset = "x"\ntitle = "X"\ngrain = "year"\nperiod_columns = ["2024", "2025"]\nunit = "Kommune"\n'
        '[[indicators]]\nid = "a"\nname = "A"\nvalue = "tal"\n[reading]\ndecimal = "."\n',
        encoding="utf-8",
    )

    ended = run(EXTRACTS / "tvetydig.csv", "--recipe", recipe, "--json")

    assert json.loads(ended.stdout)["columns"][1]["sum"] == 8.831


@pytest.mark.parametrize("grain", list(Grain))
def test_tidy_periods_are_the_codes_of_their_grain(grain: Grain, tmp_path: Path) -> None:
    period = Period.containing(date(2026, 9, 30), grain)
    (tmp_path / "udtræk.csv").write_text(f"periode;antal\n{period.code};5\n", encoding="utf-8")
    reading = read_extract(tmp_path / "udtræk.csv", workdir=tmp_path)
    recipe = Recipe("x", "X", (Indicator("a", "A", value="antal"),), grain, "periode")

    write_tidy(reading, recipe, tmp_path / "tidy.csv", workdir=tmp_path)

    line = (tmp_path / "tidy.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line.split(",")[0] == period.code
