"""The unit of measurement (måleenhed) from headers and titles, and whether figures may be added."""

from __future__ import annotations

import re
from collections.abc import Sequence

WHOLE_TABLE = ""
"""The column name in a reading's `measures` that stands for every value of the table."""
_STATED = re.compile(r"(?:units?|enhed|måleenhed|maaleenhed)\s*:\s*(?P<unit>.+)", re.IGNORECASE)
_PATTERNS = (
    (r"pct|procent|per ?cent|%|(?:^|[\W_])(?:andel|share)", "pct."),
    (r"(?:pr|per)\.? ?100\.?000", "pr. 100.000"),
    (r"(?:pr|per)\.? ?10\.?000", "pr. 10.000"),
    (r"(?:pr|per)\.? ?1\.?000(?![\d.])", "pr. 1.000"),
    (r"kr\.? pr\.? m2", "kr. pr. m2"),
    (r"(?:mio|million)\w*\.? ?kr|dkk mio", "mio. kr."),
    (r"1\.?000 ?kr|tkr|t\.kr|dkk 1,?000", "1.000 kr."),
    (r"(?:^|[\W_])(?:kr|kroner|dkk|beløb|udgift\w*|omkostning\w*)(?:$|[\W_])", "kr."),
    (r"(?:^|[\W_])(?:\w*dage|days)(?:$|[\W_])", "dage"),
    (r"(?:^|[\W_])(?:uger|weeks)(?:$|[\W_])", "uger"),
    (r"(?:^|[\W_])(?:måneder|months)(?:$|[\W_])", "måneder"),
    (r"(?:^|[\W_])(?:minut\w*|minutes|min)(?:$|[\W_])", "minutter"),
    (r"(?:^|[\W_])(?:timer|hours)(?:$|[\W_])", "timer"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in _PATTERNS)
_AVERAGE = re.compile(
    r"pct|procent|per ?cent|%|(?:^|[\W_])(?:andel|share|rate|ratio|kvote)|rate$|score|gennemsnit|gns|snit(?:$|[\W_])"
    r"|average|mean|median"
    r"|(?:^|[\W_])(?:pr|per)(?:\.|[\W_])|tid(?:$|[\W_])|inde(?:x|ks)|kumul|cumul|std|(?:^|[\W_])(?:min|max|sd|p\d\d)(?:$|[\W_])"
    r"|wealth|frekvens|kvartil|befolkning|population|folketal|indbyggere|bestand|beholdning|ultimo|primo",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"befolkning|population|folketal|folk1a|indbyggere|bestand|beholdning|ultimo|primo|(?:^|\W)(?:åbne|ventende) \w+|venteliste",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:antal |number of )?(?:personer|persons?|people|borgere|indbyggere|households?|husstande|boliger|dwellings|stk\.?)",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"(?:inden|efter|within|over|under|mere end|mindst) (?:for )?\d+ \w+", re.IGNORECASE)
"""A limit in a name ("vurderet inden 24 timer") is not what the figure is measured in."""
_AND_TIME = re.compile(r"(?:,| og| and|,? efter| by) (?:tid|time)(?:$|(?=\W))", re.IGNORECASE)
_AMOUNT = re.compile(
    r"antal|number|count|beløb|kr|dkk|udgift|indtægt|timer|hours|årsværk|fuldtid|personer|i alt|sum|værdi",
    re.IGNORECASE,
)
_NO_MEASURE = re.compile(
    r"(?:^|[\W_])(?:sort|sekvens|sequence|rækkefølge|niveau|level|lat|lon|længdegrad|breddegrad)(?:$|[\W_])",
    re.IGNORECASE,
)


def find_measure(text: str) -> str | None:
    """Find the unit of measurement in a header or title, None when it says nothing.

    >>> find_measure("Fravær (pct.)")
    'pct.'
    """
    stated = _STATED.search(text)
    text = _DEADLINE.sub("", text)
    for pattern, name in _COMPILED:
        if pattern.search(stated["unit"] if stated else text):
            return name
    return None


def find_measures(columns: Sequence[str], titles: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pair columns with their unit of measurement; what a title says holds for the whole table."""
    found = [(column, measure) for column in columns if (measure := find_measure(column))]
    for title in titles:
        stated = _STATED.search(title)
        if stated:
            is_count = re.match(r"antal|number", stated["unit"], re.IGNORECASE)
            named = find_measure(title) or ("" if is_count else stated["unit"].strip())
            return (*found, (WHOLE_TABLE, named)) if named else tuple(found)
    return tuple(found)


def is_average(name: str, has_decimals: bool) -> bool:
    """Tell whether figures under this name are averages, shares, stocks or running totals, which must not be added up.

    "og tid" closes the titles of StatBank and is no measure. Figures with decimals are taken for averages unless the name
    says that they are amounts.
    """
    name = _AND_TIME.sub("", name)
    return _AVERAGE.search(name) is not None or (has_decimals and not _AMOUNT.search(name))


def is_stock(name: str) -> bool:
    """Tell whether whole figures under this name are levels at a point of time, which are added over units but not over time.

    >>> is_stock("Folketal den 1. i kvartalet"), is_stock("Underretninger")
    (True, False)
    """
    return _STOCK.search(name) is not None and find_measure(name) in (None, "")


def counts_things(measure: str) -> bool:
    """Tell whether a unit of measurement is none, or only names what is counted.

    >>> counts_things(""), counts_things("persons"), counts_things("pct.")
    (True, True, False)
    """
    return not measure or _COUNTED.fullmatch(measure.strip()) is not None


def is_no_figure(name: str) -> bool:
    """Tell whether a column of numbers only orders or places the rows."""
    return _NO_MEASURE.search(name) is not None
