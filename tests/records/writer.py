"""A process that writes cards and says which of them are kept: `python -m tests.records.writer URL ROUND COUNT NAME`."""

from __future__ import annotations

import sys

from vil.records import open_store
from vil.services.rounds import add_interpretation

if __name__ == "__main__":
    url, wonder_id, count, name = sys.argv[1:]
    store = open_store(url)
    for number in range(int(count)):
        card = add_interpretation(store, wonder_id, text=f"{name} {number}")
        print(card.id, flush=True)
