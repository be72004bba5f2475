"""What is said of the quality of a version: whole sentences, and what is never said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.unit.builders import CASES, DEADLINES
from tests.unit.reading_ease import find_lix
from vil.analysis.chance import is_more_than_chance
from vil.model.completeness import Completeness, PresenceRow
from vil.model.difference import AgeChanges, IndicatorDifference, VersionDifference
from vil.model.indicator import Disclosure
from vil.model.period import Grain, Period, span
from vil.model.quality import (
    Absence,
    Frozen,
    Gap,
    Impossibility,
    Impossible,
    IndicatorQuality,
    Outlier,
    Part,
    QualityReport,
    ReadingFacts,
    Shift,
)
from vil.model.recipe import Event, Recipe
from vil.model.revision import AgeGrowth, RevisionHabit
from vil.model.series import CellState, DatasetVersion, Unit
from vil.narration.difference import describe_difference
from vil.narration.quality import describe_completeness, describe_quality, say_habits

MARCH, MAY = Period.parse("2026-03"), Period.parse("2026-05")
NEVER = ("fordi", "skyldes", "årsag", "bedst", "værst", "dårlig", "desværre", "fejl ")
EVENT = Event(date(2026, 3, 1), "Ny registreringspraksis", breaks_series=True)


def version(*events: Event, last: str = "2026-10") -> DatasetVersion:
    recipe = Recipe(
        "sager",
        "Sager",
        (CASES, DEADLINES),
        Grain.MONTH,
        dimensions=("Sagstype",),
        events=events,
        disclosure=Disclosure.OPEN,
    )
    units = tuple(Unit(name) for name in ("Nord", "Syd", "Vest", "Øst"))
    first = Period.parse("2024-01")
    when = datetime(2026, 11, 2, tzinfo=UTC)
    return DatasetVersion(
        "sager",
        2,
        recipe,
        when,
        "Anne",
        "f.csv",
        "",
        "",
        136,
        units,
        (Grain.MONTH,),
        first,
        Period.parse(last),
        (("Sagstype", ()),),
    )


def report(**found: object) -> QualityReport:
    whole = IndicatorQuality("tilfaelde", cells=136, values=136, missing=0, hidden=0, judged=136, expected=0.03)
    return replace(QualityReport(136, 4, 34, indicators=(whole,)), **found)  # type: ignore[arg-type]


def with_cells(**counts: float) -> QualityReport:
    (one,) = report().indicators
    return report(indicators=(replace(one, **counts),))  # type: ignore[arg-type]


def outliers(count: int) -> QualityReport:
    spike = Outlier("tilfaelde", "Vest", None, MARCH, 80, 20, 6.1)
    return replace(with_cells(outliers=count), outliers=(spike,) * count)


def shared(*indicators: str, units: int = 4) -> QualityReport:
    return report(shifts=tuple(Shift(name, None, None, MARCH, 80, 90, units, 4) for name in indicators))


def test_calm_numbers_are_told_in_three_sentences() -> None:
    assert describe_quality(version(), report()).for_leaders == (
        "Tallene er set efter, og intet springer i øjnene.",
        "Tallene dækker 4 enheder fra januar 2024 til oktober 2026. Ingen tal mangler.",
        "Ingen tal skiller sig ud fra enhedens egne.",
    )


@pytest.mark.parametrize(
    ("found", "ending"),
    [
        (with_cells(values=135, missing=1), "1 tal mangler ud af 136."),
        (with_cells(values=124, missing=12), "12 tal mangler ud af 136."),
        (
            replace(with_cells(values=132, missing=4), periods=33, empty_periods=(MARCH,)),
            "Marts 2026 mangler for alle.",
        ),
        (with_cells(hidden=1), "Ingen tal mangler. 1 tal er skjult, så ingen kan genkendes."),
        (with_cells(hidden=20, group_hidden=5), "Ingen tal mangler. 25 tal er skjult, så ingen kan genkendes."),
    ],
)
def test_what_is_missing_and_hidden_is_counted(found: QualityReport, ending: str) -> None:
    assert describe_quality(version(), found).coverage.endswith(ending)


REMARKS = [
    (report(reading=ReadingFacts(dropped_cells=1)), "1 celle i filen passede ikke og er udeladt."),
    (report(reading=ReadingFacts(dropped_cells=1200)), "1.200 celler i filen passede ikke og er udeladt."),
    (report(reading=ReadingFacts(duplicates=2)), "2 rækker stod der to gange og tæller én gang."),
    (
        outliers(1),
        (
            "Ét tal skiller sig ud fra enhedens egne: bekræftede tilfælde i Vest i marts 2026. "
            "Det sker sjældent af sig selv. Se det efter."
        ),
    ),
    (outliers(3), "3 tal skiller sig ud fra enhedens egne. Så mange kommer sjældent af sig selv. Se dem efter."),
    (
        replace(outliers(3), indicators=(replace(outliers(3).indicators[0], expected=2.1),)),
        "3 tal skiller sig ud fra enhedens egne. Det kan være tilfældigt.",
    ),
    (
        replace(outliers(30), indicators=(replace(outliers(30).indicators[0], expected=2.1),)),
        "30 tal skiller sig ud fra enhedens egne. Ved tilfældige udsving ville vi vente omkring 2. Se dem efter.",
    ),
    (
        shared("frister"),
        (
            "Overholdte frister skiftede niveau i alle 4 enheder på én gang i marts 2026. "
            "Spørg, om registreringen blev ændret."
        ),
    ),
    (
        shared("frister", "tilfaelde", units=3),
        (
            "Overholdte frister og bekræftede tilfælde skiftede niveau i 3 enheder på én gang i marts 2026. "
            "Spørg, om registreringen blev ændret."
        ),
    ),
    (
        report(shifts=(Shift("frister", "Vest", None, MAY, 80, 90, 1, 1),)),
        "Overholdte frister i Vest skiftede brat niveau i maj 2026. Spørg, om registreringen blev ændret.",
    ),
    (
        report(shifts=tuple(Shift("frister", unit, None, MAY, 80, 90, 1, 1) for unit in ("Vest", "Nord"))),
        "2 enheder har skiftet brat niveau. Spørg, om registreringen blev ændret.",
    ),
    (
        report(shifts=(Shift("tilfaelde", "Alle", "Klager", MAY, 0.4, 0.26, 1, 1, Part.SHARE),)),
        "Fordelingen på sagstype skiftede i maj 2026: Klager gik fra 40 % til 26 % af det hele.",
    ),
    (
        report(shifts=(Shift("frister", None, None, MAY, 40, 90, 4, 4, Part.DENOMINATOR),)),
        "Antallet, som overholdte frister regnes ud af, sprang i 4 enheder i maj 2026.",
    ),
    (report(stopped=(Absence("tilfaelde", "Vest", None, MAY, 5),)), "Tallene for »Vest« slutter i maj 2026."),
    (
        report(stopped=tuple(Absence("tilfaelde", unit, None, MAY, 5) for unit in ("Nord", "Vest"))),
        "»Nord« og »Vest« har ingen tal for oktober 2026.",
    ),
    (
        replace(
            report(stopped=tuple(Absence("tilfaelde", f"U{n}", None, MAY, 5) for n in range(50))),
            left_out=(("stopped", 9),),
        ),
        "Mindst 50 enheder har ingen tal for oktober 2026.",
    ),
    (
        report(gaps=(Gap("tilfaelde", "Vest", None, MARCH, MAY, 3),)),
        "Tallene for »Vest« har huller. Spørg, om et hul betyder nul.",
    ),
    (
        report(frozen=(Frozen("tilfaelde", "Vest", None, MARCH, MAY, 8, 12),)),
        "Bekræftede tilfælde i Vest er 12 i 8 måneder i træk. Spørg, om det stadig bliver opdateret.",
    ),
    (
        report(impossible=(Impossible("frister", "Vest", None, MAY, 140.0, Impossibility.OVER_HUNDRED),)),
        "Ét tal kan ikke passe: Overholdte frister i Vest er 140,0 % i maj 2026. Se det efter i kilden.",
    ),
    (
        report(impossible=(Impossible("frister", "Vest", None, MAY, 140.0, Impossibility.OVER_HUNDRED),) * 2),
        "2 tal kan ikke passe: de er over 100 %. Se dem efter i kilden.",
    ),
]


@pytest.mark.parametrize(("found", "sentence"), REMARKS, ids=[sentence for _, sentence in REMARKS])
def test_every_remark_is_one_plain_text_that_blames_nobody_and_never_says_why(
    found: QualityReport, sentence: str
) -> None:
    words = describe_quality(version(), found)
    assert words.remarks == (sentence,)
    assert words.verdict == "Tallene er set efter. Læg mærke til én ting."
    text = " ".join(words.for_leaders)
    assert find_lix(text) <= 40
    assert not [word for word in NEVER if word in text.lower()]


def test_a_noted_event_is_told_beside_a_change_of_level() -> None:
    (remark,) = describe_quality(version(EVENT), shared("frister")).remarks
    assert remark.endswith("i marts 2026. Ved den tid er der noteret »Ny registreringspraksis«.")


def test_leaders_hear_the_two_most_notable_remarks() -> None:
    found = replace(
        shared("frister"),
        stopped=(Absence("tilfaelde", "Vest", None, MAY, 5),),
        gaps=(Gap("tilfaelde", "Øst", None, MARCH, MAY, 3),),
    )
    words = describe_quality(version(), found)
    assert words.verdict == "Tallene er set efter. Læg mærke til 3 ting."
    assert len(words.for_leaders) == 4
    assert words.for_leaders[2:] == words.remarks[:2]


def test_too_few_numbers_to_judge_are_said_to_be_so() -> None:
    words = describe_quality(version(), with_cells(judged=0))
    assert words.for_leaders[-1] == "Der er for få tal endnu til at se, om nogen skiller sig ud."


@pytest.mark.parametrize(
    ("found", "expected", "more"), [(0, 0.0, False), (1, 0.2, False), (1, 0.01, True), (26, 20.0, False)]
)
def test_more_than_chance_is_one_case_in_twenty(found: int, expected: float, *, more: bool) -> None:
    assert is_more_than_chance(found, expected) is more


def difference(*ages: AgeChanges, **found: object) -> VersionDifference:
    one = IndicatorDifference("tilfaelde", compared=130, changed=sum(age.changed for age in ages), by_age=ages)
    return replace(VersionDifference("sager", 1, 2, indicators=(one,)), **found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (difference(), ("Siden sidste udgave er ingen tidligere tal rettet.",)),
        (difference(AgeChanges(2, 4, 4)), ("Siden sidste udgave er 4 tal fra august 2026 rettet.",)),
        (difference(AgeChanges(2, 4, 1)), ("Siden sidste udgave er 1 tal fra august 2026 rettet.",)),
        (
            difference(AgeChanges(0, 4, 9), AgeChanges(5, 4, 3)),
            ("Siden sidste udgave er 12 tal rettet. De fleste er fra oktober 2026.",),
        ),
        (
            difference(AgeChanges(0, 4, 3), AgeChanges(5, 4, 3), AgeChanges(6, 4, 3)),
            ("Siden sidste udgave er 9 tal rettet, fra 3 måneder.",),
        ),
        (difference(before=0), ("Siden udgave 0 er ingen tidligere tal rettet.",)),
        (
            difference(units_gained=("Ny",), units_lost=("A", "B"), periods_gained=(MAY,)),
            (
                "Siden sidste udgave er ingen tidligere tal rettet.",
                "Maj 2026 er kommet til.",
                "»Ny« er kommet til.",
                "2 enheder er ikke med længere: A og B.",
            ),
        ),
        (
            replace(difference(), indicators=(IndicatorDifference("tilfaelde", concealed=1, revealed=2),)),
            (
                "Siden sidste udgave er ingen tidligere tal rettet.",
                "1 tal er skjult nu og var det ikke før.",
                "2 tal var skjult før og er det ikke nu.",
            ),
        ),
    ],
)
def test_what_changed_since_the_last_version(found: VersionDifference, sentences: tuple[str, ...]) -> None:
    assert describe_difference(found, version(), version()) == sentences
    assert find_lix(" ".join(sentences)) <= 40


def test_the_picture_of_what_is_there_is_told_for_those_who_do_not_see_it() -> None:
    value, missing, hidden = CellState.VALUE, CellState.MISSING, CellState.HIDDEN
    rows = (PresenceRow("Nord", (value, value, value)), PresenceRow("Vest", (hidden, missing, missing)))
    found = Completeness("tilfaelde", span(MARCH, MAY), rows)
    assert describe_completeness(found, CASES) == (
        "Bekræftede tilfælde: 2 enheder og 3 måneder. 3 tal er her, 2 mangler og 1 er skjult. "
        "Flest mangler der for Vest: 2 måneder."
    )


def habit(*ages: AgeGrowth) -> RevisionHabit:
    return RevisionHabit("tilfaelde", 6, 1, ages)


@pytest.mark.parametrize(
    ("habits", "sentence"),
    [
        ((), "Vi ved endnu ikke, hvor meget nye tal plejer at blive rettet. Det kræver mindst fire udgaver."),
        ((habit(),), "Vi ved endnu ikke, hvor meget nye tal plejer at blive rettet. Det kræver mindst fire udgaver."),
        (
            (habit(AgeGrowth(0, 1.001, 0.99, 1.02, 5)),),
            "Nye tal plejer at holde: de bliver næsten ikke rettet i senere udgaver.",
        ),
        (
            (habit(AgeGrowth(0, 1.12, 1.05, 1.2, 5)),),
            "Bekræftede tilfælde: det nyeste tal plejer at stige omkring 12 % af sig selv (set: 5 til 20 %) i senere udgaver.",
        ),
    ],
)
def test_how_much_new_numbers_usually_change_is_told_or_said_to_be_unknown(
    habits: tuple[RevisionHabit, ...], sentence: str
) -> None:
    assert say_habits(version(), habits) == (sentence,)


def test_a_hole_that_all_share_singles_out_nobody() -> None:
    rows = tuple(PresenceRow(name, (CellState.VALUE, CellState.MISSING)) for name in ("Nord", "Vest"))
    found = Completeness("tilfaelde", span(MARCH, Period.parse("2026-04")), rows)
    assert describe_completeness(found, CASES).endswith("2 mangler og 0 er skjult.")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0), ""),
        ((1, 1), "Tallene for oktober 2026 er foreløbige og er ikke holdt op mod de andre."),
        ((2, 1), "De seneste 2 måneder er foreløbige og er ikke holdt op mod de andre."),
        ((2, 0), "Bekræftede tilfælde: de seneste 2 måneder er foreløbige og er ikke holdt op mod de andre."),
    ],
)
def test_what_was_not_judged_because_it_is_provisional_is_said(counts: tuple[int, int], said: str) -> None:
    found = tuple(
        IndicatorQuality(one.id, cells=40, values=40, missing=0, hidden=0, provisional=count)
        for one, count in zip((CASES, DEADLINES), counts, strict=True)
    )
    report = QualityReport(rows=80, units=4, periods=10, indicators=found)
    told = describe_quality(version(), report)
    assert told.coverage.endswith(said)
    assert ("foreløbig" in told.coverage) is bool(said)
    assert told.remarks == ()


def test_sums_of_the_extract_whose_units_nobody_named_are_told() -> None:
    groups = ("Region Nord", "Region Syd")
    report = QualityReport(rows=80, units=4, periods=10, own_groups=groups)
    (told,) = describe_quality(version(), report).remarks
    assert told == (
        "»Region Nord« og »Region Syd« er summer, og udtrækket siger ikke, hvilke enheder der er med. Den, der ved det, "
        "kan måske regne et skjult tal ud. "
        "Tag en kolonne med gruppens navn med ud ved hver enhed, eller hent udtrækket uden summer."
    )
    (many,) = describe_quality(version(), replace(report, own_groups=(*groups, "A", "B"))).remarks
    assert many.startswith("4 rækker i udtrækket, blandt andet »Region Nord«, »Region Syd« og »A«, er summer, og")
