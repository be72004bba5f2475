"""What is said about a series, as whole sentences, and what is never said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import CALM, CASES, DEADLINES, HIDDEN, SICKNESS, make_series, sketch_series
from tests.unit.reading_ease import find_lix
from vil.analysis import find_pattern
from vil.model.indicator import Indicator
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.revision import Provisional
from vil.model.series import Comparison, Series, Unit, UnitLevel
from vil.narration import Narrative, describe_series

NEVER = (
    "fordi", "skyldes", "på grund af", "derfor", "takket være", "skyld", "bedst", "værst", "bedre", "værre", "dårlig",
    "succes", "desværre", "heldigvis", "forbedr", "forværr", "rangl", "nummer", "signifikan", "p-værdi", "outlier",
    "median", "anhøj", "None", "nan", "  ", "..", " .", " ,", "rød", "grøn",
)  # fmt: skip

MIDDLE = "Lige mange tal ligger over og under midten."
LOW_AT_END = [*CALM, *(value - 3 for value in CALM[:9])]
SCHOOL = make_series(
    [5.8, 6.0, 5.9, 6.4, 7.1, 6.9],
    indicator=DEADLINES,
    grain=Grain.SCHOOLYEAR,
    first=date(2016, 8, 1),
    unit="Skovskolen",
)
SITUATIONS: tuple[tuple[Series, str, tuple[str, ...]], ...] = (
    (
        sketch_series(),
        "Sygefraværet i Vest ligger lavere, end det plejer",
        (
            "De seneste 11 måneder ligger alle under midten.",
            "Så lang en række sker sjældent af sig selv, men tallene siger ikke hvorfor.",
            "Midten for de målinger er 5,5 dage. Før var den 7,2 dage.",
            MIDDLE,
            "April 2025 mangler.",
        ),
    ),
    (
        sketch_series(is_break=True),
        "Sygefraværet i Vest svinger, som det plejer, siden registreringen blev ændret",
        (
            "Det seneste tal er 4,7 dage (oktober 2026), og midten er 5,7 dage.",
            "Op og ned fra måned til måned kan være tilfældigt.",
            MIDDLE,
            (
                "Praksis for registrering blev ændret i november 2025. "
                "Midten før var 7,2 dage, og siden har den været 5,7 dage."
            ),
            "Tal fra før og efter måler måske ikke det samme.",
            "April 2025 mangler.",
        ),
    ),
    (
        make_series([*CALM, 9.0, 9.4, 9.2], events=(Event(date(2025, 5, 1), "Ny praksis", breaks_series=True),)),
        "Sygefraværet i Vest: for få målinger, siden registreringen blev ændret",
        (
            "Der er 3 målinger, og der skal mindst 10 til, før vi kan se et mønster.",
            (
                "Fra maj 2025 til juli 2025 steg tallet 0,2 dage, fra 9,0 dage til 9,2 dage. "
                "Ud fra så få tal kan vi ikke vide, om det er tilfældigt."
            ),
            "Praksis for registrering blev ændret i maj 2025. Midten før var 7,0 dage, og siden har den været 9,2 dage.",
            "Tal fra før og efter måler måske ikke det samme.",
        ),
    ),
    (
        make_series([*CALM, *(value + 3 for value in CALM[:9])]),
        "Sygefraværet i Vest ligger højere, end det plejer",
        (
            "De seneste 9 måneder ligger alle over midten.",
            "Så lang en række sker sjældent af sig selv, men tallene siger ikke hvorfor.",
            "Midten for de målinger er 10,1 dage. Før var den 7,0 dage.",
            MIDDLE,
        ),
    ),
    (
        make_series([*CALM, *(value - 3 for value in CALM[:9]), *CALM]),
        "Sygefraværet i Vest lå lavere, end det plejer, i en periode",
        (
            "Fra maj 2025 til januar 2026 lå 9 måneder i træk under midten.",
            "Så lang en række sker sjældent af sig selv, men tallene siger ikke hvorfor.",
            "Midten for de målinger var 4,1 dage. Før var den 7,0 dage, og siden har den været 7,0 dage.",
        ),
    ),
    (
        make_series([*CALM, *(value - 3 for value in CALM[:5]), None, *(value - 3 for value in CALM[5:9])]),
        "Sygefraværet i Vest ligger lavere, end det plejer",
        (
            "De seneste 9 målinger ligger alle under midten.",
            "Så lang en række sker sjældent af sig selv, men tallene siger ikke hvorfor.",
            "Midten for de målinger er 4,1 dage. Før var den 7,0 dage.",
            MIDDLE,
            "Oktober 2025 mangler.",
        ),
    ),
    (
        make_series(list(CALM)),
        "Sygefraværet i Vest svinger, som det plejer",
        (
            "Det seneste tal er 7,0 dage (april 2025), og midten er 7,0 dage.",
            "Op og ned fra måned til måned kan være tilfældigt.",
            MIDDLE,
        ),
    ),
    (
        make_series([1.0, 1.1, 1.2, 1.1, 1.2, 9.0, 9.1, 9.2, 9.1, 9.2] * 3),
        "Sygefraværet i Vest bevæger sig i lange bølger",
        (
            "Tallene bliver længere på samme side af midten, end de ville ved tilfældige udsving.",
            "Det sker sjældent af sig selv, men tallene siger ikke hvorfor.",
            "De skifter side 5 gange, og ved tilfældige udsving ville vi vente mindst 10.",
            MIDDLE,
        ),
    ),
    (
        make_series(list(CALM[:11])),
        "Sygefraværet i Vest: et foreløbigt billede",
        ("Der er 11 målinger, og midten er 7,1 dage.", "Det er et foreløbigt billede. Det kan være tilfældigt."),
    ),
    (
        SCHOOL,
        "Overholdte frister på Skovskolen: for få målinger til at sige noget endnu",
        (
            "Der er 6 målinger, og der skal mindst 10 til, før vi kan se et mønster.",
            (
                "Fra skoleåret 2016/17 til skoleåret 2021/22 steg tallet 1,1 procentpoint, "
                "fra 5,8 % til 6,9 %. Ud fra så få tal kan vi ikke vide, om det er tilfældigt."
            ),
        ),
    ),
    (
        make_series([4.0]),
        "Sygefraværet i Vest: for få målinger til at sige noget endnu",
        ("Der er 1 måling, og der skal mindst 10 til, før vi kan se et mønster.", "I maj 2024 er tallet 4,0 dage."),
    ),
    (
        make_series([4.0] * 14),
        "Sygefraværet i Vest: det samme tal hele vejen",
        ("Alle 14 målinger er 4,0 dage.", "Spørg, om tallet stadig bliver opdateret."),
    ),
    (
        make_series([0.0] * 30 + [1.0, 2.0] * 5, indicator=CASES, unit="Ærø", grain=Grain.WEEK),
        "Bekræftede tilfælde på Ærø: for ens til at se et mønster",
        (
            "Over halvdelen af målingerne er 0.",
            "Så kan vi ikke se, om noget er nyt. Prøv et længere trin, fx kvartaler eller år.",
        ),
    ),
    (
        make_series([0.0, HIDDEN, 6.0] * 6, indicator=CASES, unit="Bosted Elmen"),
        "Bekræftede tilfælde på Bosted Elmen: for meget er skjult til at se et mønster",
        (
            "Mange af tallene er skjult, og resten kan give et forkert billede.",
            "Prøv et længere trin, fx kvartaler eller år, eller en større enhed.",
            "6 måneder er skjult, så ingen kan genkendes.",
        ),
    ),
    (
        make_series([None, HIDDEN], unit="Alle enheder", level=UnitLevel.WHOLE),
        "Sygefraværet i alle enheder: ingen tal at vise",
        (
            "Hver periode er skjult eller mangler.",
            "Vælg en anden enhed eller et længere tidsrum.",
            "Maj 2024 mangler.",
            "Juni 2024 er skjult, så ingen kan genkendes.",
        ),
    ),
    (
        make_series([*CALM, 1.0], partial=[12]),
        "Sygefraværet i Vest svinger, som det plejer",
        (
            "Det seneste tal er 7,0 dage (april 2025), og midten er 7,0 dage.",
            "Op og ned fra måned til måned kan være tilfældigt.",
            MIDDLE,
            "Maj 2025 er kun delvist med og tæller ikke med.",
        ),
    ),
    (
        replace(
            make_series([*CALM, 3.1]), provisional=(Provisional(Period(date(2025, 5, 1), Grain.MONTH), 2.0, 1.8, 2.2),)
        ),
        "Sygefraværet i Vest svinger, som det plejer",
        (
            "Det seneste tal, der ligger fast, er 7,0 dage (april 2025), og midten er 7,0 dage.",
            "Op og ned fra måned til måned kan være tilfældigt.",
            MIDDLE,
            (
                "Tallet for maj 2025 er foreløbigt og tæller ikke med: "
                "det plejer at stige omkring 100 % i senere udgaver."
            ),
        ),
    ),
    (
        replace(
            make_series([*LOW_AT_END, 4.0, 3.0]),
            provisional=tuple(
                Provisional(Period(date(2026, month, 1), Grain.MONTH), 1.5, 1.2, 1.9) for month in (2, 3)
            ),
        ),
        "Sygefraværet i Vest ligger lavere, end det plejer",
        (
            "De seneste 9 måneder til og med januar 2026 ligger alle under midten.",
            "Så lang en række sker sjældent af sig selv, men tallene siger ikke hvorfor.",
            "Midten for de målinger er 4,1 dage. Før var den 7,0 dage.",
            MIDDLE,
            (
                "De seneste 2 måneder er foreløbige og tæller ikke med: "
                "tallet for marts 2026 plejer at stige omkring 50 % i senere udgaver."
            ),
        ),
    ),
    (
        replace(make_series([4.0]), provisional=(Provisional(Period(date(2024, 5, 1), Grain.MONTH), 2.0, 1.8, 2.2),)),
        "Sygefraværet i Vest: kun foreløbige tal",
        (
            "De tal, der er, plejer at blive rettet i senere udgaver.",
            "Vælg et længere tidsrum, eller vent på flere tal.",
            (
                "Tallet for maj 2024 er foreløbigt og tæller ikke med: "
                "det plejer at stige omkring 100 % i senere udgaver."
            ),
        ),
    ),
    (
        make_series([0.0] * 12, indicator=CASES, unit="Ærø", grain=Grain.QUARTER),
        "Bekræftede tilfælde på Ærø: det samme tal hele vejen",
        ("Alle 12 målinger er 0.", "Spørg, om tallet stadig bliver opdateret."),
    ),
    (
        make_series([3.0, 0.0], indicator=CASES, unit="Ærø", grain=Grain.YEAR),
        "Bekræftede tilfælde på Ærø: for få målinger til at sige noget endnu",
        (
            "Der er 2 målinger, og der skal mindst 10 til, før vi kan se et mønster.",
            "Fra 2024 til 2025 faldt tallet 3, fra 3 til 0. Ud fra så få tal kan vi ikke vide, om det er tilfældigt.",
        ),
    ),
)


def tell(series: Series, **options: object) -> Narrative:
    return describe_series(series, find_pattern(series), **options)  # type: ignore[arg-type]


def whole_text(narrative: Narrative) -> str:
    return " ".join((f"{narrative.headline}.", *narrative.sentences))


def check_manners(narrative: Narrative) -> None:
    for word in NEVER:
        assert word.lower() not in whole_text(narrative).lower().replace("rødovre", ""), word
    assert not narrative.headline.endswith(".")
    assert all(sentence.endswith((".", "?")) for sentence in narrative.sentences)


@pytest.mark.parametrize(("series", "headline", "sentences"), SITUATIONS, ids=[said for _, said, _ in SITUATIONS])
def test_the_whole_text_of_each_situation(series: Series, headline: str, sentences: tuple[str, ...]) -> None:
    narrative = tell(series)
    assert narrative.headline == headline
    assert narrative.sentences == sentences


@pytest.mark.parametrize("series", [series for series, _, _ in SITUATIONS], ids=[said for _, said, _ in SITUATIONS])
def test_every_text_is_easy_and_has_manners(series: Series) -> None:
    narrative = tell(series)
    assert find_lix(whole_text(narrative)) <= 40
    check_manners(narrative)


def test_points_on_the_middle_among_the_run_are_told_truly() -> None:
    cells = [*CALM, *(value - 3 for value in CALM[:9])]
    middle = find_pattern(make_series(cells)).centre
    narrative = tell(make_series([*cells[:15], middle, *cells[15:]]))
    assert narrative.sentences[0] == "Ingen af de seneste 10 måneder ligger over midten."


def test_the_middle_is_only_explained_where_the_plain_words_are_true() -> None:
    on_the_middle = [7.0] * 5 + [8.0] * 5 + [6.0] * 3
    assert MIDDLE not in tell(make_series(on_the_middle)).sentences
    assert MIDDLE in tell(make_series(list(CALM))).sentences


def test_the_same_month_of_last_year_is_like_for_like() -> None:
    narrative = tell(make_series([*CALM, *(value + 0.5 for value in CALM)]), comparison=Comparison.LAST_YEAR)
    assert narrative.notes == (
        MIDDLE,
        "Samme måned året før: 7,0 dage. Nu er tallet 0,5 dage højere.",
        "I ingen af 12 måneder er tallet lavere end i samme måned året før.",
    )


def test_a_change_of_a_percentage_is_told_in_percentage_points() -> None:
    series = make_series([*[90.0, 92.0] * 6, *[91.0, 90.5] * 6], indicator=DEADLINES)
    narrative = tell(series, comparison=Comparison.LAST_YEAR)
    assert "Nu er tallet 1,5 procentpoint lavere." in narrative.notes[1]


def test_a_missing_year_before_is_told() -> None:
    narrative = tell(make_series(list(CALM)), comparison=Comparison.LAST_YEAR)
    assert narrative.notes == (
        MIDDLE,
        "Der er ikke et tal for april 2025 året før at holde det op imod.",
    )


def test_a_count_is_told_as_its_share_of_the_whole() -> None:
    own = make_series([4.0, 6.0] * 6, indicator=CASES, unit="Ærø")
    whole = make_series([40.0] * 12, indicator=CASES, unit="Alle enheder", level=UnitLevel.WHOLE)
    narrative = tell(own, compared=whole, comparison=Comparison.WHOLE)
    assert narrative.notes == (
        MIDDLE,
        "Det er 15 % af de 40 i alle enheder samme måned.",
    )


def test_a_share_under_one_percent_is_not_told_as_nothing() -> None:
    own = make_series([4.0, 6.0] * 6, indicator=CASES, unit="Ærø")
    whole = make_series([4000.0] * 12, indicator=CASES, unit="Alle enheder", level=UnitLevel.WHOLE)
    narrative = tell(own, compared=whole, comparison=Comparison.WHOLE)
    assert narrative.notes == (
        MIDDLE,
        "Det er under 1 % af de 4.000 i alle enheder samme måned.",
    )


def test_a_single_unusual_month_is_told_when_the_rest_is_calm() -> None:
    narrative = tell(make_series([*CALM, *CALM, 19.0]))
    assert narrative.headline == "Sygefraværet i Vest svinger, som det plejer, men det seneste tal stikker ud"
    assert narrative.sentences[1] == "Maj 2026 stikker ud. Det kan være tilfældigt."
    earlier = tell(make_series([*CALM, 19.0, *CALM]))
    assert earlier.headline == "Sygefraværet i Vest svinger, som det plejer"
    assert earlier.sentences[1].startswith("Maj 2025 stikker ud.")


def test_a_long_run_at_the_start_is_told_as_the_beginning() -> None:
    narrative = tell(make_series([*[2.0, 2.1] * 5, *CALM, *CALM]))
    assert narrative.headline == "Sygefraværet i Vest lå lavere i begyndelsen"
    assert narrative.sentences[2] == "Midten for de målinger var 2,0 dage. Siden har den været 7,0 dage."


def test_a_rate_is_told_beside_the_rate_of_the_whole() -> None:
    own = make_series([90.0, 92.0] * 6, indicator=DEADLINES)
    whole = make_series([88.0] * 12, indicator=DEADLINES, unit="Hele landet", level=UnitLevel.WHOLE)
    narrative = tell(own, compared=whole, comparison=Comparison.WHOLE)
    assert narrative.notes == (
        MIDDLE,
        "I hele landet er tallet 88,0 % samme måned.",
    )


def test_other_units_are_told_without_ranking_and_without_names() -> None:
    others = tuple(make_series([float(level)] * 12, unit=f"Enhed {level}") for level in range(3, 10))
    narrative = tell(make_series(list(CALM)), compared=others, comparison=Comparison.OTHER_UNITS)
    assert narrative.notes == (
        MIDDLE,
        "Det grå er de andre enheder, til at undre sig over.",
        "I april 2025 ligger halvdelen af de andre mellem 4,5 og 7,5 dage.",
    )
    check_manners(narrative)
    assert "Enhed" not in whole_text(narrative)


def test_a_change_of_registration_outside_the_window_is_not_told() -> None:
    event = Event(date(2020, 1, 1), "Ny praksis", breaks_series=True)
    assert "Praksis" not in whole_text(tell(make_series(list(CALM), events=(event,))))


def test_a_change_of_registration_in_another_unit_is_not_told() -> None:
    event = Event(date(2024, 9, 1), "Ny praksis", unit="Nord", breaks_series=True)
    assert "Praksis" not in whole_text(tell(make_series(list(CALM), events=(event,))))


def test_more_than_three_gaps_are_counted() -> None:
    narrative = tell(make_series([*CALM, None, None, 7.0, None, None, 7.1]))
    assert narrative.notes == (
        MIDDLE,
        "4 måneder mangler.",
    )


def test_the_picture_is_told_for_those_who_do_not_see_it() -> None:
    assert tell(make_series(list(CALM))).alt_text == (
        "Sygefraværet i Vest svinger, som det plejer. Kurve over 12 måneder, fra maj 2024 til april 2025. "
        "Laveste tal 6,2 dage, højeste 7,9 dage, midten 7,0 dage, seneste 7,0 dage."
    )


@pytest.mark.parametrize(
    ("name", "unit", "headline"),
    [
        ("Bekræftede tilfælde i alt", "Ærø", "Bekræftede tilfælde på Ærø svinger, som det plejer"),
        ("Modtagne underretninger", "Vest", "Modtagne underretninger i Vest svinger, som de plejer"),
        ("fravaer_pct", "Alle enheder", "Fravaer i alle enheder svinger, som det plejer"),
        ("Magtanvendelser", "Alle", "Magtanvendelserne svinger, som de plejer"),
        ("Ledighed", "Hele landet", "Ledigheden i hele landet svinger, som den plejer"),
        ("Elevtrivsel", "Skovskolen", "Elevtrivslen på Skovskolen svinger, som den plejer"),
        (
            "MSB-borgere i job",
            "Center for Voksne, Vest",
            "MSB-borgere i job i Center for Voksne, Vest svinger, som det plejer",
        ),
        ("Ventetid (dage)", "0461", "Ventetiden for 0461 svinger, som den plejer"),
    ],
)
def test_any_name_of_an_indicator_and_a_unit_makes_a_sentence(name: str, unit: str, headline: str) -> None:
    series = make_series(list(CALM), indicator=replace(SICKNESS, name=name), unit=unit)
    assert tell(series).headline == headline


def test_a_member_is_named_with_what_is_counted() -> None:
    series = make_series(list(CALM), indicator=replace(CASES, name="Ledige"), member="Kvinder")
    assert tell(series).headline == "Ledige (Kvinder) i Vest svinger, som det plejer"


@given(name=st.text(min_size=1, max_size=40), unit=st.text(min_size=1, max_size=30))
def test_no_name_breaks_the_text(name: str, unit: str) -> None:
    series = replace(make_series(list(CALM), indicator=Indicator("x", name)), unit=Unit(unit))
    narrative = tell(series)
    assert narrative.headline.strip()
    assert narrative.sentences
