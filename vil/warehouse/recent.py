"""What was read lately, kept up to a total size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """The things used last, as many as fit within `capacity`; safe between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """Find what was kept under a key, None when it is not there any longer."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, thing: Kept, *, size: int) -> None:
        """Keep a thing, and let go of those used longest ago; one that alone takes half the room is not kept."""
        with self._lock:
            if key in self._kept or size > self._capacity // 2:
                return
            self._kept[key] = (thing, size)
            self._size += size
            while self._size > self._capacity:
                self._size -= self._kept.popitem(last=False)[1][1]
