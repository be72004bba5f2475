"""What waits for the reader, each with the way to where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from vil.formats import format_day_near, format_period
from vil.model.period import Grain, Period
from vil.model.round import Step
from vil.services.waiting import Kind, Waiting
from vil.ui import frame
from vil.ui.compass import LAST_PRINCIPLE
from vil.ui.frame import Place
from vil.ui.writing import as_plain

_SHOWN = 5
_TO_DO = (Kind.CARD, Kind.CARDS)
_FOLLOW_UP, _INTERPRETATION = frame.STEPS[Step.FOLLOW_UP], frame.STEPS[Step.INTERPRETATION]
_PLACES: dict[Kind, tuple[Place, str, str]] = {
    Kind.CARD: (frame.CARDS, "kort", "Få gjort: {text}"),
    Kind.CARDS: (frame.CARDS, "", "{count} kort venter, det første er: {text}"),
    Kind.GOAL: (frame.COMPASS, "maal", "Vend tilbage til målet: {text}"),
    Kind.MEETING: (_FOLLOW_UP, "runde", "Læringsmøde: {text}"),
    Kind.WORKSHOP: (frame.PROGRAMME, "forloeb", "Workshop {text}"),
    Kind.PLAN: (frame.PROGRAMME, "forloeb", "Se på jeres når–så-planer igen: {text}"),
    Kind.NEW_NUMBERS: (_FOLLOW_UP, "runde", "Hold de nye tal op mod jeres bud: {text}"),
    Kind.FALLEN: (_INTERPRETATION, "runde", "En læsning holder ikke længere: {text}"),
    Kind.COUNT: (frame.OWN_SIGNS, "tegn", "Tæl ugen færdig: {text}"),
}
_PARTS = {Kind.FALLEN: "undren", Kind.NEW_NUMBERS: "handling", Kind.WORKSHOP: "workshop", Kind.PLAN: "workshop"}
"""What a link calls the part of a place that it opens."""


def show_waiting(waiting: Sequence[Waiting]) -> None:
    """Say what waits, soonest first and no more than can be taken in, each with the way to it; nothing when nothing does."""
    if not waiting:
        return
    st.subheader("Det venter nu")
    with st.container(border=True, key="waiting", gap="xsmall"):
        for one in waiting[:_SHOWN]:
            _link(one)
        if len(waiting) > _SHOWN:
            with st.expander(f"Og {len(waiting) - _SHOWN} mere"):
                for one in waiting[_SHOWN:]:
                    _link(one)


def _link(one: Waiting) -> None:
    place, name, _ = _PLACES[one.kind]
    query = {name: one.place_id} if name else {}
    if one.kind is Kind.GOAL:
        query["princip"] = LAST_PRINCIPLE
    if one.kind is Kind.COUNT:
        query["uge"] = Period.containing(one.day, Grain.WEEK).start.isoformat()
    if one.part_id:
        query[_PARTS[one.kind]] = one.part_id
    frame.link_to(place, _say(one, date.today()), **query)


def _say(one: Waiting, today: date) -> str:
    said = _PLACES[one.kind][2].format(text=as_plain(one.text) or "(uden ord)", count=one.count)
    beside = [_say_when(one, today), as_plain(one.who)]
    return f"{said} :gray[· {' · '.join(part for part in beside if part)}]"


def _say_when(one: Waiting, today: date) -> str:
    if one.kind is Kind.COUNT:
        return format_period(Period.containing(one.day, Grain.WEEK))
    if one.kind is Kind.NEW_NUMBERS:
        return f"kom {format_day_near(one.day, today)}"
    days = (one.day - today) / timedelta(days=1)
    if days < 0:
        return (
            f"skulle være gjort {format_day_near(one.day, today)}"
            if one.kind in _TO_DO
            else format_day_near(one.day, today)
        )
    return {0: "i dag", 1: "i morgen"}.get(int(days), format_day_near(one.day, today))
