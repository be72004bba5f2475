"""Stop personal identifiers in the child process, before anything of a file is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vil.importing import person_messages as messages
from vil.importing.columns import ColumnPlan, text_sql
from vil.importing.layout import Layout
from vil.importing.person_cells import Treatments, raw_cell_sql, replace_cells
from vil.importing.person_search import Sweep, find_columns, find_hidden, find_marks, load_sample, sweep_cells
from vil.model.reading import Column, ColumnType, Doubt, PersonalFinding, PersonalKind, Reading
from vil.model.recipe import ReadingOptions, Treatment
from vil.privacy.identifiers import mask
from vil.privacy.identifiers_sql import number_as_text_sql
from vil.privacy.judging import Singles

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Guard:
    """What was found of persons in a table, and what is done about it, by place (from 1)."""

    names: Mapping[int, str]
    personal: tuple[PersonalFinding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    undecided: tuple[int, ...] = ()
    treatments: Treatments = field(default_factory=Treatments)

    def shows(self, place: int) -> bool:
        """Whether anything of a column is kept."""
        return place not in self.undecided and place not in self.treatments.dropped

    def treat(self, plans: Iterable[ColumnPlan]) -> list[ColumnPlan]:
        """Leave out the plans of columns that are not kept; pseudonyms are codes."""
        return [
            ColumnPlan(one.place, one.name, ColumnType.CODE, text_sql(one.place), is_pseudonym=True)
            if one.place in self.treatments.hashed
            else one
            for one in plans
            if self.shows(one.place)
        ]

    def raw_sql(self, place: int) -> str:
        """Write a cell as it may leave the child process, otherwise as it was written."""
        return raw_cell_sql(place, self.treatments, is_column=place in self.names)

    def finish(self, reading: Reading) -> Reading:
        """Add what was found; a reading with columns that nobody has decided on is refused and keeps no table."""
        hashed = tuple(self.names[place] for place in sorted(self.treatments.hashed))
        reading = replace(
            reading, personal=self.personal, pseudonyms=hashed, warnings=(*reading.warnings, *self.doubts)
        )
        if not self.undecided:
            return reading
        described = {column.name: column for column in reading.columns}
        kept = [name for place, name in self.names.items() if place not in self.treatments.dropped]
        columns = [described.get(name, Column(name, ColumnType.CODE, 0, 0, None)) for name in kept]
        refused = messages.refused_numbers([self.names[place] for place in self.undecided])
        return replace(reading, columns=tuple(columns), refused=refused, table=None)


def guard_table(
    engine: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    options: ReadingOptions,
    key: bytes,
    kinds: Mapping[int, str] | None = None,
) -> Guard:
    """Find personal data in the views `body` and `texts`, and put what was decided on it in its place in `texts`.

    `kinds` says of a typed table which columns are no text ("number", "date", "boolean"); None for cells.
    """
    by_place, typed = dict(enumerate(names, 1)), kinds or {}
    texts = {
        place: number_as_text_sql(f"c{place}") if typed.get(place) == "number" else f"c{place}"
        for place in by_place
        if typed.get(place) not in ("date", "boolean")
    }
    samples = load_sample(engine, [place for place in texts if place not in typed])
    sweep = sweep_cells(engine, texts, samples)
    decided = _find_decided(by_place, options)
    columns = find_columns(engine, by_place, {place: texts[place] for place in texts if place not in decided}, sweep)
    columns |= {
        place: count for place, count in sweep.suspect.items() if place in decided and count * 2 >= sweep.filled[place]
    }
    personal, doubts, masked = _find_others(engine, by_place, sweep, samples, {*typed, *columns, *decided})
    treatments = Treatments(
        frozenset(place for place, how in decided.items() if how is Treatment.DROP),
        frozenset(place for place, how in decided.items() if how is Treatment.PSEUDONYM),
        masked,
    )
    replace_cells(engine, treatments, key, is_typed=kinds is not None)
    numbers = [PersonalFinding(by_place[place], PersonalKind.CPR, cells, True) for place, cells in columns.items()]
    return Guard(
        by_place,
        (*numbers, *personal),
        (*doubts, *_tell_decided(by_place, treatments)),
        tuple(place for place in columns if place not in decided),
        treatments,
    )


def _find_decided(names: Mapping[int, str], options: ReadingOptions) -> dict[int, Treatment]:
    """Find what was decided of which columns, by the header of the file or the name it goes by in the data set."""
    goes_by = dict(options.renames)
    decided = {one.column: one.treatment for one in options.personal}
    return {
        place: decided[known]
        for place, name in names.items()
        for known in [next((one for one in (name, goes_by.get(name)) if one in decided), None)]
        if known is not None
    }


def _find_others(
    engine: duckdb.DuckDBPyConnection,
    names: Mapping[int, str],
    sweep: Sweep,
    samples: Mapping[int, Mapping[str, int]],
    passed_over: set[int],
) -> tuple[list[PersonalFinding], list[Doubt], dict[int, Singles]]:
    """Find single CPR numbers in columns of text, and what else tells of persons there."""
    texts = {place: name for place, name in names.items() if place not in passed_over}
    personal, doubts, masked = [], [], {}
    for place in sorted(sweep.suspect.keys() & texts.keys()):
        hidden = find_hidden(engine, place, sweep)
        if hidden:
            masked[place] = hidden.found
            personal.append(PersonalFinding(texts[place], PersonalKind.CPR, hidden.cells, False))
            doubts.append(messages.numbers_in_text(texts[place], hidden.cells, hidden.rows))
    for marks in find_marks(texts, sweep, samples).values():
        personal += marks
        doubts += [messages.other_kind(one) for one in marks]
    return personal, doubts, masked


def _tell_decided(names: Mapping[int, str], treatments: Treatments) -> list[Doubt]:
    dropped, hashed = ([names[place] for place in sorted(some)] for some in (treatments.dropped, treatments.hashed))
    doubts = [messages.dropped(dropped)] if dropped else []
    return doubts + ([messages.pseudonyms(hashed)] if hashed else [])


def mask_layout(layout: Layout, doubts: list[Doubt]) -> Layout:
    """Hide CPR numbers in titles and in the names of columns, which stay different from each other."""
    masked = replace(
        layout,
        names=mask_names(layout.names),
        written_names=mask_all(layout.written_names),
        titles=mask_all(layout.titles),
        footers=mask_all(layout.footers),
        repeated_names=mask_all(layout.repeated_names),
    )
    if masked != layout:
        doubts.append(messages.numbers_in_headers())
    return masked


def mask_names(names: Sequence[str]) -> tuple[str, ...]:
    """Hide CPR numbers in names that must stay different."""
    found: list[str] = []
    for name in names:
        hidden = mask(name)
        number = 1 + sum(one == hidden or one.startswith(f"{hidden} (") for one in found)
        found.append(name if hidden == name else hidden if number == 1 else f"{hidden} ({number})")
    return tuple(found)


def mask_all(texts: Iterable[str]) -> tuple[str, ...]:
    """Hide CPR numbers in each text."""
    return tuple(mask(text) for text in texts)


def mask_reading(reading: Reading) -> Reading:
    """Hide CPR numbers in everything a reading says in words: the file's name, sheets, titles, doubts and questions."""
    return replace(
        reading,
        file=mask(reading.file),
        sheet=mask(reading.sheet) if reading.sheet else reading.sheet,
        sheets=mask_all(reading.sheets),
        titles=mask_all(reading.titles),
        warnings=tuple(replace(one, message=mask(one.message)) for one in reading.warnings),
        questions=tuple(
            replace(
                one,
                message=mask(one.message),
                choices=tuple(
                    replace(choice, label=mask(choice.label), evidence=mask(choice.evidence)) for choice in one.choices
                ),
            )
            for one in reading.questions
        ),
    )
