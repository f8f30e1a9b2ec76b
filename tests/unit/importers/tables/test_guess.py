"""What columns are taken for, by headers that people and services really write."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.importers.tables.guess import fields_for, lacking, suggest, targets_by_fit
from desktop_app.importers.tables.targets import TARGETS, TARGETS_BY_NAME

HEADERS = {
    # An analyst's sheet of calls.
    "Date|Vessel|IMO|Port|Draught (m)|Laden|Note": (
        "calls",
        {"time": "Date", "vessel": "Vessel", "imo": "IMO", "port": "Port", "draught": "Draught (m)"},
    ),
    "Дата|Судно|ИМО|Порт погрузки|Порт выгрузки|Объем (т)": (
        "voyages",
        {"time": "Дата", "vessel": "Судно", "from_port": "Порт погрузки", "cargo": "Объем (т)"},
    ),
    "날짜|선박명|IMO번호|항구|흘수": (
        "calls",
        {"time": "날짜", "vessel": "선박명", "imo": "IMO번호", "port": "항구", "draught": "흘수"},
    ),
    # MarineTraffic's list of port calls, and its PS01 answer.
    "Vessel Name|IMO|MMSI|Flag|Port Call Type|Port Name|Ata/Atd": (
        "calls",
        {"vessel": "Vessel Name", "activity": "Port Call Type", "port": "Port Name"},
    ),
    "MMSI|STATUS|SPEED|LON|LAT|COURSE|HEADING|TIMESTAMP|SHIP_ID": (
        "fixes",
        {"mmsi": "MMSI", "lon": "LON", "lat": "LAT", "time": "TIMESTAMP", "nav_status": "STATUS"},
    ),
    # Equasis.
    "IMO number|Name of ship|Call Sign|MMSI|Gross tonnage|DWT|Type of ship|Year of build|Flag": (
        "vessels",
        {"imo": "IMO number", "vessel": "Name of ship", "dwt": "DWT", "built": "Year of build"},
    ),
    # Global Fishing Watch's ship registry fields.
    "ssvid|shipname|imo|callsign|flag|lengthM|tonnageGt": (
        "vessels",
        {"mmsi": "ssvid", "vessel": "shipname", "call_sign": "callsign", "length": "lengthM"},
    ),
    # exactEarth as AISdb has it.
    "MMSI|Message_ID|Time|Longitude|Latitude|SOG|COG|Heading|Vessel_Name|Call_sign|IMO|Draught|Destination": (
        "fixes",
        {"time": "Time", "vessel": "Vessel_Name", "call_sign": "Call_sign", "speed": "SOG"},
    ),
    "Дата|Плательщик|Получатель|Сумма|Валюта|Назначение платежа": (
        "payments",
        {"payer": "Плательщик", "payee": "Получатель", "amount": "Сумма", "purpose": "Назначение платежа"},
    ),
    "date|shipper|consignee|station of departure|wagons|tonnes": (
        "consignments",
        {"shipper": "shipper", "from_station": "station of departure", "quantity": "tonnes"},
    ),
    "claimant|figure|period|what": ("claims", {"claimant": "claimant", "figure": "figure"}),
    "port|date|visibility|cloud cover": ("coverage", {"cloud_share": "cloud cover"}),
    "관측일|위도|경도|선박|센서": (
        "sightings",
        {"time": "관측일", "lat": "위도", "lon": "경도", "sensor": "센서"},
    ),
}


@pytest.mark.parametrize(("header", "expected"), HEADERS.items())
def test_headers_of_people_and_services_are_understood(
    header: str, expected: tuple[str, dict[str, str]]
) -> None:
    mapping = suggest(header.split("|"))
    assert mapping is not None
    assert mapping.target == expected[0]
    found = {use.field: use.column for use in mapping.uses}
    assert expected[1].items() <= found.items()


def test_a_unit_in_brackets_is_taken_with_the_column() -> None:
    uses = {use.field: use for use in fields_for(["Cargo (bbl)", "Draught [ft]"], TARGETS_BY_NAME["voyages"])}
    assert (uses["cargo"].unit, uses["draught"].unit) == ("bbl", "ft")


def test_cells_speak_against_a_name() -> None:
    columns = ["IMO", "Date", "Port", "Ship"]
    words = pl.DataFrame({"IMO": ["yes", "no"], "Date": ["1 May 2024", "2 May 2024"]})
    calls = TARGETS_BY_NAME["calls"]
    assert "imo" in {use.field for use in fields_for(columns, calls)}
    assert "imo" not in {use.field for use in fields_for(columns, calls, words)}


def test_nothing_is_suggested_where_no_column_says_enough() -> None:
    assert suggest(["a", "b", "c"]) is None
    assert suggest([]) is None


@given(st.lists(st.text(max_size=40), max_size=30, unique=True))
def test_any_header_is_answered_and_no_column_is_used_twice(columns: list[str]) -> None:
    assert set(targets_by_fit(columns)) == set(TARGETS)
    for target in TARGETS:
        uses = fields_for(columns, target)
        used = [use.column for use in uses]
        assert len(set(used)) == len(used)
        assert set(used) <= set(columns)
        assert all(group in target.needed for group in lacking(target, uses))
