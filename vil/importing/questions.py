"""What only a person can decide: numbers and dates that can be read in two ways, and nothing in the file that settles it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vil.importing import question_messages as messages
from vil.importing.columns import ColumnPlan, FileStyle, number_forms
from vil.importing.day_order import find_day_order
from vil.importing.numbers import Form, Style, parse_number
from vil.model.reading import Choice, ColumnType, Question
from vil.model.recipe import ReadingOptions

_OPEN = {
    Form.POINT_OR_GROUP: (Style(",", "."), Style(".", ",")),
    Form.COMMA_OR_GROUP: (Style(",", "."), Style(".", ",")),
}
_SHOWN = 3
_MOST_ALONE = 3
"""More columns than this with the same doubt are asked about once, for the whole file."""


def with_questions(
    plans: Sequence[ColumnPlan],
    samples: Mapping[int, Counter[str]],
    of_file: FileStyle,
    options: ReadingOptions,
    *,
    has_natives: bool,
    is_danish: bool,
) -> tuple[list[ColumnPlan], tuple[Question, ...]]:
    """Find the questions a file leaves open; the plans say so as doubts, and keep the reading that is likeliest.

    `is_danish` says that the file is marked as Danish: then days come before months, and that is not asked about.
    """
    answered = {one.name: one for one in options.columns}
    questions: list[Question] = []
    asked: list[ColumnPlan] = []
    for plan in plans:
        question = None
        given = answered.get(plan.name)
        sample = samples.get(plan.place, Counter())
        if plan.type is ColumnType.NUMBER and not options.decimal and not (given and given.decimal):
            question = _ask_decimal(plan, sample, of_file, has_natives, is_danish)
        elif plan.type is ColumnType.DATE and not is_danish and not (given and given.day_first is not None):
            question = _ask_day_first(plan, sample)
        if question:
            questions.append(question)
            kept = tuple(doubt for doubt in plan.doubts if doubt.code != "ambiguous_number")
            plan = replace(plan, doubts=(*kept, messages.two_readings(question)))
        asked.append(plan)
    return asked, _gathered(questions)


def _ask_decimal(
    plan: ColumnPlan, sample: Counter[str], of_file: FileStyle, has_natives: bool, is_danish: bool
) -> Question | None:
    """Ask what the mark means where every number has exactly three digits after a single one."""
    forms = number_forms(sample, has_natives)
    if len(forms) != 1 or of_file.verdict.is_settled:
        return None
    form = next(iter(forms))
    if form not in _OPEN:
        return None
    cells = [text for text in sample if text not in plan.missing][:_SHOWN]
    styles = sorted(_OPEN[form], key=lambda style: style.decimal != plan.style.decimal)
    choices = tuple(
        Choice(
            style.decimal,
            messages.decimal_label(style.decimal),
            messages.decimal_evidence(
                [(cell, parse_number(cell, style) or 0.0) for cell in cells],
                is_grouped=(form is Form.POINT_OR_GROUP) == (style.decimal == ","),
                is_danish=is_danish,
                decimal=style.decimal,
            ),
        )
        for style in styles
    )
    return Question("decimal", plan.name, messages.decimal_question(plan.name, cells[0]), choices)


def _ask_day_first(plan: ColumnPlan, sample: Counter[str]) -> Question | None:
    """Ask what comes first where no day and no month is above twelve."""
    order = find_day_order(text for text in sample if text not in plan.missing)
    if order is None or not order.is_open:
        return None
    cell = next((text for text in sample if order.differs(text)), None)
    if cell is None:
        return None
    choices = tuple(
        Choice(
            str(day_first).lower(),
            messages.day_label(day_first),
            messages.day_evidence(cell, order.read(cell, day_first)),
        )
        for day_first in (True, False)
    )
    return Question("day_first", plan.name, messages.day_question(plan.name, cell), choices)


def _gathered(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Ask once for the whole file where many columns have the same doubt about their decimal mark."""
    alike = [question for question in questions if question.code == "decimal"]
    marks = {question.choices[0].answer for question in alike}
    if len(alike) <= _MOST_ALONE or len(marks) != 1:
        return tuple(questions)
    first = alike[0]
    whole = Question("decimal", None, messages.decimal_question_of_file(len(alike), str(first.column)), first.choices)
    return (whole, *(question for question in questions if question.code != "decimal"))


_DANISH = re.compile(
    r"[æøå]|(?:^|[\W_])(?:dato|antal|kommune|afdeling|enhed|uge|kvartal|tid|i alt|hele landet|andel|pct|alder|skole)(?:$|[\W_])",
    re.IGNORECASE,
)
_TEXTS_SEEN = 200


def is_marked_danish(
    names: Mapping[int, str], samples: Mapping[int, Counter[str]], delimiter: str | None, of_file: FileStyle
) -> bool:
    """Tell whether a file shows that it is Danish: its delimiter, its decimal comma, or Danish words and letters."""
    if delimiter == ";" or (of_file.has_marks and of_file.verdict.is_settled and of_file.verdict.style.decimal == ","):
        return True
    texts = [text for sample in samples.values() for text, _ in zip(sample, range(_TEXTS_SEEN), strict=False)]
    return any(_DANISH.search(text) for text in (*names.values(), *texts))
