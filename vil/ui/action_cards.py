"""The two decks and the friend: draw, fill, give away and finish."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, Literal

import streamlit as st

from vil.content import DeckText
from vil.errors import NotFound
from vil.formats import format_date
from vil.model.action_card import ActionCard, Deck
from vil.services import action_cards, goals, reminders
from vil.services.friends import Friend, list_friends
from vil.ui import frame, state, wording
from vil.ui.labels import SAVED
from vil.ui.writing import Save, as_plain, write_date, write_text

ICONS = {Deck.GET_IT_DONE: "bolt", Deck.GETTING_STARTED: "rocket_launch", Deck.FRIEND: "call"}
_FIRST_DAYS = 7
Field = Literal["text", "owner", "whom", "about", "learned"]


def show_decks() -> None:
    """Lay out the decks; a press draws a card with an idea on it."""
    texts, asked = wording.cards(), st.query_params.get("bunke")
    for column, deck in zip(st.columns(3, gap="medium"), Deck, strict=True):
        face = texts.decks[deck]
        with column, st.container(border=True, height="stretch", vertical_alignment="distribute", key=f"deck-{deck}"):
            st.markdown(f":material/{ICONS[deck]}: **{face.name}**")
            st.write(face.essence)
            kind: Literal["primary", "secondary"] = "primary" if deck == asked else "secondary"
            if st.button(texts.draw, key=f"cards.draw.{deck}", type=kind, icon=":material/style:", width="stretch"):
                _draw(deck, face)


def _draw(deck: Deck, face: DeckText) -> None:
    store, today = state.open_store(), date.today()
    taken = {card.text for card in action_cards.list_action_cards(store) if not card.done_on}
    ideas = [idea for idea in face.ideas if idea not in taken] or list(face.ideas)
    card = action_cards.draw_card(
        store,
        deck,
        today=today,
        goal_id=st.query_params.get("maal"),
        text=random.choice(ideas),  # noqa: S311 - a card
    )
    action_cards.save_action_card(
        store, card.id, version=card.version, texts=wording.cards(), due=today + timedelta(days=_FIRST_DAYS)
    )
    st.query_params["kort"] = card.id
    st.rerun()


def find_open_card() -> ActionCard | None:
    """Find the card that lies open: the link's, unless it is put away."""
    card_id = st.query_params.get("kort")
    if not card_id:
        return None
    try:
        return action_cards.load_action_card(state.open_store(), card_id)
    except NotFound:
        st.query_params.pop("kort", None)
        return None


def write_card(card: ActionCard) -> None:
    """Fill a card: what, who, when; with a friend also whom to call and about what."""
    texts = wording.cards()
    face = texts.decks[card.deck]
    with st.container(border=True, key="open-card"):
        st.subheader(f":material/{ICONS[card.deck]}: {face.name}")
        st.caption(face.essence)
        _write(card, "text", face.ask, face.placeholder, lines=2)
        if card.text in face.ideas and len(face.ideas) > 1:
            _offer_another(card, face)
        if card.deck is Deck.FRIEND:
            _write_friend(card)
        owner, due = st.columns(2)
        with owner:
            _write_prompt(card, "owner")
        with due:
            _write_day(card)
        if card.done_on:
            _write_prompt(card, "learned")
        st.caption(SAVED)
        _offer_deeds(card)
    _show_goal(card)


def _offer_another(card: ActionCard, face: DeckText) -> None:
    """Let another idea take the place of one that nobody has written in yet."""
    if st.button(wording.cards().another, key=f"cards.another.{card.id}", icon=":material/autorenew:"):
        following = face.ideas[(face.ideas.index(card.text) + 1) % len(face.ideas)]
        _save(card, text=following)
        st.rerun()


def _write_friend(card: ActionCard) -> None:
    friends = list_friends(state.datasets_dir(), state.open_store())
    if friends:
        with st.popover("Hvem kender tallene?", key=f"cards.friends.{card.id}", icon=":material/contacts:"):
            for place, friend in enumerate(friends[:12]):
                if st.button(_name_friend(friend), key=f"cards.friend.{card.id}.{place}"):
                    _save(card, whom=", ".join(filter(None, (friend.name, friend.reached_at))), about=friend.numbers[0])
                    st.rerun()
    whom, about = st.columns(2)
    with whom:
        _write_prompt(card, "whom")
    with about:
        _write_prompt(card, "about")


def _name_friend(friend: Friend) -> str:
    more = f" og {len(friend.numbers) - 1} mere" if len(friend.numbers) > 1 else ""
    return as_plain(f"{friend.name} · {friend.numbers[0]}{more}")


def _offer_deeds(card: ActionCard) -> None:
    texts = wording.cards()
    with st.container(horizontal=True):
        if card.done_on is None:
            if st.button(texts.finish, key=f"cards.finish.{card.id}", type="primary", icon=":material/check:"):
                finish(card)
        elif st.button(texts.reopen, key=f"cards.reopen.{card.id}", icon=":material/undo:"):
            _save(card, done_on=None)
            st.rerun()
        if (reminder := reminders.remind_of_card(card)) and card.done_on is None:
            _offer_calendar("Læg i kalenderen", reminders.write_reminders([reminder]), key=f"cards.ics.{card.id}")
        if st.button("Læg kortet væk", key=f"cards.remove.{card.id}", icon=":material/close:"):
            action_cards.remove_action_card(state.open_store(), card.id)
            state.remember_card("removed_action_card", card.id)
            st.query_params.pop("kort", None)
            st.rerun()


def finish(card: ActionCard) -> None:
    """Finish a card today, and leave it open for what came of it."""
    _save(card, done_on=date.today())
    st.query_params["kort"] = card.id
    state.leave_notice("Godt gået. Skriv gerne et par ord om, hvad der kom ud af det.")
    st.rerun()


def offer_undo() -> None:
    """Let the card that was just put away be brought back."""
    removed = state.remembered_card("removed_action_card")
    if removed and st.button("Fortryd: hent kortet tilbage", key="cards.undo", icon=":material/undo:"):
        action_cards.restore_action_card(state.open_store(), removed)
        state.remember_card("removed_action_card", "")
        st.query_params["kort"] = removed
        st.rerun()


def list_cards(opened: ActionCard | None) -> None:
    """List the cards that wait, the nearest day first, and those that are done."""
    found = action_cards.list_action_cards(state.open_store())
    waiting = [card for card in found if card.done_on is None]
    done = [card for card in found if card.done_on is not None]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Kort, vi har i gang", width="content")
        waits = reminders.list_reminders(state.open_store(), state.datasets_dir())
        if waits:
            _offer_calendar("Alle påmindelser som .ics", reminders.write_reminders(waits), key="cards.ics")
    if not waiting:
        st.caption("Ingen lige nu. Træk et kort, når I ved, hvad der er det mindste næste skridt.")
    for card in waiting:
        if opened is None or card.id != opened.id:
            _show_card(card)
    if done:
        with st.expander(f"Gjort ({len(done)})"):
            for card in done:
                _show_card(card)


def _show_card(card: ActionCard) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content", gap=None):
            mark = ":material/check: " if card.done_on else f":material/{ICONS[card.deck]}: "
            st.markdown(f"{mark}**{as_plain(card.text) or 'Et kort uden ord'}**")
            st.caption(_tell(card))
        if st.button("Åbn", key=f"cards.open.{card.id}", icon=":material/open_in_full:"):
            st.query_params["kort"] = card.id
            st.rerun()


def _tell(card: ActionCard) -> str:
    who = as_plain(card.owner) or "Mangler et navn"
    if card.whom:
        who = f"{who} ringer til {as_plain(card.whom)}" if card.owner else f"Ring til {as_plain(card.whom)}"
    if card.done_on:
        learned = f" · {as_plain(card.learned)}" if card.learned else ""
        return f"{who} · gjort {format_date(card.done_on)}{learned}"
    if card.due is None:
        return f"{who} · mangler en dag"
    late = " · dagen er gået" if card.due < date.today() else ""
    return f"{who} · {format_date(card.due)}{late}"


def _offer_calendar(label: str, calendar: bytes, *, key: str) -> None:
    st.download_button(
        label, calendar, "vil.ics", "text/calendar", key=key, icon=":material/calendar_add_on:", on_click="ignore"
    )


def _show_goal(card: ActionCard) -> None:
    if card.goal_id:
        goal = next((one for one in goals.list_goals(state.open_store()) if one.id == card.goal_id), None)
        if goal is not None:
            frame.link_to(frame.COMPASS, f"Trukket for målet: {as_plain(goal.title)}", maal=goal.id)


def _save(card: ActionCard, **fields: Any) -> ActionCard:
    return action_cards.save_action_card(
        state.open_store(), card.id, version=card.version, texts=wording.cards(), **fields
    )


def _saver(card: ActionCard, field: str) -> Save:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return action_cards.save_action_card(
            state.open_store(), card.id, version=seen, texts=wording.cards(), **fields
        ).version

    return save


def _write_prompt(card: ActionCard, field: Field) -> None:
    prompt = wording.cards().prompts[field]
    _write(card, field, prompt.label, prompt.placeholder, lines=2 if field == "learned" else 1)


def _write(card: ActionCard, field: Field, label: str, placeholder: str, *, lines: int) -> None:
    write_text(
        label,
        key=f"cards.{field}.{card.id}",
        text=getattr(card, field),
        version=card.version,
        save=_saver(card, field),
        placeholder=placeholder,
        lines=lines,
    )


def _write_day(card: ActionCard) -> None:
    most_days = wording.cards().decks[card.deck].most_days
    write_date(
        wording.cards().prompts["due"].label,
        key=f"cards.due.{card.id}",
        day=card.due,
        version=card.version,
        save=_saver(card, "due"),
        help_text=f"Inden for {most_days} dage: så lille er det." if most_days else None,
        latest=max(card.drawn_on + timedelta(days=most_days), card.due or date.min) if most_days else None,
    )
