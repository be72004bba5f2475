"""Write and read a round: everything a team does on the board, kept as it is written.

`version` is always the number the writer last saw on the card. Every write gives the card back as it is now. A writer
who comes too late with one field gets EditedMeanwhile; the other fields are saved, and both texts are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.errors import EditedMeanwhile, ExpectationEmpty, ExpectationSealed, RoundNotFound
from vil.formats import format_date
from vil.model.claim import Claim
from vil.model.indicator import Direction
from vil.model.round import (
    Action,
    Assumptions,
    Explanation,
    FollowUp,
    Hallmark,
    Influence,
    Interpretation,
    Place,
    Reach,
    Round,
    Verdict,
    Wonder,
)
from vil.model.series import View
from vil.records import Store, open_store, reading
from vil.records.editing import (
    ROWS,
    Kind,
    bring_back_card,
    change_card,
    clean,
    hide_card,
    open_card,
)
from vil.records.reading import Trace
from vil.records.tables import (
    ActionRow,
    AssumptionsRow,
    ExplanationRow,
    FollowUpRow,
    InterpretationRow,
    RoundRow,
    WonderRow,
)
from vil.services.fields import (
    EXPECTATION_FIELDS,
    ActionFields,
    AssumptionFields,
    FollowUpFields,
    RoundFields,
    WonderFields,
)
from vil.services.saving import add_card, save_card
from vil.settings import Settings

RecordStore = Store
"""Where rounds are kept, for those who hand it on to the functions below."""


def open_rounds(settings: Settings) -> Store:
    """Open the place where rounds are kept; it can be shared by every thread, and should be opened once."""
    return open_store(settings.database_url)


def start_round(store: Store, *, title: str, team: str = "", view: View | None = None) -> Round:
    """Begin a round."""
    now = datetime.now(UTC)
    with store.writing() as writer:
        row = add_card(writer, RoundRow(title=title, team=team, view=view, created_at=now, changed_at=now))
        add_card(writer, AssumptionsRow(id=row.id, round_id=row.id))
        return _load(writer, row.id)


def load_round(store: Store, round_id: str) -> Round:
    """Load a round with everything in it; RoundNotFound when there is none or it is removed."""
    with store.reading() as reader:
        return _load(reader, round_id)


def list_rounds(store: Store) -> tuple[Round, ...]:
    """List the rounds that are not removed, the one begun last first."""
    with store.reading() as reader:
        return reading.load_rounds(reader)


def list_trace(store: Store, round_id: str) -> tuple[Trace, ...]:
    """List what was changed, removed, brought back and refused in a round, oldest first."""
    with store.reading() as reader:
        return reading.load_trace(reader, round_id)


def save_round(store: Store, round_id: str, *, version: int, **fields: Unpack[RoundFields]) -> Round:
    """Save the title, the team or the view of a round."""
    save_card(store, RoundRow, round_id, version, fields, lambda _writer, row: row.id)
    return load_round(store, round_id)


def save_assumptions(store: Store, round_id: str, *, version: int, **texts: Unpack[AssumptionFields]) -> Assumptions:
    """Save what the team believes before the chart is shown; `version` is that of the round's `assumptions`."""
    return save_card(store, AssumptionsRow, round_id, version, texts, lambda _writer, row: reading.as_assumptions(row))


def pin_wonder(
    store: Store,
    round_id: str,
    *,
    view: View,
    headline: str,
    sentence: str,
    text: str = "",
    compared_with: str = "",
    place: Place | None = None,
) -> Wonder:
    """Pin what the team wonders about, with the view and the page's own words exactly as they are now."""
    with store.writing() as writer:
        open_card(writer, RoundRow, round_id)
        row = WonderRow(
            round_id=round_id, view=view, headline=headline, sentence=sentence, text=text, compared_with=compared_with
        )
        row.pinned_at, row.place = datetime.now(UTC), place
        return reading.as_wonder(add_card(writer, row), ())


def save_wonder(store: Store, wonder_id: str, *, version: int, **fields: Unpack[WonderFields]) -> Wonder:
    """Save what the team says of a wonder."""
    return save_card(store, WonderRow, wonder_id, version, fields, _read_wonder)


def add_interpretation(store: Store, wonder_id: str, *, text: str = "") -> Interpretation:
    """Add one possible reading of a wonder."""
    with store.writing() as writer:
        wonder = open_card(writer, WonderRow, wonder_id)
        row = InterpretationRow(round_id=wonder.round_id, wonder_id=wonder_id, text=text)
        return reading.as_interpretation(add_card(writer, row))


def write_interpretation(store: Store, wonder: Wonder, text: str) -> Interpretation:
    """Write a reading in the first empty place of a wonder, or in a new one."""
    empty = next((card for card in wonder.interpretations if not card.text.strip()), None)
    if empty is None:
        return add_interpretation(store, wonder.id, text=text)
    return save_interpretation(store, empty.id, version=empty.version, text=text)


def save_interpretation(store: Store, interpretation_id: str, *, version: int, text: str) -> Interpretation:
    """Save a reading."""
    return save_card(
        store,
        InterpretationRow,
        interpretation_id,
        version,
        {"text": text},
        lambda _writer, row: reading.as_interpretation(row),
    )


def save_claim(store: Store, interpretation_id: str, *, version: int, claim: Claim | None) -> Interpretation:
    """Save what of a reading can be held against the numbers; None takes it away again."""
    return save_card(
        store,
        InterpretationRow,
        interpretation_id,
        version,
        {"claim": claim},
        lambda _writer, row: reading.as_interpretation(row),
    )


def add_explanation(
    store: Store,
    wonder_id: str,
    *,
    text: str = "",
    influence: Influence = Influence.INTERNAL,
    reach: Reach = Reach.INDIVIDUAL,
) -> Explanation:
    """Add a suspected cause of a wonder, last in its field of the grid."""
    with store.writing() as writer:
        wonder = open_card(writer, WonderRow, wonder_id)
        row = ExplanationRow(round_id=wonder.round_id, wonder_id=wonder_id, text=text, influence=influence, reach=reach)
        row.position = len(_load_field(writer, wonder.round_id, influence, reach))
        return reading.as_explanation(add_card(writer, row))


def save_explanation(store: Store, explanation_id: str, *, version: int, text: str) -> Explanation:
    """Save the text of an explanation."""
    return save_card(
        store,
        ExplanationRow,
        explanation_id,
        version,
        {"text": text},
        lambda _writer, row: reading.as_explanation(row),
    )


def save_hallmark(store: Store, explanation_id: str, *, version: int, hallmark: Hallmark | None) -> Explanation:
    """Save what would be seen in the numbers if an explanation were true."""
    return save_card(
        store,
        ExplanationRow,
        explanation_id,
        version,
        {"hallmark": hallmark},
        lambda _writer, row: reading.as_explanation(row),
    )


def move_explanation(
    store: Store, explanation_id: str, *, version: int, influence: Influence, reach: Reach, position: int
) -> Explanation:
    """Move a card to a place in a field of the grid; the others of the field make room.

    Two who move the same card at once to different fields: the first wins, the other gets EditedMeanwhile.
    """

    def place(writer: Session, card: ExplanationRow) -> Explanation:
        others = [row for row in _load_field(writer, card.round_id, card.influence, card.reach) if row is not card]
        others.insert(max(0, position), card)
        for index, row in enumerate(others):
            row.position = index
        return reading.as_explanation(card)

    def refuse_a_late_move(card: ExplanationRow, to: Mapping[str, Any]) -> None:
        has_moved = any(card.changed_in.get(field, 0) > version for field in to)
        if has_moved and (card.influence, card.reach) != (influence, reach):
            raise EditedMeanwhile(f"{card.influence}/{card.reach}", f"{influence}/{reach}")

    to = {"influence": influence, "reach": reach}
    return save_card(store, ExplanationRow, explanation_id, version, to, place, refuse_a_late_move)


def add_action(store: Store, explanation_id: str, **fields: Unpack[ActionFields]) -> Action:
    """Add what the team will do about an explanation; every field may wait."""
    with store.writing() as writer:
        explanation = open_card(writer, ExplanationRow, explanation_id)
        row = ActionRow(round_id=explanation.round_id, explanation_id=explanation_id, **fields)
        return reading.as_action(add_card(writer, row))


def save_action(store: Store, action_id: str, *, version: int, **fields: Unpack[ActionFields]) -> Action:
    """Save an action; ExpectationSealed, and nothing saved, when a sealed expectation would change."""
    return save_card(
        store,
        ActionRow,
        action_id,
        version,
        fields,
        lambda _writer, row: reading.as_action(row),
        _refuse_what_is_sealed,
    )


def seal_expectation(store: Store, action_id: str, *, baseline: float | None, today: date) -> Action:
    """Seal what the team expects to see, with the median it is held against; from now on it cannot be changed.

    Raises ExpectationSealed when it was sealed before, ExpectationEmpty when there is neither a direction nor a target.
    """
    with store.writing() as writer:
        row = open_card(writer, ActionRow, action_id)
        if row.sealed_on:
            raise ExpectationSealed(format_date(row.sealed_on))
        if row.direction is Direction.NEITHER and row.target is None:
            raise ExpectationEmpty
        change_card(writer, row, seen=row.version, fields={"sealed_on": today, "baseline": baseline})
        return reading.as_action(row)


def record_follow_up(
    store: Store,
    action_id: str,
    *,
    data_version: int,
    verdict: Verdict,
    sentence: str,
    **fields: Unpack[FollowUpFields],
) -> FollowUp:
    """Record what new numbers said of an action's expectation."""
    with store.writing() as writer:
        action = open_card(writer, ActionRow, action_id)
        row = FollowUpRow(
            round_id=action.round_id, action_id=action_id, data_version=data_version, verdict=verdict, **fields
        )
        row.sentence, row.read_at = sentence, datetime.now(UTC)
        return reading.as_follow_up(add_card(writer, row))


def save_follow_up(store: Store, follow_up_id: str, *, version: int, **fields: Unpack[FollowUpFields]) -> FollowUp:
    """Save the note, who must know, and the next learning meeting."""
    return save_card(store, FollowUpRow, follow_up_id, version, fields, lambda _writer, row: reading.as_follow_up(row))


def remove(store: Store, kind: Kind | str, card_id: str) -> None:
    """Take a card, or a whole round, out of sight with what hangs on it; `restore` brings all of it back."""
    with store.writing() as writer:
        hide_card(writer, open_card(writer, ROWS[Kind(kind)], card_id))


def restore(store: Store, kind: Kind | str, card_id: str) -> None:
    """Bring a removed card back, with what hangs on it."""
    with store.writing() as writer:
        bring_back_card(writer, open_card(writer, ROWS[Kind(kind)], card_id))


def _load(reader: Session, round_id: str) -> Round:
    found = reading.load_rounds(reader, round_id)
    if not found:
        raise RoundNotFound(round_id)
    return found[0]


def _refuse_what_is_sealed(row: ActionRow, fields: Mapping[str, Any]) -> None:
    changes = any(clean(fields[name]) != getattr(row, name) for name in EXPECTATION_FIELDS & fields.keys())
    if row.sealed_on and changes:
        raise ExpectationSealed(format_date(row.sealed_on))


def _load_field(reader: Session, round_id: str, influence: Influence, reach: Reach) -> list[ExplanationRow]:
    reader.flush()
    query = select(ExplanationRow).where(
        ExplanationRow.round_id == round_id,
        ExplanationRow.influence == influence,
        ExplanationRow.reach == reach,
        ~ExplanationRow.is_removed,
    )
    return list(reader.scalars(query.order_by(ExplanationRow.position, ExplanationRow.seq)))


def _read_wonder(reader: Session, row: WonderRow) -> Wonder:
    return reading.as_wonder(row, reading.load_interpretations(reader, row.id))
