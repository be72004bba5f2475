"""Stop work in the middle because somebody asked for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from vil.errors import PublicationCancelled

Cancel = threading.Event
POLL_SECONDS = 0.05


def check_cancel(cancel: Cancel | None) -> None:
    """Raise PublicationCancelled when somebody has asked for it."""
    if cancel is not None and cancel.is_set():
        raise PublicationCancelled


@contextmanager
def stopping(cancel: Cancel | None, stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` from a thread of its own when `cancel` is set, again and again until the block has ended.

    `stop` must be safe to call from another thread (an engine's interrupt). Whatever it makes the block raise becomes
    PublicationCancelled; a block that ends in spite of it raises that too.
    """
    if cancel is None:
        yield
        return
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(cancel, ended, stop), daemon=True)
    watcher.start()
    try:
        yield
    except PublicationCancelled:
        raise
    except Exception as error:
        if cancel.is_set():
            raise PublicationCancelled from error
        raise
    finally:
        ended.set()
        watcher.join()
    check_cancel(cancel)


def _watch(cancel: Cancel, ended: threading.Event, stop: Callable[[], object]) -> None:
    while not ended.is_set():
        if cancel.wait(POLL_SECONDS):
            while not ended.wait(POLL_SECONDS):
                stop()
