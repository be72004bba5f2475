"""How wide words are in our own type, and where a text is broken into lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vil.charts.pictures import FONTS

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont


def break_lines(text: str, size: int, width: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines of at most `width` px at `size` px; a word that is longer is broken too.

    >>> break_lines("Sagsbehandlingstid og frister", 16, 150)
    ('Sagsbehandlingstid', 'og frister')
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines += _break_word(word, size, width, is_bold=is_bold)
    return tuple(lines)


def measure(text: str, size: int, *, is_bold: bool = False) -> float:
    """Measure how wide a text is, in px."""
    return _load_font(size, is_bold=is_bold).getlength(text)


def _break_word(word: str, size: int, width: float, *, is_bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and measure(parts[-1] + letter, size, is_bold=is_bold) > width:
            parts.append("")
        parts[-1] += letter
    return parts


@lru_cache(maxsize=8)
def _load_font(size: int, *, is_bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / f"ibm-plex-sans-latin-{600 if is_bold else 400}-normal.ttf", size)
