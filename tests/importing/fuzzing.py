"""Files as nobody meant them, and the laws that reading them must hold."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from vil.errors import ReadingRefused
from vil.importing import read_extract
from vil.importing.body import SECTION
from vil.importing.engine import file_literal, open_engine, quoted
from vil.importing.missing import is_missing
from vil.importing.reader import read_file
from vil.importing.rows import ROW
from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions

SEPARATORS = b";,\t|"
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "mac_roman")
CELLS = (
    "",
    "Nord",
    "Øst, nær",
    '5"',
    "1.234,5",
    "12",
    "..",
    "-",
    "2026-01",
    "marts 2026",
    " ",
    "'",
    "I alt",
    "a\nb",
    "Kilde: os",
)
WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")
LARGEST = 200_000


def make_file(source: Path | None, chance: random.Random) -> bytes:
    """Make one file: a table of chance, or a real file changed in one to three ways."""
    content = _make_table(chance) if source is None else source.read_bytes()
    if source is not None and source.suffix.lower() in WORKBOOKS:
        return _damage(content, chance, most=40)
    content = content[:LARGEST]
    for _ in range(chance.randint(0 if source is None else 1, 3)):
        content = chance.choice(CHANGES)(content, chance)
    return content


def _make_table(chance: random.Random) -> bytes:
    width, mark = chance.randint(1, 8), chance.choice(";,\t|")
    rows = [[chance.choice(CELLS) for _ in range(width)] for _ in range(chance.randint(0, 30))]
    lines = [mark.join(f'"{cell}"' if chance.random() < 0.2 or "\n" in cell else cell for cell in row) for row in rows]
    return chance.choice(("\n", "\r\n", "\r")).join(lines).encode(chance.choice(ENCODINGS), errors="replace")


def _damage(content: bytes, chance: random.Random, most: int = 5) -> bytes:
    """Change some bytes, or cut the end off."""
    if chance.random() < 0.2:
        return content[: chance.randrange(len(content) + 1)]
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, most)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _swap_separators(content: bytes, chance: random.Random) -> bytes:
    old, new = chance.choice(SEPARATORS), chance.choice(SEPARATORS)
    return content.replace(bytes([old]), bytes([new]))


def _insert(content: bytes, chance: random.Random) -> bytes:
    """Put signs that mean something where they should not be."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(content) + 1)
        content = (
            content[:at]
            + chance.choice((b'"', b"'", b";", b",", b"\n", b"\r", b"\0", b"\\", b'"\n', b"\xff"))
            + content[at:]
        )
    return content


def _shuffle_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    if chance.random() < 0.5:
        chance.shuffle(lines)
        return b"\n".join(lines)
    first = chance.randrange(len(lines))
    return b"\n".join([*lines[:first], *lines[first : first + 3], *lines[first:]])


def _cut_lines(content: bytes, chance: random.Random) -> bytes:
    return b"\n".join(line for line in content.split(b"\n") if chance.random() < 0.8)


def _encode_otherwise(content: bytes, chance: random.Random) -> bytes:
    text = content.decode(chance.choice(("utf-8", "cp1252")), errors="replace")
    return text.encode(chance.choice(ENCODINGS), errors="replace")


CHANGES = (_damage, _swap_separators, _insert, _shuffle_lines, _cut_lines, _encode_otherwise)


def find_breaches(path: Path, folder: Path) -> list[str]:
    """Read one file and name every law it breaks: no crash, no row lost, no cell lost."""
    if path.suffix.lower() in WORKBOOKS:
        reading = read_extract(path, workdir=folder)
        is_crash = reading.refused is not None and reading.refused.code in ("crashed", "too_slow")
        return (
            [f"refused as {reading.refused.code}"] if is_crash and reading.refused else _find_lost_rows(path, reading)
        )
    with tempfile.TemporaryDirectory(dir=folder) as scratch, open_engine(Path(scratch)) as engine:
        table = Path(scratch) / "table.parquet"
        try:
            reading = read_file(engine, path, ReadingOptions(), table=table)
        except ReadingRefused as refusal:
            return [] if str(refusal).count(". ") else [f"refusal {refusal.code} says nothing to do"]
        except Exception as error:
            return [f"{type(error).__name__}: {error}"[:300]]
        if reading.refused:
            return []
        places = [place for place, column in enumerate(reading.columns, 1) if column.name != SECTION]
        lost = [found for place in places if (found := _find_lost_cells(engine, reading, place))]
        return [*_find_lost_rows(path, reading), *lost]


def _find_lost_rows(path: Path, reading: Reading) -> list[str]:
    told = dict(reading.left_out)
    faults = [f"{told['other']} rows left out for no reason"] if told.get("other") else []
    if reading.format == "csv" and reading.encoding:
        there = _count_lines(path, reading.encoding)
        if there != reading.data_rows + sum(told.values()):
            faults.append(f"{there} lines there, {reading.data_rows} read, left out {told}")
    return faults


def _count_lines(path: Path, encoding: str) -> int:
    text = path.read_bytes().decode(encoding, errors="replace")
    ends = re.findall(r"\r\n|\r|\n", text)
    return len(ends) + (not text.endswith(("\r", "\n")) and bool(text))


def _find_lost_cells(engine: duckdb.DuckDBPyConnection, reading: Reading, place: int) -> str | None:
    """Find cells that are written and became nothing, though they are no sign for a missing value."""
    name = quoted(reading.columns[place - 1].name)
    found = engine.execute(
        f"SELECT DISTINCT t{place} FROM texts JOIN read_parquet({file_literal(Path(str(reading.table)))}) AS typed "
        f"ON texts.row = typed.{quoted(ROW)} WHERE t{place} IS NOT NULL AND typed.{name} IS NULL"
    ).fetchall()
    lost = [row[0] for row in found if not is_missing(row[0]) and row[0] not in reading.missing_markers]
    return f"column {place}: {len(lost)} kinds of cells became nothing" if lost else None


def list_sources(tests_data: Path, shared: Path) -> list[Path]:
    """List the files to mutate: the project's own, and real ones where there are any."""
    folders = (tests_data / "extracts", shared / "real", shared / "csv-spectrum" / "csvs", shared / "workbooks")
    kinds = {".csv", ".tsv", ".txt", *WORKBOOKS}
    found = (path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")))
    return [path for path in found if path.suffix.lower() in kinds and path.stat().st_size < LARGEST * 5]


def make_files(
    sources: Sequence[Path], count: int, seed: int, *, share_of_workbooks: float = 0.15
) -> Iterator[tuple[str, bytes]]:
    """Make files from a seed: a third tables of chance, the rest mutations; the name tells what it was made of."""
    texts = [path for path in sources if path.suffix.lower() not in WORKBOOKS]
    workbooks = [path for path in sources if path.suffix.lower() in WORKBOOKS]
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        pool = workbooks if workbooks and chance.random() < share_of_workbooks else texts
        source = chance.choice(pool) if pool and chance.random() < 0.67 else None
        suffix = source.suffix.lower() if source else ".csv"
        yield f"{number}_{source.stem if source else 'chance'}{suffix}", make_file(source, chance)
