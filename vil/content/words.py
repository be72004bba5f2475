"""Words that are passed over where words are counted; field by field this is `words.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vil.content.loading import load_text_file, newest_change

_FILE = "words.toml"


@dataclass(frozen=True)
class WordTexts:
    """The stop words."""

    stop_words: tuple[str, ...]


def load_words(override: Path | None = None) -> WordTexts:
    """Load the stop words; a `words.toml` in the `override` folder replaces them. Raises ContentInvalid with every fault."""
    return _load_once(override, newest_change(override, _FILE))


@lru_cache(maxsize=8)
def _load_once(override: Path | None, _changed: int) -> WordTexts:
    return load_text_file(WordTexts, _FILE, override)
