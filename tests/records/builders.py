"""Rounds and views to write about."""

from __future__ import annotations

from vil.model.period import Grain
from vil.model.series import View

VIEW = View("sygefravaer", 3, "dage", "Vest", Grain.MONTH, periods=24)
