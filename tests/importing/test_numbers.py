"""Danish and other numbers."""

from __future__ import annotations

import duckdb
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from vil.formats import format_number
from vil.importing.engine import literal
from vil.importing.numbers import Style, count_forms, decide_style, number_sql, parse_number

DANISH = Style(",", ".")


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        (" 66.070.737", DANISH, 66070737),
        ("5.708", DANISH, 5708),
        ("5.708", Style("."), 5.708),
        ("−3,5", DANISH, -3.5),
        ("12 %", DANISH, 12),
        ("kr. 1.000", DANISH, 1000),
        ("-kr. 22,00", DANISH, -22),
        ("kr. -22,00", DANISH, -22),
        ("1.234,50 kr.", DANISH, 1234.5),
        ("€ 1.200", DANISH, 1200),
        ("EUR 1,200.5", Style(".", ","), 1200.5),
        ("1.234,-", DANISH, 1234),
        ("(1.234)", DANISH, -1234),
        ("(1.234,50 kr.)", DANISH, -1234.5),
        ("1.234,50-", DANISH, -1234.5),
        ("12-", Style("."), -12),
        ("(0)", DANISH, 0),
        ("-(12)", DANISH, None),
        ("-12-", DANISH, None),
        ("(12", DANISH, None),
        ("12)", DANISH, None),
        ("(2) 12", DANISH, None),
        ("1 234,5", Style(",", " "), 1234.5),
        ("1,234.5", Style(".", ","), 1234.5),
        ("1.5e-3", Style("."), 0.0015),
        ("12.03.2024", DANISH, None),
        ("5-11", DANISH, None),
        ("75+", DANISH, None),
        ("", DANISH, None),
        ("..", DANISH, None),
    ],
)
def test_a_number_is_read_the_same_by_python_and_by_the_engine(text: str, style: Style, value: float | None) -> None:
    assert parse_number(text, style) == value
    assert duckdb.sql(f"SELECT {number_sql(literal(text.strip()), style)}").fetchall() == [(value,)]


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_danish_number_reads_back(value: object) -> None:
    number = float(str(value))

    assert parse_number(format_number(number, 2), DANISH) == pytest.approx(number, abs=0.005)


@given(
    st.floats(-1e17, 1e17) | st.floats(-5000, 5000) | st.integers(-4000, 4000).map(lambda one: one / 8),
    st.integers(0, 4),
)
def test_a_number_is_written_as_babel_writes_it(value: float, decimals: int) -> None:
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    written = format_decimal(round(value, decimals) + 0.0, format=form, locale="da_DK")
    assert format_number(value, decimals) == written.replace("-", "−")


@pytest.mark.parametrize(
    ("texts", "style", "is_settled"),
    [
        (["1", "22"], Style(".", None), True),
        (["0,5", "1"], Style(",", None), True),
        (["3.9", "1"], Style(".", None), True),
        (["5.708", "6,8"], DANISH, True),
        (["5.708", "66.070.737"], DANISH, True),
        (["5.708", "9.123"], DANISH, False),
        (["5.708", "0.5"], Style(".", None), True),
        (["1,234.5"], Style(".", ","), True),
        (["1 234,5"], Style(",", " "), True),
    ],
)
def test_the_marks_are_decided_from_evidence(texts: list[str], style: Style, is_settled: bool) -> None:
    verdict = decide_style(count_forms(texts))

    assert (verdict.style, verdict.is_settled) == (style, is_settled)
