"""The content files hold the whole method: every name, question, edge and figure, in its order."""

from __future__ import annotations

from pathlib import Path

import pytest

from vil.content import (
    find_content_faults,
    load_cards,
    load_compass,
    load_landscape,
    load_programme,
    load_texts,
    load_tree,
)
from vil.errors import ContentInvalid
from vil.model.course import Decision, Happened
from vil.model.round import Step
from vil.services.own_texts import check_own_texts
from vil.ui.frame import PLACES

PRINCIPLES = {
    "Vær oprigtigt nysgerrig": (
        "nysgerrigheden altid kom først?",
        "Hvem bør vi høre først? Betyder målet noget for dem, det gælder? Hvad kan vi gøre bedre sammen end hver for sig?",
    ),
    "Flet faglighed og fokus på værdi": (
        "det værdifulde og det faglige fulgtes ad?",
        "Hvilke dilemmaer ser vi? Har vi øje for begge dele på samme tid? Hvad holder os tilbage, når det kræver mod?",
    ),
    "Tegn forandringen sammen": (
        "vi tegnede vejen sammen hver gang?",
        (
            "Hvad gør vi for relationen til dem, vi skal nå målet med? Har vi andet end slutmål? "
            "Er vi fælles om målet, og er det til at gå til?"
        ),
    ),
    "Fokuser på det meningsfulde": (
        "vi turde nøjes med det, der betyder noget?",
        (
            "Kan vi se, hvordan det i virkeligheden går? Er spørgsmålet vigtigt for dem, der skal svare? "
            "Hvad har modtageren brug for?"
        ),
    ),
    "Omfavn data": (
        "tal altid gjorde os klogere, og aldrig kun skulle styre?",
        (
            "Hvad fortæller tallet, og hvad fortæller det ikke? Gør det os klogere, eller kontrollerer vi? "
            "Er det klart, hvem der bruger det, og hvorfor?"
        ),
    ),
    "Stop op og lær": (
        "vi tog os tid til at lære, hver gang der kom nye tal?",
        (
            "Hvordan stopper vi op hos os? Nåede vi at undre os, før vi gik i gang? "
            "Hvad blev vi klogere på, også hvor det gik skævt?"
        ),
    ),
}
PAIRS = (
    "KPI → Tegn på værdi · Slutmål → Næste skridt · Dit mål er → Vores mål er · Ved skrivebordet → I den andens sted · "
    "Ydelseskatalog → Fagligt manøvrerum · Datadrevet → Vidensinformeret · Alle nøgletallene → Det, der er vigtigt · "
    "Benchmarke → Fortolke og forklare · Konstatering → Anledning til samtale · Nulfejlskultur → Læringskultur · "
    "Konsekvens → Erkendelse · Kontrol → Relation · Resultat → Dilemma"
)
DONE, START = "Få-det-nu-gjort-kort", "Sådan-kommer-vi-i-gang-kort"
TALK, FRIEND = "Tag en snak om nye figurer, rapporter, lister, dashboards", "Ring til en ven fra staben"
NO_DATA = ("Kortlæg datalandskabet", FRIEND, START, DONE)
TREE = (
    ("Har vi sat os et mål?", "no", ("Sæt mål med målkompasset", DONE)),
    ("Har vi data, der belyser målet?", "no", NO_DATA),
    ("Er data stillet op, så vi kan bruge dem (figurer, rapporter, lister)?", "no", (TALK, START, DONE)),
    ("Har vi læst, hvad data siger om målet?", "no", ("Brug spillepladen, trin 2", DONE)),
    ("Har vi fundet forklaringer i data?", "no", ("Brug spillepladen, trin 3", DONE)),
    ("Mangler vi viden?", "yes", NO_DATA),
    ("Har vi handlet på det?", "no", ("Find ud af, hvad der holder os tilbage", DONE)),
    ("Er det nået ud de rigtige steder?", "no", (TALK, START, DONE)),
)
WORKSHOPS = {
    "Før start": "pulsen, før I begynder",
    "Opstart": "vision og mission; fokuspunkter og mål",
    "Data og mening": "kortlægning af datalandskab; fra data til mening; intro til dataplatforme",
    "Testdata": "teknisk spor; datakvalitet og registreringspraksis; besøg af stabs- og driftseksperter",
    "Dataanvendelse": "øvebane: fortolk og forklar data; adfærdsdesign",
    "Læringsloops": "data i praksis; læringsloops og sparring; en fast struktur for læringsmøder, hvor data er med",
    "Opfølgning": "læringsloops og sparring; opfølgning; tilpasning",
    "Overlevering": "evaluering; videre forankring",
}
BOARD = (
    (
        "Data",
        "Tallene kommer til os, eller vi laver dem selv.",
        (
            "Hvad tror vi på forhånd: om borgerne, om medarbejderne, om lederne? "
            "Hvad er det for en slags viden? Hvordan blev tallene til? Hvad savner vi at vide?"
        ),
    ),
    (
        "Fortolkning",
        "Vi læser dem sammen.",
        (
            "Er der noget, vi studser over? Hvordan kunne en anden læse det? Er det godt nok? Sammenlignet med hvad? "
            "Hvad ville andre se her, et andet sted eller med et andet fag?"
        ),
    ),
    (
        "Forklaringer",
        "Vi leder efter forklaringer på det, vi undrer os over, eller ikke er tilfredse med.",
        "Hvor ligger det først og fremmest?",
    ),
    (
        "Løsninger",
        "Vi vælger, hvad vi gør.",
        "Hvad svarer bedst på netop den forklaring? Hvad er det mindste næste skridt?",
    ),
    (
        "Implementering (og opfølgning)",
        "Vi gør det, og vi holder øje.",
        (
            "Hvordan mærker vi undervejs, at det går, som vi håbede: for det, vi undrede os over, forklaringerne og løsningerne? "
            "Hvad vil vi holde øje med? Hvem skal holdes orienteret?"
        ),
    ),
)
BEHAVIOUR = {
    "when": "Når …",
    "then": "… så …",
    "obstacle": "Hvad kan komme i vejen?",
    "reminder": "Hvad minder os om det?",
    "easy": "Hvordan gør vi det let?",
    "visible": "Hvordan gør vi det synligt?",
    "together": "Hvordan gør vi det sammen?",
}


def test_six_principles_stand_with_their_think_if_and_three_questions_each() -> None:
    found = load_compass().principles.values()
    assert {one.name: (one.think, " ".join(one.questions)) for one in found} == PRINCIPLES
    assert [one.name for one in found] == list(PRINCIPLES)
    assert [len(one.questions) for one in found] == [3] * 6


def test_thirteen_pairs_stand_in_their_order_and_each_has_words_to_listen_for() -> None:
    pairs = load_compass().pairs.values()
    assert " · ".join(f"{pair.leave} → {pair.towards}" for pair in pairs) == PAIRS
    assert len(pairs) == 13
    assert all(pair.words for pair in pairs)


def test_eight_questions_stand_with_both_edges_and_their_actions() -> None:
    tree = load_tree()
    found = [
        (question.text, question.opens_on, tuple(action.text for _, action in tree.find_actions(key)))
        for key, question in tree.questions.items()
    ]
    assert found == list(TREE)
    assert [question.onward for question in tree.questions.values()] == [*list(tree.questions)[1:], "end"]
    assert tree.end == "Flot. Husk at vende tilbage til målet"


def test_every_action_of_the_tree_leads_to_a_page() -> None:
    assert {action.place for action in load_tree().actions.values()} <= {place.path for place in PLACES}


def test_two_decks_and_the_friend_have_ideas_and_a_card_that_is_to_be_done_has_fourteen_days() -> None:
    decks = load_cards().decks
    assert [deck.name for deck in decks.values()] == [DONE, "Sådan kommer vi i gang-kort", FRIEND]
    assert [deck.most_days for deck in decks.values()] == [14, 0, 0]
    assert all(len(deck.ideas) >= 5 for deck in decks.values())


def test_the_five_steps_stand_with_their_questions_and_the_plan_that_carries_an_action() -> None:
    texts = load_texts()
    steps = [texts.step(step) for step in Step]
    assert tuple((one.name, one.intro, " ".join(one.questions)) for one in steps) == BOARD
    assert dict(texts.behaviour.questions) == BEHAVIOUR
    assert texts.behaviour.name == "Adfærdsdesign"


def test_the_landscape_has_its_four_columns_and_an_example_that_hangs_together_for_six_areas() -> None:
    texts = load_landscape()
    assert [(key, column.name) for key, column in texts.columns.items()] == [
        ("source", "Kilder"),
        ("warehouse", "Datawarehouse"),
        ("report", "MSB i Tal / Analyseportal"),
        ("goal", "Mål"),
    ]
    nodes, goals = texts.example.nodes, texts.example.goals
    assert {other for node in nodes.values() for other in node.leads_to} <= {*nodes, *goals}
    assert not set(nodes) & set(goals)
    assert len({goal.area for goal in goals.values()}) == 6
    sources = [node for node in nodes.values() if node.column == "source"]
    assert {goal.area for goal in goals.values()} <= {node.area for node in sources}
    assert all(node.owner and node.contact_name and node.update_grain and node.registration for node in sources)


def test_workshops_nought_to_seven_stand_with_the_pulse_and_its_reference() -> None:
    programme = load_programme()
    found = {one.name: "; ".join(one.content) for one in programme.workshops.values()}
    assert list(found.items()) == list(WORKSHOPS.items())
    assert [one.number for one in programme.workshops.values()] == list(range(8))
    assert (programme.courses, programme.months, programme.years) == (6, 6, 2)
    pulse = programme.pulse
    assert pulse.question == "Hvor meget indgår data i din ledelse og dine beslutninger lige nu?"
    assert (pulse.least, pulse.lowest, pulse.most, pulse.highest) == (1, "slet ikke", 10, "hele tiden")
    assert (pulse.reference_year, pulse.reference) == (2022, {"0": 4.8, "3": 5.7, "7": 7.0})
    assert "anderledes" in pulse.reference_note
    assert programme.evaluation.questions == (
        "Hvad tager du med dig?",
        "Hvad virkede, og hvad virkede knap så godt?",
        "Hvad kom I til at tale om?",
    )


def test_every_workshop_says_when_what_and_leads_to_pages_that_are_there() -> None:
    workshops = load_programme().workshops.values()
    assert {page for one in workshops for page in one.pages} <= {place.path for place in PLACES}
    assert all(one.content and one.places and one.pages and one.preparation and one.about for one in workshops)
    assert list(load_programme().weeks) == sorted(load_programme().weeks)
    assert set(load_programme().happened) == set(Happened)
    assert set(load_programme().decisions) == set(Decision)


def test_an_area_puts_its_own_cards_and_emphasis_in_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "cards.toml").write_text('[decks.friend]\nideas = ["Ring til Karen."]\n', "utf-8")
    (tmp_path / "compass.toml").write_text('[principles.curious]\nemphasis = "Vi spørger altid de unge."\n', "utf-8")
    assert load_cards(tmp_path).decks["friend"].ideas == ("Ring til Karen.",)
    assert len(load_cards(tmp_path).decks["get_it_done"].ideas) >= 5
    assert load_compass(tmp_path).principles["curious"].emphasis == "Vi spørger altid de unge."
    assert find_content_faults(tmp_path) == ()


def test_every_fault_in_every_own_file_is_said_at_start(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "compas.toml").write_text('name = "x"\n', "utf-8")
    (folder / "tree.toml").write_text('[questions.goal]\nonward = "end"\ntext = ""\n', "utf-8")
    (folder / "programme.toml").write_text('months = "seks"\n[pulse.reference]\n0 = 9.9\n', "utf-8")
    (folder / "report.toml").write_text("kicker = 3\n", "utf-8")
    with pytest.raises(ContentInvalid) as caught:
        check_own_texts(tmp_path)
    stranger, *faults = caught.value.faults
    assert stranger.endswith("Mente du »compass.toml«?")
    assert faults == [
        "tree.toml: »questions.goal.onward« hører til metoden og kan ikke ændres. Fjern linjen.",
        "tree.toml: »questions.goal.text« skal være en tekst, der ikke er tom.",
        "programme.toml: »months« skal være et tal.",
        "programme.toml: »pulse.reference« hører til metoden og kan ikke ændres. Fjern linjen.",
        "report.toml: »kicker« skal være en tekst, der ikke er tom.",
    ]
