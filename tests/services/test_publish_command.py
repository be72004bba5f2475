"""`vil publish` makes a dry run first, and publishes only what is in order or accepted."""

from __future__ import annotations

import csv
import io
import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.months import make_rows, propose, write_extract
from vil.cli import run
from vil.importing import load_recipe, save_recipe
from vil.model.recipe import Drift
from vil.services.datasets import find_version, list_versions
from vil.services.drift import accept, publish_rehearsed, rehearsing
from vil.services.inbox import belongs_to, sort_inbox
from vil.services.publishing import publish_extract
from vil.settings import Settings
from vil.warehouse import roll_back

pytestmark = pytest.mark.usefixtures("reading_here")

RENAMED = ("Måned", "Afd.", "Fraværsdage", "Ansatte")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "vil")
    for folder in (settings.inbox, settings.recipes):
        folder.mkdir(parents=True)
    return settings


@pytest.fixture
def recipe_path(settings: Settings, tmp_path: Path) -> Path:
    """The first 18 months are published, and the recipe lies in the analyst's own folder."""
    path = write_extract(tmp_path / "fravaer.csv", make_rows(18))
    version = publish_extract(settings, path, propose(settings, path), published_by="test")
    save_recipe(version.recipe, tmp_path / "min.toml")
    return tmp_path / "min.toml"


def changed_month(folder: Path, name: str = "juli.csv") -> Path:
    rows = make_rows(19)
    rows[7][2] = "fejl!"
    rows.append(["2026-07", "Afdeling Øst", "12", "20"])
    return write_extract(folder / name, rows, RENAMED)


def said(capsys: pytest.CaptureFixture[str], settings: Settings, *words: str | Path) -> tuple[int, str, str]:
    code = run([*map(str, ("publish", *words, "--data", settings.data_dir))])
    out, err = capsys.readouterr()
    return code, out, err


def test_drift_under_a_stop_rule_is_refused_with_everything_at_once(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, settings, changed_month(tmp_path), "--recipe", recipe_path)

    assert (code, out) == (2, "")
    for part in (
        "»Afdeling« ser ud til at hedde »Afd.« nu.",
        "1 celle i kolonnen »Fraværsdage« kan ikke læses.",
        "Række 9, kolonne »Fraværsdage«: »fejl!« er ikke et tal.",
        "Ny enhed: »Afdeling Øst«.",
        "Intet er udgivet.",
        "--accept",
    ):
        assert part in err
    assert len(list_versions(settings, "fravaer")) == 1


def test_a_dry_run_tells_what_would_be_as_text_and_as_json(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, settings, changed_month(tmp_path), "--recipe", recipe_path, "--dry-run")
    assert code == 2
    assert "juli.csv: 58 rækker kan udgives som fravaer. Intet er udgivet." in out
    assert "STOP Ny enhed: »Afdeling Øst«." in out
    assert "4 enheder, januar 2025 til juli 2026." in out
    assert "1 af 54 tal er ændret" not in out.split("Ansatte")[1]
    code, out, _ = said(capsys, settings, tmp_path / "juli.csv", "--recipe", recipe_path, "--dry-run", "--json")
    (answer,) = json.loads(out)["published"]
    assert (code, answer["rows"], answer["stops"], answer["must_be_mended"], answer["last"]) == (2, 58, 3, 0, 1)
    renamed = next(one for one in answer["drift"] if one["change"] == "column_renamed")
    assert renamed["mapping"]["header"] == "Afd."
    assert answer["outcome"]["units"][-1] == "Afdeling Øst"
    assert len(list_versions(settings, "fravaer")) == 1


def test_accepting_publishes_and_says_what_to_change_in_a_recipe_of_ones_own(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = recipe_path.read_bytes()
    code, out, err = said(capsys, settings, changed_month(tmp_path), "--recipe", recipe_path, "--accept")

    assert code == 0
    assert "fravaer, udgave 2: 58 rækker fra juli.csv." in out
    assert "1 celle, der ikke kunne læses, er udeladt." in out
    assert "Opskriften min.toml er ikke rettet." in err
    assert '+renames = [["Afd.", "Afdeling"]]' in err
    assert recipe_path.read_bytes() == before


def test_accepting_renews_the_recipe_of_the_data_folder_and_its_rules_stay(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = settings.recipes / "fravaer.toml"
    own.write_bytes(recipe_path.read_bytes())
    code, _, err = said(capsys, settings, changed_month(tmp_path), "--recipe", own, "--accept")

    assert (code, err) == (0, "")
    kept = load_recipe(own)
    assert kept.reading.renames == (("Afd.", "Afdeling"),)
    assert {rule.drift for rule in kept.columns} == {Drift.STOP}


def test_what_must_be_mended_is_not_accepted(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = make_rows(19)
    rows.append(list(rows[4]))
    path = write_extract(tmp_path / "dobbelt.csv", rows)
    code, _, err = said(capsys, settings, path, "--recipe", recipe_path, "--accept")

    assert code == 2
    assert "Afdeling Syd, februar 2025 står 2 gange" in err
    assert "--accept" not in err


def test_every_problem_is_written_to_a_file(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "problemer.csv"
    said(capsys, settings, changed_month(tmp_path), "--recipe", recipe_path, "--problems", target)

    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert {row["fil"] for row in rows} == {"juli.csv"}
    assert [(row["række"], row["kolonne"], row["værdi"]) for row in rows if row["række"]] == [
        ("9", "Fraværsdage", "fejl!")
    ]
    nowhere = tmp_path / "ingen" / "x.csv"
    code, _, err = said(capsys, settings, tmp_path / "juli.csv", "--recipe", recipe_path, "--problems", nowhere)
    assert (code, "kunne ikke skrives" in err) == (2, True)


def put_in_inbox(settings: Settings, path: Path, name: str, age_seconds: float = 60) -> Path:
    target = settings.inbox / name
    target.write_bytes(path.read_bytes())
    moment = time.time() - age_seconds
    os.utime(target, (moment, moment))
    return target


def test_the_inbox_publishes_what_is_in_order_although_another_file_is_refused(
    settings: Settings, recipe_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = load_recipe(recipe_path)
    save_recipe(replace(recipe, files=("sygefravær*.csv",)), settings.recipes / "fravaer.toml")
    save_recipe(replace(recipe, dataset="andet", title="Andet"), settings.recipes / "andet.toml")
    (settings.recipes / "gal.toml").write_text("dataset = [", encoding="utf-8")
    put_in_inbox(settings, changed_month(tmp_path), "Sygefravær juli.csv", age_seconds=90)
    put_in_inbox(settings, write_extract(tmp_path / "x.csv", make_rows(20)), "andet.csv")
    put_in_inbox(settings, tmp_path / "x.csv", "uden opskrift.csv")

    code, out, err = said(capsys, settings, "--inbox", "--json")
    answer = json.loads(out)
    assert code == 2
    assert [one["dataset"] for one in answer["published"]] == ["andet"]
    assert [one["source_file"] for one in answer["refused"]] == ["gal.toml", "Sygefravær juli.csv"]
    assert "Ny enhed" in err
    assert "TOML" in err

    (settings.recipes / "gal.toml").unlink()
    (settings.inbox / "Sygefravær juli.csv").unlink()
    code, out, err = said(capsys, settings, "--inbox")
    assert (code, out, err) == (0, "", "")
    assert len(list_versions(settings, "andet")) == 1


def test_a_file_that_is_still_being_written_waits_for_the_next_time(
    settings: Settings, recipe_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_recipe(load_recipe(recipe_path), settings.recipes / "fravaer.toml")
    path = put_in_inbox(settings, changed_month(tmp_path), "fravaer.csv", age_seconds=0)

    def write_on(_seconds: float) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("2026-07;Afdeling Nord;1;1\n")

    monkeypatch.setattr("vil.services.inbox.time.sleep", write_on)
    found = sort_inbox(settings)
    assert (found.arrivals, found.unfinished) == ((), ("fravaer.csv",))
    moment = time.time() - 60
    os.utime(path, (moment, moment))
    assert [arrival.path for arrival in sort_inbox(settings).arrivals] == [path]


@pytest.mark.parametrize(
    ("name", "belongs"),
    [
        ("fravaer.xlsx", True),
        ("FRAVAER.csv", True),
        ("sygefravær 2026-07.xlsx", True),
        ("Sygefra\u0076\u00e6r_aug.XLSX", True),
        ("andet.xlsx", False),
        ("sygefravær.csv", False),
    ],
)
def test_a_file_belongs_to_a_recipe_by_its_name_or_a_pattern(
    settings: Settings, recipe_path: Path, name: str, belongs: bool
) -> None:
    recipe = replace(load_recipe(recipe_path), files=("sygefravær*.xlsx",))
    assert belongs_to(recipe, "fravaer", name) is belongs


def test_what_the_dry_run_built_is_what_publication_would_build(
    settings: Settings, recipe_path: Path, tmp_path: Path
) -> None:
    path, kept = changed_month(tmp_path), load_recipe(recipe_path)
    kept = replace(kept, columns=tuple(replace(rule, drift=Drift.DROP) for rule in kept.columns))

    with rehearsing(settings, path, kept) as rehearsal:
        anew = publish_extract(settings, path, accept(rehearsal.dry_run), published_by="test")
        roll_back(settings.datasets, "fravaer", to=1, by="test")
        assert find_version(settings, "fravaer") == rehearsal.dry_run.last
        taken_over = publish_rehearsed(settings, path, rehearsal, published_by="test")
        assert not (rehearsal.datasets / "fravaer" / "1" / "cube.duckdb").exists()

    assert any("Afdeling Øst" in warning for warning in anew.warnings)
    assert anew.quality is not None
    assert anew.quality.reading.dropped_cells == 1
    assert replace(taken_over, number=anew.number, published_at=anew.published_at) == anew


def test_a_dry_run_that_somebody_has_published_after_is_built_anew(
    settings: Settings, recipe_path: Path, tmp_path: Path
) -> None:
    path, kept = changed_month(tmp_path), load_recipe(recipe_path)
    kept = replace(kept, columns=tuple(replace(rule, drift=Drift.DROP) for rule in kept.columns))

    with rehearsing(settings, path, kept) as rehearsal:
        publish_extract(settings, path, accept(rehearsal.dry_run), published_by="test")
        version = publish_rehearsed(settings, path, rehearsal, published_by="test")
        assert (rehearsal.datasets / "fravaer" / "1" / "cube.duckdb").exists()

    assert version.number == 3
