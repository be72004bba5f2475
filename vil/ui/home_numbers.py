"""The numbers on the home page: what has come since last, and what should have come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import streamlit as st

from vil.formats import format_day_near, format_period
from vil.model.round import Round, Step
from vil.services import exploring, linking, own_signs
from vil.services.news import News, list_news
from vil.ui import beginning, frame, freshness
from vil.ui.writing import as_plain

_SHOWN = 3


def show_numbers(rounds: Sequence[Round], told: Collection[str]) -> None:
    """Show new versions that no round in `told` waits with already, and what is late; nothing when there is neither."""
    published = [one for one in beginning.list_published() if not own_signs.is_own_count(one)]
    news = [
        one for one in list_news(published, rounds, date.today()) if one.reader is None or one.reader.id not in told
    ]
    late = freshness.find_late(published)
    if not news and not late:
        return
    st.subheader("Tallene")
    for one in news[:_SHOWN]:
        _show_news(one)
    freshness.show_late(late)


def _show_news(news: News) -> None:
    """Lead to the new numbers: in the round that has not seen them, else on their own."""
    version = news.version
    said = f"{as_plain(version.recipe.title)}: {format_period(version.last)} er kommet"
    when = f":gray[· {format_day_near(version.published_at.date(), date.today())}]"
    query = {"runde": news.reader.id} if news.reader else linking.view_to_query(exploring.propose_view(version))
    frame.link_to(frame.STEPS[Step.DATA], f"{said} {when}", **query)
