"""What moved a number between two spans of time, in words that place the change and never explain it."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from vil.analysis import Contributions, Pattern, RateDecomposition
from vil.formats import find_shown_gap, format_difference, format_number, format_period, format_value
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.series import Series
from vil.narration.context import say_break_between
from vil.narration.names import join_words, name_subject, raise_first
from vil.narration.narrative import Narrative

WHERE_NOT_WHY = "Det viser, hvor tallet flyttede sig, ikke hvorfor."
CALM = "Tallet svinger, som det plejer. Forskellen kan være tilfældig."
_MOST = 0.75
_NAMED = 3
Span = tuple[Period, Period]


def describe_moving(
    series: Series,
    pattern: Pattern,
    spans: tuple[Span, Span] | None,
    *,
    added: Contributions | None,
    divided: RateDecomposition | None,
    left_out: Sequence[str] = (),
) -> Narrative:
    """Say what moved a number from one span to the next. `series` is the whole that is parted, `pattern` what it shows."""
    words = name_subject(series).words
    if spans is None:
        return _say(f"{words}: ikke to perioder at holde op imod hinanden", ("Vælg en anden sammenligning.",))
    if added is None and divided is None:
        return _say(
            f"{words}: tallet kan ikke deles op",
            ("Det er et gennemsnit, en midterværdi eller et antal forskellige, og de kan ikke lægges sammen af dele.",)
            if not left_out
            else (_say_left_out(left_out),),
        )
    measure = series.indicator.measure
    scale = series.indicator.scale if divided else 1.0
    old, new = _ends(added, divided, scale)
    told = _say_parts(added, measure) if added else _say_mix(divided, scale, measure) if divided else ()
    sure = () if pattern.has_signal else (CALM,)
    broken = say_break_between(series, spans[0][0], spans[1][1])
    of_parts = " i de dele, der kan ses" if left_out else ""
    sentences = (_say_change(spans, old, new, measure, of_parts), *told, *sure, *broken, WHERE_NOT_WHY)
    gaps = (_say_left_out(left_out),) if left_out else ()
    headline = f"{words}: fra {format_value(old, measure)} til {format_value(new, measure)}{of_parts}"
    return _say(headline, (*sentences, *gaps))


def _ends(added: Contributions | None, divided: RateDecomposition | None, scale: float) -> tuple[float, float]:
    if divided is not None:
        return divided.before * scale, divided.after * scale
    return (added.before, added.after) if added is not None else (0.0, 0.0)


def _say(headline: str, sentences: tuple[str, ...]) -> Narrative:
    return Narrative(headline, sentences, f"{headline}. {' '.join(sentences)}")


def name_span(span: Span) -> str:
    """Name a span of time: marts 2026, or april 2025 til marts 2026."""
    first, last = span
    return format_period(last) if first == last else f"{format_period(first)} til {format_period(last)}"


def _say_change(spans: tuple[Span, Span], old: float, new: float, measure: Measure, of_parts: str) -> str:
    change = find_shown_gap(new, old, measure)
    held = f"{raise_first(name_span(spans[1]))} mod {name_span(spans[0])}"
    if change == 0:
        return f"{held}: tallet er det samme{of_parts}."
    return f"{held}: tallet er {format_difference(change, measure)} {'højere' if change > 0 else 'lavere'}{of_parts}."


def _say_parts(added: Contributions, measure: Measure) -> tuple[str, ...]:
    moved = [unit for unit in added.units if round(unit[3], measure.decimals)]
    if not moved:
        return ("Ingen af delene har flyttet sig.",)
    named = [f"{name} ({_signed(size, measure)})" for name, _, _, size in moved[:_NAMED]]
    ups, downs = sum(unit[3] > 0 for unit in moved), sum(unit[3] < 0 for unit in moved)
    new = (f"Ny: {join_words(added.came)}.",) if added.came else ()
    gone = (f"Ikke med mere: {join_words(added.went)}.",) if added.went else ()
    return (f"Mest flyttede {join_words(named)}.", *_count_ways(ups, downs, len(added.units)), *new, *gone)


def _count_ways(ups: int, downs: int, parts: int) -> tuple[str, ...]:
    """Count the parts that went up and down; empty where there is but one."""
    if parts < 2:
        return ()
    if parts in (ups, downs):
        return (f"Alle {format_number(parts)} dele gik {'op' if ups else 'ned'}.",)
    counted = " og ".join(
        f"{format_number(count) if count else 'ingen'} {way}" for count, way in ((ups, "op"), (downs, "ned"))
    )
    return (f"Af {format_number(parts)} dele gik {counted}.",)


def _signed(size: float, measure: Measure) -> str:
    sign = "" if round(size, measure.decimals) == 0 else "+" if size > 0 else "−"
    return f"{sign}{format_difference(size, measure)}"


def _say_mix(divided: RateDecomposition, scale: float, measure: Measure) -> tuple[str, ...]:
    before, after, mix, rate = (part * scale for part in (divided.before, divided.after, divided.mix, divided.rate))
    change = find_shown_gap(after, before, measure)
    if change == 0 and round(mix, measure.decimals) == 0:
        return ("Fordelingen mellem delene er den samme.",)
    parted = f"{_signed(mix, measure)} ligger i, at fordelingen mellem delene er en anden."
    inside = f"{_signed(find_shown_gap(change, mix, measure), measure)} ligger inde i delene."
    if round(mix, measure.decimals) == 0:
        return ("Det ligger inde i delene. Fordelingen mellem dem er næsten den samme.",)
    if abs(mix) >= _MOST * fsum((abs(mix), abs(rate))):
        return ("Inde i delene er tallet næsten, som det var.", parted, inside)
    return (parted, inside)


def _say_left_out(names: Sequence[str]) -> str:
    shown = join_words(list(names[:_NAMED])) if len(names) <= _NAMED else f"{format_number(len(names))} dele"
    return f"{shown} er skjult eller mangler i en af perioderne og er ikke regnet med."
