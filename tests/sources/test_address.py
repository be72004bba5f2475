"""The address of a source is read, and what is shown of it never holds a password."""

from __future__ import annotations

import pytest

from vil.errors import SourceAddressInvalid
from vil.sources import read_address
from vil.sources.dialects import transpile, transpile_parts


def test_what_is_shown_holds_neither_user_nor_password() -> None:
    found = read_address("postgresql://anne:hemme%40lig@db.by.dk:5433/msb?table=sager.alle&sslmode=require")
    assert (found.kind, found.table) == ("postgresql", "sager.alle")
    assert found.shown == "postgresql://db.by.dk:5433/msb?table=sager.alle"
    assert found.connect == "postgresql://anne:hemme%40lig@db.by.dk:5433/msb?sslmode=require"
    assert "hemme" not in repr(found) + str(found)


def test_the_table_can_be_named_beside_the_address() -> None:
    assert read_address("postgres://h/db", "x").table == "x"
    assert read_address("spark://h:7077", "/data/sager").connect == "spark://h:7077"


def test_spark_takes_masters_of_one_machine_and_settings_of_its_own() -> None:
    found = read_address("spark://local-cluster[2,1,1024]?table=/data/sager.parquet&spark.sql.shuffle.partitions=4")
    assert (found.connect, found.table) == ("local-cluster[2,1,1024]", "/data/sager.parquet")
    assert found.settings == (("spark.sql.shuffle.partitions", "4"),)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://x?table=y", "Skriv den som postgresql://"),
        ("sager", "Skriv den som postgresql://"),
        ("postgresql://h/db", "hvilken tabel"),
        ("spark://?table=x", "Adressen på Spark"),
        ("spark://h:7077?table=x&other=1", "Adressen på Spark"),
    ],
)
def test_an_address_that_cannot_be_read_says_how_it_is_written(address: str, sentence: str) -> None:
    with pytest.raises(SourceAddressInvalid, match=sentence):
        read_address(address)


def test_sql_is_said_in_other_dialects_with_every_name_as_it_is_written() -> None:
    sql = "SELECT date_trunc('month', d) AS \"Måned\", CAST(x AS DECIMAL(38, 4)) FROM t WHERE regexp_matches(s, '^a')"
    assert '"Måned"' in transpile(sql, "postgres")
    assert " ~ " in transpile(sql, "postgres")
    assert "`Måned`" in transpile(sql, "spark")
    parts, last = transpile_parts("WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT x FROM b", "spark")
    assert [name for name, _ in parts] == ["a", "b"]
    assert "WITH" not in last


def test_a_median_stays_exact_in_spark() -> None:
    said = transpile("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) AS m FROM t", "spark")
    assert said.casefold() == "select percentile(`x`, 0.5) as `m` from `t`"
