"""What is a CPR number, what only looks like one, and what stands in its place."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.identifiers import OTHERS, PERSONS, share_taken
from tests.importing.persons_example import dashed, make_numbers
from vil.errors import SettingInvalid
from vil.model.reading import PersonalKind
from vil.privacy.contact_marks import find_contact_marks
from vil.privacy.identifiers import has_day, is_named_as_one, mask, passes_modulus_11, read_number
from vil.privacy.identifiers_sql import hash_sql, mask_sql, read_scan, scan_sql
from vil.privacy.judging import Shares, are_persons, binomial_tail, count_shares, find_singles
from vil.privacy.pseudonyms import hash_pads, load_key, make_pseudonym

ENGINE = duckdb.connect()


@pytest.mark.parametrize("name", OTHERS)
def test_numbers_of_other_kinds_are_not_taken_for_persons(name: str) -> None:
    shares = {size: share_taken(OTHERS[name], size, 40)[0] for size in (3, 10, 100, 1000)}

    print(name, shares)
    assert max(shares.values()) <= 0.03, shares


@pytest.mark.parametrize("name", PERSONS)
def test_columns_of_persons_are_found_though_some_lack_a_check_digit(name: str) -> None:
    shares = {size: share_taken(PERSONS[name], size, 40)[0] for size in (100, 1000)}

    print(name, shares)
    assert min(shares.values()) == 1.0, shares


def test_one_value_over_and_over_tells_no_more_than_once() -> None:
    lucky = next(number for number in make_numbers(1))

    assert not are_persons(count_shares({lucky}))
    assert are_persons(count_shares({lucky}), is_named=True)


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        ("CPR", True),
        ("cpr_nr", True),
        ("Borgers personnummer", True),
        ("Personnr.", True),
        ("P-nummer", False),
        ("CVR-nummer", False),
        ("Antal personer", False),
    ],
)
def test_a_header_says_whether_its_column_is_of_persons(header: str, is_one: bool) -> None:
    assert is_named_as_one(header) is is_one


@pytest.mark.parametrize(
    "text",
    [
        "5790001234567 EAN",
        "tlf. 12 34 56 78",
        "1234567890123456",
        "2026-01-01 1530",
        "sag 26/010180",
        "8c010180-1234-4f3e-b2a1-0101801234ab",
        "0,0101801234",
        "310280-1234",
    ],
)
def test_what_only_looks_like_a_number_is_left_as_it_is(text: str) -> None:
    assert mask(text) == text


def test_case_numbers_with_a_dash_are_not_hidden_once_there_are_enough_of_them() -> None:
    chance = random.Random(1)
    cases = [f"sag {chance.randrange(1, 29):02d}{chance.randrange(1, 13):02d}26-{at:04d}" for at in range(200)]

    assert not find_singles(cases).dashed
    assert find_singles(cases[:3]).dashed
    assert find_singles([f"ring {dashed(number)}" for number in make_numbers(200)]).dashed


@given(st.integers(0, 200), st.integers(1, 200), st.sampled_from([0.0365, 1 / 11, 0.12]))
def test_the_tail_is_a_probability_that_falls_with_every_hit(hits: int, trials: int, chance: float) -> None:
    hits = min(hits, trials)

    assert 0 <= binomial_tail(hits, trials, chance) <= 1
    assert binomial_tail(hits, trials, chance) <= binomial_tail(max(hits - 1, 0), trials, chance) + 1e-12


def test_sql_counts_what_python_counts() -> None:
    chance = random.Random(3)
    numbers = make_numbers(300, without_check=0.3)
    cells = [*numbers, *map(dashed, numbers[:50]), *(str(int(one)) for one in numbers[:60]), "ukendt", "12345", "  "]
    cells += [f"{chance.randrange(10**10):010d}" for _ in range(300)]
    engine = duckdb.connect()
    engine.execute("CREATE TABLE cells (c VARCHAR)")
    engine.executemany("INSERT INTO cells VALUES (?)", [[cell] for cell in cells])

    row = engine.execute(scan_sql({"c": "c"}, "cells")).fetchone()

    filled, written, shares = read_scan(["c"], row)["c"]
    plain = {read_number(cell) for cell in cells} - {None}
    assert (filled, written) == (len(cells), len(cells) - 3)
    assert shares.dated == sum(map(has_day, plain))
    assert shares.passing == sum(has_day(one) and passes_modulus_11(one) for one in plain)
    assert are_persons(shares)


@pytest.mark.parametrize("dialect", ["postgres", "spark"])
def test_the_scan_is_carried_to_other_engines(dialect: str) -> None:
    sqlglot = pytest.importorskip("sqlglot")

    text = sqlglot.transpile(scan_sql({"a": "a", "b": "b"}, "rows"), read="duckdb", write=dialect)[0]

    assert text.upper().count("COUNT(DISTINCT") == 8


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["x", " ", ", ", "-", "nr", "cpr ", *map(dashed, make_numbers(3)), "010126-31"]), max_size=8
    )
)
def test_sql_hides_what_python_hides(parts: list[str]) -> None:
    text = "".join(parts)

    hidden = (
        duckdb.connect()
        .execute(f"SELECT {mask_sql('t', dashed=True, bare=False)} FROM (SELECT $1 AS t)", [text])
        .fetchone()
    )

    assert hidden is not None
    assert hidden[0] == mask(text)


@settings(deadline=None)
@given(st.text(max_size=20) | st.sampled_from(make_numbers(5)))
def test_sql_makes_the_pseudonyms_of_python(text: str) -> None:
    key = b"k" * 32
    inner, outer = (f"unhex('{pad.hex()}')" for pad in hash_pads(key))

    made = ENGINE.execute(f"SELECT {hash_sql('t', inner, outer)} FROM (SELECT $1 AS t)", [text]).fetchone()

    if text.isascii() and text.isprintable():
        assert made == (make_pseudonym(text, key),)


def test_the_key_is_made_once_however_many_ask_for_it(tmp_path: Path) -> None:
    keys: list[bytes] = []
    asking = [threading.Thread(target=lambda: keys.append(load_key(tmp_path / "a" / "key"))) for _ in range(8)]

    for one in asking:
        one.start()
    for one in asking:
        one.join()

    assert len(keys) == 8
    assert len({*keys}) == 1
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["key"]


def test_a_damaged_key_is_said_to_be_so_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("halv", encoding="ascii")

    with pytest.raises(SettingInvalid):
        load_key(tmp_path / "key")

    assert (tmp_path / "key").read_text(encoding="ascii") == "halv"


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("Kontakt", ["a.b@eksempel.dk", "c@eksempel.dk"], PersonalKind.EMAIL),
        ("Mobil", ["20123456", "30 12 34 56"], PersonalKind.PHONE),
        ("Kontakt", ["+45 20123456", "+4530123456"], PersonalKind.PHONE),
        ("Adresse", ["Skolevej 12", "Ny Allé 3 B, 2. th"], PersonalKind.ADDRESS),
        ("Borger", ["Anne Test", "Bent Prøve Hansen"], PersonalKind.NAME),
        ("Efternavn, fornavn", ["Hansen, Anne", "Prøve, Bent"], PersonalKind.NAME),
        ("Enhed", ["Center Øst", "Plejehjem Syd"], None),
        ("Enhedsnavn", ["Anne Marie Centret", "Skolen Ved Åen", "Børnehuset Solen", "Center Vest"], None),
        ("Antal", ["20123456", "30123456"], None),
        ("Kommune", ["København", "Aarhus", "Odense"], None),
    ],
)
def test_what_tells_of_persons_is_pointed_out(header: str, cells: list[str], kind: PersonalKind | None) -> None:
    found = find_contact_marks(header, dict.fromkeys(cells, 3))

    assert list(found) == ([kind] if kind else [])


def test_shares_of_nothing_are_no_persons() -> None:
    assert not are_persons(Shares())
