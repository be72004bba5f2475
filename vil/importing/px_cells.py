"""Read the figures of a PX file, each to its place among the members of the variables."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from vil.importing import px_messages as messages
from vil.importing.encodings import Encoding, find_encoding
from vil.importing.engine import fetch_one, literal
from vil.importing.kinds import Bounds, refused, refused_as
from vil.importing.px_meaning import PxHead

if TYPE_CHECKING:
    import duckdb

_LONGEST_LINE = 8_000_000
_LONGEST_HEAD = 64_000_000
_DATA = re.compile(r"(?:^|(?<=;))[ \t\ufeff]*DATA\s*=", re.IGNORECASE)
_DECLARED = re.compile(rb'^\s*CODEPAGE\s*=\s*"([^"]*)"', re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(r'"((?:[^"]|"")*)"|([^\s,;"]+)|(")')
_BETWEEN = re.compile(r"[,;]")
_FIGURE = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_SIGN = r"\.{1,6}|-|:|…"
_DANISH = "æøåÆØÅéöäüÖÄÜ"
_UNFOLDED = 10_000_000
"""So many combinations are listed one by one, also where a file leaves some out."""


@dataclass
class _Writer:
    """Where tokens go: a CSV of place, line and text; it refuses what can be no figure."""

    file: TextIO
    most: int
    count: int = 0

    def write(self, line: int, at: int | None, tokens: list[str]) -> None:
        """Write tokens of one line, at a given place or after those before."""
        first = self.count if at is None else at
        self.count += len(tokens)
        if self.count > self.most:
            raise refused("too_many_cells")
        self.file.write("".join(f"{first + step},{line},{text}\n" for step, text in enumerate(tokens)))


def find_px_encoding(path: Path) -> tuple[Encoding, str | None]:
    """Find the encoding by the bytes, what the file declares being evidence; also the declared one where it lies."""
    found = find_encoding(path)
    with path.open("rb") as file:
        match = _DECLARED.search(file.read(65_536))
    declared = _codec_of(match[1].decode("ascii", errors="replace")) if match else None
    if match is None or found.name == "ascii" or declared == _codec_of(found.name):
        return Encoding(found.name, found.bom), None
    if (
        declared
        and not found.bom
        and not found.name.startswith(("utf", "ascii"))
        and _may_be(path, declared, found.name)
    ):
        return Encoding("cp1252" if declared == "iso8859-1" else declared), None
    return found, match[1].decode("ascii", errors="replace")


def _codec_of(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip().lower().replace("dos-", "cp")).name
    except LookupError:
        return None
    return "utf-8" if codec == "utf-8-sig" else codec


def _may_be(path: Path, declared: str, found: str) -> bool:
    """Tell whether the bytes make as many letters under the declared encoding, and no control signs."""
    with path.open("rb") as file:
        sample = file.read(1 << 20)
    try:
        text = sample.decode(declared)
    except UnicodeDecodeError:
        return False
    letters = sum(text.count(letter) for letter in _DANISH)
    others = sum(sample.decode(found, errors="replace").count(letter) for letter in _DANISH)
    is_plain = not any("\x80" <= sign <= "\x9f" for sign in text) or declared == "iso8859-1"
    return is_plain and letters >= others and declared not in ("utf-8", "ascii")


def read_head(file: TextIO) -> tuple[str, int, str]:
    """Read the text before the figures; also the line they begin on and what stands there; ReadingRefused without figures."""
    kept: list[str] = []
    size, is_closed = 0, True
    for number, line in enumerate(_pieces(file), 1):
        found = _DATA.search(line)
        if found and (is_closed or line[: found.start()].rstrip().endswith(";")):
            return "".join(kept) + line[: found.start()], number, line[found.end() :]
        kept.append(line)
        size += len(line)
        is_closed = line.rstrip().endswith(";") or (is_closed and not line.strip())
        if size > _LONGEST_HEAD:
            break
    raise refused_as(messages.refused_without("DATA"))


def _pieces(file: TextIO) -> Iterator[str]:
    """Give the lines, line breaks as they are, without signs that no text holds."""
    while line := file.readline(_LONGEST_LINE):
        yield line.replace("\0", "").replace("\x1a", "")


def load_px_cells(
    engine: duckdb.DuckDBPyConnection, file: TextIO, start: tuple[int, str], head: PxHead, scratch: Path, bounds: Bounds
) -> None:
    """Load `cells` with a row for every figure; ReadingRefused unless they are as many as they should be.

    `start` is the line that figures begin on and what is left of it.
    """
    is_keyed = any(one.is_keyed for one in head.variables)
    if head.cells * (len(head.variables) + 1) > bounds.cells and not is_keyed:
        raise refused("too_many_cells")
    tokens = scratch / "tokens.csv"
    with tokens.open("w", encoding="utf-8", newline="") as target:
        writer = _Writer(target, bounds.cells)
        if is_keyed:
            _write_keyed(_lines(file, start), head, writer)
        else:
            _write_all(_lines(file, start), writer)
    if writer.count != head.cells and not is_keyed:
        raise refused_as(messages.refused_cells(writer.count, head.cells))
    engine.execute(
        f"CREATE TABLE px AS SELECT * FROM read_csv({literal(str(tokens))}, auto_detect = false, header = false, delim = ',', "
        "quote = '', escape = '', columns = {'place': 'BIGINT', 'row': 'BIGINT', 'text': 'VARCHAR'})"
    )
    tokens.unlink()
    _refuse_strangers(engine, head)
    _name_places(engine, head, start[0])


def _lines(file: TextIO, start: tuple[int, str]) -> Iterator[tuple[int, str]]:
    """Give the lines of figures with their numbers; a very long line comes in parts that end between two figures."""
    number, line = start
    while line:
        rest = ""
        if len(line) >= _LONGEST_LINE and not line.endswith("\n"):
            cut = max(line.rfind(" "), line.rfind("\t"))
            if cut <= 0:
                raise refused("endless_line")
            line, rest = line[:cut], line[cut:]
        yield number, line
        number += line.endswith(("\n", "\r"))
        line = rest + file.readline(_LONGEST_LINE)


def _write_all(lines: Iterator[tuple[int, str]], writer: _Writer) -> None:
    """Write every figure in the order of the file."""
    for number, line in lines:
        tokens = _tokens(number, line) if '"' in line else _BETWEEN.sub(" ", line).split()
        writer.write(number, None, tokens)


def _tokens(number: int, line: str) -> list[str]:
    """Split a line into figures, signs and keys; ReadingRefused when its quotation marks do not match."""
    found = []
    for in_marks, bare, stray in _TOKEN.findall(line):
        if stray:
            raise refused_as(messages.refused_cell(number))
        found.append(bare or " ".join(in_marks.replace('""', '"').split()))
    return found


def _write_keyed(lines: Iterator[tuple[int, str]], head: PxHead, writer: _Writer) -> None:
    """Write the figures of the KEYS form: first the keys, then a figure for each combination of the other variables."""
    keyed = [one for one in head.variables if one.is_keyed]
    if any(one.is_keyed for one in head.variables[len(keyed) :]):
        raise refused_as(messages.refused_keys())
    block = math.prod(len(one.labels) for one in head.variables[len(keyed) :])
    places = [{key: place for place, key in enumerate(one.keys)} for one in keyed]
    tokens: list[str] = []
    number = 0
    for number, line in lines:
        tokens += _tokens(number, line)
        while len(tokens) >= len(keyed) + block:
            keys, figures = tokens[: len(keyed)], tokens[len(keyed) : len(keyed) + block]
            if not all(key in known for key, known in zip(keys, places, strict=True)):
                raise refused_as(messages.refused_key(number))
            first = 0
            for key, known in zip(keys, places, strict=True):
                first = first * len(known) + known[key]
            writer.write(number, first * block, figures)
            tokens = tokens[len(keyed) + block :]
    if tokens:
        raise refused_as(messages.refused_key(number))


def _refuse_strangers(engine: duckdb.DuckDBPyConnection, head: PxHead) -> None:
    """Refuse what is neither a figure nor a sign, and combinations that stand twice."""
    known = ", ".join(literal(text) for text in ("", *head.symbols.values()))
    odd = f"NOT regexp_full_match(text, {literal(f'{_FIGURE}|{_SIGN}')}) AND text NOT IN ({known})"
    strange = engine.execute(f"SELECT min(row) FROM px WHERE {odd}").fetchone()
    if strange and strange[0] is not None:
        raise refused_as(messages.refused_cell(strange[0]))
    if any(one.is_keyed for one in head.variables):
        twice = engine.execute(
            "SELECT max(row) FROM px GROUP BY place HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
        ).fetchone()
        if twice:
            raise refused_as(messages.refused_key(twice[0]))


def _name_places(engine: duckdb.DuckDBPyConnection, head: PxHead, line: int) -> None:
    """Build `cells` (row, c1 … cN): the members that every figure belongs to, and the figure as written."""
    source = "px"
    listed = int(str(fetch_one(engine, "SELECT count(*) FROM px")[0]))
    if listed < head.cells <= _UNFOLDED:
        every = f"range({head.cells}) LEFT JOIN px ON place = range"
        source = f"(SELECT range AS place, coalesce(row, {line}) AS row, text FROM {every})"
    engine.execute("CREATE TEMP TABLE px_labels (column_place INTEGER, member_place BIGINT, label VARCHAR)")
    stride, columns, joins = head.cells, [], []
    for number, variable in enumerate(head.variables, 1):
        count = len(variable.labels)
        stride //= count
        engine.execute(
            f"INSERT INTO px_labels SELECT {number}, unnest(range({count})), unnest($1)", [[*variable.labels]]
        )
        columns.append(f"l{number}.label AS c{number}")
        member = f"(p.place // {stride}) % {count}"
        joins.append(
            f"JOIN px_labels AS l{number} ON l{number}.column_place = {number} AND l{number}.member_place = {member}"
        )
    columns.append(f"p.text AS c{len(head.variables) + 1}")
    engine.execute(
        f"CREATE TABLE cells AS SELECT p.row, {', '.join(columns)} FROM {source} AS p {' '.join(joins)} ORDER BY p.place"
    )
    if listed < head.cells:
        head.doubts.append(messages.unlisted_cells(head.cells - listed))
