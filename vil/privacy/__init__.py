"""What must not be shown: personal identifiers and small numbers."""

from vil.privacy.small_numbers import Protection, choose_protection, find_problems, hiding_condition, persons_column

__all__ = ["Protection", "choose_protection", "find_problems", "hiding_condition", "persons_column"]
