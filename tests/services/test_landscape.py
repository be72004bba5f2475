"""The data landscape: what is known already is on the map by itself, nothing drawn is lost, and the gaps are found."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from vil.content import load_landscape
from vil.errors import EditedMeanwhile, LineOnCard, PersonNumberWritten
from vil.model.landscape import Column, Origin
from vil.records import Store, open_store
from vil.services import goals, landscape
from vil.services.landscape_example import is_laid_in, lay_in, take_away
from vil.services.landscape_export import make_download
from vil.services.landscape_sight import Landscape, key_of_dataset, key_of_goal, key_of_source, see_landscape
from vil.settings import Settings

TODAY, NOWHERE = date(2026, 11, 22), Path("/nowhere")
EXAMPLE = load_landscape().example


def see(store: Store, datasets: Path = NOWHERE) -> Landscape:
    return see_landscape(datasets, store, TODAY)


def names(found: Landscape, keys: tuple[str, ...]) -> list[str]:
    return [found.nodes[key].name for key in keys]


def put(store: Store, *columns: Column) -> list[str]:
    return [landscape.add_node(store, column, name=f"{column} {place}").id for place, column in enumerate(columns)]


@pytest.fixture
def samples(with_samples: Settings, tmp_path: Path) -> tuple[Path, Store]:
    """The published samples, and the records with their cards for this test alone."""
    shutil.copy(with_samples.data_dir / "records.sqlite", tmp_path / "records.sqlite")
    return with_samples.datasets, open_store(f"sqlite:///{tmp_path / 'records.sqlite'}")


def test_what_is_published_and_on_cards_is_on_the_map_without_being_asked_for(samples: tuple[Path, Store]) -> None:
    datasets, store = samples
    goal = goals.set_goal(store, text="Et ansigt, de kender")
    goals.link_indicator(store, goal.id, "sygefravaer", "sygefravaer")
    found = see(store, datasets)
    data = found.nodes[key_of_dataset("sygefravaer")]
    assert (data.name, data.area, data.cards.owners) == (
        "Sygefravær",
        "Sundhed og Rehabilitering",
        ("HR og Arbejdsmiljø",),
    )
    assert data.cards.contacts == (("Karen Eksempel, HR-analyse", "00 00 00 01"),)
    source = key_of_source("  personalesystemet (OPDIGTET)")
    assert found.nodes[source].column is Column.SOURCE
    assert [(line.start, line.end) for line in found.lines_of(data.key)] == [
        (source, data.key),
        (data.key, key_of_goal(goal.id)),
    ]
    assert found.timings["sagsbehandling"].freshness.is_late
    assert found.reach.unreached == ()
    assert "Nye anbringelser" in names(found, found.reach.ends)
    assert data.key not in found.reach.unused
    with pytest.raises(LineOnCard, match="indikatorkort"):
        landscape.disconnect(store, found.lines_of(data.key)[0], found.nodes[source], data)


def test_what_is_written_about_a_source_of_the_cards_stands_beside_what_they_say(samples: tuple[Path, Store]) -> None:
    datasets, store = samples
    key = key_of_source("Personalesystemet (opdigtet)")
    landscape.save_node(store, see(store, datasets).nodes[key], version=0, holds="Fravær og vagter")
    node = see(store, datasets).nodes[key]
    assert (node.texts.holds, node.cards.owners) == ("Fravær og vagter", ("HR og Arbejdsmiljø",))
    written = landscape.add_node(store, Column.SOURCE, name="Fagsystemet for unge (opdigtet)", owner="Os")
    found = see(store, datasets)
    assert key_of_source("Fagsystemet for unge (opdigtet)") not in found.nodes
    assert found.nodes[written.id].cards.contacts == (("Freja Eksempel, udvikling", "00 00 00 05"),)
    assert [line.end for line in found.lines_of(written.id)] == [key_of_dataset("anbringelser")]


def test_a_data_set_reaches_a_goal_by_the_numbers_that_may_show_it(samples: tuple[Path, Store]) -> None:
    datasets, store = samples
    goal = goals.set_goal(store, text="Borgerne ved, hvornår de får svar")
    found = see(store, datasets)
    data, end = found.nodes[key_of_dataset("sagsbehandling")], found.nodes[key_of_goal(goal.id)]
    numbers = [indicator.id for indicator in found.versions["sagsbehandling"].recipe.indicators]
    assert not landscape.connect(store, data, end, numbers)
    assert goals.load_goal(store, goal.id).indicators == ()
    assert landscape.connect(store, data, end, numbers[:1])
    (line,) = (line for line in see(store, datasets).lines if line.end == end.key)
    assert line.numbers == tuple(numbers[:1])
    landscape.disconnect(store, line, data, end)
    assert goals.load_goal(store, goal.id).indicators == ()


def test_lines_lead_from_left_to_right_however_they_are_drawn_and_the_gaps_are_found(sqlite_store: Store) -> None:
    store = sqlite_store
    one, other, store_room, report = put(store, Column.SOURCE, Column.SOURCE, Column.WAREHOUSE, Column.REPORT)
    reached, alone = goals.set_goal(store, text="a"), goals.set_goal(store, text="b")
    for pair in ((store_room, one), (other, store_room), (store_room, report), (report, one)):
        landscape.draw_line(store, *pair)
    landscape.draw_line(store, report, key_of_goal(reached.id))
    landscape.draw_line(store, report, key_of_goal(reached.id))
    found = see(store)
    assert {(line.start, line.end) for line in found.lines_of(one)} == {(one, store_room), (one, report)}
    assert found.reach.unreached == (key_of_goal(alone.id),)
    assert found.reach.unused == ()
    assert found.reach.chain(one) == {store_room, report, key_of_goal(reached.id)}
    assert (one, report) not in {(line.start, line.end) for line in found.drawn()}
    landscape.erase_line(store, report, key_of_goal(reached.id))
    found = see(store)
    assert (names(found, found.reach.unused), found.reach.ends) == (
        ["source 0", "source 1", "warehouse 2", "report 3"],
        (report,),
    )
    landscape.remove_node(store, report)
    assert see(store).reach.ends == (store_room,)
    landscape.restore_node(store, report)
    assert see(store).reach.ends == (report,)


def test_two_who_write_and_move_at_once_lose_nothing(store: Store) -> None:
    keys = put(store, *[Column.SOURCE] * 4, Column.REPORT)
    node = see(store).nodes[keys[0]]
    landscape.save_node(store, node, version=1, owner="Mette")
    landscape.save_node(store, node, version=1, contact_name="Karen")
    with pytest.raises(EditedMeanwhile):
        landscape.save_node(store, node, version=1, owner="Søren")
    assert see(store).nodes[keys[0]].texts.owner == "Mette"
    seen = [*keys[:4]]

    def move(key: str) -> None:
        landscape.move_node(store, key, Column.WAREHOUSE, [key])
        landscape.draw_line(store, keys[4], key)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(move, seen))
    found = see(store)
    assert {node.key for node in found.column(Column.WAREHOUSE)} == set(seen)
    assert len(found.lines) == 4
    landscape.move_node(store, keys[3], Column.SOURCE, [keys[3]])
    landscape.move_node(store, keys[1], Column.SOURCE, [keys[3], keys[1]])
    landscape.move_node(store, keys[2], Column.SOURCE, [keys[2], keys[3], keys[1]])
    assert [node.key for node in see(store).column(Column.SOURCE)] == [keys[2], keys[3], keys[1]]


def test_a_goal_stays_a_goal_and_lines_within_a_column_wait_until_an_end_is_moved(sqlite_store: Store) -> None:
    store = sqlite_store
    (key,) = put(store, Column.SOURCE)
    goal = key_of_goal(goals.set_goal(store, text="x").id)
    landscape.move_node(store, key, Column.GOAL, [key])
    landscape.move_node(store, goal, Column.REPORT, [goal])
    found = see(store)
    assert (found.nodes[key].column, found.nodes[goal].column) == (Column.SOURCE, Column.GOAL)
    (other,) = put(store, Column.SOURCE)
    landscape.draw_line(store, key, other)
    assert see(store).lines == ()
    landscape.move_node(store, other, Column.REPORT, [other])
    found = see(store)
    (line,) = found.lines
    assert (line.start, line.end, line.origin) == (key, other, Origin.WRITTEN)
    landscape.disconnect(store, line, found.nodes[key], found.nodes[other])
    assert see(store).lines == ()


def test_a_person_number_is_refused_and_nothing_of_it_kept(sqlite_store: Store) -> None:
    store = sqlite_store
    with pytest.raises(PersonNumberWritten):
        landscape.add_node(store, Column.SOURCE, name="Liste over 010190-1234")
    (key,) = put(store, Column.SOURCE)
    with pytest.raises(PersonNumberWritten):
        landscape.save_node(store, see(store).nodes[key], version=1, holds="Fx 010190-1234")
    assert see(store).nodes[key].texts.holds == ""


def test_a_landscape_is_taken_away_as_a_picture_and_a_workbook_and_no_text_is_taken_for_markup_or_formula(
    sqlite_store: Store,
) -> None:
    store, texts = sqlite_store, load_landscape()
    lay_in(NOWHERE, store, EXAMPLE)
    evil = landscape.add_node(
        store, Column.SOURCE, name='=HYPERLINK("x")<b>&\x0b', owner="+45 Mette", area="Et langtord" * 9
    )
    landscape.draw_line(store, evil.id, key_of_goal(goals.list_goals(store)[0].id))
    found = see(store)
    svg = make_download(found, texts, "svg", area="", today=TODAY).decode()
    drawn = ElementTree.fromstring(svg)
    written = " ".join(part.text or "" for part in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert '=HYPERLINK("x")<b>&' in written
    assert "? Ingen data når det" in written
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}path"))) == len(found.drawn())
    assert make_download(found, texts, "png", area="", today=TODAY).startswith(b"\x89PNG")
    book = load_workbook(BytesIO(make_download(found, texts, "xlsx", area="", today=TODAY)))
    assert book.sheetnames == ["Kortet", "Linjer", "Mål uden data", "Data uden mål"]
    assert {cell.data_type for sheet in book for row in sheet for cell in row if cell.value} == {"s"}
    assert [cell.value for cell in book["Mål uden data"]["A"]] == ["Mål", EXAMPLE.goals["heard"].text]
    assert book["Linjer"].max_row == len(found.lines) + 1
    assert book["Kortet"].max_row == len(found.nodes) + 1


@pytest.mark.parametrize("is_published", [False, True])
def test_the_example_fills_the_map_of_six_areas_and_leaves_only_what_was_written_on(
    is_published: bool, samples: tuple[Path, Store], sqlite_store: Store
) -> None:
    datasets, store = samples if is_published else (NOWHERE, sqlite_store)
    before = see(store, datasets)
    for _ in range(2):
        lay_in(datasets, store, EXAMPLE)
    found = see(store, datasets)
    assert is_laid_in(store, EXAMPLE)
    assert [len(found.column(column)) for column in Column] == [8, 1, 7, 7]
    assert len({node.area for node in found.column(Column.GOAL)}) == 6
    assert names(found, found.reach.unreached) == ["Unge, der flytter hjemmefra, er med til at bestemme hvorhen"]
    assert set(names(found, found.reach.ends)) == {"Nye anbringelser", "Dørtælleren i rådgivningen (opdigtet)"}
    part = found.within("Unge og Forebyggelse")
    assert [len(part.column(column)) for column in Column] == [1, 1, 1, 1]
    counter = next(node for node in found.nodes.values() if node.name.startswith("Dørtælleren"))
    landscape.save_node(store, counter, version=1, owner="Os")
    assert take_away(store, EXAMPLE) == 1
    left = see(store, datasets)
    assert set(left.nodes) == {*before.nodes, counter.key}
    assert left.nodes[counter.key].texts.owner == "Os"
