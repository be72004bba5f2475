"""What must not be shown: personal identifiers and small numbers."""

from vil.privacy.identifiers import mask
from vil.privacy.small_numbers import (
    PersonsFrom,
    Protection,
    choose_protection,
    count_persons_from,
    find_nested,
    find_problems,
    find_unknown,
    hiding_condition,
    is_small,
    persons_column,
)

__all__ = [
    "PersonsFrom",
    "Protection",
    "choose_protection",
    "count_persons_from",
    "find_nested",
    "find_problems",
    "find_unknown",
    "hiding_condition",
    "is_small",
    "mask",
    "persons_column",
]
