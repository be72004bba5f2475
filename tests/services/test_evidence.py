"""Quotes, pictures and observations: dated, beside the numbers, and with nothing in them that nobody meant to tell."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tests.services.test_claims import VIEW
from vil.errors import EditedMeanwhile, PictureRefused
from vil.model.evidence import EvidenceKind
from vil.model.round import Wonder
from vil.records import Store
from vil.services import rounds
from vil.services.counting import begin_series
from vil.services.evidence import (
    add_evidence,
    add_own_evidence,
    attach_picture,
    list_at_count,
    list_beside,
    list_own_evidence,
    names_a_person,
    save_evidence,
)
from vil.services.pictures import keep_picture, load_picture

MAY = date(2026, 5, 3)
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def pin(store: Store, unit: str = "Nord", round_id: str | None = None) -> Wonder:
    round_id = round_id or rounds.start_round(store, title="Prøve").id
    view = replace(VIEW, unit=unit)
    return rounds.pin_wonder(store, round_id, view=view, headline="Det falder", sentence="Som vi så.")


def take_photo(width: int = 40, height: int = 20) -> bytes:
    """A picture as a telephone takes it: lying down, with the place and the maker written along."""
    photo = Image.new("RGB", (width, height), "#0B5A6B")
    written = photo.getexif()
    written[ORIENTATION], written[MAKER] = 6, "Telefonen"
    written.get_ifd(GPS)[1] = "N"
    file = io.BytesIO()
    photo.save(file, "JPEG", exif=written, comment=b"Anna paa gangen")
    return file.getvalue()


def test_an_observation_is_kept_changed_removed_and_brought_back_like_any_card(store: Store) -> None:
    wonder = pin(store)
    first = add_evidence(store, wonder.id, EvidenceKind.QUOTE, day=MAY, text="Vi venter på svar.")
    assert (first.unit, first.ends_on, first.source) == ("Nord", None, "")
    saved = save_evidence(store, first, version=1, source="en kontaktperson", ends_on=date(2026, 6, 1))
    with pytest.raises(EditedMeanwhile):
        save_evidence(store, first, version=1, source="en leder")
    assert rounds.load_round(store, wonder.round_id).evidence == (saved,)
    rounds.remove(store, "evidence", first.id)
    assert rounds.load_round(store, wonder.round_id).evidence == ()
    rounds.restore(store, "evidence", first.id)
    assert rounds.load_round(store, wonder.round_id).evidence == (saved,)
    rounds.remove(store, "wonder", wonder.id)
    assert rounds.load_round(store, wonder.round_id).evidence == ()


def test_what_is_said_of_the_unit_or_of_all_stands_on_every_wonder_it_is_about(sqlite_store: Store) -> None:
    north = pin(sqlite_store)
    south = pin(sqlite_store, "Syd", north.round_id)
    own = add_evidence(sqlite_store, north.id, EvidenceKind.OBSERVATION, day=MAY, text="Telefonen ringer.")
    wide = add_evidence(sqlite_store, north.id, EvidenceKind.QUOTE, day=date(2026, 1, 1), text="Alle mærker det.")
    save_evidence(sqlite_store, wide, version=1, unit=None)
    add_evidence(sqlite_store, north.id, EvidenceKind.PICTURE, day=MAY)
    thread = rounds.load_round(sqlite_store, north.round_id)
    assert [one.text for one in list_beside(thread, north)] == ["Alle mærker det.", own.text]
    assert [one.text for one in list_beside(thread, south)] == ["Alle mærker det."]


def test_a_picture_keeps_what_is_seen_and_nothing_that_a_camera_wrote_along(
    sqlite_store: Store, tmp_path: Path
) -> None:
    card = add_evidence(sqlite_store, pin(sqlite_store).id, EvidenceKind.PICTURE, day=MAY)
    name = attach_picture(sqlite_store, tmp_path / "pictures", card, take_photo())
    kept = load_picture(tmp_path / "pictures", name)
    assert kept is not None
    seen = Image.open(io.BytesIO(kept))
    assert seen.size == (20, 40), "it stands as it was held"
    assert dict(seen.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & seen.info.keys()
    assert b"Telefonen" not in kept
    assert keep_picture(tmp_path / "pictures", take_photo()) == name
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == [name]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kan ikke læses"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kan ikke læses"),
        (take_photo()[:300], "kan ikke læses"),
        (b"\x00" * 20_000_001, "for stort"),
    ],
)
def test_a_picture_that_cannot_be_kept_is_refused_in_danish(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(PictureRefused, match=said):
        keep_picture(tmp_path, content)
    assert list(tmp_path.iterdir()) == []


def test_a_small_file_that_would_unfold_to_a_huge_picture_is_refused_before_it_does(tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    assert len(file.getvalue()) < 50_000
    with pytest.raises(PictureRefused, match="megapixel"):
        keep_picture(tmp_path, file.getvalue())


@pytest.mark.parametrize("name", ["", "../records.sqlite", "/etc/passwd", "a.jpg"])
def test_only_a_kept_pictures_own_name_opens_a_file(name: str, tmp_path: Path) -> None:
    assert load_picture(tmp_path, name) is None


def test_a_personal_number_in_what_is_written_is_seen(sqlite_store: Store) -> None:
    card = add_evidence(sqlite_store, pin(sqlite_store).id, EvidenceKind.QUOTE, day=MAY, text="Sag 070761-4285 venter")
    assert names_a_person(card)
    assert not names_a_person(replace(card, text="Sag 12 venter"))


def test_what_stands_beside_an_own_count_is_on_its_timeline_in_every_round_and_the_reverse(store: Store) -> None:
    own = begin_series(store, name="Opkald")
    card = add_own_evidence(store, own.id, "egne-tegn-x", EvidenceKind.QUOTE, day=MAY, text="Ingen tager den.")
    round_id = rounds.start_round(store, title="Opkald").id
    view = replace(VIEW, dataset="egne-tegn-x", unit="Alle")
    pinned = [rounds.pin_wonder(store, round_id, view=view, headline="", sentence="") for _ in range(2)]
    said = add_evidence(store, pinned[1].id, EvidenceKind.OBSERVATION, day=date(2026, 5, 1), text="Køen var lang.")
    thread = rounds.load_round(store, round_id)
    expected = ["Køen var lang.", "Ingen tager den."]
    assert [[one.text for one in list_beside(thread, wonder)] for wonder in pinned] == [expected, expected]
    assert [one.id for one in list_at_count(store, own.id, "egne-tegn-x")] == [said.id, card.id]
    (met,) = [one for one in thread.evidence if one.series_id]
    assert save_evidence(store, met, version=met.version, text="Ingen tager den om mandagen.").version == 2
    rounds.remove(store, "own_evidence", card.id)
    assert list_own_evidence(store, own.id) == ()
    assert [one.text for one in rounds.load_round(store, round_id).evidence] == ["Køen var lang."]
