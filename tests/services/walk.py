"""A round walked on published numbers: two versions, an action in between, and the numbers moving as was hoped."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from tests.warehouse.builders import months, publish_rows, write_rows
from vil.model.indicator import Aggregation, Direction, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.recipe import Event, Recipe
from vil.model.round import Influence, Reach, Round
from vil.model.series import Comparison, View
from vil.records import Store
from vil.services import rounds
from vil.services.exploring import look
from vil.services.following import read_result

INDICATOR = Indicator(
    "afgang",
    "Afgang til job eller uddannelse",
    Aggregation.RATE,
    Measure("pct.", 1),
    numerator="afgang",
    denominator="ledige",
    scale=100.0,
    direction=Direction.UP,
    definition="Ledige, der i måneden er gået til job eller uddannelse, delt med alle ledige.",
)
RECIPE = Recipe(
    "afgang",
    "Afgang fra ledighed",
    (INDICATOR,),
    Grain.MONTH,
    period="Måned",
    unit="Team",
    source="MSB i Tal",
    extracted_on=date(2026, 11, 2),
    synthetic=True,
    disclosure=Disclosure.PERSONS,
    notes=("Ledige, der flytter fra kommunen, er ikke talt med.",),
    events=(Event(date(2024, 3, 1), "Nyt fagsystem", breaks_series=True),),
)
TEAMS = ("Jobteam Nord", "Jobteam Vest")


def publish_months(folder: Path, count: int) -> None:
    """Publish a version with so many months from January 2022; Jobteam Vest rises from September 2025."""
    draw = random.Random(7)
    rows = []
    for month in months(60, date(2022, 1, 1)):
        for team in TEAMS:
            share = 0.155 if team == "Jobteam Vest" and month >= date(2025, 9, 1) else 0.115
            rows.append((month, team, "unit", None, round(500 * (share + draw.uniform(-0.012, 0.012))), 500))
    kept = write_rows(folder / "rows.parquet", ("afgang", "ledige"), rows[: count * len(TEAMS)])
    publish_rows(folder, kept, RECIPE)


def walk_round(store: Store, folder: Path) -> Round:
    """Walk all five steps: pinned on the first version, followed up on the second."""
    publish_months(folder, 44)
    view = View("afgang", 1, "afgang", "Jobteam Vest", Grain.MONTH, periods=36, comparison=Comparison.WHOLE)
    sight = look(folder / "datasets", view)
    thread = rounds.start_round(store, title="Fra ledig til i gang", team="Jobteam Vest", view=view)
    rounds.save_assumptions(
        store, thread.id, version=1, citizens="De fleste vil gerne i gang.", expectation="Vi ligger nok som de andre."
    )
    wonder = rounds.pin_wonder(
        store,
        thread.id,
        view=view,
        headline=sight.narrative.headline,
        sentence=" ".join(sight.narrative.sentences[:2]),
        text="Hvorfor kommer ikke flere videre, når der mangler folk på lageret ved havnen?",
        compared_with="Alle jobteams under ét",
    )
    rounds.save_wonder(store, wonder.id, version=wonder.version, is_good_enough=False)
    for text in ("Vi kender for få af de små virksomheder.", "De ledige kender ikke jobbene."):
        rounds.add_interpretation(store, wonder.id, text=text)
    rounds.add_explanation(store, wonder.id, text="Flere har brug for hjælp til en cykel", reach=Reach.INDIVIDUAL)
    rounds.add_explanation(
        store,
        wonder.id,
        text="Havnen har flyttet vagterne til natten",
        influence=Influence.EXTERNAL,
        reach=Reach.COLLECTIVE,
    )
    chosen = rounds.add_explanation(store, wonder.id, text="Vi ringer sjældent selv", reach=Reach.COLLECTIVE)
    _act(store, folder, thread.id, chosen.id)
    return rounds.load_round(store, thread.id)


def _act(store: Store, folder: Path, round_id: str, explanation_id: str) -> None:
    action = rounds.add_action(
        store,
        explanation_id,
        text="Ring til fem virksomheder hver uge",
        owner="Sofie Krogh",
        due=date(2025, 9, 12),
        next_step="Skriv de første fem navne på tavlen i morgen.",
        when="klokken er ni om tirsdagen",
        then="sidder to af os ved telefonen i en time.",
        obstacle="Ferie og akutte sager",
        reminder="Tavlen ved kaffemaskinen",
        starts_on=date(2025, 9, 1),
        direction=Direction.UP,
        target=14.5,
        by=date(2026, 8, 31),
        for_whom="Borgere, der får et svar fra en virksomhed samme uge.",
    )
    rounds.seal_expectation(store, action.id, baseline=11.5, today=date(2025, 8, 28))
    publish_months(folder, 58)
    thread = rounds.load_round(store, round_id)
    result = read_result(folder / "datasets", store, thread, thread.actions[0])
    rounds.record_follow_up(
        store,
        action.id,
        data_version=result.sight.version.number,
        verdict=result.outcome.verdict,
        sentence=result.narrative.headline,
        note="De små virksomheder vil gerne ringes op, men ikke om fredagen.",
        who_must_know="Områdechefen og de andre jobteams",
        next_meeting=date(2027, 1, 14),
    )
