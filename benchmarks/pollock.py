"""How well text files that went wrong are read: Pollock's cases and its own metric, beside DuckDB told nothing either.

    python benchmarks/pollock.py [--every N] [--worst N]

Needs the folder shared/data/pollock beside the project. The published cases that change one row of the source table are
made again for every row and column, so that all 2,290 are read; `--every` reads a sample of those. Each case is read by what
`vil check --raw` runs in its child process.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vil.errors import ReadingRefused
from vil.importing.engine import open_engine
from vil.importing.reader import read_file
from vil.model.recipe import ReadingOptions

POLLOCK = Path(__file__).parents[2] / "shared" / "data" / "pollock"
PUBLISHED = {"DuckDB, told nothing (paper)": (9.075, 8.439), "CleverCSV (paper)": (9.193, 9.454)}
Rows = list[list[str]]


@dataclass(frozen=True)
class Case:
    """One file: its bytes, what should be read from it, and its weight."""

    name: str
    content: bytes
    wanted: Rows
    weight: float


def main() -> None:
    """Read every case both ways and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    cases = [*load_published(), *make_rows(options.every)]
    readers = {"VIL (vil check --raw)": read_with_vil, "DuckDB, told nothing (here)": read_with_duckdb}
    print(f"{len(cases)} cases\n\n| | simple | weighted | header F1 | record F1 | cell F1 |\n|---|---|---|---|---|---|")
    for name, read in readers.items():
        with tempfile.TemporaryDirectory() as folder:
            scored = [(case, score(case.wanted, read(case, Path(folder)))) for case in cases]
        print(f"| {name} | {' | '.join(format(figure, '.3f') for figure in summarise(scored))} |", flush=True)
        if options.worst and read is read_with_vil:
            show_worst(scored, options.worst)
    for name, (simple, weighted) in PUBLISHED.items():
        print(f"| {name} | {simple:.3f} | {weighted:.3f} | | | |")


def load_published() -> Iterator[Case]:
    """Load the cases that lie there."""
    weights = json.loads((POLLOCK / "pollock_weights.json").read_text(encoding="utf-8"))
    for path in sorted((POLLOCK / "csv").iterdir()):
        yield Case(path.name, path.read_bytes(), load_rows(POLLOCK / "clean" / path.name), weights[path.name])


def make_rows(every: int) -> Iterator[Case]:
    """Make the cases that change one row of the source table and do not lie there."""
    weights = json.loads((POLLOCK / "pollock_weights.json").read_text(encoding="utf-8"))
    lines = (POLLOCK / "csv" / "source.csv").read_bytes().decode("ascii").splitlines(keepends=True)
    wanted = load_rows(POLLOCK / "clean" / "source.csv")
    there = {path.name for path in (POLLOCK / "csv").iterdir()}
    made = [one for row in range(len(lines)) for one in spoil_row(row, lines[row], wanted)]
    for name, row, line, clean in made[::every]:
        if name not in there:
            content = "".join([*lines[:row], line, *lines[row + 1 :]]).encode("ascii")
            yield Case(name, content, clean, weights.get(name, 0.0))


def spoil_row(row: int, line: str, wanted: Rows) -> Iterator[tuple[str, int, str, Rows]]:
    """Spoil one row in every way: a separator less or more, a quote sign more, another delimiter."""
    cells = re.findall(r'("(?:[^"]|"")*"|[^,\r\n]*)(?:,|\r?\n)', line)
    end = line[len(line.rstrip("\r\n")) :]
    for column in range(len(cells)):
        if column:
            less = [*cells[: column - 1], cells[column - 1] + cells[column], *cells[column + 1 :]]
            yield f"row_less_sep_row{row}_col{column}.csv", row, ",".join(less) + end, wanted
        more = ",".join([*cells[:column], "", *cells[column:]]) + end
        yield f"row_more_sep_row{row}_col{column}.csv", row, more, wanted
        quoted = [*cells[:column], '"' + cells[column], *cells[column + 1 :]]
        clean = [*wanted[row][:column], '"' + wanted[row][column], *wanted[row][column + 1 :]]
        yield (
            f"row_extra_quote{row}_col{column}.csv",
            row,
            ",".join(quoted) + end,
            [*wanted[:row], clean, *wanted[row + 1 :]],
        )
    yield f"row_field_delimiter_{row}_0x20.csv", row, " ".join(cells) + end, wanted


def read_with_vil(case: Case, folder: Path) -> Rows | None:
    """Read a case as the child process does."""
    path, raw = folder / case.name, folder / "raw.csv"
    path.write_bytes(case.content)
    raw.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch, open_engine(Path(scratch)) as engine:
        try:
            read_file(engine, path, ReadingOptions(), table=Path(scratch) / "table.parquet", raw=raw)
        except ReadingRefused as refusal:
            return [] if refusal.code == "empty" else None
    return load_rows(raw)


def read_with_duckdb(case: Case, folder: Path) -> Rows | None:
    """Read a case by DuckDB's own finding of everything, and write it as CSV."""
    path, raw = folder / case.name, folder / "raw.csv"
    path.write_bytes(case.content)
    raw.unlink(missing_ok=True)
    try:
        with duckdb.connect() as engine:
            source = f"read_csv('{path}', all_varchar = true, ignore_errors = true, null_padding = true)"
            engine.execute(f"COPY (SELECT * FROM {source}) TO '{raw}' (HEADER)")
    except duckdb.Error:
        return None
    return load_rows(raw)


def load_rows(path: Path) -> Rows:
    """Load plain CSV."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# --- the metric: success, and precision, recall and F1 of header, records and cells, each as multisets ------------------


def score(wanted: Rows, found: Rows | None) -> list[float]:
    """Score one case by the ten measures."""
    if found is None:
        return [0.0] * 10
    header, records = wanted[:1], wanted[1:]
    return [
        1.0,
        *overlap(map(normalise, [*header, []][0]), map(normalise, [*found, []][0])),
        *overlap(map(join, records), map(join, found[1:])),
        *overlap((cell for row in wanted for cell in row), (cell for row in found for cell in row)),
    ]


def overlap(wanted: Iterable[str], found: Iterable[str]) -> list[float]:
    """Compare two multisets: precision, recall and F1."""
    ours, theirs = Counter(wanted), Counter(found)
    if not ours:
        return [1.0, 1.0, 1.0]
    common = (ours & theirs).total()
    if not common:
        return [0.0, 0.0, 0.0]
    precision, recall = common / ours.total(), common / theirs.total()
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def join(row: Sequence[str]) -> str:
    """Write a record as one text."""
    return "".join(map(normalise, row))


def normalise(cell: str) -> str:
    """Write equal values alike: booleans, numbers, times, amounts; else in lower case."""
    text = cell.strip()
    if text.lower() in ("true", "false"):
        return str(int(text.lower() == "true"))
    if re.fullmatch(r"[+-]?\d+", text):
        return str(int(text))
    if re.fullmatch(r"[+-]?\d*\.\d+(?:e[+-]?\d+)?", text, re.IGNORECASE):
        return str(float(text))
    if clock := re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text):
        return f"{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}"
    if amount := re.fullmatch(r"([$€£])(\d+(?:\.\d+)?)", text):
        return amount[1] + str(float(amount[2]))
    return cell.lower()


def summarise(scored: Sequence[tuple[Case, list[float]]]) -> list[float]:
    """Sum the ten means, weigh the sums, and give the three F1."""
    means = [statistics.fmean(column) for column in zip(*(measures for _, measures in scored), strict=True)]
    weights = sum(case.weight for case, _ in scored)
    weighted = sum(case.weight * sum(measures) for case, measures in scored) / weights
    return [sum(means), weighted, means[3], means[6], means[9]]


def show_worst(scored: Sequence[tuple[Case, list[float]]], most: int) -> None:
    """Name the cases that score lowest."""
    for case, measures in sorted(scored, key=lambda one: sum(one[1]))[:most]:
        print(f"    {case.name}: {sum(measures):.3f}")


if __name__ == "__main__":
    main()
