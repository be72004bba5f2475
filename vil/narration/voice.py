"""The team's own voice: on the screen the team is spoken to, in its report it speaks itself."""

from __future__ import annotations

import re

_WORDS = {"jeres": "vores", "Jeres": "Vores", "jer": "os"}
_BEGINS = re.compile(r"(^|[.:?!]\s+)I (?=(?:ventede|ramte|satte|håbede|håber|har|ser|kan|skrev|sætter|var|gik)\b)")
"""A sentence that begins with "I" is about time or place unless a verb follows; inside one a capital I is always the team."""


def as_ours(sentence: str) -> str:
    """Let the team say a sentence that was said to it; what it quotes stands as it is.

    >>> as_ours("Tallet går den vej, I håbede. I januar ventede I 12. Det er jeres bud.")
    'Tallet går den vej, vi håbede. I januar ventede vi 12. Det er vores bud.'
    >>> as_ours("I ramte tallet. Dagen, I satte, er nået. I samme tidsrum: »jeres dag«.")
    'Vi ramte tallet. Dagen, vi satte, er nået. I samme tidsrum: »jeres dag«.'
    """
    return "".join(part if part.startswith("»") else _turn(part) for part in re.split(r"(»[^«]*«)", sentence))


def _turn(text: str) -> str:
    text = re.sub(r"(?<=[^\s.:?!] )I(?= )", "vi", _BEGINS.sub(r"\1Vi ", text))
    return re.sub(r"\b(?:jeres|Jeres|jer)\b", lambda found: _WORDS[found.group()], text)
