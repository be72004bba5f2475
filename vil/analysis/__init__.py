"""Values in, findings out: no files, no SQL, no Danish, no Streamlit."""

from vil.analysis.outcome import Outcome, find_outcome
from vil.analysis.pattern import Pattern, PatternVerdict, Run, Side, find_pattern
from vil.analysis.runs import RunChart, RunPhase, run_chart

__all__ = [
    "Outcome",
    "Pattern",
    "PatternVerdict",
    "Run",
    "RunChart",
    "RunPhase",
    "Side",
    "find_outcome",
    "find_pattern",
    "run_chart",
]
