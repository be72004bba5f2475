"""Decide what every column holds, and how its cells become values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vil.importing import messages
from vil.importing.day_order import DayOrder, find_day_order, month_first_sql
from vil.importing.engine import literal
from vil.importing.missing import ERRORS, MISSING
from vil.importing.numbers import (
    Form,
    Style,
    Verdict,
    count_forms,
    decide_style,
    find_form,
    is_bookkept,
    may_be_read,
    number_sql,
    parse_number,
)
from vil.importing.period_cells import are_years_of_one_life, judge_periods
from vil.importing.periods import parse_header, parse_period
from vil.importing.places import are_municipality_codes
from vil.model.period import Grain
from vil.model.reading import ColumnType, Doubt
from vil.model.recipe import ColumnReading, ReadingOptions

_PERIOD_NAME = re.compile(
    r"(?:^|[\W_])(?:year|years|år|aar|årstal|aarstal|tid|periode|period|time|dato|date|dag|day|måned|maaned|month|kvartal|quarter|uge|week"
    r"|halvår|skoleår|regnskabsår|budgetår)(?:$|[\W_])|(?:år|dato|date|måned|periode|kvartal)$",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(r"dato|date(?:$|[\W_])|(?:^|[\W_])(?:dag|day)(?:$|[\W_])", re.IGNORECASE)
_CODE_NAME = re.compile(
    r"(?:^|[\W_])(?:kode|code|koder|nr|no|id|cpr|cvr|pnr|nummer|number|kom|komnr|fips|iso|ean)\.?$|(?:kode|konto|nr\.?|nummer|_id|code)$",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(r"kom|område|area|region|sted|municipality|amt", re.IGNORECASE)
_PLAIN_NATIVE = r"-?\d+(\.\d+)?(e-?\d+)?"
_MAYBE_GROUPED = r"-?\d{1,3}\.\d{3}"
_is_plain_native = re.compile(_PLAIN_NATIVE).fullmatch
_is_digits = re.compile(r"\d+").fullmatch
_ISO = "%Y-%m-%d"
DATE_FORMS = {_ISO: r"\d{4}-\d\d-\d\d(?!\d)"} | {
    f"%d{mark}%m{mark}%Y": rf"\d\d?\{mark}\d\d?\{mark}\d{{4}}(?!\d)" for mark in "-./"
}
"""The forms of dates that the engine reads itself."""
_SURE_MARKERS = frozenset({"..", "...", "…", ":"}) | ERRORS
_BOOLEANS = (
    frozenset({"true", "false"}),
    frozenset({"sand", "falsk"}),
    frozenset({"ja", "nej"}),
    frozenset({"yes", "no"}),
)


PLAIN = Style()

_PLAIN_MARK = re.compile(r"-?\d{1,15}(?:[.,]\d+)?")


@dataclass(frozen=True)
class ColumnPlan:
    """What a column holds and the SQL that turns its cells into values (over the view `texts`).

    `resembles` is what most cells of a column of text would be; `is_nearly_number` that only a few faults make it text;
    `missing` are the signs for a missing value in this file; `is_pseudonym` that its cells are keyed hashes, which tell persons
    apart and nothing else; `parts` names the columns that a period is put together of.
    """

    place: int
    name: str
    type: ColumnType
    sql: str
    grain: Grain | None = None
    style: Style = PLAIN
    doubts: tuple[Doubt, ...] = ()
    markers: tuple[str, ...] = ()
    resembles: ColumnType | None = None
    is_nearly_number: bool = False
    missing: frozenset[str] = MISSING
    is_pseudonym: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileStyle:
    """The marks of a file as a whole, None where no number shows them."""

    verdict: Verdict
    has_marks: bool


def text_sql(place: int) -> str:
    """Name a cell of the view `texts`: a text without blanks round it, NULL when empty (or a value that is typed already)."""
    return f"t{place}"


def plan_columns(
    names: Mapping[int, str],
    samples: Mapping[int, Counter[str]],
    *,
    has_natives: bool = False,
    delimiter: str | None = None,
    options: ReadingOptions,
) -> tuple[list[ColumnPlan], FileStyle]:
    """Propose what every column (by place, from 1) holds from its sample; `verify` says whether all rows agree."""
    missing = MISSING | set(options.missing)
    numeric = [
        place
        for place, sample in samples.items()
        if _is_numeric(sample, missing) or _is_period_of_markers(names[place], sample, missing)
    ]
    forms = {place: number_forms(samples[place], has_natives) for place in numeric}
    of_file = _decide_for_file(list(forms.values()), delimiter, options)
    chosen = {one.name: one for one in options.columns}
    plans = []
    for place, name in names.items():
        sample = samples[place]
        given = chosen.get(name, ColumnReading(name))
        if given.type in (ColumnType.TEXT, ColumnType.CODE):
            plans.append(ColumnPlan(place, name, given.type, text_sql(place)))
            continue
        if given.type is ColumnType.NUMBER or (given.decimal and place in forms):
            counted = forms.get(place) or number_forms(sample, has_natives)
            plans.append(_plan_number(place, name, sample, counted, _told(of_file, given), has_natives))
            continue
        period = _plan_period(
            place, name, sample, has_numbers_right=any(other > place for other in numeric), missing=missing, given=given
        )
        if period:
            plans.append(period)
        elif place in forms and not is_code(name, sample):
            plans.append(_plan_number(place, name, sample, forms[place], of_file, has_natives))
        else:
            plans.append(_plan_text(place, name, sample))
    return [without_marks(replace(plan, missing=missing), options) for plan in plans], of_file


def without_marks(plan: ColumnPlan, options: ReadingOptions) -> ColumnPlan:
    """Let numbers that are said to stand for a missing value (99999) be none."""
    marks = [str(float(mark.replace(",", "."))) for mark in options.missing if _PLAIN_MARK.fullmatch(mark)]
    if plan.type is not ColumnType.NUMBER or not marks:
        return plan
    known = plan.missing | {*options.missing}
    return replace(plan, missing=known, sql=f"CASE WHEN {plan.sql} NOT IN ({', '.join(marks)}) THEN {plan.sql} END")


def _is_numeric(sample: Counter[str], missing: frozenset[str]) -> bool:
    """Tell whether every cell is a number or a sign for a missing one; dots alone are enough, letters alone are not."""
    is_number = False
    for text in sample:
        if find_form(text):
            is_number = True
        elif text not in missing:
            return False
    return is_number or (bool(sample) and set(sample) <= _SURE_MARKERS | (missing - MISSING))


def _is_period_of_markers(name: str, sample: Counter[str], missing: frozenset[str]) -> bool:
    """Tell whether a column named by a period holds nothing but signs for missing values."""
    return bool(sample) and set(sample) <= missing and parse_header(name) is not None


def _told(of_file: FileStyle, given: ColumnReading) -> FileStyle:
    """Let a column be read by the mark that was chosen for it."""
    if not given.decimal:
        return of_file
    return FileStyle(Verdict(Style(given.decimal, {",": ".", ".": ","}.get(given.decimal))), has_marks=True)


def number_forms(sample: Counter[str], has_natives: bool) -> Counter[Form]:
    """Count how the numbers are written; a workbook's own numbers say nothing about that."""
    texts = [text for text in sample if not has_natives or not _is_plain_native(text)]
    return count_forms(texts)


def _decide_for_file(forms: Sequence[Counter[Form]], delimiter: str | None, options: ReadingOptions) -> FileStyle:
    """Decide the marks of the whole file: each column has one vote for each form it shows."""
    votes: Counter[Form] = Counter()
    for counted in forms:
        votes.update(dict.fromkeys(counted, 1))
    verdict = decide_style(votes, delimiter)
    if options.decimal:
        thousands = options.thousands or {",": ".", ".": ","}.get(options.decimal)
        verdict = Verdict(Style(options.decimal, thousands))
    return FileStyle(verdict, any(form is not Form.WHOLE for form in votes))


def is_code(name: str, sample: Counter[str]) -> bool:
    """Tell whether digits are a code: leading zeros, a name that says so, or municipality codes under a place's name."""
    texts = list(sample)
    if not texts or not all(map(_is_digits, texts)):
        return False
    if any(text[0] == "0" and len(text) > 1 for text in texts) and len({len(text) for text in texts}) == 1:
        return True
    if _CODE_NAME.search(name.strip()):
        return True
    return bool(_PLACE_NAME.search(name)) and are_municipality_codes(texts)


def _plan_period(
    place: int,
    name: str,
    sample: Counter[str],
    *,
    has_numbers_right: bool,
    missing: frozenset[str],
    given: ColumnReading,
) -> ColumnPlan | None:
    order = find_day_order(text for text in sample if text not in missing)
    if order and (given.day_first is False or (order.day_is_second and given.day_first is None)):
        return _plan_month_first(place, name, sample, order)
    if _are_excel_days(name, [text for text in sample if text not in missing]):
        doubt = messages.excel_days(name, next(iter(sample)))
        sql = f"(DATE '1899-12-30' + CAST(TRY_CAST({text_sql(place)} AS DOUBLE) AS INTEGER))"
        return ColumnPlan(place, name, ColumnType.DATE, sql, grain=Grain.DAY, doubts=(doubt,))
    cells = judge_periods(sample, missing)
    if cells is None:
        return None
    texts = list(cells.texts)
    are_digits = all(text.isdigit() for text in texts)
    is_told = given.type in (ColumnType.PERIOD, ColumnType.DATE)
    if are_digits and not is_told and not _may_be_bare_period(place, name, texts, has_numbers_right):
        return None
    if any(find_form(text) for text in texts) and not are_digits and not is_period_name(name):
        return None
    if are_digits and cells.faulty and not is_told and not _are_years(name, texts):
        return None
    if cells.grain is Grain.DAY and not cells.grains:
        return ColumnPlan(place, name, ColumnType.DATE, date_sql(place, texts), grain=Grain.DAY)
    return ColumnPlan(place, name, ColumnType.PERIOD, text_sql(place), grain=cells.grain)


def _are_excel_days(name: str, texts: Sequence[str]) -> bool:
    """Tell whether figures are days as Excel counts them, from 2000 to 2050, under a name for a date."""
    is_day = _DAY_NAME.search(name) is not None and len(texts) > 0
    return is_day and all(re.fullmatch(r"\d{5}(?:\.0)?", text) and 36_526 <= int(text[:5]) <= 55_153 for text in texts)


def _plan_month_first(place: int, name: str, sample: Counter[str], order: DayOrder) -> ColumnPlan:
    """Plan dates with the month first; where no one chose that, a cell that can be no other date shows it."""
    shown = next((text for text in sample if order.day_is_second and order.read(text, True) is None), None)
    doubts = (messages.month_first(name, shown),) if shown else ()
    sql = month_first_sql(text_sql(place), order.mark)
    return ColumnPlan(place, name, ColumnType.DATE, sql, grain=Grain.DAY, doubts=doubts)


def _are_years(name: str, texts: list[str]) -> bool:
    """Tell whether digits among faults are years: the name says so, and they lie close."""
    periods = [parse_period(text) for text in texts]
    return is_period_name(name) and are_years_of_one_life([period.start for period in periods if period])


def _may_be_bare_period(place: int, name: str, texts: list[str], has_numbers_right: bool) -> bool:
    """Tell whether bare digits are years or months: the name says so, or a leading column without a name counts years."""
    if is_period_name(name):
        return True
    is_unnamed = name.startswith("(col ")
    return is_unnamed and place <= 2 and has_numbers_right and len(texts) > 1 and all(len(text) == 4 for text in texts)


def is_period_name(name: str) -> bool:
    """Tell whether a header is a word for time."""
    return _PERIOD_NAME.search(name.strip()) is not None


def date_sql(place: int, texts: Sequence[str]) -> str:
    """Write the reading of dates: fast where all are written alike, else one by one from the list of different texts."""
    text = text_sql(place)
    for form, pattern in DATE_FORMS.items():
        if all(re.match(pattern, one) for one in texts):
            return written_date_sql(text, form)
    return slow_date_sql(place)


def written_date_sql(text: str, form: str) -> str:
    """Write the reading of dates of one of the `DATE_FORMS`; what stands after them, a time of day, is left out."""
    if form == _ISO:
        return f"TRY_CAST(left({text}, 10) AS DATE)"
    return f"CAST(try_strptime(regexp_extract({text}, '^[0-9./-]+'), {literal(form)}) AS DATE)"


def slow_date_sql(place: int) -> str:
    """Write the reading of dates in every form, one by one from the list of different texts."""
    return f"(SELECT day FROM days WHERE days.place = {place} AND days.label = {text_sql(place)})"


def _plan_number(
    place: int, name: str, sample: Counter[str], forms: Counter[Form], of_file: FileStyle, has_natives: bool
) -> ColumnPlan:
    own = decide_style(forms)
    style = of_file.verdict.style
    doubts: tuple[Doubt, ...] = ()
    has_marks = any(form is not Form.WHOLE for form in forms)
    if has_marks and not all(may_be_read(form, style) for form in forms):
        style = own.style
        doubts = (messages.mixed_decimal(name, style.decimal),)
    elif has_marks and not own.is_settled and (not of_file.verdict.is_settled or forms[Form.COMMA_OR_GROUP]):
        doubts = _doubt_of(name, sample, style)
    sql = number_sql(text_sql(place), style)
    if has_natives:
        sql = _native_sql(place, sql, has_marks=has_marks)
    if shown := next((text for text in sample if is_bookkept(text)), None):
        doubts += (messages.bookkept(name, shown, parse_number(shown, style)),)
    markers = tuple(text for text in sample if not find_form(text))
    return ColumnPlan(place, name, ColumnType.NUMBER, sql, style=style, doubts=doubts, markers=markers)


def _native_sql(place: int, otherwise: str, *, has_marks: bool) -> str:
    """Write the reading of a workbook's own numbers; beside texts with marks a point before three digits may be such a mark."""
    plain = f"regexp_full_match({text_sql(place)}, {literal(_PLAIN_NATIVE)})"
    if has_marks:
        plain += f" AND NOT regexp_full_match({text_sql(place)}, {literal(_MAYBE_GROUPED)})"
    return f"CASE WHEN n{place} IS NOT NULL AND {plain} THEN n{place} ELSE {otherwise} END"


def _doubt_of(name: str, sample: Counter[str], style: Style) -> tuple[Doubt, ...]:
    texts = [text for text in sample if find_form(text) in (Form.POINT_OR_GROUP, Form.COMMA_OR_GROUP)]
    example = max(texts, key=len)
    read_as = abs(parse_number(example, style) or 0.0)
    bare = re.sub(r"[^\d.,]", "", example).strip(".,")
    other = float(bare.replace(",", ".")) if read_as == int(read_as) else float(re.sub(r"[.,]", "", bare))
    count = sum(sample[text] for text in texts)
    return (messages.ambiguous_numbers(name, example, read_as, other, count),)


def _plan_text(place: int, name: str, sample: Counter[str]) -> ColumnPlan:
    kind = ColumnType.TEXT
    if sample and any({text.casefold() for text in sample} <= pair for pair in _BOOLEANS):
        kind = ColumnType.BOOLEAN
    elif is_code(name, sample):
        kind = ColumnType.CODE
    numbers = sum(count for text, count in sample.items() if find_form(text))
    resembles = None
    if kind is ColumnType.TEXT and (numbers * 2 > sample.total() or (numbers and parse_header(name))):
        resembles = ColumnType.NUMBER
    elif kind is ColumnType.TEXT and is_period_name(name) and any(parse_period(text) for text in sample):
        resembles = ColumnType.PERIOD
    return ColumnPlan(place, name, kind, text_sql(place), resembles=resembles)


def as_empty(plan: ColumnPlan) -> ColumnPlan:
    """Take a column beyond the values of a sheet for figures that are all missing."""
    return replace(plan, type=ColumnType.NUMBER, sql="CAST(NULL AS DOUBLE)", grain=None, resembles=None)


def as_text(plan: ColumnPlan, *doubts: Doubt) -> ColumnPlan:
    """Fall back to text, saying why."""
    return replace(
        plan, type=ColumnType.TEXT, sql=text_sql(plan.place), grain=None, doubts=(*plan.doubts, *doubts), markers=()
    )
