"""What a file is by its content, and whether its name says the same."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vil.errors import ReadingRefused
from vil.importing import messages
from vil.model.reading import Refusal
from vil.privacy import mask


class Kind(StrEnum):
    """The kinds of file that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"
    DUCKDB = "duckdb"
    JSON_LINES = "jsonl"
    PX = "px"
    HTML = "html"
    XML = "xml"


WORKBOOKS = frozenset({Kind.XLSX, Kind.XLSB, Kind.XLS, Kind.ODS})
_SUFFIXES = {
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xlsb": Kind.XLSB,
    ".xls": Kind.XLS,
    ".ods": Kind.ODS,
    ".parquet": Kind.PARQUET,
    ".duckdb": Kind.DUCKDB,
    ".ddb": Kind.DUCKDB,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".tab": Kind.CSV,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".px": Kind.PX,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xml": Kind.XML,
}
_SPOKEN = {
    Kind.CSV: "tekst",
    Kind.XLSX: "en Excel-projektmappe (xlsx)",
    Kind.XLSB: "en Excel-projektmappe (xlsb)",
    Kind.XLS: "en gammel Excel-projektmappe (xls)",
    Kind.ODS: "et regneark (ods)",
    Kind.PARQUET: "Parquet",
    Kind.DUCKDB: "en DuckDB-database",
    Kind.JSON_LINES: "JSON-linjer",
    Kind.PX: "PX",
    Kind.HTML: "en webside (HTML)",
    Kind.XML: "en Excel-projektmappe (XML)",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 65_536
_FEW_ZEROS = 3
"""So many zero bytes a short text may have by mistake."""


@dataclass(frozen=True)
class Bounds:
    """How much a file may grow: bytes unpacked and cells in a sheet."""

    unpacked_bytes: int = 2_000_000_000
    cells: int = 100_000_000


def find_kind(path: Path, bounds: Bounds) -> Kind:
    """Find what a file is; ReadingRefused when it cannot be read or is something else than its suffix says.

    Kinds of workbook may be mistaken for one another (Excel itself opens them by content), and so may lines of text.
    """
    if not path.exists():
        raise refused("not_found")
    if not path.is_file():
        raise refused("not_a_file")
    if not path.stat().st_size:
        raise refused("empty")
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    kind = _find_by_content(path, head, bounds)
    named = _SUFFIXES.get(path.suffix.lower())
    may_be_mistaken = {named, kind} <= WORKBOOKS | {Kind.HTML, Kind.XML} or {named, kind} <= {
        Kind.CSV,
        Kind.JSON_LINES,
        Kind.PX,
    }
    if named and named is not kind and not may_be_mistaken:
        raise refused_as(messages.refused_suffix(path.suffix, _SPOKEN[kind]))
    return kind


def refused(code: str) -> ReadingRefused:
    """Make the error of a known refusal."""
    return refused_as(messages.refusal(code))


def refused_as(refusal: Refusal) -> ReadingRefused:
    """Make the error of a refusal."""
    return ReadingRefused(refusal.code, refusal.message)


def find_named(wanted: str | None, names: Sequence[str]) -> str | None:
    """Find the sheet or table that is asked for, also by its name with CPR numbers hidden; ReadingRefused if there is none."""
    if wanted is None or wanted in names:
        return wanted
    meant = next((name for name in names if mask(name) == wanted), None)
    if meant is None:
        raise refused_as(messages.refused_sheet(wanted, names))
    return meant


def _find_by_content(path: Path, head: bytes, bounds: Bounds) -> Kind:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path, bounds)
    if head.startswith(_OLE):
        return _kind_of_compound_file(path)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head[8:12] == b"DUCK":
        return Kind.DUCKDB
    if head.startswith(b"%PDF"):
        raise refused("pdf")
    if _is_json_lines(head):
        return Kind.JSON_LINES
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(plain):
        return Kind.HTML
    if _SHEET_XML.search(plain[:4096]) and plain.lstrip().startswith(b"<?xml"):
        return Kind.XML
    if plain.lstrip().startswith(b"<?xml"):
        raise refused("xml")
    _refuse_other_text(plain)
    is_px = path.suffix.lower() == ".px" or _PX.match(plain)
    return Kind.PX if is_px else Kind.CSV


def _kind_of_archive(path: Path, bounds: Bounds) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > bounds.unpacked_bytes:
                raise refused("zip_bomb")
            names = {entry.filename.replace("\\", "/").lower() for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries) or _is_locked_ods(archive, names):
                raise refused("password")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise refused("damaged") from error
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "content.xml" in names:
        return Kind.ODS
    if any(name.startswith("xl/") for name in names) or "[content_types].xml" in names:
        return Kind.XLSX
    raise refused("damaged" if path.suffix.lower() in {".xlsx", ".xlsb", ".ods"} else "binary")


def _is_locked_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "meta-inf/manifest.xml" not in names or "content.xml" not in names:
        return False
    try:
        with archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1_000_000)
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, zlib.error):
        return False


def _kind_of_compound_file(path: Path) -> Kind:
    content = path.read_bytes()[:200_000_000]
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        raise refused("password")
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return Kind.XLS
    raise refused("damaged")


_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|body)", re.IGNORECASE | re.DOTALL)
_SHEET_XML = re.compile(rb"<(?:\w+:)?Workbook\b[^>]*schemas-microsoft-com:office:spreadsheet")
_PX = re.compile(rb"\s*(?:CHARSET|AXIS-VERSION)\s*=", re.IGNORECASE)


def _refuse_other_text(plain: bytes) -> None:
    if _is_json(plain):
        raise refused("json")
    is_wide_text = plain.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(plain)
    if not is_wide_text and plain.count(b"\0") > max(_FEW_ZEROS, len(plain) // 100):
        raise refused("binary")
    controls = sum(plain.count(bytes([sign])) for sign in range(1, 32) if sign not in b"\t\n\r\f\x1b\x1a")
    if not is_wide_text and controls > len(plain) // 20:
        raise refused("binary")


def _looks_like_utf16(head: bytes) -> bool:
    half = max(len(head) // 2, 1)
    return any(
        head[offset::2].count(b"\0") > half * 0.6 and head[1 - offset :: 2].count(b"\0") < half * 0.1
        for offset in (0, 1)
    )


def _is_json_lines(head: bytes) -> bool:
    """Tell whether the first lines are JSON objects, one each."""
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:3]
    if len(lines) < 2 or not lines[0].startswith(b"{"):
        return False
    try:
        return all(isinstance(json.loads(line), dict) for line in lines[:2] if line.strip())
    except (ValueError, UnicodeDecodeError):
        return False


def _is_json(head: bytes) -> bool:
    """Tell whether the first line is a JSON object, or the whole file a JSON list or object."""
    start = head.lstrip()
    if not start.startswith((b"{", b"[{")):
        return False
    line = start.split(b"\n", 1)[0].rstrip(b"\r,")
    try:
        return isinstance(json.loads(line), dict | list)
    except (ValueError, UnicodeDecodeError):
        return bool(re.match(rb'\[?\s*\{\s*"(?:[^"\\]|\\.)*"\s*:', start))
