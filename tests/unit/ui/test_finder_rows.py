"""What the finder lists: coordinates alone, places before ships, one sentence for nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.importers.record import read_record
from desktop_app.query.engine import QueryEngine
from desktop_app.query.place_search import PlaceSearch
from desktop_app.session.style import Language
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.finder_rows import FinderRow, Target, finder_rows

GEODATA = Path(__file__).parents[3] / "geodata"


@pytest.fixture(scope="module")
def case() -> Iterator[CaseStore]:
    opened = CaseStore.of_record(read_record(GEODATA / "record"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def search(case: CaseStore) -> PlaceSearch:
    return PlaceSearch(case.record, read_gazetteer(GEODATA / "gazetteer.csv"))


def rows(
    case: CaseStore, search: PlaceSearch, text: str, language: Language = Language.ENGLISH
) -> list[FinderRow]:
    return finder_rows(text, search, case.record, QueryEngine(case), language, (133.0, 42.7))


def test_coordinates_stand_alone(case: CaseStore, search: PlaceSearch) -> None:
    (row,) = rows(case, search, "42°45′00″N 133°05′00″E")
    assert (row.name, row.facts) == ("42°45′00″N 133°05′00″E", "read as DMS · ±30 m")
    assert row.target is not None
    assert row.target.position == pytest.approx((133.0833, 42.75), abs=0.0001)
    (coarse,) = rows(case, search, "42, 133")
    assert coarse.target is not None
    assert coarse.target.zoom < row.target.zoom


def test_coordinates_that_cannot_be_shown_say_why(case: CaseStore, search: PlaceSearch) -> None:
    for text, why in (("10.5, 20.5", "outside the map"), ("42°61′N 133°05′E", "61 minutes")):
        (row,) = rows(case, search, text)
        assert row.target is None
        assert why in row.name


def test_a_port_of_the_record_is_selected_and_a_town_pinned(case: CaseStore, search: PlaceSearch) -> None:
    port, town = rows(case, search, "KPCHO")[0], rows(case, search, "Hunchun")[0]
    assert port.target == Target(("port:chongjin",))
    assert port.glyph == "discharge"
    assert town.target is not None
    assert town.target.position == pytest.approx((130.36, 42.87), abs=0.01)


def test_names_are_in_the_language_of_the_map(case: CaseStore, search: PlaceSearch) -> None:
    assert rows(case, search, "Hunchun", Language.RUSSIAN)[0].name == "Хуньчунь"
    assert rows(case, search, "Hunchun", Language.KOREAN)[0].name == "훈춘"
    assert rows(case, search, "Najin", Language.RUSSIAN)[0].other == "Najin"
    village = next(row for row in rows(case, search, "Tygda", Language.KOREAN))
    assert village.name == "Tygda"


def test_ships_follow_under_a_heading(case: CaseStore, search: PlaceSearch) -> None:
    found = rows(case, search, "chon ma san")
    assert found[0].glyph == "heading"
    (ship,) = found[1:]
    assert ship.target is not None
    assert len(ship.target.keys) >= 2
    assert ship.facts.endswith(f"{len(ship.target.keys)} rows")


def test_a_ship_without_a_row_says_so_and_leads_to_its_card(case: CaseStore, search: PlaceSearch) -> None:
    sailed = QueryEngine(case).vessels_with_rows()
    idle = next(ship for ship in case.record.vessels if ship.id not in sailed and ship.imo_number)
    row = rows(case, search, idle.imo_number)[1]
    assert row.facts.endswith("no row in this case")
    assert row.target is not None
    assert row.target.keys == (f"vessel:{idle.id}",)
    assert not row.target.is_on_map


def test_nothing_found_says_what_can_be_typed(case: CaseStore, search: PlaceSearch) -> None:
    found = rows(case, search, "zzqqxx")
    assert {row.target for row in found} == {None}
    assert "zzqqxx" in found[0].name
    assert "133°05′E" in found[1].name
    assert rows(case, search, "  ") == []
