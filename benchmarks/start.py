"""From `vil start` to the first painted page, the first time and later, and the time of `vil check --help`.

    python benchmarks/start.py [--times N]

Needs Chromium. The first time publishes the sample data into an empty folder.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    chromium = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        first, later = [], []
        for _ in range(times):
            with tempfile.TemporaryDirectory() as folder:
                first.append(time_start(browser, folder))
                later.append(time_start(browser, folder))
        browser.close()
    helped = [time_command([sys.executable, "-m", "vil", "check", "--help"]) for _ in range(times * 3)]
    print("| what | median | slowest | limit |\n|---|---|---|---|")
    print(f"| first start to painted page | {statistics.median(first):.1f} s | {max(first):.1f} s | 15 s |")
    print(f"| later start to painted page | {statistics.median(later):.1f} s | {max(later):.1f} s | 5 s |")
    print(f"| vil check --help | {statistics.median(helped):.2f} s | {max(helped):.2f} s | 0.5 s |")


def time_start(browser: Browser, folder: str) -> float:
    """Time one start: from the command until the first page's heading is painted."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "vil", "start", "--no-browser", "--port", "8795", "--data", folder]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = next(found.group(0) for line in process.stdout if (found := re.search(r"http://\S+", line)))
        page = browser.new_page()
        while True:
            try:
                page.goto(address)
                break
            except Exception:  # the server is not listening yet
                page.wait_for_timeout(50)
        page.get_by_role("heading").first.wait_for()
        taken = time.perf_counter() - began
        page.close()
        process.terminate()
    return taken


def time_command(command: list[str]) -> float:
    """Time one command, s."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
