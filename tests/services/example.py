"""A round with everything in it, for reports."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, date, datetime

from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.round import (
    Action,
    Assumptions,
    Expectation,
    Explanation,
    FollowUp,
    Influence,
    Interpretation,
    Reach,
    Round,
    Verdict,
    Wonder,
)
from vil.model.series import View
from vil.report import Figure, NumberNote

MOMENT = datetime(2026, 11, 3, 10, 30, tzinfo=UTC)
VIEW = View("sygefravaer", 7, "dage", "Vest", Grain.MONTH, periods=24)


def make_png(width: int = 720, height: int = 340) -> bytes:
    """A plain picture of the size a chart has, without any drawing library."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\x00" + b"\xfb\xfa\xf7" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_wonder(wonder_id: str = "w1", headline: str = "Sygefraværet i Vest ligger lavere end det plejer") -> Wonder:
    readings = ("Vi er blevet raskere, fordi vagterne ligger fast.", "Vi registrerer anderledes end før november.")
    return Wonder(
        wonder_id,
        "r1",
        VIEW,
        headline,
        "De seneste 11 måneder ligger alle under midten fra før. Så lang en række sker sjældent af sig selv.",
        "Hvorfor faldt fraværet hos os og ikke i Syd?",
        "Os selv året før, og Syd",
        False,
        MOMENT,
        2,
        tuple(Interpretation(f"i{n}", wonder_id, text, 1) for n, text in enumerate(readings)),
    )


def make_explanations() -> tuple[Explanation, ...]:
    inside, outside = Influence.INTERNAL, Influence.EXTERNAL
    cards = (
        ("To langtidssyge er kommet tilbage", inside, Reach.INDIVIDUAL),
        ("Nye vagtplaner giver mere ro", inside, Reach.COLLECTIVE),
        ("Vi registrerer anderledes end før", inside, Reach.COLLECTIVE),
        ("Mild vinter med få influenzatilfælde", outside, Reach.COLLECTIVE),
    )
    return tuple(
        Explanation(f"e{n}", "r1", "w1", text, influence, reach, n, 1)
        for n, (text, influence, reach) in enumerate(cards)
    )


def make_action() -> Action:
    hoped = Expectation(
        Direction.DOWN,
        5.5,
        date(2027, 5, 31),
        7.1,
        date(2026, 11, 21),
        "Borgerne møder oftere den medarbejder, de kender.",
    )
    return Action(
        "a1",
        "r1",
        "e1",
        "Faste makkerpar i weekendvagterne",
        "Mette Holm",
        date(2026, 12, 5),
        "Spørg de fire på næste vagtmøde, hvem de helst går med.",
        "vi lægger vagtplanen den 20.",
        "sætter vi makkerparrene ind først",
        "Ferie i juleugerne",
        "En fast linje øverst i vagtplanen",
        date(2026, 12, 1),
        hoped,
        3,
        "Navnene står i vagtplanen fra starten",
        "Makkerparrene hænger på tavlen",
        "Vi siger tak, når det lykkes",
    )


def make_follow_up() -> FollowUp:
    return FollowUp(
        "f1",
        "r1",
        "a1",
        8,
        Verdict.ON_THE_WAY,
        "Midten er faldet fra 7,1 til 6,0 dage siden december. Målet var 5,5 dage.",
        "Makkerparrene holder, også når nogen er syge.",
        "Områdechefen og TRIO i Vest",
        date(2027, 6, 10),
        MOMENT,
        1,
    )


def make_round(*, title: str = "Sygefravær i Vest") -> Round:
    believed = Assumptions(
        "De mærker det, når vikarer skifter.",
        "De er trætte efter vinteren.",
        "Vi taler for lidt om det, der går godt.",
        "Fraværet ligger nok, som det plejer.",
        "Hvor meget er langtidssygdom?",
        1,
    )
    return Round(
        "r1",
        title,
        "Center for Voksne, Vest",
        VIEW,
        MOMENT,
        MOMENT,
        1,
        believed,
        (make_wonder(),),
        make_explanations(),
        (make_action(),),
        (make_follow_up(),),
    )


CAPTION = (
    "Sygefravær, dage pr. fuldtidsstilling, Vest. Kilde: MSB i Tal. "
    "Sygefravær i Voksne, udgave 7, offentliggjort 3. november 2026."
)


def make_figures(png: bytes | None = None) -> tuple[Figure, ...]:
    picture = png or make_png()
    hoped = "Vi venter, at tallet går ned fra 7,1 til højst 5,5 dage senest 31. maj 2027."
    alt = "Linje over 24 måneder. Den ligger lavere fra december 2025."
    return (
        Figure("w1", picture, CAPTION, alt),
        Figure("a1", picture, CAPTION, alt, hoped),
        Figure("f1", picture, CAPTION.replace("udgave 7", "udgave 8"), alt),
    )


def make_notes(*, is_synthetic: bool = True) -> tuple[NumberNote, ...]:
    facts = (
        ("Definition", "Fraværsdage på grund af egen sygdom, delt med antal fuldtidsstillinger."),
        ("Kilde", "MSB i Tal"),
        ("Datasæt", "Sygefravær i Voksne, udgave 7, offentliggjort 3. november 2026"),
        ("Periode", "november 2022 til oktober 2026"),
        (
            "Små tal",
            "Tal, der bygger på færre end 5 personer, er skjult. Det er også de tal, som de kunne regnes ud af.",
        ),
        ("Begivenheder", "1. november 2025: Ny fraværspraksis"),
    )
    return (NumberNote("Sygefravær, dage pr. fuldtidsstilling", facts, is_synthetic),)
