"""Words on the command line that do not fit are refused in Danish, and with --json as one object."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vil.cli import run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Der mangler en kommando"),
        ("bogus", "Der er ingen kommando »bogus«. Vælg en af disse: start, check"),
        ("check", "Der mangler noget: FILE. Skriv vil check --help"),
        ("query x", "Der mangler noget: --indicator."),
        ("query x --indicator a --version x", "--version skal være et helt tal og ikke »x«."),
        ("query x --indicator a --csv --json", "kan ikke bruges sammen"),
        ("report x --format pdf --out a", "--format kan ikke være »pdf«. Vælg en af disse: docx"),
        ("versions a b", "»b« kendes ikke her."),
        ("rollback x --to", "--to mangler det, der skal stå efter."),
    ],
)
def test_words_that_do_not_fit_are_refused_in_danish(words: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(words.split())
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (2, "")
    assert told in err
    assert "usage" not in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("query x --indicator y", "not_found"),
        ("versions x", "not_found"),
        ("diff x", "not_found"),
        ("rollback x", "not_found"),
        ("check fil.csv --rows /findes/ikke/x.csv", "file_not_written"),
        ("check fil.csv --recipe /findes/ikke.toml", "recipe_invalid"),
    ],
)
def test_a_refusal_with_json_is_one_object_on_standard_output(
    tmp_path: Path, words: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words.split(), "--json", "--data", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["refused"]["code"] == code
    assert err.strip() == json.loads(out)["refused"]["message"]


def test_what_keeps_a_tidy_table_from_being_written_stands_in_the_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tal.csv").write_text("navn;antal\nA;1\nB;2\n", encoding="utf-8")
    assert run(["check", str(tmp_path / "tal.csv"), "--json", "--tidy", str(tmp_path / "ud.csv")]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert (answer["data_rows"], answer["refused"]["code"]) == (2, "recipe_invalid")
