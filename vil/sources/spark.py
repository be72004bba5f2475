"""A table in Spark: by name in its catalogue, or Parquet files by their path; the driver is this process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vil.errors import SourceFailed
from vil.model.reading import ColumnType
from vil.sources import texts
from vil.sources.address import Address
from vil.sources.dialects import transpile_parts

_VIEW = "vil_rows"
_KINDS = {
    "tinyint": ColumnType.NUMBER,
    "smallint": ColumnType.NUMBER,
    "int": ColumnType.NUMBER,
    "bigint": ColumnType.NUMBER,
    "float": ColumnType.NUMBER,
    "double": ColumnType.NUMBER,
    "date": ColumnType.DATE,
    "timestamp": ColumnType.DATE,
    "timestamp_ntz": ColumnType.DATE,
    "boolean": ColumnType.BOOLEAN,
}
_QUIET = """
status = off
rootLogger.level = off
rootLogger.appenderRef.nowhere.ref = nowhere
appender.nowhere.type = Null
appender.nowhere.name = nowhere
"""
"""Without any appender Spark would put its own settings in place of these."""
_DRIVER = "spark.driver.extraJavaOptions"
_SETTINGS = {
    "spark.app.name": "VIL",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "Europe/Copenhagen",
    "spark.sql.caseSensitive": "true",
    "spark.sql.ansi.enabled": "true",
}


class SparkTable:
    """One table of a Spark session."""

    def __init__(self, session: Any, address: Address) -> None:
        self._session = session.newSession()
        self._address = address
        self.relation = _VIEW
        self.asked = ""
        is_path = "/" in address.table
        found = self._run(
            lambda: self._session.read.parquet(address.table) if is_path else self._session.table(address.table)
        )
        found.createOrReplaceTempView(_VIEW)
        self._columns = {field.name: _kind_of(field.dataType.simpleString()) for field in found.schema.fields}

    @property
    def columns(self) -> Mapping[str, ColumnType]:
        """The columns there are, by the schema: no row is read for it."""
        return self._columns

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of DuckDB's dialect in Spark and bring its answer home.

        Each named part of the query is worked out once and kept in the workers: Spark would do it anew each time it is read.
        """
        parts, last = transpile_parts(sql, "spark")
        self.asked = ";\n".join([*(f"{name}: {query}" for name, query in parts), last])
        for name, query in parts:
            self._run(lambda query=query, name=name: self._keep(name, query))
        lines: list[tuple[Any, ...]] = self._run(lambda: list(map(tuple, self._session.sql(last).collect())))
        return lines

    def _keep(self, name: str, query: str) -> None:
        self._session.sql(query).localCheckpoint().createOrReplaceTempView(name)

    def stop(self) -> None:
        """Have Spark cancel what it is doing."""
        self._session.sparkContext.cancelAllJobs()

    def _run(self, work: Any) -> Any:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            return work()
        except (PySparkException, Py4JError) as error:
            raise SourceFailed(_describe(error, self._address)) from None


@contextmanager
def open_spark(address: Address) -> Iterator[SparkTable]:
    """Begin a session at the address, or use the one this process already has there; one begun here is ended again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark warns of newer pandas, which nothing here uses
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise SourceFailed(texts.NO_PYSPARK) from error
        running = SparkSession.getActiveSession()
        if running is not None and running.sparkContext.master != address.connect:
            raise SourceFailed(texts.BUSY)
        session = running or begin_session(address)
    try:
        yield SparkTable(session, address)
    finally:
        if running is None:
            session.stop()


def begin_session(address: Address) -> Any:
    """Begin a session at the address of a Spark master; what Java would say on standard error is kept quiet."""
    from pyspark.sql import SparkSession

    _find_java()
    folder = Path(tempfile.mkdtemp(prefix="vil-spark-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "log4j2.properties").write_text(_QUIET, encoding="utf-8")
    quiet = f"-Dlog4j2.configurationFile={folder / 'log4j2.properties'}"
    local = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    settings = {
        **_SETTINGS,
        **(local if address.connect.startswith("local") else {}),
        "spark.sql.warehouse.dir": str(folder),
        **dict(address.settings),
    }
    settings[_DRIVER] = f"{quiet} {settings.get(_DRIVER, '')}".strip()
    builder = SparkSession.builder.master(address.connect)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise SourceFailed(texts.NO_CONNECTION.format(place=_place(address))) from error
    finally:
        (folder / "log4j2.properties").unlink(missing_ok=True)


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (home and (Path(home) / "bin" / "java").exists()) and shutil.which("java") is None:
        raise SourceFailed(texts.NO_JAVA)


def _describe(error: Exception, address: Address) -> str:
    """Say in Danish what went wrong, by the condition of the error alone: its message may hold values."""
    found = getattr(error, "getCondition", lambda: None)() or type(error).__name__
    if found in ("TABLE_OR_VIEW_NOT_FOUND", "PATH_NOT_FOUND", "SCHEMA_NOT_FOUND"):
        return texts.NO_TABLE_THERE.format(table=address.table, place=_place(address))
    if "PERMISSION" in found or "ACCESS" in found:
        return texts.NO_RIGHTS.format(table=address.table)
    return texts.FAILED.format(place=_place(address), code=found)


def _place(address: Address) -> str:
    return address.shown.partition("?")[0]


def _kind_of(type_name: str) -> ColumnType:
    return ColumnType.NUMBER if type_name.startswith("decimal") else _KINDS.get(type_name, ColumnType.TEXT)
