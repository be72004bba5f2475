"""Server time of every page, on the sample data and on 20 million generated rows, and the server's memory.

    python benchmarks/pages.py [--rows ROWS] [--runs RUNS]

Beside them stands what one would write by hand: a bare Streamlit page with a heading and a chart of 48 points, in the same run.

A visitor that speaks Streamlit's own protocol runs each page again and again in a real server; the time is from the request until
the script has finished. Two loads are measured: the sample data, and a round on a data set made from generated rows.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from visitor import Visitor

from vil.bootstrap import prepare_data_folder, publish_samples
from vil.model.indicator import Direction
from vil.model.round import Influence, Reach
from vil.services import exploring, rounds
from vil.settings import Settings, load_settings

PAGES = ("", "data", "fortolkning", "forklaring", "loesning", "opfoelgning", "traad")
LIMITS = {"p50": 60, "p95": 150, "memory": 350}


def main() -> None:
    """Measure both loads and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--runs", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        settings = load_settings({"data_dir": name}, environ={})
        prepare_data_folder(settings)
        publish_samples(settings)
        script = Path(__file__).parent / "rows20m.py"
        subprocess.run(
            [sys.executable, script, str(options.rows), "--keep", name], check=True, stdout=subprocess.DEVNULL
        )
        print(f"| page | sample p50 | sample p95 | {options.rows:,} rows p50 | {options.rows:,} rows p95 |")
        print("|---|---|---|---|---|")
        loads = [walk(settings, "sygefravaer"), walk(settings, "rows20m")]
        with serve(settings) as (address, process):
            memory = measure_memory(address, process, loads[0])
            for page in PAGES:
                figures = [figure for load in loads for figure in measure(address, page, load, options.runs)]
                print(f"| {page or 'start'} | " + " | ".join(f"{figure:.0f} ms" for figure in figures) + " |")
        bare = measure_bare(Path(name), options.runs)
        print("| bare Streamlit page | " + " | ".join(f"{figure:.0f} ms" for figure in bare) + " | | |")
        print(f"\nMemory of the server after the first page: {memory} MB (limit {LIMITS['memory']} MB).")
        print(f"Limits: p50 {LIMITS['p50']} ms, p95 {LIMITS['p95']} ms.")


def walk(settings: Settings, dataset: str) -> str:
    """Walk a round all the way on a data set and give its id."""
    store = rounds.open_rounds(settings)
    version = exploring.find_version(settings.datasets, dataset)
    view = exploring.propose_view(version)
    sight = exploring.look(settings.datasets, view)
    current = rounds.start_round(store, title=version.recipe.title, view=view)
    wonder = rounds.pin_wonder(store, current.id, view=view, headline=sight.narrative.headline, sentence="…")
    for text in ("Den ene læsning", "Den anden læsning"):
        rounds.add_interpretation(store, wonder.id, text=text)
    places = [(influence, reach) for influence in Influence for reach in Reach]
    cards = [
        rounds.add_explanation(store, wonder.id, text=f"Forklaring {index}", influence=influence, reach=reach)
        for index, (influence, reach) in enumerate(places * 3)
    ]
    started = date(version.last.start.year, 1, 1)
    action = rounds.add_action(
        store,
        cards[0].id,
        text="En handling",
        starts_on=started,
        direction=Direction.DOWN,
        target=1.0,
        by=version.last.end,
    )
    rounds.seal_expectation(store, action.id, baseline=sight.pattern.centre, today=started)
    return current.id


@contextmanager
def serve(settings: Settings) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `vil start` on the data folder."""
    command = [sys.executable, "-m", "vil", "start", "--no-browser", "--no-sample", "--data", str(settings.data_dir)]
    with ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(
                [*command, "--port", "8790"], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
            )
        )
        stack.callback(process.terminate)
        assert process.stdout is not None
        address = next(found.group(0) for line in process.stdout if (found := re.search(r"http://\S+", line)))
        wait_until_open(address)
        yield address, process


BARE = """
import altair as alt, pandas as pd, streamlit as st
rows = pd.DataFrame({"x": range(48), "y": range(48)})
st.title("Bare")
st.altair_chart(alt.Chart(rows).mark_line().encode(x="x", y="y"))
"""


def measure_bare(folder: Path, runs: int) -> tuple[float, float]:
    """Measure a page with nothing of ours in it."""
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        "8791",
        "--server.headless",
        "true",
    ]
    options = ["--browser.gatherUsageStats", "false", "--runner.postScriptGC", "false"]
    with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, cwd=folder) as process:
        wait_until_open("http://127.0.0.1:8791")
        figures = measure("http://127.0.0.1:8791", "", "", runs)
        process.terminate()
    return figures


def wait_until_open(address: str) -> None:
    """Wait until the server takes visitors."""
    from urllib.error import URLError
    from urllib.request import urlopen

    for _ in range(200):
        try:
            urlopen(f"{address}/_stcore/health").close()
        except (URLError, ConnectionError):
            subprocess.run(["sleep", "0.1"], check=True)
        else:
            return


def measure_memory(address: str, process: subprocess.Popen[str], round_id: str) -> int:
    """Measure the server's resident memory, MB, after its first page."""
    visitor = Visitor(address)
    visitor.run_page("data", runde=round_id)
    visitor.close()
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found.group(1)) // 1024


def measure(address: str, page: str, round_id: str, runs: int) -> tuple[float, float]:
    """Run one page many times and give the median and the 95th percentile, ms."""
    visitor = Visitor(address)
    visitor.run_page(page, runde=round_id)
    times = [visitor.run_page(page, runde=round_id) * 1000 for _ in range(runs)]
    visitor.close()
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
