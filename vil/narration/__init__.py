"""Findings in, Danish sentences out: what is seen, how sure it is, and never why."""

from vil.narration.context import list_events
from vil.narration.freshness import say_frequency, say_freshness, say_late
from vil.narration.funnel import describe_funnel
from vil.narration.moving import describe_moving
from vil.narration.narrative import Narrative
from vil.narration.outcome import describe_expectation, describe_outcome
from vil.narration.overview import describe_overview
from vil.narration.series import describe_series

__all__ = [
    "Narrative",
    "describe_expectation",
    "describe_funnel",
    "describe_moving",
    "describe_outcome",
    "describe_overview",
    "describe_series",
    "list_events",
    "say_frequency",
    "say_freshness",
    "say_late",
]
