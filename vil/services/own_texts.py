"""Check an organisation's own texts before anybody meets them."""

from __future__ import annotations

from pathlib import Path

from vil.content import find_content_faults
from vil.errors import ContentInvalid

FOLDER = "content"
"""Where in the data folder an organisation's own texts lie."""


def check_own_texts(data_dir: Path) -> None:
    """Read every text file of the organisation; ContentInvalid names all faults in all of them, by file."""
    from vil.report.texts import load_report_texts

    folder = data_dir / FOLDER
    faults = list(find_content_faults(folder))
    try:
        load_report_texts(folder)
    except ContentInvalid as problem:
        faults += [f"{Path(problem.file).name}: {fault}" for fault in problem.faults]
    if faults:
        raise ContentInvalid(str(folder), tuple(faults))
