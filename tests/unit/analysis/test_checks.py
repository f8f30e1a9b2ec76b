"""What the forms refuse, and what they only remark on."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.analysis.checks import identifiers
from desktop_app.analysis.checks.finding import Severity
from desktop_app.analysis.checks.plausibility import densities_of
from desktop_app.analysis.checks.positions import port_position, ship_position
from desktop_app.analysis.checks.rows import Surroundings, check_row
from desktop_app.domain.record import Record
from desktop_app.domain.vessel import Issuer, is_valid_imo
from desktop_app.importers.mids import read_issuers
from desktop_app.runtime.resources import Resources
from desktop_app.storage.edits import Cell

AROUND = Surroundings({"273": Issuer("RU", "Russia"), "445": Issuer("KP", "North Korea")}, "2024-11-22")


def said(table: str, **row: Cell) -> list[tuple[str, str]]:
    return [(finding.severity.name, finding.field) for finding in check_row(table, row, AROUND)]


@given(st.integers(0, 999_999).map("{:06d}".format), st.integers(0, 9))
def test_a_wrong_check_digit_is_told_with_the_right_one(first_six: str, last: int) -> None:
    found = identifiers.imo_number("imo_number", f"{first_six}{last}")
    if is_valid_imo(f"{first_six}{last}"):
        assert found == ()
    else:
        right = found[0].sentence.split(f"{first_six} need ")[1][0]
        assert is_valid_imo(first_six + right)


@pytest.mark.parametrize(
    ("text", "flag", "severity", "words"),
    [
        ("273456789", "", Severity.NOTE, "Russia"),
        ("445123456", "KP", Severity.NOTE, "North Korea"),
        ("273456789", "KP", Severity.WARNING, "issued by Russia"),
        ("299456789", "", Severity.WARNING, "No country issues"),
        ("970123456", "", Severity.WARNING, "other kinds of stations"),
        ("27345678", "", Severity.ERROR, "has 8"),
        ("27345678X", "", Severity.ERROR, "nine digits"),
    ],
)
def test_an_mmsi_names_its_country(text: str, flag: str, severity: Severity, words: str) -> None:
    (found,) = identifiers.mmsi("mmsi", text, AROUND.issuers, flag)
    assert found.severity is severity
    assert words in found.sentence


def test_the_table_of_issuers_knows_the_waters_of_this_trade(resources: Resources) -> None:
    issuers = read_issuers(resources.geodatum("mids.csv"))
    asked = {"273": "RU", "445": "KP", "431": "JP", "432": "JP", "412": "CN", "440": "KR", "441": "KR"}
    assert {mid: issuers[mid].country for mid in asked} == asked
    assert all(len(mid) == 3 and mid.isdigit() and mid[0] in "234567" for mid in issuers)


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("vessel", {"name": "Chon Ma San"}, ("WARNING", "name")),
        ("vessel", {"name": "A", "built": 1820}, ("ERROR", "built")),
        ("vessel", {"name": "A", "dwt_t": 0.0}, ("ERROR", "dwt_t")),
        ("vessel", {"name": "A", "dwt_t": 3000.0, "gross_tonnage": 30000.0}, ("WARNING", "dwt_t")),
        ("vessel_identity", {}, ("ERROR", "name")),
        ("vessel_identity", {"imo_number": "1234568"}, ("WARNING", "imo_number")),
        (
            "vessel_identity",
            {"name": "A", "first_day": "2024-03-02", "last_day": "2024-03-01"},
            ("ERROR", "last_day"),
        ),
        ("listing", {"listed_on": "2024-03-02", "delisted_on": "2024-03-01"}, ("ERROR", "delisted_on")),
        ("port", {"country": "Russia"}, ("ERROR", "country")),
        ("port", {"country": "RU", "locode": "KPNAM"}, ("WARNING", "locode")),
        ("port", {"geom": b"GP", "position_basis": "chart"}, ("ERROR", "position_accuracy_m")),
        (
            "sighting",
            {"start_utc": "2024-03-02T00:00:00Z", "end_utc": "2024-03-01T00:00:00Z"},
            ("ERROR", "start_utc"),
        ),
        ("sighting", {"start_utc": "2024-11-23T00:00:00Z"}, ("WARNING", "start_utc")),
        ("sighting", {"geom": b"GP"}, ("ERROR", "accuracy_km")),
        ("sighting", {"sensor": "SAR", "how_known": "report"}, ("WARNING", "how_known")),
        ("sighting", {"draught_m": 60.0}, ("ERROR", "draught_m")),
        ("voyage", {"counted": 0}, ("ERROR", "not_counted_why")),
        ("voyage", {"counted": 1}, ("ERROR", "label")),
        ("voyage", {"from_port_id": "a", "to_port_id": "a"}, ("WARNING", "to_port_id")),
        ("voyage", {"to_place": "off Nampo", "to_basis": "unknown"}, ("WARNING", "to_basis")),
        ("voyage", {"cargo_low": 2.0, "cargo_high": 1.0, "cargo_unit": "t"}, ("ERROR", "cargo_low")),
        ("voyage", {"cargo_best": 2.0, "cargo_unit": "t"}, ("ERROR", "cargo_low")),
        ("consignment", {"quantity_low": 1.0, "quantity_high": 1.0}, ("ERROR", "quantity_low")),
        ("payment", {"currency": "roubles"}, ("ERROR", "currency")),
        ("notified_figure", {}, ("ERROR", "volume_bbl")),
        ("claim", {"measure": "share", "low": 90.0, "high": 90.0}, ("ERROR", "low")),
        ("parameter", {"low": 2.0, "best": 1.0, "high": 3.0}, ("ERROR", "low")),
        ("parameter", {"id": "load_fraction", "best": 0.9, "high": 1.1}, ("ERROR", "high")),
        ("scenario_value", {"parameter_id": "bbl_per_t", "best": 17.9}, ("ERROR", "best")),
        ("scenario_value", {"parameter_id": "x", "low": 2.0, "best": 1.0, "high": 3.0}, ("ERROR", "low")),
        ("vessel_particulars", {"vessel_id": "a"}, ("ERROR", "length_m")),
        ("vessel_particulars", {"length_m": 0.0}, ("ERROR", "length_m")),
        ("vessel_particulars", {"draught_max_m": 26.0}, ("ERROR", "draught_max_m")),
        ("vessel_particulars", {"length_m": 16.5, "beam_m": 105.0}, ("WARNING", "beam_m")),
        ("vessel_particulars", {"beam_m": 6.0, "draught_max_m": 16.5}, ("WARNING", "draught_max_m")),
        ("deadweight_scale", {"draught_m": 5.0, "deadweight_t": -1.0}, ("ERROR", "deadweight_t")),
        ("deadweight_scale", {"draught_m": 0.0, "deadweight_t": 1.0}, ("ERROR", "draught_m")),
        ("observation", {"cloud_share": 80.0}, ("ERROR", "cloud_share")),
    ],
)
def test_rows_are_held_to_their_rules(table: str, row: Mapping[str, Cell], expected: tuple[str, str]) -> None:
    assert expected in said(table, **row)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("vessel", {"name": "CHON MA SAN", "imo_number": "8660313", "built": 2008, "dwt_t": 3566.0}),
        ("vessel_identity", {"mmsi": "445123456", "flag": "KP"}),
        ("port", {"country": "RU", "locode": "RUVYP"}),
        (
            "voyage",
            {"counted": 1, "vessel_id": "a", "how_known": "image", "cargo_low": 1.0, "cargo_best": 1.5}
            | {"cargo_high": 2.0, "cargo_unit": "t", "to_basis": "unknown"},
        ),
        ("sighting", {"sensor": "SAR", "how_known": "image", "geom": b"GP", "accuracy_km": 1.0}),
        ("claim", {"measure": "calls", "low": 43.0, "high": 43.0}),
        ("parameter", {"low": -2.0, "best": 0.0}),
        ("parameter", {"id": "load_fraction", "low": 0.0, "best": 0.5, "high": 1.0}),
        ("scenario_value", {"parameter_id": "x", "low": -2.0, "best": 0.0, "high": 0.0}),
        ("vessel_particulars", {"length_m": 105.0, "beam_m": 16.5, "draught_max_m": 6.6, "capacity_m3": 5e3}),
        ("deadweight_scale", {"draught_m": 2.2, "deadweight_t": 0.0}),
    ],
)
def test_sound_rows_are_left_alone(table: str, row: Mapping[str, Cell]) -> None:
    assert [one for one in said(table, **row) if one[0] != "NOTE"] == []


def test_a_ship_on_land_is_a_warning_and_a_port_at_sea_too() -> None:
    def west_is_land(lon: float, _: float) -> bool | None:
        return lon < 130

    (found,) = ship_position("geom", (129.0, 42.0), 5.0, west_is_land)
    assert found.severity is Severity.WARNING
    assert "within 5 km" in found.sentence
    assert ship_position("geom", (131.0, 42.0), None, west_is_land) == ()
    assert port_position("geom", (130.01, 42.0), west_is_land) == ()
    assert "open water" in port_position("geom", (131.0, 42.0), west_is_land)[0].sentence
    assert "inland" in port_position("geom", (128.0, 42.0), west_is_land)[0].sentence
    assert ship_position("geom", (0.0, 0.0), None, lambda *_: None)[0].severity is Severity.NOTE


def test_barrels_beside_tonnes_are_weighed_where_they_are_typed(reported: Record) -> None:
    around = AROUND._replace(densities=densities_of(reported.factors))

    def told(table: str, **row: Cell) -> str:
        found = [one for one in check_row(table, row, around) if one.severity is not Severity.ERROR]
        return " ".join(f"{one.severity.name} {one.field} {one.sentence}" for one in found)

    assert told("notified_figure", volume_bbl=1_000_000.0, mass_t=56_000.0).startswith(
        "WARNING mass_t 17.9 bbl/t"
    )
    assert told("notified_figure", volume_bbl=9_200.0, mass_t=1_000.0).startswith("NOTE mass_t 9.20 bbl/t")
    assert told("notified_figure", volume_bbl=11_745.0, mass_t=1_410.0) == ""
    assert told("notified_figure", volume_bbl=11_745.0) == ""
    quantity = {"quantity_high": 3_000.0, "quantity_unit": "t", "wagons": 20}
    assert told("consignment", quantity_low=3_000.0, **quantity).startswith("WARNING wagons At least 150 t")
    assert told("consignment", quantity_low=1_200.0, **quantity) == ""
    barrels = {"quantity_low": 30_000.0, "quantity_high": 30_000.0, "quantity_unit": "bbl"}
    assert "At least 129 t" in told("consignment", **barrels, wagons=20)
    assert told("consignment", **barrels, wagons=60) == ""
