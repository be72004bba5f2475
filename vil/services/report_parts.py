"""What a report holds beside the charts: what the numbers say of each reading, what was seen, where numbers come from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vil.formats import format_date, format_period
from vil.model.card import Beside, IndicatorCard
from vil.model.claim import Claim
from vil.model.evidence import Evidence, EvidenceKind
from vil.model.indicator import Disclosure
from vil.model.recipe import Event
from vil.model.round import Round
from vil.narration.evidence import say_origin
from vil.privacy import mask
from vil.report import ClaimNote, Figure, NumberNote, ReportTexts, Voice
from vil.services.claims import check_again
from vil.services.evidence import list_beside
from vil.services.exploring import Sight
from vil.services.pictures import load_picture


def try_claims(datasets: Path, thread: Round, texts: ReportTexts, beside: Beside) -> dict[str, ClaimNote]:
    """Hold each claim against the newest numbers; one whose number is gone is told of. By reading."""
    readings = (reading for wonder in thread.wonders for reading in wonder.interpretations)
    return {reading.id: _try_one(datasets, reading.claim, texts, beside) for reading in readings if reading.claim}


def _try_one(datasets: Path, claim: Claim, texts: ReportTexts, beside: Beside) -> ClaimNote:
    checked = check_again(datasets, claim, beside)
    if checked is None:
        return ClaimNote(texts.claim["gone"], "", "")
    tried = texts.claim["tried"].format(reason=checked.reason, version=checked.tried_on)
    return ClaimNote(checked.answer, checked.sentence, tried, checked.change)


def gather_voices(pictures: Path, thread: Round) -> dict[str, tuple[Voice, ...]]:
    """Gather what stands on the timeline of each wonder, numbered as it is there; CPR numbers are hidden."""
    return {
        wonder.id: tuple(_as_voice(pictures, number, one) for number, one in enumerate(list_beside(thread, wonder), 1))
        for wonder in thread.wonders
    }


def _as_voice(pictures: Path, number: int, one: Evidence) -> Voice:
    text = mask(one.text.strip())
    words = f"»{text}«" if text and one.kind is EvidenceKind.QUOTE else text
    picture = load_picture(pictures, one.picture)
    figure = Figure(one.id, picture, "", mask(one.alt)) if picture else None
    return Voice(number, words, mask(say_origin(one)), figure)


def write_caption(sight: Sight, card: IndicatorCard, texts: ReportTexts) -> str:
    """Write under a chart what it shows, its source, version, owner and how it is counted."""
    recipe, indicator = sight.version.recipe, sight.series.indicator
    unit = sight.series.unit.name
    caption = texts.numbers["caption"].format(
        indicator=indicator.name,
        unit=texts.numbers["with_member"].format(unit=unit, member=sight.view.member) if sight.view.member else unit,
        source=_find_source(sight, card, texts),
        title=recipe.title,
        version=sight.version.number,
        published=format_date(sight.version.published_at),
    )
    owner = texts.numbers["owner"].format(owner=card.owner) if card.owner else ""
    counted = texts.numbers["counted"].format(definition=indicator.definition) if indicator.definition else ""
    synthetic = texts.synthetic_short if recipe.synthetic else ""
    return " ".join(part for part in (caption, owner, counted, synthetic) if part)


def _find_source(sight: Sight, card: IndicatorCard, texts: ReportTexts) -> str:
    return (
        card.source_system
        or sight.series.indicator.source
        or sight.version.recipe.source
        or texts.numbers["source_unknown"]
    )


def describe_numbers(seen: Iterable[tuple[Sight, IndicatorCard]], texts: ReportTexts) -> Iterable[NumberNote]:
    """Say where each number comes from; of a further version of the same number only what is different."""
    told: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for sight, card in seen:
        indicator, version = sight.series.indicator, sight.version
        known = told.setdefault((version.dataset, indicator.id), set())
        facts = tuple(row for row in _origin_rows(sight, card, texts) if row[1].strip() and row not in known)
        known.update(facts)
        heading = texts.numbers["note"].format(indicator=indicator.name, version=version.number)
        yield NumberNote(heading, facts, version.recipe.synthetic)


def _origin_rows(sight: Sight, card: IndicatorCard, texts: ReportTexts) -> Iterable[tuple[str, str]]:
    version, recipe, numbers, labels = sight.version, sight.version.recipe, texts.numbers, texts.labels
    published = format_date(version.published_at)
    period = numbers["period"].format(first=format_period(version.first), last=format_period(version.last))
    hidden = numbers["hidden"].format(threshold=recipe.threshold) if recipe.disclosure is not Disclosure.OPEN else ""
    yield labels["definition"], sight.series.indicator.definition
    yield labels["source"], _find_source(sight, card, texts)
    yield labels["data_owner"], card.owner
    yield labels["contact"], ", ".join(filter(None, (card.contact_name, card.contact_phone, card.contact_email)))
    yield labels["registration"], card.registration
    yield labels["context"], card.context
    yield labels["caveats"], card.caveats
    yield (
        labels["dataset"],
        numbers["dataset"].format(title=recipe.title, version=version.number, published=published),
    )
    yield labels["extracted"], format_date(recipe.extracted_on) if recipe.extracted_on else ""
    yield labels["period"], period
    yield labels["hidden"], hidden
    yield labels["notes"], "\n".join(recipe.notes)
    yield labels["events"], "\n".join(_describe_event(event, texts) for event in sight.series.events)


def _describe_event(event: Event, texts: ReportTexts) -> str:
    form = texts.numbers["breaks_series" if event.breaks_series else "event"]
    said = form.format(day=format_date(event.start), name=event.name)
    return f"{said}. {event.text}" if event.text else said
