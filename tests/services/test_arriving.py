"""What a file is called, and where it waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from vil.services.arriving import list_inbox, name_dataset, propose_title
from vil.settings import load_settings


@pytest.mark.parametrize(
    ("file_name", "titles", "title"),
    [
        ("07_bekraeftede_tilfaelde.csv", (), "Bekraeftede tilfaelde"),
        ("2022.xlsx", (), "2022"),
        ("sygefravaer_2026-07.csv", (), "Sygefravaer"),
        ("sager 2025.xlsx", (), "Sager"),
        ("udtraek.xlsx", ("Sygefravær",), "Sygefravær"),
        (
            "RAS200.xlsx",
            ("Employment rates (end November) by sex, age and time", "Units: Per cent"),
            "Employment rates",
        ),
        ("a.xlsx", ("Enhed: pct.",), "A"),
        ("a.xlsx", ("Folketal efter køn, alder og tid",), "Folketal"),
    ],
)
def test_a_title_is_proposed_from_the_files_own_words(file_name: str, titles: tuple[str, ...], title: str) -> None:
    assert propose_title(file_name, titles) == title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sygefravær, Center Øst", "sygefravaer-center-oest"),
        ("  ", "datasaet"),
        ("../../etc", "etc"),
        ("Åååh!", "aaaaaah"),
    ],
)
def test_a_data_sets_folder_has_plain_letters_only(title: str, name: str) -> None:
    assert name_dataset(title) == name


def test_the_inbox_lists_files_and_no_folders_or_hidden_ones(tmp_path: Path) -> None:
    settings = load_settings({"data_dir": tmp_path}, environ={})
    assert list_inbox(settings) == ()
    settings.inbox.mkdir()
    (settings.inbox / "folder").mkdir()
    (settings.inbox / ".hidden").write_text("x")
    (settings.inbox / "tal.csv").write_text("x")
    assert [path.name for path in list_inbox(settings)] == ["tal.csv"]
