"""Processes that read one file each: called, kept waiting, given their order, and ended.

A child loads all that reading takes and then waits for its order on standard input, so that a child called in time has nothing
left to start. It gets no more of our surroundings than an interpreter needs, no open file of ours, one order, and dies with it;
one that is never needed dies with this process, whose end closes its input.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vil.cancelling import Cancel, stopping

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "vil.importing.child")
"""With -P no module is taken from the folder somebody happens to stand in."""
_NEEDED = frozenset({"HOME", "LANG", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "VIRTUAL_ENV"})
_NEEDED_KINDS = ("DYLD_", "LC_", "LD_", "PYTHON")
_waiting: list[subprocess.Popen[bytes]] = []
_lock = threading.Lock()


def call_child() -> None:
    """Have a child ready for the next reading; nothing is waited for, and nothing is done where one is ready already."""
    with _lock:
        ready = [child for child in _waiting if child.poll() is None]
        for child in set(_waiting) - set(ready):
            _end(child)
        _waiting[:] = ready or [_start()]


def ask_child(order: bytes, *, seconds: int, cancel: Cancel | None = None) -> subprocess.CompletedProcess[bytes]:
    """Let a child carry out one order to its end; TimeoutExpired or PublicationCancelled when it was killed."""
    with _taken() as child, stopping(cancel, child.kill):
        out, complaints = child.communicate(order, timeout=seconds)
    return subprocess.CompletedProcess(_COMMAND, child.returncode, out, complaints)


def surroundings() -> dict[str, str]:
    """Choose the variables that a child gets: where things are and how text is written, but no setting, password or key."""
    kept = {name: value for name, value in os.environ.items() if name in _NEEDED or name.startswith(_NEEDED_KINDS)}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, (str(_PACKAGE_ROOT), kept.get("PYTHONPATH"))))}


@contextmanager
def _taken() -> Iterator[subprocess.Popen[bytes]]:
    call_child()
    with _lock:
        child = _waiting.pop() if _waiting else _start()
    try:
        yield child
    finally:
        _end(child)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings()
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill a child, if it lives, and close what leads to it."""
    child.kill()
    with child:
        child.wait()


@atexit.register
def end_waiting() -> None:
    """End the child that waits, if any."""
    while _waiting:
        _end(_waiting.pop())
