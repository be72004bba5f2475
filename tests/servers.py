"""Real servers for tests: PostgreSQL from Debian's packages, and a Spark session over two worker processes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

SPARK = "spark://local-cluster[2,1,1024]?" + urlencode(
    {
        "spark.sql.shuffle.partitions": 1,
        "spark.default.parallelism": 2,
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
)
"""Two workers; for a few rows compiling each query costs more than running it as it stands."""
_NOBODY = "nobody"


def absent(what: str) -> None:
    """Skip at a desk where a server cannot be had; fail in CI, where it must be."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


def find_postgres() -> Path | None:
    """Find the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def run_postgres() -> Iterator[str]:
    """Run a server of our own on a free port and give its address; it refuses to be run by root."""
    programs, port = find_postgres(), _free_port()
    assert programs is not None
    with tempfile.TemporaryDirectory(prefix="vil-postgres-") as name:  # pytest's own folders are closed to other users
        folder, someone = Path(name), _another_user()
        if someone:
            shutil.chown(folder, _NOBODY)

        def call(*words: str | Path) -> None:
            subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, check=True, **someone)

        cluster = folder / "cluster"
        settings = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -p {port}"
        call(programs / "initdb", "-D", cluster, "-U", "vil", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        call(programs / "pg_ctl", "-D", cluster, "-o", settings, "-w", "-l", folder / "log", "start")
        try:
            yield f"postgresql://vil@127.0.0.1:{port}/postgres"
        finally:
            call(programs / "pg_ctl", "-D", cluster, "-m", "immediate", "stop")


def _another_user() -> dict[str, Any]:
    """Give what makes a child process run as somebody else, where this one is root."""
    if os.getuid() != 0:
        return {}
    import pwd  # not on Windows

    found = pwd.getpwnam(_NOBODY)
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
