"""The practice ground: numbers made so that the truth is known, and what can be found in them."""

from vil.practice.cases import find_case, make_case
from vil.practice.facit import Facit, find_facit, find_rate
from vil.practice.lines import PracticeLines, draw_lines

__all__ = ["Facit", "PracticeLines", "draw_lines", "find_case", "find_facit", "find_rate", "make_case"]
