"""The address of a source: where it is, and which table of it.

`postgresql://user@host:5432/db?table=schema.table` (every other parameter is PostgreSQL's own, such as `sslmode`), and
`spark://host:7077?table=schema.table` or `?table=/path/to/parquet`; in place of host and port also Spark's masters for one
machine, `local[2]` and `local-cluster[2,1,1024]`. Parameters of Spark that begin with `spark.` are its settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from vil.errors import SourceAddressInvalid
from vil.sources import texts

_FORM = re.compile(r"(?P<kind>[a-z]+)://(?P<place>[^?/]*)(?P<path>/[^?]*)?(?:\?(?P<query>.*))?", re.DOTALL)
KINDS = {"postgresql": "postgresql", "postgres": "postgresql", "spark": "spark"}


@dataclass(frozen=True)
class Address:
    """Where a table lies. `connect` may hold a password and is never shown; `shown` never does."""

    kind: str
    table: str
    shown: str
    connect: str = field(repr=False)
    settings: tuple[tuple[str, str], ...] = ()


def read_address(text: str, table: str | None = None) -> Address:
    """Read the address of a source; `table` names the table when the address does not. Raises SourceAddressInvalid.

    >>> read_address("postgresql://anne:hemmelig@db.by.dk/msb?table=sager").shown
    'postgresql://db.by.dk/msb?table=sager'
    """
    match = _FORM.fullmatch(text.strip())
    if match is None or match["kind"] not in KINDS:
        raise SourceAddressInvalid(texts.UNKNOWN_KIND)
    parameters = dict(parse_qsl(match["query"] or "", keep_blank_values=True))
    named = table or parameters.pop("table", "")
    parameters.pop("table", None)
    if not named:
        raise SourceAddressInvalid(texts.NO_TABLE)
    kind = KINDS[match["kind"]]
    host = match["place"].rpartition("@")[2]
    shown = f"{kind}://{host}{match['path'] or ''}?table={named}"
    if kind == "spark":
        return _of_spark(host, named, shown, parameters)
    query = f"?{urlencode(parameters)}" if parameters else ""
    connect = f"postgresql://{match['place']}{match['path'] or ''}{query}"
    return Address(kind, named, shown, connect)


def _of_spark(host: str, named: str, shown: str, parameters: dict[str, str]) -> Address:
    if not host or any(not name.startswith("spark.") for name in parameters):
        raise SourceAddressInvalid(texts.SPARK_FORM)
    master = host if host.startswith("local") else f"spark://{host}"
    return Address("spark", named, shown, master, tuple(parameters.items()))
