"""Values in, findings out: no files, no SQL, no Danish, no Streamlit."""

from vil.analysis.control import ControlChart, ControlPhase, p_chart, u_chart, xmr_chart
from vil.analysis.decomposition import Contributions, RateDecomposition, contributions, rate_decomposition
from vil.analysis.freshness import Freshness, find_freshness, infer_frequency
from vil.analysis.funnels import Funnel, funnel
from vil.analysis.outcome import Outcome, find_baseline, find_outcome
from vil.analysis.pattern import Pattern, PatternVerdict, Run, Side, find_pattern
from vil.analysis.runs import RunChart, RunPhase, run_chart
from vil.analysis.targets import TargetLevel, find_target, find_target_levels, list_targets

__all__ = [
    "Contributions",
    "ControlChart",
    "ControlPhase",
    "Freshness",
    "Funnel",
    "Outcome",
    "Pattern",
    "PatternVerdict",
    "RateDecomposition",
    "Run",
    "RunChart",
    "RunPhase",
    "Side",
    "TargetLevel",
    "contributions",
    "find_baseline",
    "find_freshness",
    "find_outcome",
    "find_pattern",
    "find_target",
    "find_target_levels",
    "funnel",
    "infer_frequency",
    "list_targets",
    "p_chart",
    "rate_decomposition",
    "run_chart",
    "u_chart",
    "xmr_chart",
]
