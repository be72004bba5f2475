"""Two data sets that differ in nothing but what is hidden must look alike in all that leaves the product."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import publish_rows, recipe, write_cases
from vil.cli import run
from vil.errors import VilError
from vil.model.card import Beside
from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.series import DatasetVersion, Lens, View
from vil.services import downloading, exploring, quality
from vil.services.judging import judge_version

INDICATORS = (
    Indicator("sager", "Sager", Aggregation.COUNT),
    Indicator("akutte", "Akutte", Aggregation.COUNT, only=(("type", "akut"),)),
    Indicator("andel", "Andel", Aggregation.SHARE, only=(("type", "akut"),), scale=100.0),
    Indicator("dage", "Dage", value="dage"),
    Indicator("snit", "Snit", Aggregation.MEAN, value="dage", weight=EVERY_ROW),
    Indicator("pr", "Pr. sag", Aggregation.FORMULA, formula="dage / sager"),
)
HOW = recipe(*INDICATORS, disclosure=Disclosure.PERSON_ROWS, dimensions=("type",))
_MOMENTS = re.compile(
    r"gradient_\d+|clip\d+|datetime\.datetime\([^)]*\)|\d{4}-\d\d-\d\dT[\d:.+Z-]*|/[\w/.-]*/(?:one|other)\b"
)


def count_cases(unit: str, month: int, few: int) -> tuple[int, int]:
    """Give planned and acute cases: A and B swap cases between two months of a quarter, so that no sum of them tells how many."""
    plain = {"C": (30, 26 + month % 5), "D": (25, 22 + 2 * (month % 4)), "A": (12, 12), "B": (12, 11)}
    swapped = {("A", 0): (few, 0), ("A", 1): (6 - few, 0), ("B", 0): (20 - few, 6), ("B", 1): (14 + few, 6)}
    return swapped.get((unit, month % 3), plain[unit])


def publish(folder: Path, few: int, months: int) -> DatasetVersion:
    folder.mkdir(exist_ok=True)
    cases = [
        {
            "period_start": date(2024 + month // 12, 1 + month % 12, 1),
            "unit": unit,
            "type": kind,
            "member": kind,
            "dage": 10.0,
        }
        for month in range(months)
        for unit in "ABCD"
        for kind, count in zip(("plan", "akut"), count_cases(unit, month, few), strict=True)
        for _ in range(count)
    ]
    return publish_rows(folder, write_cases(folder / "rows", cases), HOW, judge=judge_version)


def leave(folder: Path, version: DatasetVersion, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, str]]:
    """Take everything that can leave, under a name each."""
    datasets = folder / "datasets"
    with duckdb.connect(str(datasets / version.dataset / str(version.number) / "cube.duckdb"), read_only=True) as cube:
        yield "cube", repr([cube.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in ("cells",)])
    yield (
        "manifest",
        (datasets / version.dataset / str(version.number) / "manifest.json").read_text().split('"cube_hash"')[0],
    )
    yield "quality", repr(quality.list_tables(datasets, version))
    for one in INDICATORS:
        command = ["query", version.dataset, "--indicator", one.id, "--by", "period,unit,type", "--csv"]
        assert run([*command, "--data", str(folder)]) == 0
        yield f"query {one.id}", capsys.readouterr().out
        for unit in {"sager": ("Alle enheder", "A"), "andel": ("A",)}.get(one.id, ()):
            for lens in Lens:
                view = View(version.dataset, version.number, one.id, unit, Grain.MONTH, lens=lens)
                yield from leave_view(datasets, view)
    for arguments in (["diff", version.dataset, "--json"], ["versions", version.dataset, "--json"]):
        assert run([*arguments, "--data", str(folder)]) == 0
        yield arguments[0], capsys.readouterr().out


def leave_view(datasets: Path, view: View) -> Iterator[tuple[str, str]]:
    name = f"{view.indicator} {view.unit} {view.lens} {view.grain}"
    try:
        yield f"sight {name}", repr(exploring.look(datasets, view))
    except VilError as error:
        yield f"refusal {name}", str(error)
        return
    if (
        view.grain is Grain.QUARTER
        or view.indicator not in ("sager", "andel")
        or view.unit not in ("A", "Alle enheder")
    ):
        return
    yield f"picture {name}", downloading.make_download(datasets, view, Beside(), "svg").decode()
    for kind in ("pptx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(downloading.make_download(datasets, view, Beside(), kind))) as file:
            yield (
                f"{kind} {name}",
                repr(sorted((one, unpack(file.read(one))) for one in file.namelist() if "docProps" not in one)),
            )


def unpack(content: bytes) -> str:
    """Give what a part of a file holds; the workbook within a slide is a file of its own."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return repr(sorted((one, file.read(one)) for one in file.namelist() if "docProps" not in one))


def test_all_that_leaves_is_the_same_whatever_is_hidden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left = []
    for name, few in (("one", 3), ("other", 2)):
        folder = tmp_path / name
        publish(folder, few, 11)
        version = publish(folder, few, 14)
        left.append({key: _MOMENTS.sub("", text) for key, text in leave(folder, version, capsys)})
    assert "hidden" in left[0]["cube"]
    assert [key for key in left[0] if left[0][key] != left[1][key]] == []
