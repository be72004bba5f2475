"""Limits that a process sets on itself before it touches a stranger's file."""

from __future__ import annotations

import sys


def limit_memory(megabytes: int) -> None:
    """Let this process map no more memory than this, and leave no core file behind; Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    size = megabytes << 20
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
