"""What is said under a chart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Narrative:
    """A headline without a full stop, sentences in order of importance, and a text for those who do not see the chart.

    The first sentence can be read aloud; the second says how sure it is. Those after them are the context that must
    go with the number.
    """

    headline: str
    sentences: tuple[str, ...]
    alt_text: str

    @property
    def spoken(self) -> str:
        """The first sentence, empty when there is none."""
        return self.sentences[0] if self.sentences else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences after the first two."""
        return self.sentences[2:]
