"""Put the answers to what a file leaves open where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from vil.model.reading import ColumnType, Question
from vil.model.recipe import ColumnReading, ReadingOptions

_WHOLE_NUMBERS = frozenset({"block", "header_row"})
_YES = frozenset({"true", "yes", "ja", "1"})


def answer_question(options: ReadingOptions, question: Question, answer: str) -> ReadingOptions:
    """Put the answer to a question of a reading where it belongs among the reading options."""
    value: Any = answer
    if question.code in _WHOLE_NUMBERS:
        value = int(answer)
    elif question.code == "day_first":
        value = answer.casefold() in _YES
    elif question.code == "type":
        value = ColumnType(answer)
    if question.column is None:
        return replace(options, **{question.code: value})
    known = next((one for one in options.columns if one.name == question.column), ColumnReading(question.column))
    others = tuple(one for one in options.columns if one.name != question.column)
    return replace(options, columns=(*others, replace(known, **{question.code: value})))


def answer_as_read(options: ReadingOptions, questions: Sequence[Question]) -> ReadingOptions:
    """Answer every question with what the reading has used: the likeliest, which stands first."""
    asked = [question for question in questions if question.choices]
    return reduce(lambda told, question: answer_question(told, question, question.choices[0].answer), asked, options)
