"""Find the table in a file's cells, and plan what every column of it holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vil.importing import messages, period_messages
from vil.importing.accounting import doubt_short_rows
from vil.importing.blocks import ask_for_block, find_blocks, keep_block
from vil.importing.body import SECTION, Body, load_head, load_samples, load_tail, make_body
from vil.importing.cells import Cells
from vil.importing.columns import ColumnPlan, FileStyle, as_empty, plan_columns, text_sql
from vil.importing.footnotes import find_explained_signs, without_footnotes
from vil.importing.kinds import refused
from vil.importing.layout import Layout, find_layout
from vil.importing.month_headers import name_months
from vil.importing.paired_periods import with_paired_period
from vil.importing.persons import Guard, guard_table, mask_layout
from vil.importing.questions import is_marked_danish, with_questions
from vil.importing.respelling import respell
from vil.importing.summaries import find_bare_totals, find_summary_rows
from vil.importing.surplus import cut_second_table, cut_surplus
from vil.model.reading import ColumnType, Doubt, Question, Reading
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

PREVIEW_ROWS = 20


@dataclass(frozen=True)
class Planned:
    """A table that has been found among the cells, and what its columns hold as far as a sample of them shows.

    `style` is how the file writes numbers, `options` are those it was planned by, the signs that its notes explain among them.
    """

    body: Body
    guard: Guard
    plans: list[ColumnPlan]
    style: FileStyle
    questions: tuple[Question, ...]
    doubts: list[Doubt]

    @property
    def layout(self) -> Layout:
        """Where the table is."""
        return self.body.layout

    def begin(self, start: Reading) -> Reading:
        """Fill in what is known of a reading before its table is written."""
        names, style = self.layout.names, self.style
        shown = {name for place, name in enumerate(names, 1) if self.guard.shows(place)}
        return replace(
            start,
            decimal=None if self.body.cells.has_natives and not style.has_marks else style.verdict.style.decimal,
            thousands=style.verdict.style.thousands,
            header_rows=self.layout.header_rows,
            titles=self.layout.titles,
            fill_down=tuple(names[place - 1] for place in self.body.fill_down if self.guard.shows(place)),
            preview=_load_preview(self.body, self.guard),
            questions=tuple(one for one in self.questions if one.column is None or one.column in shown),
        )


def plan_cells(
    engine: duckdb.DuckDBPyConnection, cells: Cells, start: Reading, options: ReadingOptions, key: bytes
) -> Planned:
    """Find the table in `cells` and plan its columns; leaves the views `body`, `texts` and `numbered`. Raises ReadingRefused."""
    blocks = find_blocks(engine, cells)
    keep_block(engine, cells, blocks, options.block)
    doubts = list(cells.doubts)
    layout = name_months(_find_table(engine, cells, options, doubts), start.file, doubts)
    body, samples = _find_body(engine, cells, layout, doubts)
    samples = respell(engine, dict(enumerate(layout.names, 1)), samples, doubts)
    guard = guard_table(engine, layout.names, options, key)
    explained = find_explained_signs((*layout.footers, *layout.titles))
    options = replace(options, missing=(*options.missing, *explained))
    plans, style, questions = _plan(layout, samples, cells, start, options)
    plans = without_footnotes(engine, plans, layout.footers)
    if body.has_section:
        plans.append(ColumnPlan(cells.width + 1, SECTION, ColumnType.TEXT, "section"))
    plans = with_paired_period(engine, guard.treat(plans), cells.width + 2)
    doubts += [*doubt_short_rows(cells, layout), *_layout_doubts(body, guard)]
    return Planned(body, guard, plans, style, ask_for_block(blocks, options.block) + questions, doubts)


def _plan(
    layout: Layout, samples: dict[int, Counter[str]], cells: Cells, start: Reading, options: ReadingOptions
) -> tuple[list[ColumnPlan], FileStyle, tuple[Question, ...]]:
    names = dict(enumerate(layout.names, 1))
    plans, style = plan_columns(
        names, samples, has_natives=cells.has_natives, delimiter=start.delimiter, options=options
    )
    is_danish = is_marked_danish(names, samples, start.delimiter, style)
    plans, questions = with_questions(
        plans, samples, style, options, has_natives=cells.has_natives, is_danish=is_danish
    )
    used = cells.full_width - cells.unused
    return [as_empty(plan) if plan.place > used else plan for plan in plans], style, questions


def _find_table(
    engine: duckdb.DuckDBPyConnection, cells: Cells, options: ReadingOptions, doubts: list[Doubt]
) -> Layout:
    head = load_head(engine, cells)
    if not any(cell.strip() for _, row in head for cell in row):
        raise refused("no_table")
    layout = find_layout(head, load_tail(engine, cells), cells.width, options.header_row)
    return mask_layout(cut_surplus(engine, cells, cut_second_table(engine, layout, doubts), doubts), doubts)


def _find_body(
    engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, doubts: list[Doubt]
) -> tuple[Body, dict[int, Counter[str]]]:
    """Find the data rows and a sample of every column; rows at the bottom that sum up are left out."""
    body = make_body(engine, cells, layout, layout.last_row)
    samples = load_samples(body)
    names = dict(enumerate(layout.names, 1))
    summary = find_summary_rows(engine, names, samples) or find_bare_totals(engine, names, samples)
    if summary:
        doubts.append(summary[1])
        body = make_body(engine, cells, layout, summary[0])
        samples = load_samples(body)
    return body, samples


def _load_preview(body: Body, guard: Guard) -> tuple[tuple[str, ...], ...]:
    places = [place for place in body.places if guard.shows(place)]
    texts = ", ".join(text_sql(place) for place in places)
    rows = body.engine.execute(f"SELECT {texts} FROM texts LIMIT {PREVIEW_ROWS}").fetchall() if places else []
    names = tuple(body.layout.names[place - 1] for place in places)
    return (names, *(tuple(cell or "" for cell in row) for row in rows))


def _layout_doubts(body: Body, guard: Guard) -> list[Doubt]:
    layout, doubts = body.layout, []
    if layout.title_rows:
        doubts.append(messages.title_rows(layout.title_rows[:20]))
    if not layout.header_rows:
        doubts.append(messages.no_header())
    if layout.serials:
        doubts.append(period_messages.serial_headers(*layout.serials))
    if layout.repeated_names:
        doubts.append(messages.duplicate_names(layout.repeated_names))
    if layout.has_sections:
        doubts.append(messages.section_rows())
    if filled := tuple(layout.names[place - 1] for place in body.fill_down if guard.shows(place)):
        doubts.append(messages.filled_down(filled))
    if layout.footer_rows:
        doubts.append(messages.footer_rows(layout.footer_rows[:20]))
    return doubts
