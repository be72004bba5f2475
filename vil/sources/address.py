"""The address of a source: where it is, and which table of it.

`postgresql://user@host:5432/db?table=schema.table` (every other parameter is PostgreSQL's own, such as `sslmode`), and
`spark://host:7077?table=schema.table` or `?table=/path/to/parquet`; in place of host and port also Spark's masters for one
machine, `local[2]` and `local-cluster[2,1,1024]`. Parameters of Spark that begin with `spark.` are its settings. Typed files on
this machine: `parquet:///folder/file.parquet` and `duckdb:///folder/file.duckdb?table=name` (else its largest table).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode

from vil.errors import SourceAddressInvalid
from vil.sources import texts

_FORM = re.compile(r"(?P<kind>[a-z]+)://(?P<place>[^?/]*)(?P<path>/[^?]*)?(?:\?(?P<query>.*))?", re.DOTALL)
KINDS = {name: name for name in ("postgresql", "spark", "parquet", "duckdb")} | {"postgres": "postgresql"}


@dataclass(frozen=True)
class Address:
    """Where a table lies. `connect` may hold a password and is never shown; `shown` never does."""

    kind: str
    table: str
    shown: str
    connect: str = field(repr=False)
    settings: tuple[tuple[str, str], ...] = ()


def read_address(text: str, table: str | None = None, *, otherwise: str | None = None) -> Address:
    """Read the address of a source; `table` names the table when the address does not, and `otherwise` when nothing else does.

    Raises SourceAddressInvalid.

    >>> read_address("postgresql://anne:hemmelig@db.by.dk/msb?table=sager").shown
    'postgresql://db.by.dk/msb?table=sager'
    """
    match = _FORM.fullmatch(text.strip())
    if match is None or match["kind"] not in KINDS:
        raise SourceAddressInvalid(texts.UNKNOWN_KIND)
    parameters = dict(parse_qsl(match["query"] or "", keep_blank_values=True))
    named = table or parameters.get("table") or otherwise or ""
    parameters.pop("table", None)
    kind = KINDS[match["kind"]]
    if kind in ("parquet", "duckdb"):
        return _of_file(kind, match["place"], match["path"] or "", named)
    if not named:
        raise SourceAddressInvalid(texts.NO_TABLE)
    host = match["place"].rpartition("@")[2]
    shown = f"{kind}://{host}{match['path'] or ''}?table={named}"
    if kind == "spark":
        return _of_spark(host, named, shown, parameters)
    query = f"?{urlencode(parameters)}" if parameters else ""
    connect = f"postgresql://{match['place']}{match['path'] or ''}{query}"
    return Address(kind, named, shown, connect)


def _of_file(kind: str, place: str, path: str, named: str) -> Address:
    """Read the address of a file; only its name is shown."""
    if place or not path:
        raise SourceAddressInvalid(texts.FILE_FORM)
    shown = unquote(path).rpartition("/")[2]
    return Address(kind, named, f"{shown}?table={named}" if named else shown, unquote(path))


def file_address(path: Path) -> Address:
    """Give the address of a Parquet file of this machine."""
    return Address("parquet", "", path.name, str(path))


def _of_spark(host: str, named: str, shown: str, parameters: dict[str, str]) -> Address:
    if not host or any(not name.startswith("spark.") for name in parameters):
        raise SourceAddressInvalid(texts.SPARK_FORM)
    master = host if host.startswith("local") else f"spark://{host}"
    return Address("spark", named, shown, master, tuple(parameters.items()))
