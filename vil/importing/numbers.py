"""Numbers as Danes and others write them: which sign is the decimal mark, and which only groups digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from vil.importing.engine import literal


class Form(StrEnum):
    """How one number is written, as far as the signs alone tell."""

    WHOLE = "whole"
    POINT = "point"
    COMMA = "comma"
    POINT_OR_GROUP = "point or group"
    COMMA_OR_GROUP = "comma or group"
    POINT_GROUPS = "point groups"
    COMMA_GROUPS = "comma groups"
    POINT_GROUPS_COMMA = "point groups, comma"
    COMMA_GROUPS_POINT = "comma groups, point"
    SPACE_GROUPS = "space groups"
    SPACE_GROUPS_COMMA = "space groups, comma"
    SPACE_GROUPS_POINT = "space groups, point"


SPACES = " \u00a0\u202f\u2009'’"
_FORMS = (
    (Form.WHOLE, r"\d+"),
    (Form.POINT_OR_GROUP, r"[1-9]\d{0,2}\.\d{3}"),
    (Form.COMMA_OR_GROUP, r"[1-9]\d{0,2},\d{3}"),
    (Form.POINT, r"\d*\.\d+(?:e[-+]?\d+)?|\d+\.|\d+e[-+]?\d+"),
    (Form.COMMA, r"\d*,\d+(?:e[-+]?\d+)?"),
    (Form.POINT_GROUPS, r"\d{1,3}(?:\.\d{3}){2,}"),
    (Form.COMMA_GROUPS, r"\d{1,3}(?:,\d{3}){2,}"),
    (Form.POINT_GROUPS_COMMA, r"\d{1,3}(?:\.\d{3})+,\d+"),
    (Form.COMMA_GROUPS_POINT, r"\d{1,3}(?:,\d{3})+\.\d+"),
    (Form.SPACE_GROUPS, rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+"),
    (Form.SPACE_GROUPS_COMMA, rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+,\d+"),
    (Form.SPACE_GROUPS_POINT, rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+\.\d+"),
)
_ANY_FORM = re.compile("|".join(f"(?P<{form.name}>{pattern})" for form, pattern in _FORMS))
"""All forms as one, the first of them that fits by its name; one at a time takes several times as long."""
_CURRENCY = r"(?:kr\.?|dkk|eur|€|\$|£)"
_BLANK = "[\\s\u00a0]*"
_WRAPPING = re.compile(
    rf"^{_BLANK}(?P<open>\()?{_BLANK}(?P<first>[-+−–]?){_BLANK}(?:{_CURRENCY}{_BLANK})?(?P<second>[-+−–]?){_BLANK}"
    rf"(?P<figure>.*?)(?P<price>,-)?(?P<behind>(?<=\d)[-−–])?{_BLANK}(?:%|{_CURRENCY})?{_BLANK}(?P<close>\))?{_BLANK}$"
)
"""What may stand round a figure: a sign, also behind it or as brackets, a currency, a per cent sign, the dash of whole kroner."""


@dataclass(frozen=True)
class Style:
    """What the marks mean: `decimal` is "." or ",", `thousands` a mark, a space (for any kind of space) or None."""

    decimal: str = "."
    thousands: str | None = None


@lru_cache(maxsize=20_000)
def find_form(text: str) -> Form | None:
    """Say how a number is written; None when the text is no number."""
    match = _unwrap(text)
    form = _ANY_FORM.fullmatch(match["figure"]) if match else None
    return Form[str(form.lastgroup)] if form else None


def _unwrap(text: str) -> re.Match[str] | None:
    """Part a figure from what stands round it; None where that is more than one sign or half a pair of brackets."""
    match = _WRAPPING.match(text.lower())
    if not match:
        return None
    signs = [match[one] for one in ("first", "second", "behind", "open") if match[one]]
    return match if len(signs) < 2 and bool(match["open"]) == bool(match["close"]) else None


def is_bookkept(text: str) -> bool:
    """Tell whether a number is negative as bookkeepers write it: in brackets or with the sign behind.

    >>> is_bookkept("(1.234)"), is_bookkept("12,50-"), is_bookkept("-12,50"), is_bookkept("75 år-")
    (True, True, False, False)
    """
    match = _unwrap(text)
    return bool(match and (match["open"] or match["behind"]) and find_form(text))


def count_forms(texts: Iterable[str]) -> Counter[Form]:
    """Count how the numbers among texts are written."""
    return Counter(form for text in texts if (form := find_form(text)))


_SAY_COMMA = (Form.COMMA, Form.POINT_GROUPS_COMMA, Form.SPACE_GROUPS_COMMA)
_SAY_POINT = (Form.POINT, Form.COMMA_GROUPS_POINT, Form.SPACE_GROUPS_POINT)
_SAY_POINT_GROUPS = (Form.POINT_GROUPS, Form.POINT_GROUPS_COMMA)
_SAY_COMMA_GROUPS = (Form.COMMA_GROUPS, Form.COMMA_GROUPS_POINT)


@dataclass(frozen=True)
class Verdict:
    """A style and whether something in the numbers themselves settles it."""

    style: Style
    is_settled: bool = True


def decide_style(forms: Mapping[Form, int], delimiter: str | None = None) -> Verdict:
    """Decide what the marks mean from how the numbers of a column or a whole file are written.

    A lone point before exactly three digits ("5.708") is a decimal point where other numbers have one, else a mark of
    thousands, which is not settled unless other numbers show a decimal comma or several groups.
    """
    comma = sum(forms.get(form, 0) for form in _SAY_COMMA) + forms.get(Form.POINT_GROUPS, 0)
    point = sum(forms.get(form, 0) for form in _SAY_POINT) + forms.get(Form.COMMA_GROUPS, 0)
    spaces = any(forms.get(form) for form in (Form.SPACE_GROUPS, Form.SPACE_GROUPS_COMMA, Form.SPACE_GROUPS_POINT))
    doubtful_point, doubtful_comma = forms.get(Form.POINT_OR_GROUP, 0), forms.get(Form.COMMA_OR_GROUP, 0)
    if comma > point:
        groups = "." if doubtful_point or any(forms.get(form) for form in _SAY_POINT_GROUPS) else None
        return Verdict(Style(",", " " if spaces else groups))
    if point:
        groups = "," if doubtful_comma or any(forms.get(form) for form in _SAY_COMMA_GROUPS) else None
        return Verdict(Style(".", " " if spaces else groups), is_settled=point > comma)
    if doubtful_point:
        return Verdict(Style(",", "."), is_settled=bool(doubtful_comma))
    if doubtful_comma:
        return Verdict(Style(".", ",") if delimiter == "," else Style(","), is_settled=False)
    return Verdict(Style(".", " " if spaces else None))


def may_be_read(form: Form, style: Style) -> bool:
    """Tell whether a number written so is a number under a style."""
    point, comma, space = style.thousands == ".", style.thousands == ",", style.thousands == " "
    allowed = {Form.WHOLE}
    if style.decimal == ",":
        allowed |= {Form.COMMA, Form.COMMA_OR_GROUP}
        allowed |= {Form.POINT_OR_GROUP, Form.POINT_GROUPS, Form.POINT_GROUPS_COMMA} if point else set()
        allowed |= {Form.SPACE_GROUPS, Form.SPACE_GROUPS_COMMA} if space else set()
    else:
        allowed |= {Form.POINT, Form.POINT_OR_GROUP}
        allowed |= {Form.COMMA_OR_GROUP, Form.COMMA_GROUPS, Form.COMMA_GROUPS_POINT} if comma else set()
        allowed |= {Form.SPACE_GROUPS, Form.SPACE_GROUPS_POINT} if space else set()
    return form in allowed


def parse_number(text: str, style: Style) -> float | None:
    """Read a number under a style; None when it is none.

    >>> parse_number(" 66.070.737", Style(",", "."))
    66070737.0
    """
    form, match = find_form(text), _unwrap(text)
    if form is None or match is None or not may_be_read(form, style):
        return None
    digits = "".join(sign for sign in match["figure"] if sign != style.thousands and sign not in SPACES)
    is_negative = match["open"] or any(match[one] in ("-", "−", "–") for one in ("first", "second", "behind"))
    return (-1 if is_negative else 1) * float(digits.replace(",", "."))


_ODDMENTS = literal(rf"{_CURRENCY}|[^-0-9.,e−–+]")
_IS_BOOKKEPT = literal(rf"(?i)^{_BLANK}\(|[0-9][-−–]{_BLANK}(?:%|{_CURRENCY})?{_BLANK}$")


def number_sql(expression: str, style: Style) -> str:
    """Write the same reading as SQL over a trimmed text: a DOUBLE, NULL when the text is no number.

    Bare digits with a decimal mark, which nearly all cells are, take the short way.
    """
    decimal = re.escape(style.decimal)
    plain = rf"-?\d+(?:{decimal}\d+)?"
    quick = f"replace({expression}, ',', '.')" if style.decimal == "," else expression
    value = f"TRY_CAST({_bare_sql(expression, style)} AS DOUBLE)"
    return (
        f"CASE WHEN regexp_full_match({expression}, {literal(plain)}) THEN TRY_CAST({quick} AS DOUBLE) "
        f"WHEN regexp_full_match({expression}, {literal(_full_pattern(style))}) "
        f"THEN CASE WHEN regexp_matches({expression}, {_IS_BOOKKEPT}) THEN 0 - {value} ELSE {value} END END"
    )


def _full_pattern(style: Style) -> str:
    decimal = re.escape(style.decimal)
    grouped = r"\d+"
    if style.thousands:
        mark = f"[{SPACES}]" if style.thousands == " " else re.escape(style.thousands)
        grouped = rf"(?:\d{{1,3}}(?:{mark}\d{{3}})+|\d+)"
    figure = rf"(?:{grouped}(?:{decimal}\d*)?|{decimal}\d+)(?:e[-+]?\d+)?(?:,-)?"
    before, after = rf"(?:{_CURRENCY}{_BLANK})?", rf"{_BLANK}(?:%|{_CURRENCY})?"
    signed = rf"(?:[-+−–]{_BLANK}{before}|{before}[-+−–]?{_BLANK}){figure}{after}"
    return rf"(?i)(?:{signed}|\({_BLANK}{before}{figure}{after}{_BLANK}\)|{before}{figure}[-−–]{after})"


def _bare_sql(expression: str, style: Style) -> str:
    bare = f"regexp_replace(lower({expression}), {_ODDMENTS}, '', 'g')"
    for dash in "−–":
        bare = f"replace({bare}, {literal(dash)}, '-')"
    bare = f"regexp_replace({bare}, ',?-$', '')"
    if style.thousands in (".", ","):
        bare = f"replace({bare}, {literal(style.thousands)}, '')"
    return f"replace({bare}, ',', '.')" if style.decimal == "," else bare
