"""Write a round as a document: the record, the charts as they were pinned, and where each number comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from vil.analysis import find_outcome
from vil.charts import LIGHT, Palette, to_png
from vil.charts.ours import NOTHING, Ours
from vil.content import load_texts
from vil.errors import NotFound
from vil.model.card import IndicatorCard
from vil.model.evidence import Evidence
from vil.model.guess import Guess, has_same_number
from vil.model.indicator import Direction
from vil.model.round import Action, Expectation, FollowUp, Round
from vil.model.series import View
from vil.narration import describe_expectation
from vil.narration.guess import describe_guess
from vil.narration.voice import as_ours
from vil.records import Store
from vil.report import (
    Exhibit,
    Figure,
    ReportTexts,
    load_report_texts,
    write_docx,
    write_html,
    write_pptx,
    write_xlsx,
)
from vil.services.cards import find_beside, find_practices, load_card
from vil.services.downloading import make_exhibit
from vil.services.evidence import list_beside
from vil.services.exploring import WINDOWS, Sight, as_history, look
from vil.services.following import describe_result, find_start, find_view
from vil.services.goals import find_goal_of
from vil.services.laying import find_ours
from vil.services.picturing import draw_sight
from vil.services.report_parts import describe_numbers, gather_voices, try_claims, write_caption
from vil.services.rounds import list_rounds, load_round
from vil.settings import Settings

_WRITERS = {"docx": write_docx, "pptx": write_pptx, "xlsx": write_xlsx, "html": write_html}
FORMATS = tuple(_WRITERS)
_PALETTES = {"docx": replace(LIGHT, paper="#FFFFFF"), "html": LIGHT}
"""What the pictures lie on: a Word page is white. The other formats draw the charts themselves."""
_SPOKEN = 2
"""How many of the narrator's sentences stand by a chart: what is seen, and how sure it is."""


def write_report(
    settings: Settings,
    store: Store,
    round_id: str,
    *,
    format: str,  # noqa: A002 (the word of the command line)
    target: Path,
    today: date | None = None,
) -> Path:
    """Write a round as one of FORMATS; a chart whose version has vanished is told of and left out.

    Raises RoundNotFound and FileNotWritten.
    """
    own_texts = settings.data_dir / "content"
    texts = load_report_texts(own_texts)
    thread = _speak_as_ours(load_round(store, round_id))
    sights = _Sights(settings.datasets, store, texts, _PALETTES.get(format))
    figures = tuple(_draw_all(thread, sights))
    return _WRITERS[format](
        thread,
        figures,
        target,
        written_on=today or date.today(),
        notes=tuple(describe_numbers(sights.one_for_each_number(), texts)),
        claims=try_claims(settings.datasets, thread, texts, find_practices(store)),
        voices=gather_voices(settings.pictures, thread),
        exhibits=sights.exhibits,
        goal=goal.text if (goal := find_goal_of(store, round_id)) else "",
        board=load_texts(own_texts),
        texts=texts,
    )


def _speak_as_ours(thread: Round) -> Round:
    """Let the team say what the narrator said to it when it followed up."""
    told = tuple(replace(found, sentence=as_ours(found.sentence)) for found in thread.follow_ups)
    return replace(thread, follow_ups=told)


def find_round_id(store: Store, name: str) -> str:
    """Find a round by its id or its title, the one begun last of several; NotFound lists the titles there are."""
    rounds = list_rounds(store)
    found = [one.id for one in rounds if name == one.id or name.casefold() == one.title.casefold()]
    if found:
        return found[0]
    raise NotFound("Runden", name, tuple(one.title for one in rounds if one.title))


class _Sights:
    """The views a report has looked at, in order; one that cannot be seen any more is told as a figure without a picture."""

    def __init__(self, datasets: Path, store: Store, texts: ReportTexts, palette: Palette | None) -> None:
        self.datasets, self.store, self.texts, self.palette = datasets, store, texts, palette
        self.seen: list[Sight] = []
        self.exhibits: dict[str, Exhibit] = {}

    def find_card(self, sight: Sight) -> IndicatorCard:
        """Find what is written on the card of the number that is shown."""
        return load_card(self.store, sight.view.dataset, sight.view.indicator)

    def find(self, view: View, evidence: tuple[Evidence, ...] = ()) -> Sight | None:
        """Look at a view with what was seen and heard; None when its version, or what it shows of it, is gone."""
        beside = replace(find_beside(self.store, view.dataset, view.indicator), evidence=evidence)
        try:
            sight = look(self.datasets, view, beside)
        except (NotFound, OSError):
            return None
        self.seen.append(sight)
        return sight if sight.series.points else None

    def one_for_each_number(self) -> Iterable[tuple[Sight, IndicatorCard]]:
        """Give one sight for every indicator and version that was looked at, with the number's card."""
        kept = {(s.view.dataset, s.view.version, s.view.indicator): s for s in reversed(self.seen)}
        return ((sight, self.find_card(sight)) for sight in reversed(kept.values()))

    def say_gone(self, view: View) -> str:
        """Say that the version of a view is not there any more."""
        return self.texts.numbers["vanished"].format(version=view.version, dataset=view.dataset)

    def draw(
        self,
        key: str,
        view: View,
        sentence: str = "",
        hoped: Expectation | None = None,
        starts_on: date | None = None,
        evidence: tuple[Evidence, ...] = (),
        ours: Ours = NOTHING,
    ) -> Figure:
        """Draw a view, with what is hoped for where there is something, or say that it is gone."""
        sight = self.find(view, evidence)
        if sight is None:
            return Figure(key, None, self.say_gone(view), sentence=as_ours(sentence))
        self.exhibits[key] = make_exhibit(sight, hoped)
        picture = b""
        if self.palette is not None:
            chart = draw_sight(sight, self.palette, expectation=hoped, starts_on=starts_on, ours=ours)
            picture = to_png(chart)
        return Figure(
            key,
            picture,
            write_caption(sight, self.find_card(sight), self.texts),
            sight.narrative.alt_text,
            as_ours(sentence),
        )


def _draw_all(thread: Round, sights: _Sights) -> Iterable[Figure]:
    if not thread.wonders and thread.view:
        sight = sights.find(thread.view)
        said = " ".join(sight.narrative.sentences[:_SPOKEN]) if sight else ""
        yield sights.draw(thread.id, thread.view, said, ours=find_ours(thread, thread.view))
    for guess in thread.guesses:
        if guess.told:
            yield _draw_guess(thread, guess, sights)
    for wonder in thread.wonders:
        ours = find_ours(thread, wonder.view)
        yield sights.draw(wonder.id, wonder.view, evidence=list_beside(thread, wonder), ours=ours)
    for action in thread.actions:
        if _is_hoping(action.expectation):
            yield _draw_expectation(thread, action, sights)
    latest = {found.action_id: found for found in thread.follow_ups}
    actions = {action.id: action for action in thread.actions}
    for found in latest.values():
        yield _draw_follow_up(thread, actions[found.action_id], found, sights)


def _draw_guess(thread: Round, guess: Guess, sights: _Sights) -> Figure:
    """Say what became of a guess; it is drawn where no other picture of the same number shows it."""
    sight = sights.find(guess.view)
    said = describe_guess(guess, sight.series.indicator) if sight else None
    sentence = f"{said.headline}. {' '.join(said.sentences)}" if said else ""
    drawn = [wonder.view for wonder in thread.wonders] or ([thread.view] if thread.view else [])
    if sight is None or any(has_same_number(view, guess.view) for view in drawn):
        return Figure(guess.id, None, sights.say_gone(guess.view), sentence=as_ours(sentence))
    return sights.draw(guess.id, replace(guess.view, periods=WINDOWS[guess.view.grain]), sentence, ours=Ours(guess))


def _is_hoping(hoped: Expectation) -> bool:
    return hoped.direction is not Direction.NEITHER or hoped.target is not None


def _draw_expectation(thread: Round, action: Action, sights: _Sights) -> Figure:
    view = as_history(find_view(thread, action.explanation_id))
    sight = sights.find(view)
    said = describe_expectation(action.expectation, sight.series.indicator) if sight else ""
    return sights.draw(action.id, view, said, action.expectation, action.starts_on)


def _draw_follow_up(thread: Round, action: Action, found: FollowUp, sights: _Sights) -> Figure:
    pinned = find_view(thread, action.explanation_id)
    view = as_history(pinned, version=found.data_version, periods=None)
    starts_on, sight = find_start(thread, action), sights.find(view)
    said = ""
    if sight:
        outcome = find_outcome(sight.series, starts_on=starts_on, expectation=action.expectation)
        said = " ".join(describe_result(sight, outcome, action.expectation).sentences[:_SPOKEN])
    return sights.draw(found.id, view, said, action.expectation, starts_on)
