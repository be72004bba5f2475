"""`vil publish`, `vil versions` and `vil query`, run as a script would run them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from vil.bootstrap import SAMPLES
from vil.cli import run
from vil.errors import NotFound, RecipeInvalid
from vil.importing import load_recipe
from vil.services.datasets import list_versions
from vil.services.publishing import (
    forget_preview,
    keep_recipe,
    preview_extract,
    propose_recipe,
    publish_extract,
)
from vil.settings import Settings

ROOT = Path(__file__).parent.parent.parent
BOSTEDER = SAMPLES / "bosteder.csv"
RECIPE = SAMPLES / "recipes" / "bosteder.toml"


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = run([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_publish_makes_a_version_that_versions_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "publish", BOSTEDER, "--recipe", RECIPE, "--data", tmp_path, "--by", "Anne", "--json")
    (published,) = json.loads(out)["published"]
    assert (code, published["dataset"], published["version"], published["rows"]) == (0, "bosteder", 1, 456)
    assert (published["published_by"], published["source_file"]) == ("Anne", "bosteder.csv")
    assert all(isinstance(remark, str) for remark in published.pop("quality"))
    code, out, _ = said(capsys, "versions", "--data", tmp_path, "--json")
    assert json.loads(out)["versions"] == [published]
    code, out, _ = said(capsys, "versions", "bosteder", "--data", tmp_path)
    assert out.startswith(
        "bosteder, udgave 1: Magtanvendelser og borgertilfredshed. januar 2022 til oktober 2026, 456 rækker"
    )
    assert list((tmp_path / ".work").iterdir()) == []


def test_a_dry_run_says_what_would_be_and_publishes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "publish", BOSTEDER, "--recipe", RECIPE, "--data", tmp_path, "--dry-run")
    assert code == 0
    assert "456 rækker kan udgives som bosteder. Intet er udgivet." in out
    assert not (tmp_path / "datasets").exists()
    assert said(capsys, "versions", "--data", tmp_path)[1].startswith("Der er ingen datasæt endnu.")


def test_the_inbox_is_published_by_recipes_of_the_same_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("inbox", "recipes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "inbox" / "bosteder.csv").write_bytes(BOSTEDER.read_bytes())
    (tmp_path / "inbox" / "uden_opskrift.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (tmp_path / "recipes" / "bosteder.toml").write_bytes(RECIPE.read_bytes())
    code, out, _ = said(capsys, "publish", "--inbox", "--data", tmp_path, "--json")
    assert code == 0
    assert [version["dataset"] for version in json.loads(out)["published"]] == ["bosteder"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["publish", "--data", "{tmp}"], "Der er ingen fil at udgive."),
        (["publish", "{file}", "--data", "{tmp}"], "Der mangler en opskrift."),
        (
            ["publish", "findes_ikke.csv", "--recipe", "{recipe}", "--data", "{tmp}"],
            "Filen »findes_ikke.csv« findes ikke.",
        ),
        (["publish", "--source", "http://x", "--recipe", "{recipe}", "--data", "{tmp}"], "Skriv den som postgresql://"),
        (["versions", "ukendt", "--data", "{tmp}"], "Datasættet »ukendt« findes ikke."),
        (["query", "ukendt", "--indicator", "x", "--data", "{tmp}"], "Datasættet »ukendt« findes ikke."),
    ],
)
def test_what_cannot_be_done_is_said_in_danish_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    filled = [word.format(tmp=tmp_path, file=BOSTEDER, recipe=RECIPE) for word in words]
    code, out, err = said(capsys, *filled)
    assert (code, out) == (2, "")
    assert sentence in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--indicator", "x"], "Vælg en af disse: magtanvendelser, tilfredshed."),
        (["--indicator", "tilfredshed", "--unit", "Bosted X"], "Enheden »Bosted X« findes ikke."),
        (["--indicator", "tilfredshed", "--by", "køn"], "Opdelingen »køn« findes ikke."),
        (["--indicator", "tilfredshed", "--from", "i går"], "Perioden »i går« findes ikke."),
        (["--indicator", "tilfredshed", "--version", "9"], "Udgaven »9« findes ikke."),
        (["--indicator", "tilfredshed", "--grain", "day"], "Inddelingen »day« findes ikke."),
    ],
)
def test_a_query_for_what_is_not_there_says_what_is(
    with_samples: Settings, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    code, out, err = said(capsys, "query", "bosteder", *words, "--data", with_samples.data_dir)
    assert (code, out) == (2, "")
    assert sentence in err


def query(settings: Settings, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    code, out, _ = said(capsys, "query", *words, "--csv", "--data", settings.data_dir)
    assert code == 0
    return list(csv.DictReader(io.StringIO(out)))


def test_a_query_marks_hidden_cells_and_never_gives_them(
    with_samples: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = query(with_samples, capsys, "bosteder", "--indicator", "magtanvendelser", "--by", "period,unit")
    hidden = [row for row in rows if row["state"] == "hidden"]
    assert len(hidden) > 90
    assert {row["value"] + row["numerator"] + row["denominator"] for row in hidden} == {""}
    shown = [float(row["value"]) for row in rows if row["state"] == "value"]
    assert all(value == 0 or value >= 5 for value in shown)
    _, out, _ = said(
        capsys,
        "query",
        "bosteder",
        "--indicator",
        "magtanvendelser",
        "--unit",
        "Bosted Rønnen",
        "--data",
        with_samples.data_dir,
    )
    assert "oktober 2026  Bosted Rønnen  skjult" in out
    assert "juli 2024  Bosted Rønnen  mangler" in out


def test_a_query_is_limited_by_periods_at_any_grain(with_samples: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["afgang", "--indicator", "ledighed", "--unit", "I alt"]
    rows = query(with_samples, capsys, *asked, "--from", "2025", "--to", "1. kvartal 2026")
    assert [row["period"] for row in rows][::14] == ["2025-01", "2026-03"]
    rows = query(with_samples, capsys, *asked, "--grain", "year", "--from", "2025")
    assert [(row["period"], row["is_partial"]) for row in rows] == [("2025", "False"), ("2026", "True")]


def test_a_query_without_periods_puts_the_span_together_from_its_parts(
    with_samples: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["afgang", "--indicator", "afgang", "--from", "2025", "--to", "2025"]
    (together,) = query(with_samples, capsys, *asked, "--by", "unit", "--unit", "I alt")
    (year,) = query(with_samples, capsys, *asked, "--grain", "year", "--unit", "I alt")
    assert together["value"] == year["value"]
    assert together["denominator"] == year["denominator"]


def test_one_hidden_month_hides_the_span(with_samples: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["bosteder", "--indicator", "magtanvendelser", "--by", "unit", "--from", "2025"]
    rows = {row["unit"]: row for row in query(with_samples, capsys, *asked)}
    assert (rows["Bosted Rønnen"]["state"], rows["Bosted Rønnen"]["value"]) == ("hidden", "")
    assert rows["Alle enheder"]["state"] == "value"


def test_a_query_divides_by_the_dimension_under_its_own_name(
    with_samples: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["sagsbehandling", "--indicator", "afgjorte_sager", "--from", "2026-09"]
    rows = query(with_samples, capsys, *asked, "--by", "Sagstype,period")
    (whole,) = query(with_samples, capsys, *asked)
    assert [row["Sagstype"] for row in rows] == [
        "Enkeltydelser",
        "Hjælpemidler",
        "Merudgifter",
        "Tabt arbejdsfortjeneste",
    ]
    assert sum(float(row["value"]) for row in rows) == float(whole["value"])


def test_json_is_one_object_and_nothing_else(with_samples: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "bosteder", "--indicator", "tilfredshed", "--unit", "Bosted Elmen", "--json"]
    code, out, err = said(capsys, *asked, "--data", with_samples.data_dir)
    answer = json.loads(out)
    assert (code, err, answer["version"], len(answer["cells"])) == (0, "", 1, 58)
    assert answer["cells"][30] == {
        "period": "2024-07",
        "unit": "Bosted Elmen",
        "level": "unit",
        "state": "missing",
        "value": None,
        "numerator": None,
        "denominator": None,
        "is_partial": False,
    }


def test_a_recipe_that_does_not_fit_is_refused_and_nothing_is_published(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    recipe = replace(load_recipe(RECIPE), unit="Bostd")
    with pytest.raises(RecipeInvalid, match="Bosted"):
        publish_extract(settings, BOSTEDER, recipe, published_by="x")
    with pytest.raises(NotFound):
        list_versions(settings, "bosteder")
    assert list((tmp_path / ".work").iterdir()) == []


def test_a_preview_is_proposed_kept_and_forgotten(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    reading = preview_extract(settings, BOSTEDER)
    recipe = propose_recipe(reading, dataset="mit", title="Mit datasæt")
    assert (recipe.period, recipe.unit) == ("Måned", "Bosted")
    assert load_recipe(keep_recipe(settings, recipe)) == recipe
    assert reading.table is not None
    assert reading.table.exists()
    forget_preview(reading)
    assert list((tmp_path / ".work").iterdir()) == []
    with pytest.raises(NotFound):
        preview_extract(settings, tmp_path / "findes_ikke.csv")


def test_two_first_starts_at_once_publish_each_sample_once(tmp_path: Path) -> None:
    words = (
        "import sys; from pathlib import Path; from vil.bootstrap import publish_samples; "
        "from vil.settings import Settings; publish_samples(Settings(data_dir=Path(sys.argv[1])))"
    )
    starts = [subprocess.Popen([sys.executable, "-c", words, str(tmp_path)], cwd=ROOT) for _ in range(2)]
    assert [start.wait(timeout=120) for start in starts] == [0, 0]
    settings = Settings(data_dir=tmp_path)
    names = sorted(path.stem for path in (SAMPLES / "recipes").glob("*.toml"))
    assert [len(list_versions(settings, name)) for name in names] == [
        4 if name == "genoptraening" else 1 for name in names
    ]
