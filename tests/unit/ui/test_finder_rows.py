"""What the finder lists: coordinates alone, places before ships, one sentence for nothing."""

from pathlib import Path

import pytest

from desktop_app.domain.record import Record
from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.importers.record import read_record
from desktop_app.query.place_search import PlaceSearch
from desktop_app.session.style import Language
from desktop_app.ui.finder_rows import FinderRow, Target, finder_rows

GEODATA = Path(__file__).parents[3] / "geodata"


@pytest.fixture(scope="module")
def record() -> Record:
    return read_record(GEODATA / "record")


@pytest.fixture(scope="module")
def search(record: Record) -> PlaceSearch:
    return PlaceSearch(record, read_gazetteer(GEODATA / "gazetteer.csv"))


def rows(
    record: Record, search: PlaceSearch, text: str, language: Language = Language.ENGLISH
) -> list[FinderRow]:
    return finder_rows(text, search, record, language, (133.0, 42.7))


def test_coordinates_stand_alone(record: Record, search: PlaceSearch) -> None:
    (row,) = rows(record, search, "42°45′00″N 133°05′00″E")
    assert (row.name, row.facts) == ("42°45′00″N 133°05′00″E", "read as DMS · ±30 m")
    assert row.target is not None
    assert row.target.position == pytest.approx((133.0833, 42.75), abs=0.0001)
    (coarse,) = rows(record, search, "42, 133")
    assert coarse.target is not None
    assert coarse.target.zoom < row.target.zoom


def test_coordinates_that_cannot_be_shown_say_why(record: Record, search: PlaceSearch) -> None:
    for text, why in (("10.5, 20.5", "outside the map"), ("42°61′N 133°05′E", "61 minutes")):
        (row,) = rows(record, search, text)
        assert row.target is None
        assert why in row.name


def test_a_port_of_the_record_is_selected_and_a_town_pinned(record: Record, search: PlaceSearch) -> None:
    port, town = rows(record, search, "KPCHO")[0], rows(record, search, "Hunchun")[0]
    assert port.target == Target(("port:chongjin",))
    assert port.glyph == "discharge"
    assert town.target is not None
    assert town.target.position == pytest.approx((130.36, 42.87), abs=0.01)


def test_names_are_in_the_language_of_the_map(record: Record, search: PlaceSearch) -> None:
    assert rows(record, search, "Hunchun", Language.RUSSIAN)[0].name == "Хуньчунь"
    assert rows(record, search, "Hunchun", Language.KOREAN)[0].name == "훈춘"
    assert rows(record, search, "Najin", Language.RUSSIAN)[0].other == "Najin"
    village = next(row for row in rows(record, search, "Tygda", Language.KOREAN))
    assert village.name == "Tygda"


def test_ships_follow_under_a_heading(record: Record, search: PlaceSearch) -> None:
    found = rows(record, search, "chon ma san")
    assert found[0].glyph == "heading"
    (ship,) = found[1:]
    assert ship.target is not None
    assert len(ship.target.keys) >= 2
    assert ship.facts.endswith(f"{len(ship.target.keys)} rows")


def test_a_ship_without_a_row_says_so(record: Record, search: PlaceSearch) -> None:
    sailed = {voyage.vessel_id for voyage in record.voyages}
    idle = next(ship for ship in record.vessels if ship.id not in sailed and ship.imo_number)
    row = rows(record, search, idle.imo_number)[1]
    assert row.target is not None
    assert "nothing to select" in row.target.refusal


def test_nothing_found_says_what_can_be_typed(record: Record, search: PlaceSearch) -> None:
    found = rows(record, search, "zzqqxx")
    assert {row.target for row in found} == {None}
    assert "zzqqxx" in found[0].name
    assert "133°05′E" in found[1].name
    assert rows(record, search, "  ") == []
