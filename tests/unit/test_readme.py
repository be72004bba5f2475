"""README says what is true: its commands, settings and glossary are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vil.cli import COMMANDS, build_parser
from vil.glossary import TERMS
from vil.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
TOLD_AT_THE_COMMAND = {"data", "help", "json"}


def options_of(command: str) -> set[str]:
    parser = build_parser([command])
    subparsers = next(action for action in parser._actions if hasattr(action, "choices") and action.choices)
    names = [name for action in subparsers.choices[command]._actions for name in action.option_strings]
    return {name[2:] for name in names if name.startswith("--")}


def told_of(command: str) -> str:
    found = re.search(rf"^\| `(vil {command} .*?)` \| (.*)$", README.replace("\\|", "/"), re.MULTILINE)
    assert found, f"README does not tell of vil {command}"
    return found.group(0)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_told_and_every_option_told_exists(command: str) -> None:
    told = set(re.findall(r"--([a-z][a-z-]*)", told_of(command)))
    there = options_of(command)
    assert told - there == set()
    assert there - told - TOLD_AT_THE_COMMAND == set()


def test_every_setting_is_told_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)`[^|]*\| ?([^|]*?) ?\|", README, re.MULTILINE))
    assert set(rows) >= set(Settings.__dataclass_fields__)
    for name, field in Settings.__dataclass_fields__.items():
        if name not in ("data_dir", "records_url", "allowed_hosts", "pseudonym_key_file"):
            assert rows[name] == f"`{field.default}`"


def test_the_glossary_is_that_of_the_code() -> None:
    assert [row for row in README.splitlines() if row.startswith("| ") and row in GLOSSARY_ROWS] == GLOSSARY_ROWS


GLOSSARY_ROWS = [f"| {term.danish} | `{term.code}` | {term.explanation} |" for term in TERMS]


def test_there_are_two_commands_of_one_line_each() -> None:
    commands = re.findall(r"^<!-- (start|test) command -->\n    (.+)\n\n", README, re.MULTILINE)
    assert [name for name, _ in commands] == ["start", "test"]
    assert all("constraints.txt" in line for _, line in commands)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "<!-- test command -->" in CI
    assert "|| true" not in CI
