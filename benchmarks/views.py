"""Server time of every view and page on 20 million rows, and how large its charts are.

    python benchmarks/views.py [--rows ROWS] [--runs RUNS] [--data FOLDER] [--only TEXT]

A visitor that speaks Streamlit's own protocol opens each view in a real server: again and again with another unit and another
number each time, so that nothing has been looked up before (*first*), and then the same one again (*again*). The time is from the
request until the script has finished. A chart's size is that of its specification with its data as they are sent. `--data` keeps
the data folder, and uses the one that is there.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from visitor import Visitor

from pages import serve, walk
from vil.bootstrap import prepare_data_folder, publish_samples
from vil.model.period import Grain
from vil.model.round import Step
from vil.model.series import Comparison, Lens, Versus
from vil.services import exploring
from vil.settings import Settings, load_settings
from vil.ui import frame

LIMITS = {"p95": 150, "chart": 200}
DATASET = "rows20m"
Query = dict[str, str]


def main() -> None:
    """Measure every view and page, print one table, and say what is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with folder_of(options.data) as folder:
        settings = prepare(folder, options.rows)
        round_id = walk(settings, DATASET)
        things = list_things(settings)
        print("| view or page | first p50 | first p95 | again p50 | again p95 | largest chart | all sent |")
        print("|---|---|---|---|---|---|---|")
        over = []
        with serve(settings) as (address, _):
            for name, page, queries in [*list_views(things), *list_pages(round_id)]:
                if options.only in name and not measure(address, name, page, queries, options.runs):
                    over.append(name)
        print(f"\nLimits: p95 {LIMITS['p95']} ms, {LIMITS['chart']} kB a chart. Over: {', '.join(over) or 'none'}.")


@contextmanager
def folder_of(kept: Path | None) -> Iterator[Path]:
    """Give the data folder that is kept, or one that is thrown away."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)


def prepare(folder: Path, rows: int) -> Settings:
    """Publish the samples and the generated rows where they are not there already."""
    settings = load_settings({"data_dir": str(folder)}, environ={})
    if not (settings.datasets / DATASET).exists():
        prepare_data_folder(settings)
        publish_samples(settings)
        script = Path(__file__).parent / "rows20m.py"
        command = [sys.executable, str(script), str(rows), "--keep", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return settings


def list_things(settings: Settings) -> list[Query]:
    """List every number of every unit of the generated rows, as far apart as they can stand."""
    version = exploring.find_version(settings.datasets, DATASET)
    numbers, units = [one.id for one in version.recipe.indicators], [unit.name for unit in version.units]
    return [
        {"data": DATASET, "udgave": str(version.number), "tal": number, "enhed": unit}
        for unit, number in product(units, numbers)
    ]


def list_views(things: list[Query]) -> Iterator[tuple[str, str, list[Query]]]:
    """Name every way of looking at a number, with the addresses that show it for one thing after the other."""
    ways = [(f"{Lens.DEVELOPMENT}, {one}", {"syn": Lens.DEVELOPMENT, "mod": one}) for one in Comparison]
    ways += [(f"{Lens.MOVERS}, {one}", {"syn": Lens.MOVERS, "over": one}) for one in Versus]
    ways += [(str(one), {"syn": one}) for one in Lens if one not in (Lens.DEVELOPMENT, Lens.MOVERS)]
    spans = [("month", {"trin": Grain.MONTH}), ("90 days", {"trin": Grain.DAY, "perioder": "90"})]
    spans.append(("all days", {"trin": Grain.DAY}))
    shown = [(f"{way}, {span}", {**query, **chosen}) for way, query in ways for span, chosen in spans]
    for place, (name, query) in enumerate(shown):
        turned = things[place:] + things[:place]
        yield name, frame.STEPS[Step.DATA].path, [{**thing, **query} for thing in turned]


def list_pages(round_id: str) -> Iterator[tuple[str, str, list[Query]]]:
    """Name every page, with the address that shows it for one round."""
    for place in frame.PLACES:
        query = {"runde": round_id, "data": DATASET} if place is frame.CARD else {"runde": round_id}
        yield f"page: {place.name}", place.path, [query]


def measure(address: str, name: str, page: str, queries: list[Query], runs: int) -> bool:
    """Measure one view or page and print its line; tell whether it keeps within the limits."""
    visitor = Visitor(address)
    visitor.run_page("", runde="")
    first, again, chart, sent, faults = [], [], 0, 0, 0
    for run in range(runs):
        query = queries[run % len(queries)]
        first.append(visitor.run_page(page, **query) * 1000)
        chart, sent = max(chart, visitor.chart_bytes), max(sent, visitor.page_bytes)
        faults += visitor.faults
        again.append(visitor.run_page(page, **query) * 1000)
    visitor.close()
    slow = [statistics.quantiles(times, n=20, method="inclusive")[-1] for times in (first, again)]
    print(
        f"| {name} | {statistics.median(first):.0f} ms | {slow[0]:.0f} ms | {statistics.median(again):.0f} ms | {slow[1]:.0f} ms "
        f"| {chart / 1000:.0f} kB | {sent / 1000:.0f} kB |{f' {faults} faults' if faults else ''}",
        flush=True,
    )
    return max(slow) <= LIMITS["p95"] and chart <= LIMITS["chart"] * 1000 and not faults


if __name__ == "__main__":
    main()
