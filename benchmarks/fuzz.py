"""Read a thousand files that nobody meant: 0 crashes, and every row read or told why not.

    python benchmarks/fuzz.py [COUNT] [--seed N] [--keep FOLDER]

Files of chance and real ones changed: bytes flipped and cut, lines shuffled, separators and encodings swapped, quote signs and
zero bytes put in, workbooks damaged. `--keep` keeps the files that broke a law.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.importing.fuzzing import find_breaches, list_sources, make_files  # noqa: E402 (the tests are beside us)


def main() -> None:
    """Make, read and judge every file; print what broke a law."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    sources = list_sources(ROOT / "tests" / "data", ROOT.parent / "shared" / "data")
    began, broken = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as name:
        for file, content in make_files(sources, options.count, options.seed):
            path = Path(name) / file
            path.write_bytes(content)
            breaches = find_breaches(path, Path(name))
            path.unlink()
            if breaches:
                broken += 1
                print(f"{file}: {'; '.join(breaches)}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / file).write_bytes(content)
    print(f"{options.count} files in {time.perf_counter() - began:.0f} s: {broken} broke a law")


if __name__ == "__main__":
    main()
