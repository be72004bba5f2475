"""Say who approved a number, and why an approval no longer holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from vil.formats import format_date
from vil.model.card import Approval
from vil.narration.names import join_words

_FACTS = {
    "name": "navnet",
    "definition": "definitionen",
    "aggregation": "måden at regne på",
    "measure": "måleenheden",
    "value": "kolonnen med tallet",
    "numerator": "tælleren",
    "denominator": "nævneren",
    "key": "det, vi tæller forskellige af",
    "only": "det, der tælles med",
    "formula": "regnestykket",
    "weight": "vægten",
    "persons": "antallet af personer bag",
    "behind": "svaret om, hvem der står bag",
    "part_of": "det, tallet er en del af",
    "scale": "skalaen",
    "grain": "periodens længde",
    "period": "kolonnen med perioden",
    "unit": "kolonnen med enheden",
    "unit_levels": "enhedernes niveauer",
    "dimensions": "opdelingen",
    "bands": "grupperne",
    "totals": "det, der står for flere",
    "filters": "udvalget af rækker",
    "added_over": "det, der er lagt sammen",
    "person_key": "det, der skiller personer ad",
    "disclosure": "beskyttelsen af personer",
    "threshold": "grænsen for små tal",
    "columns": "kolonnerne i udtrækket",
    "parts": "de tal, det er regnet ud af",
}
_NAMED_AT_MOST = 3


def say_approved(approval: Approval) -> str:
    """Say who approved a number and when."""
    return f"af {approval.name}, {format_date(approval.approved_on)}"


def say_lapsed(changed: Sequence[str], since: datetime | None) -> str:
    """Say why an approval has lapsed, and since when."""
    if "indicator" in changed:
        return "Godkendelsen er udløbet, fordi tallet ikke er med mere."
    names = [_FACTS.get(name, name) for name in changed]
    if len(names) > _NAMED_AT_MOST:
        names = [*names[: _NAMED_AT_MOST - 1], f"{len(names) - _NAMED_AT_MOST + 1} ting mere"]
    when = f" i den udgave, der kom {format_date(since)}" if since else ""
    return f"Godkendelsen er udløbet, fordi {join_words(names)} er ændret{when}."
