"""A typed file on this machine, Parquet or DuckDB: the rows are added up straight from it, in a child process with limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vil.errors import NotFound, ReadingRefused, SourceFailed
from vil.importing.asking_child import VIEW
from vil.model.reading import ColumnType
from vil.sources import texts
from vil.sources.address import Address

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_KINDS = {"number": ColumnType.NUMBER, "date": ColumnType.DATE, "boolean": ColumnType.BOOLEAN}


class LocalTable:
    """One typed file, asked through a child process; `relation` is a view there."""

    def __init__(self, child: subprocess.Popen[str], address: Address, scratch: Path, seconds: int) -> None:
        self._child = child
        self._address = address
        self._scratch = scratch
        self._seconds = seconds
        self._asked = 0
        self.relation = VIEW
        self.asked = ""
        opened = self._hear()
        if refused := opened.get("refused"):
            raise ReadingRefused(refused["code"], refused["message"])
        self._columns = {name: _KINDS.get(kind, ColumnType.TEXT) for name, kind in opened["columns"].items()}

    @property
    def columns(self) -> Mapping[str, ColumnType]:
        """The columns there are, by the file's own types."""
        return self._columns

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query in the child process and read its answer."""
        import duckdb

        answer = self._answered(sql)
        with duckdb.connect() as connection:
            lines = connection.execute("SELECT * FROM read_parquet(?)", [str(answer)]).fetchall()
        answer.unlink()
        return lines

    def stop(self) -> None:
        """End the child process."""
        self._child.kill()

    def _answered(self, sql: str) -> Path:
        """Have a query answered as a Parquet file of the scratch folder."""
        self._asked += 1
        self.asked = sql
        answer = self._scratch / f"answer-{self._asked}.parquet"
        said = self._hear({"sql": sql, "answer": str(answer)})
        if "failed" in said:
            raise SourceFailed(texts.FAILED.format(place=self._address.shown, code=said["failed"]))
        return answer

    def _hear(self, asked: dict[str, str] | None = None) -> dict[str, Any]:
        """Ask the child something and hear its answer; one that has died or takes too long gives none."""
        timer = threading.Timer(self._seconds, self._child.kill)
        timer.start()
        try:
            if asked and self._child.stdin:
                self._child.stdin.write(json.dumps(asked) + "\n")
                self._child.stdin.flush()
            line = self._child.stdout.readline() if self._child.stdout else ""
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            raise SourceFailed(texts.FILE_TOO_MUCH)
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def open_local(address: Address, *, memory_mb: int, seconds: int) -> Iterator[LocalTable]:
    """Open a typed file in a child process with limits on memory, and on the time of each question."""
    path = Path(address.connect)
    if not path.is_file():
        raise NotFound("Filen", path.name)
    with tempfile.TemporaryDirectory(prefix="vil-asking-") as name:
        scratch = Path(name).resolve()
        order = {"path": str(path.resolve()), "table": address.table or None, "scratch": str(scratch)}
        (scratch / "order.json").write_text(json.dumps({**order, "memory_mb": memory_mb}), encoding="utf-8")
        paths = os.pathsep.join(filter(None, (str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH"))))
        with subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-X", "utf8", "-m", "vil.importing.asking_child", str(scratch / "order.json")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            cwd=scratch,
            env={**os.environ, "PYTHONPATH": paths},
        ) as child:
            try:
                yield LocalTable(child, address, scratch, seconds)
            finally:
                child.kill()
