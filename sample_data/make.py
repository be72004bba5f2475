"""Make the seven synthetic extracts, one of them in four versions: the same figures on every run, on every machine.

    python sample_data/make.py [FOLDER]

Nothing here comes from real citizens, employees, places or registers. Each extract carries a story, listed in README.md.
"""

from __future__ import annotations

import csv
import io
import math
import random
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

MONTHS = [date(year, month, 1) for year in range(2022, 2027) for month in range(1, 13) if (year, month) <= (2026, 10)]
QUARTERS = [(year, quarter) for year in range(2019, 2027) for quarter in range(1, 5) if (year, quarter) <= (2026, 3)]
MONTH_NAMES = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
FIXED_TIME = datetime(2026, 11, 3, 8, 0)
WORKPLACES = (
    "Brisen",
    "Dønningen",
    "Fyrtårnet",
    "Horisonten",
    "Kompasset",
    "Lanternen",
    "Ledestjernen",
    "Passaten",
    "Sejlet",
    "Sekstanten",
    "Strømmen",
    "Tidevandet",
)

REGISTRATION_CHANGED = date(2025, 3, 1)
ACTION_STARTED = date(2025, 8, 1)
MIX_MOVED = date(2025, 1, 1)
SHIFT_STARTED = date(2025, 6, 1)
LOST_MONTH = date(2024, 7, 1)
SPLIT_SINCE = date(2025, 11, 1)
FIRST_REFERRAL = date(2022, 7, 1)
EXTRACTED = (date(2026, 8, 5), date(2026, 9, 3), date(2026, 10, 5), date(2026, 11, 3))
"""The days of the four extracts; each ends with the month before."""


def make_all(folder: Path) -> list[Path]:
    """Write the seven extracts into a folder, the earlier ones of the seventh below it, and list them."""
    earlier = folder / "earlier" / "genoptraening"
    earlier.mkdir(parents=True, exist_ok=True)
    return [
        make_underretninger(folder / "underretninger.duckdb"),
        make_anbringelser(folder / "anbringelser.csv"),
        make_afgang(folder / "afgang.xlsx"),
        make_sagsbehandling(folder / "sagsbehandling.csv"),
        make_bosteder(folder / "bosteder.csv"),
        make_sygefravaer(folder / "sygefravaer.xlsx"),
        make_genoptraening(folder / "genoptraening.csv", EXTRACTED[-1]),
        *(make_genoptraening(earlier / f"{day.isoformat()}.csv", day) for day in EXTRACTED[:-1]),
    ]


def make_underretninger(path: Path) -> Path:
    """Write a DuckDB file: notifications assessed within 24 hours, where a new way of registering looks like an effect."""
    import duckdb

    path.unlink(missing_ok=True)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH '{path}' AS extract (BLOCK_SIZE 16384)")
        columns = "maaned DATE, distrikt VARCHAR, modtaget INTEGER, vurderet_inden_24_timer INTEGER"
        connection.execute(f"CREATE TABLE extract.underretninger ({columns})")
        connection.executemany("INSERT INTO extract.underretninger VALUES (?, ?, ?, ?)", list(underretninger()))
        connection.execute("DETACH extract")
    return path


def underretninger() -> Iterator[tuple[date, str, int, int]]:
    """Give month, district, received, and assessed within 24 hours."""
    chance = random.Random("underretninger 2")
    sizes = {
        "Bakken": 150,
        "Dalen": 185,
        "Engen": 120,
        "Fjorden": 170,
        "Havnen": 210,
        "Lunden": 135,
        "Skoven": 160,
        "Åen": 125,
    }
    season = {7: 0.72, 12: 0.88, 9: 1.1}
    for month in MONTHS:
        share = 0.82 if month < REGISTRATION_CHANGED else 0.9
        for name, size in sizes.items():
            received = poisson(chance, size * season.get(month.month, 1.0))
            yield month, f"Distrikt {name}", received, binomial(chance, received, share)


def make_anbringelser(path: Path) -> Path:
    """Write a CSV with quarter codes: new placements, many of them too few to be shown."""
    header = ["Kvartal", "Team", "Anbringelsesform", "Nye anbringelser"]
    return write_csv(path, [header, *anbringelser()], encoding="utf-8")


def anbringelser() -> Iterator[list[str]]:
    """Give quarter, team, kind of placement, and new placements."""
    chance = random.Random("anbringelser")
    sizes = {"Ahorn": 1.0, "Bøg": 1.25, "Eg": 0.9, "Hassel": 0.35, "Lind": 1.1, "Pil": 0.5}
    kinds = {"Familiepleje": 14.0, "Døgninstitution": 9.0, "Eget værelse eller kollegie": 4.0}
    for year, quarter in QUARTERS:
        for team, size in sizes.items():
            for kind, usual in kinds.items():
                yield [f"{year}K{quarter}", f"Team {team}", kind, str(poisson(chance, usual * size))]


def make_afgang(path: Path) -> Path:
    """Write a workbook with a totals row in every month: unemployment, and those who left it for work or education."""
    header = ["Måned", "Jobteam", "Arbejdsstyrken", "Ledige", "Afgang til job eller uddannelse"]
    return write_workbook(path, "Udtræk", [header, *afgang()])


def afgang() -> Iterator[list[object]]:
    """Give month, team, workforce, unemployed, and left for work or education; each month begins with its total."""
    chance = random.Random("afgang")
    sizes = {
        "Nord": 11200,
        "Syd": 14800,
        "Vest": 12600,
        "Øst": 9400,
        "Centrum": 18300,
        "Kyst": 8700,
        "Opland": 10100,
        "Vold": 13500,
    }
    for month in MONTHS:
        rows = [
            [team, size + 4 * MONTHS.index(month), *leavers(chance, month, team, size)] for team, size in sizes.items()
        ]
        total = [sum(row[place] for row in rows) for place in (1, 2, 3)]
        code = f"{month.year}M{month.month:02d}"
        yield [code, "I alt", *total]
        yield from ([code, f"Jobteam {team}", *figures] for team, *figures in rows)


def leavers(chance: random.Random, month: date, team: str, workforce: int) -> tuple[int, int]:
    """Draw the unemployed of a month (more in winter and after the summer's exams) and how many of them left."""
    season = 1 + 0.09 * math.cos(2 * math.pi * (month.month - 1) / 12) + (0.06 if month.month in (7, 8) else 0)
    unemployed = poisson(chance, workforce * 0.042 * season)
    has_worked = team == "Vest" and month > ACTION_STARTED
    return unemployed, binomial(chance, unemployed, 0.155 if has_worked else 0.115)


def make_sagsbehandling(path: Path) -> Path:
    """Write a CSV in cp1252 with decimal commas: waiting times, where only the mix of cases moves."""
    header = ["Måned", "Team", "Sagstype", "Afgjorte sager", "Gns. sagsbehandlingstid (dage)", "Overholdt frist"]
    return write_csv(path, [header, *sagsbehandling()], encoding="cp1252")


def sagsbehandling() -> Iterator[list[str]]:
    """Give month, team, kind of case, cases, mean days with a decimal comma, and cases within the time limit."""
    chance = random.Random("sagsbehandling")
    teams = {"Anker": 1.0, "Bro": 0.85, "Dæmning": 1.15, "Fyr": 0.95, "Kaj": 1.1, "Mole": 0.8, "Sluse": 1.2}
    kinds = {
        "Enkeltydelser": (200, 9.0, 0.9),
        "Hjælpemidler": (120, 21.0, 0.83),
        "Merudgifter": (75, 38.0, 0.72),
        "Tabt arbejdsfortjeneste": (63, 52.0, 0.6),
    }
    for month in MONTHS[:-1]:  # the latest month has not come yet, so that the data set is late
        for team, size in teams.items():
            for kind, (usual, days, share) in kinds.items():
                is_moved = kind == "Enkeltydelser" and month >= MIX_MOVED
                cases = poisson(chance, usual * size * (0.45 if is_moved else 1.0))
                mean_days = days * (1 + chance.gauss(0, 0.05))
                within = binomial(chance, cases, share)
                code = f"{month.year}M{month.month:02d}"
                yield [code, f"Team {team}", kind, str(cases), comma(mean_days), str(within)]


def make_bosteder(path: Path) -> Path:
    """Write a CSV with a month missing: use of force and satisfaction, where noise looks like a trend."""
    header = ["Måned", "Bosted", "Magtanvendelser", "Antal svar", "Tilfredshed (1-5)"]
    return write_csv(path, [header, *bosteder()], encoding="utf-8-sig")


def bosteder() -> Iterator[list[str]]:
    """Give month as a Danish date, home, uses of force, answers, and mean satisfaction with a decimal comma."""
    chance = random.Random("bosteder")
    usual = {
        "Birken": 9,
        "Egetræet": 2,
        "Elmen": 12,
        "Fyrren": 11,
        "Hylden": 8,
        "Kastanjen": 13,
        "Rønnen": 1.6,
        "Tjørnen": 10,
    }
    noise = find_noise_like_a_trend(usual["Elmen"])
    for place, month in enumerate(MONTHS):
        for home, level in usual.items():
            uses = noise[place] if home == "Elmen" else poisson(chance, level)
            answers = 14 + poisson(chance, 8)
            score = min(5.0, max(1.0, 3.9 + chance.gauss(0, 0.9 / math.sqrt(answers))))
            if month != LOST_MONTH:
                yield [f"01-{month.month:02d}-{month.year}", f"Bosted {home}", str(uses), str(answers), comma(score, 2)]


def find_noise_like_a_trend(level: float) -> list[int]:
    """Draw series of pure chance until one happens to rise at the end, as one in some hundreds does.

    Every month is drawn from the same Poisson distribution; only the draw is chosen: the last five months rise one by one.
    """
    for attempt in range(100_000):
        chance = random.Random(f"noise {attempt}")
        drawn = [poisson(chance, level) for _ in MONTHS]
        last = drawn[-5:]
        if all(before < after for before, after in pairwise(last)) and last[0] < level < last[2]:
            return drawn
    raise RuntimeError("no draw looks like a trend")


def make_sygefravaer(path: Path) -> Path:
    """Write a workbook with titles, filters and months as columns: sickness absence, with a real shift at one workplace."""
    rows: list[Sequence[object]] = [
        ["Sygefravær i pct. pr. arbejdsplads"],
        ["MSB i Tal (syntetisk eksempel)", "Udtrukket 3. november 2026"],
        ["Filtre:", "Fraværstype: egen sygdom", "Ansættelse: alle"],
        [],
        ["Arbejdsplads", *(f"{MONTH_NAMES[month.month - 1]} {month.year}" for month in MONTHS)],
        *sygefravaer(),
    ]
    return write_workbook(path, "Sygefravær", rows)


def sygefravaer() -> Iterator[list[object]]:
    """Give a workplace and its per cent for each month; the last row is the whole area, weighted by staff."""
    chance = random.Random("sygefravaer")
    staff = {name: 28.0 + 5 * place for place, name in enumerate(WORKPLACES)}
    table = []
    for name in WORKPLACES:
        level = 5.0 + chance.random() * 1.4
        table.append([absence(chance, month, name, level) for month in MONTHS])
        yield [name, *table[-1]]
    weighted = [sum(map(float.__mul__, staff.values(), column)) for column in zip(*table, strict=True)]
    whole = [round(total / sum(staff.values()), 1) for total in weighted]
    yield ["Hele området", *whole]


def make_genoptraening(path: Path, day: date) -> Path:
    """Write a CSV with a row for each course of training that had begun on a day: who still waits is not in it."""
    known = [row for row in genoptraening() if row[0] < day.replace(day=1) and row[0] + timedelta(row[2]) <= day]
    lines = ([f"{referred:%d-%m-%Y}", f"Center {center}", str(days)] for referred, center, days in known)
    return write_csv(path, [["Henvist", "Træningscenter", "Ventedage"], *lines], encoding="utf-8")


def genoptraening() -> Iterator[tuple[date, str, int]]:
    """Give day of referral, center, and days from then until the course began."""
    chance = random.Random("genoptraening 29")
    sizes = {"Lærken": 26, "Mejsen": 19, "Solsorten": 24, "Svalen": 28, "Uglen": 21, "Viben": 18}
    for month in (month for month in MONTHS if month >= FIRST_REFERRAL):
        for center, size in sizes.items():
            is_split = center == "Lærken" and month >= SPLIT_SINCE
            referred = sorted(month + timedelta(chance.randrange(28)) for _ in range(poisson(chance, size)))
            yield from ((day, center, waiting(chance, is_split)) for day in referred)


def waiting(chance: random.Random, is_split: bool) -> int:
    """Draw the days somebody waits: 18 in the middle, and where the center is split a fifth of them eight weeks."""
    if is_split and chance.random() < 0.22:
        return round(chance.gauss(56, 4))
    return max(2, min(45, round((15.3 if is_split else 18) * math.exp(chance.gauss(0, 0.42)))))


def absence(chance: random.Random, month: date, name: str, level: float) -> float:
    """Draw one month's absence in per cent: more in winter, and higher at one workplace since the shift."""
    winter = 0.45 * math.cos(2 * math.pi * (month.month - 1.5) / 12)
    shift = 2.4 if name == "Kompasset" and month >= SHIFT_STARTED else 0.0
    return round(max(0.5, level + winter + shift + chance.gauss(0, 0.65)), 1)


def poisson(chance: random.Random, level: float) -> int:
    """Draw a count with the given mean (Knuth's method, in steps small enough for the exponential)."""
    count = 0
    while level > 0:
        step, level = min(level, 30.0), level - 30.0
        limit, product = math.exp(-step), chance.random()
        while product > limit:
            count, product = count + 1, product * chance.random()
    return count


def binomial(chance: random.Random, tries: int, share: float) -> int:
    """Draw how many of the tries succeed."""
    return sum(chance.random() < share for _ in range(tries))


def comma(value: float, decimals: int = 1) -> str:
    """Write a number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def write_csv(path: Path, rows: Iterable[Sequence[str]], *, encoding: str) -> Path:
    """Write lines with semicolons, ended as Windows ends them."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_workbook(path: Path, sheet: str, rows: Iterable[Sequence[object]]) -> Path:
    """Write one sheet; every time stamp in the file is fixed, so that the same figures give the same bytes."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator = "VIL sample data"
    book.properties.created = book.properties.modified = FIXED_TIME
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    written = io.BytesIO()
    book.save(written)
    _repack(written, path)
    return path


def _repack(written: io.BytesIO, path: Path) -> None:
    stamp = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _with_modified(content, stamp)
            target.writestr(zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def _with_modified(content: bytes, stamp: bytes) -> bytes:
    """Put the fixed time where the writer puts the present."""
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)


if __name__ == "__main__":
    for made in make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        print(made.name, made.stat().st_size)
