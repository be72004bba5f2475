"""Findings in, charts out: one theme, one locale."""

from vil.charts.chart import Chart
from vil.charts.pictures import to_png, to_svg
from vil.charts.series import draw_series
from vil.charts.theme import DARK, LIGHT, Palette, find_palette

__all__ = ["DARK", "LIGHT", "Chart", "Palette", "draw_series", "find_palette", "to_png", "to_svg"]
