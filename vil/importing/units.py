"""Find which column names the units, and which headers are units themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from vil.importing.columns import ColumnPlan, is_period_name
from vil.importing.members import is_group, is_total
from vil.importing.places import is_place
from vil.model.reading import ColumnType

_UNIT_NAME = re.compile(
    r"kommune|område|omraade|(?:^|[\W_])(?:omr|area|region|landsdel|enhed|unit|afdeling|center|centre|institution|skole|tilbud|team|sted"
    r"|municipality|province|bopæl|hospital|distrikt|driftsområde|organisation|omrkk|titel|title|plejehjem|dagtilbud|arbejdssted|forvaltning|sygehus)"
    r"|(?:center|sted|afdeling|forvaltning|(?<!måle)enhed)$",
    re.IGNORECASE,
)
_DIMENSION_NAME = re.compile(
    r"køn|(?:^|[\W_])(?:sex|gender|type|status|civilstand|herkomst|ancestry|årsag)(?:$|[\W_])|status$|type$|målgruppe|kategori|category"
    r"|hastegrad",
    re.IGNORECASE,
)
_WHOLE_PLACE = re.compile(r"hele landet.*|all denmark|danmark|denmark", re.IGNORECASE)
MOST_UNITS = 3000


def is_unit_name(name: str) -> bool:
    """Tell whether a header is a word for a unit of an organisation or a place."""
    return _UNIT_NAME.search(name) is not None


def choose_unit(plans: Sequence[ColumnPlan], members: Mapping[str, Sequence[str]]) -> str | None:
    """Choose the column whose members are the units: places first, then names for units, then what varies."""
    scores = {
        plan.name: _score(plan, members[plan.name])
        for plan in plans
        if plan.type in (ColumnType.TEXT, ColumnType.CODE) and members.get(plan.name)
    }
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best is not None and scores[best] >= 0.5 else None


def _score(plan: ColumnPlan, members: Sequence[str]) -> float:
    if len(members) > MOST_UNITS:
        return 0.0
    places = sum(is_place(member) or is_group(member) or bool(_WHOLE_PLACE.fullmatch(member)) for member in members)
    others = [member for member in members if not is_total(member)]
    score = 5.0 if places * 2 >= len(members) else 0.0
    is_named = _UNIT_NAME.search(plan.name) is not None and not _is_measure_column(plan.name, members)
    score += 3.0 if is_named else -0.5 if _DIMENSION_NAME.search(plan.name) else 0.0
    score += 1.0 if len(others) > 1 else -1.0 if is_named else -3.0
    score -= 2.0 if plan.type is ColumnType.CODE else 5.0 if is_period_name(plan.name) else 0.0
    return score + (math.log10(len(members)) / 10 if score >= 4 else 0.0)


def _is_measure_column(name: str, members: Sequence[str]) -> bool:
    """Tell whether "Enhed" means the unit of measurement here, as it does in StatBank extracts."""
    return name.strip().casefold() in {"enhed", "unit", "måleenhed"} and len(members) == 1


def find_unit_headers(numeric: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find headers that are units (mostly places), and the totals beside them; both empty when they are measures."""
    totals = tuple(name for name in numeric if is_total(name))
    others = tuple(name for name in numeric if name not in totals)
    places = sum(is_place(name) for name in others)
    return (others, totals) if len(others) > 1 and places >= len(others) * 0.6 else ((), ())
