"""How hard a Danish text is to read."""

from __future__ import annotations

import re


def find_lix(text: str) -> float:
    """Find the readability index (Björnsson 1968): words per sentence plus the share of words over six letters, in per cent."""
    words = re.findall(r"[\wæøåÆØÅ]+(?:,\d+)?", text)
    sentences = len(re.findall(r"[.!?:](?=\s|$)", text)) or 1
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
