"""Ask for words, keep them of nobody, and show them as the words most used with the quotes behind."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.analysis.words import UsedWord, find_words
from vil.errors import NotFound, PersonNumberWritten
from vil.model.pulse import FEWEST_ANSWERS, Quote
from vil.privacy import mask
from vil.records import Store
from vil.records.editing import clean
from vil.records.rhythm_tables import OccasionRow, QuoteRow
from vil.services.pulsing import mark_answered


def give_words(store: Store, occasion_id: str, answers: Mapping[str, str], *, token: str) -> bool:
    """Keep answers in open text by question, each once for a device; False when it has answered already.

    Empty ones are passed over. Raises PersonNumberWritten, and keeps nothing, when a CPR number stands in any; NotFound.
    """
    written = {question: str(clean(text.strip())) for question, text in answers.items() if text.strip()}
    if any(mask(text) != text for text in written.values()):
        raise PersonNumberWritten
    if not written:
        return False
    with store.writing() as writer:
        if writer.scalar(select(OccasionRow.id).where(OccasionRow.id == occasion_id)) is None:
            raise NotFound("Evalueringen", occasion_id)
        if not mark_answered(writer, occasion_id, "words", token):
            return False
        for question, text in written.items():
            writer.add(QuoteRow(occasion_id=occasion_id, question=question, text=text, theme="", is_hidden=False))
    return True


def count_quotes(store: Store, occasion_id: str, question: str) -> int:
    """Count the answers to a question, hidden ones left out."""
    with store.reading() as reader:
        return len(_find_quotes(reader, occasion_id, question))


def load_quotes(store: Store, occasion_id: str, question: str) -> tuple[Quote, ...]:
    """Load the quotes behind a question in no order; none at all while they are under five."""
    with store.reading() as reader:
        rows = _find_quotes(reader, occasion_id, question)
    if len(rows) < FEWEST_ANSWERS:
        return ()
    return tuple(Quote(row.id, row.question, row.text, row.theme) for row in rows)


def _find_quotes(reader: Session, occasion_id: str, question: str) -> list[QuoteRow]:
    where = (QuoteRow.occasion_id == occasion_id, QuoteRow.question == question, ~QuoteRow.is_hidden)
    return list(reader.scalars(select(QuoteRow).where(*where).order_by(QuoteRow.id)))


def list_words(quotes: tuple[Quote, ...], stop_words: tuple[str, ...]) -> tuple[UsedWord, ...]:
    """List the words of quotes by how many people used them."""
    return find_words([quote.text for quote in quotes], stop_words=stop_words)


def group_quotes(store: Store, quote_ids: tuple[str, ...], theme: str) -> None:
    """Put quotes in a group by its name; without a name they are in none."""
    with store.writing() as writer:
        for row in writer.scalars(select(QuoteRow).where(QuoteRow.id.in_(quote_ids))):
            row.theme = str(clean(" ".join(theme.split())))


def hide_quote(store: Store, quote_id: str) -> None:
    """Take a quote out of sight, where somebody can be known by it; the text is kept."""
    with store.writing() as writer:
        row = writer.scalar(select(QuoteRow).where(QuoteRow.id == quote_id))
        if row is None:
            raise NotFound("Citatet", quote_id)
        row.is_hidden = True
