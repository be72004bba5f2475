"""What reading a file gave: its dialect, its columns, and everything that was doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vil.model.period import Grain


class ColumnType(StrEnum):
    """What the cells of a column are."""

    NUMBER = "number"
    TEXT = "text"
    CODE = "code"
    DATE = "date"
    PERIOD = "period"
    BOOLEAN = "boolean"


class Shape(StrEnum):
    """How a table is laid out."""

    LONG = "long"
    WIDE = "wide"
    REPORT = "report"
    MATRIX = "matrix"
    LIST = "list"


@dataclass(frozen=True)
class Column:
    """One column as read: counts of missing cells and numbers, and the sum over all data rows (None unless a number)."""

    name: str
    type: ColumnType
    missing: int
    numbers: int
    sum: float | None


@dataclass(frozen=True)
class PeriodGuess:
    """Where the periods are: in one column, or as the headers of several. `first` and `last` are period codes.

    `parts` are the columns of years and months (quarters, weeks) that `column` was put together of.
    """

    grain: Grain
    first: str
    last: str
    column: str | None = None
    columns: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something in the file a person should look at. `rows` are physical, from 1, at most the first 20."""

    code: str
    message: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a file was not read: a stable code and a Danish message that says what is wrong and what to do."""

    code: str
    message: str


@dataclass(frozen=True)
class Choice:
    """One way to read something: what it is called, what the numbers would then be, and what speaks for it."""

    answer: str
    label: str
    evidence: str = ""


@dataclass(frozen=True)
class Question:
    """Something that can be read in more than one way, and that the file does not decide; the analyst does.

    `code` says what it is about (`decimal`, `day_first`, `block` …), `column` where. The likeliest choice stands first and is
    what the reading has used. Every choice's `answer` is the value for the reading option of that name.
    """

    code: str
    column: str | None
    message: str
    choices: tuple[Choice, ...]


class PersonalKind(StrEnum):
    """What a column tells of persons."""

    CPR = "cpr"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True)
class PersonalFinding:
    """Personal data in a column: how many cells, and whether the column as a whole is such (`is_column`) or only single cells."""

    column: str
    kind: PersonalKind
    cells: int
    is_column: bool


@dataclass(frozen=True)
class Reading:
    """A file as it was understood. Field by field this is `vil check --json`.

    `preview` holds the first rows of the table as text, header first. `table` is a Parquet file with the typed table
    (columns named as in `columns`, missing cells null, fill-down filled), None when refused. A column of dates with faulty
    cells is text there, ISO dates and the faulty cells as written. Beside the columns
    it holds the physical row of every line, where the file has rows. `nearly_numbers` are the columns of figures that are text
    because of a few faulty cells. `questions` are what only a person can decide. `personal` are the columns with personal data; a
    reading refused because of them still names them. `pseudonyms` are the columns whose identifiers were made into keyed hashes:
    they tell persons apart and are never a unit or a dimension. `left_out` counts the lines that are no
    data, by reason (`header`, `title`, `blank`, `footer`, `summary`, `section`, `second_table`, `inside` for lines inside cells):
    with `data_rows` it makes up the file.
    """

    file: str
    format: str
    encoding: str | None = None
    bom: bool = False
    delimiter: str | None = None
    quote: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    first_data_row: int | None = None
    data_rows: int = 0
    columns: tuple[Column, ...] = ()
    missing_markers: tuple[str, ...] = ()
    aggregates: tuple[str, ...] = ()
    period: PeriodGuess | None = None
    unit: str | None = None
    shape: Shape | None = None
    warnings: tuple[Doubt, ...] = ()
    refused: Refusal | None = None
    preview: tuple[tuple[str, ...], ...] = ()
    titles: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    unit_columns: tuple[str, ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    nearly_numbers: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    personal: tuple[PersonalFinding, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    table: Path | None = None
