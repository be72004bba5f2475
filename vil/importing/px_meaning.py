"""What the statements of a PX file mean: its variables with their members, and what is wrong with it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vil.importing import px_messages as messages
from vil.importing.kinds import refused_as
from vil.importing.periods import parse_period
from vil.importing.px_syntax import Statement, read_texts
from vil.model.period import Grain, Period, span
from vil.model.reading import Doubt

_WANTED = ("MATRIX", "SUBJECT-AREA", "TITLE", "CONTENTS", "UNITS", "DECIMALS")
"""Keywords that every PX file must have beside those that its figures hang on; DESCRIPTION may stand for TITLE."""
_GRAINS = {
    "A": Grain.YEAR, "H": Grain.HALF, "Q": Grain.QUARTER, "M": Grain.MONTH, "W": Grain.WEEK, "D": Grain.DAY,
}  # fmt: skip
_MARKS = {Grain.YEAR: "", Grain.HALF: "-H", Grain.QUARTER: "-Q", Grain.MONTH: "-", Grain.WEEK: "-W"}
_TIME_LIST = re.compile(r"TLIST\s*\(\s*(?P<grain>[AHQMWD])\d*\s*[,)]", re.IGNORECASE)


@dataclass(frozen=True)
class Variable:
    """A variable: its name, the labels and codes of its members in the order of the figures, and whether it is time.

    `totals` are members that the file says stand for others; `keys` what lines of figures begin with in the KEYS form.
    """

    name: str
    labels: tuple[str, ...]
    codes: tuple[str, ...] = ()
    is_time: bool = False
    totals: tuple[str, ...] = ()
    is_keyed: bool = False
    keys: tuple[str, ...] = ()


@dataclass
class PxHead:
    """Everything before the figures. `symbols` says what the signs for missing values stand for."""

    variables: tuple[Variable, ...]
    titles: tuple[str, ...]
    symbols: dict[str, str]
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many figures there should be."""
        return math.prod(len(variable.labels) for variable in self.variables)


class _Statements:
    """The statements in the file's own language, by keyword and what they are about."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.all = [one for one in statements if not one.language]
        self.faulty = [one for one in statements if one.is_faulty]
        self.by_name = {(one.keyword, one.about): one for one in self.all}

    def texts(self, keyword: str, *about: str) -> tuple[str, ...]:
        found = self.by_name.get((keyword, about))
        return (read_texts(found.value) or ()) if found else ()

    def value(self, keyword: str, *about: str) -> str:
        found = self.by_name.get((keyword, about))
        return " ".join(read_texts(found.value) or (found.value,)) if found else ""

    def has(self, keyword: str) -> bool:
        return any(one.keyword == keyword for one in self.all)


def find_meaning(statements: Sequence[Statement]) -> PxHead:
    """Find variables, titles and signs; ReadingRefused when it cannot be known which figure belongs to what."""
    found = _Statements(statements)
    stub, heading = (tuple(filter(None, found.texts(keyword))) for keyword in ("STUB", "HEADING"))
    names = (*stub, *heading)
    _refuse_faults(found, names)
    head = PxHead((), tuple(filter(None, _titles(found))), _symbols(found))
    head.doubts += [messages.faulty_keyword(one.keyword, one.about) for one in found.faulty]
    missing = [key for key in _WANTED if not found.has(key) and not (key == "TITLE" and found.has("DESCRIPTION"))]
    if missing:
        head.doubts.append(messages.missing_keywords(missing))
    head.variables = tuple(_variable(found, name, head.doubts) for name in names)
    _doubt_contents(found, head, names)
    return head


def _refuse_faults(found: _Statements, names: Sequence[str]) -> None:
    if not names:
        raise refused_as(messages.refused_without("STUB og HEADING"))
    if len(set(names)) < len(names):
        raise refused_as(messages.refused_twice([name for name in names if names.count(name) > 1]))
    faulty = {one.about for one in found.faulty if one.keyword == "VALUES"}
    for name in names:
        if (name,) in faulty:
            raise refused_as(messages.refused_values(name))
        if not found.texts("VALUES", name):
            raise refused_as(messages.refused_without_values(name))
    valued = {one.about[0] for one in found.all if one.keyword == "VALUES" and len(one.about) == 1}
    if left_over := sorted(valued - set(names)):
        raise refused_as(messages.refused_left_over(left_over))
    again = [
        one for one in found.all if one.keyword == "VALUES" and found.by_name["VALUES", one.about].value != one.value
    ]
    if again:
        raise refused_as(messages.refused_values(again[0].about[0]))


def _titles(found: _Statements) -> tuple[str, ...]:
    units = found.value("UNITS").strip()
    title = found.value("TITLE") or found.value("DESCRIPTION") or found.value("CONTENTS")
    return (title.strip(), messages.stated_unit(units) if units else "")


def _symbols(found: _Statements) -> dict[str, str]:
    """Say what each sign stands for, by the file's own words."""
    keywords = {"-": "DATASYMBOLNIL", **{"." * count: f"DATASYMBOL{count}" for count in range(1, 7)}}
    return {sign: found.value(keyword) for sign, keyword in keywords.items() if found.value(keyword)}


def _variable(found: _Statements, name: str, doubts: list[Doubt]) -> Variable:
    labels = tuple(" ".join(label.split()) for label in found.texts("VALUES", name))
    codes = found.texts("CODES", name)
    if codes and len(codes) != len(labels):
        doubts.append(messages.unequal_codes(name, len(codes), len(labels)))
        codes = ()
    written = labels
    periods = _time_periods(found, name, len(labels), doubts)
    if periods:
        labels = _label_periods(name, labels, periods)
    labels = _tell_apart(name, labels, codes, doubts)
    key = found.value("KEYS", name).upper()
    return Variable(
        name=name,
        labels=labels,
        codes=codes,
        is_time=bool(periods),
        totals=_totals(found, name, labels, codes),
        is_keyed=bool(key),
        keys=codes if key == "CODES" and codes else written,
    )


def _totals(found: _Statements, name: str, labels: tuple[str, ...], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Find the members that stand for others: the one that a variable is left out by, and those with members below them."""
    label_of = dict(zip(codes, labels, strict=False)) | {label: label for label in labels}
    hierarchy = found.by_name.get(("HIERARCHIES", (name,)))
    parents = re.findall(r'"([^"]*)"\s*:', hierarchy.value) if hierarchy else []
    named = [*found.texts("ELIMINATION", name), *parents]
    return tuple(dict.fromkeys(label_of[one] for one in named if one in label_of))


def _time_periods(found: _Statements, name: str, count: int, doubts: list[Doubt]) -> tuple[Period, ...]:
    """Read TIMEVAL: the periods of a variable of time, listed or from first to last."""
    value = found.value("TIMEVAL", name)
    kind = _TIME_LIST.match(value)
    if not kind:
        return ()
    grain = _GRAINS[kind["grain"].upper()]
    texts = re.findall(r'"([^"]*)"', value)
    periods = [period for text in texts if (period := _period_of(text, grain))]
    if len(periods) == 2 and re.search(r'"\s*-\s*"', value):
        periods = list(span(*periods))
    if len(periods) != count:
        doubts.append(messages.unequal_times(name, len(periods), count))
        return ()
    return tuple(periods)


def _period_of(text: str, grain: Grain) -> Period | None:
    digits = text.strip()
    if digits.isdigit() and grain in _MARKS:
        try:
            return Period.parse(f"{digits[:4]}{_MARKS[grain]}{digits[4:]}")
        except ValueError:
            return None
    period = parse_period(digits)
    return period if period and period.grain is grain else None


def _label_periods(name: str, labels: tuple[str, ...], periods: Sequence[Period]) -> tuple[str, ...]:
    """Keep labels that say the same periods as TIMEVAL, write its own where they say none; refuse where they disagree."""
    read = [parse_period(label) for label in labels]
    same_grain = [
        (mine, theirs) for mine, theirs in zip(read, periods, strict=True) if mine and mine.grain is theirs.grain
    ]
    if any(mine != theirs for mine, theirs in same_grain):
        raise refused_as(messages.refused_times(name))
    return labels if len(same_grain) == len(labels) else tuple(period.code for period in periods)


def _tell_apart(name: str, labels: tuple[str, ...], codes: tuple[str, ...], doubts: list[Doubt]) -> tuple[str, ...]:
    """Add the code (or the place) to labels that several members share, so that no two members become one."""
    shared = {label for label in labels if labels.count(label) > 1} if len(set(labels)) < len(labels) else set()
    if not shared:
        return labels
    doubts.append(messages.shared_labels(name, sorted(shared)))
    marks = codes if len(set(codes)) == len(labels) else tuple(str(place) for place in range(1, len(labels) + 1))
    return tuple(f"{label} ({mark})" if label in shared else label for label, mark in zip(labels, marks, strict=True))


def _doubt_contents(found: _Statements, head: PxHead, names: Sequence[str]) -> None:
    """Point out a variable of contents, whose members are figures of different kinds, and one that does not exist."""
    contents = found.value("CONTVARIABLE")
    if contents and contents not in names:
        head.doubts.append(messages.unknown_contents(contents))
    elif contents:
        variable = next(one for one in head.variables if one.name == contents)
        units = [(label, found.value("UNITS", label)) for label in variable.labels]
        if len(variable.labels) > 1:
            head.doubts.append(messages.several_contents(contents, units))
