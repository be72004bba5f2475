"""How safe and how fast the records are.

    python benchmarks/records.py [--kills N] [--cards N]

Two processes write at the same time, then a writer is killed again and again in the middle of its work. Every card that was
acknowledged must be there afterwards, in order. Then the time of loading, saving and listing is measured.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from vil.model.period import Grain
from vil.model.round import Wonder
from vil.model.series import View
from vil.records import Store, open_store
from vil.services import rounds

ROOT = Path(__file__).parent.parent
VIEW = View("sygefravaer", 3, "dage", "Vest", Grain.MONTH, periods=24)


def pin(store: Store, title: str = "Prøve") -> Wonder:
    """Begin a round with one wonder."""
    thread = rounds.start_round(store, title=title)
    return rounds.pin_wonder(store, thread.id, view=VIEW, headline="Det svinger", sentence="Som det plejer.")


def start_writer(url: str, wonder: Wonder, count: int, name: str) -> subprocess.Popen[str]:
    """Start a process that writes cards and prints the id of each one that is kept."""
    command = [sys.executable, "-m", "tests.records.writer", url, wonder.id, str(count), name]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def count_lost(store: Store, wonder: Wonder, told: list[str]) -> int:
    """Count the acknowledged cards that are not there."""
    kept = {card.id for card in rounds.load_round(store, wonder.round_id).wonders[0].interpretations}
    return len(set(told) - kept)


def write_at_once(store: Store, url: str, cards: int) -> None:
    """Let two processes write at the same time."""
    wonder = pin(store)
    start = time.perf_counter()
    writers = [start_writer(url, wonder, cards, name) for name in ("a", "b")]
    told = [card for writer in writers for card in writer.communicate()[0].split()]
    seconds = time.perf_counter() - start
    lost = count_lost(store, wonder, told)
    print(f"two processes: {len(told)} of {2 * cards} acknowledged, {lost} lost, {len(told) / seconds:.0f} cards/s")


def kill_again_and_again(store: Store, url: str, kills: int) -> None:
    """Kill a writer in the middle of its work, each time a little later."""
    acknowledged, lost = 0, 0
    for number in range(kills):
        wonder = pin(store)
        writer = start_writer(url, wonder, 1_000_000, str(number))
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(1 + number * 7 % 97)]
        writer.kill()
        told += writer.stdout.read().split()
        writer.wait()
        complete = [card for card in told if len(card) == 36]
        acknowledged += len(complete)
        lost += count_lost(store, wonder, complete)
    print(f"{kills} kills: {acknowledged} acknowledged, {lost} lost")


def fill(store: Store) -> Wonder:
    """Write a full round: three wonders with readings, explanations and an action each."""
    wonder = pin(store, "En hel runde")
    for _ in range(3):
        for _ in range(3):
            rounds.add_interpretation(store, wonder.id, text="Det kan læses sådan. " * 5)
            explanation = rounds.add_explanation(store, wonder.id, text="Det kan hænge sammen med vagterne. " * 3)
        rounds.add_action(store, explanation.id, text="Vi prøver", owner="Mette")
    return wonder


def measure(name: str, work: Callable[[], object], laps: int) -> None:
    """Print the median and the 95th percentile of a piece of work, in ms."""
    work()
    taken = []
    for _ in range(laps):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    print(f"{name}: p50 {statistics.median(taken):.1f} ms, p95 {sorted(taken)[int(laps * 0.95)]:.1f} ms")


def main() -> None:
    """Run everything in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--cards", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/records.sqlite"
        store = open_store(url)
        write_at_once(store, url, options.cards)
        kill_again_and_again(store, url, options.kills)
        fresh = open_store(f"sqlite:///{folder}/fresh.sqlite")
        wonder = [fill(fresh) for _ in range(100)][-1]
        measure("open an up-to-date store", lambda: open_store(url).close(), 50)
        measure("load a full round", lambda: rounds.load_round(fresh, wonder.round_id), 200)
        measure("list 100 full rounds", lambda: rounds.list_rounds(fresh), 30)
        measure("add a card", lambda: rounds.add_interpretation(fresh, wonder.id, text="x"), 200)


if __name__ == "__main__":
    main()
