"""The report's own words; field by field this is `content/report.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vil.content.loading import load_text_file


@dataclass(frozen=True)
class ReportTexts:
    """Everything a report says that the team did not write; words in braces are filled in."""

    kicker: str
    untitled: str
    byline: str
    byline_without_team: str
    page_of: str
    summary: str
    about: str
    synthetic: str
    synthetic_short: str
    wonder_number: str
    of_wonder: str
    yes: str
    no: str
    data: Mapping[str, str]
    assumptions: Mapping[str, str]
    interpretation: Mapping[str, str]
    claim: Mapping[str, str]
    explanation: Mapping[str, str]
    action: Mapping[str, str]
    follow_up: Mapping[str, str]
    labels: Mapping[str, str]
    unfinished: Mapping[str, str]
    directions: Mapping[str, str]
    verdicts: Mapping[str, str]
    numbers: Mapping[str, str]


def load_report_texts(override: Path | None = None) -> ReportTexts:
    """Load the report's words; a `report.toml` in the `override` folder replaces what it mentions.

    Raises ContentInvalid with every fault found in the file.
    """
    return load_text_file(ReportTexts, "report.toml", override)
