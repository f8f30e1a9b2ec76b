"""Tables through the whole path: file, mapping, case, report."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.imports import Verdict
from desktop_app.storage.edits import Delete, Edit, Update
from tests.unit.importers.tables.conftest import Desk

CALLS = {
    "vessel": "Ship",
    "imo": "IMO",
    "time": "Day",
    "port": "Harbour",
    "activity": "What",
    "draught": "Draught",
}
ROWS = [
    ["Chon Ma San", None, "2024-03-07", "Vostochny", "loading", "7.2"],
    ["천마산", None, "2024-04-07", "восточный", "погрузка", None],
    ["NEW SHIP", "9123453", "2024-04-08", "Chongjin", "discharge", "3"],
    ["NEW SHIP", "9123453", "2024-04-08", "Chongjin", "discharge", "3"],
    ["NEW SHIP", "9123453", "2024-04-08", "Chongjin", "load", "3"],
    ["FOO", "9074729", "31 April 2024", "Chongjin", "load", "3"],
    ["FOO", "9074729", "2024-04-30", "Chongjinn", "load", "3"],
    ["BAR", "9074728", "2027-04-30", "Nampo", "hm", "99"],
]


def test_calls_are_matched_flagged_merged_and_refused_with_a_line_each(desk: Desk) -> None:
    """Two scripts name one ship; what is wrong is told with line and column, and counts add up."""
    done = desk.take(desk.order("calls", CALLS, ROWS))
    assert done.counts[:4] == (8, 5, 0, 0)
    assert (done.counts.merged, done.counts.rejected) == (1, 2)
    assert done.reasons("merged") == {5: "says the same as line 4"}
    refused = done.reasons("rejected")
    assert "April" in refused[7]
    assert refused[8] == "the case has no port “Chongjinn”; close to it: Chongjin"
    assert done.checks() == {
        (6, "duplicate"),
        (9, "imo_digit"),
        (9, "future"),
        (9, "value"),
    }
    ships = desk.rows(
        "SELECT vessel_id, port_id, activity, draught_m FROM port_call WHERE summary LIKE 'Line %' "
        "AND start_utc < '2024-04-08' ORDER BY start_utc"
    )
    assert ships == [("chon-ma-san", "vostochny", "load", 7.2), ("chon-ma-san", "vostochny", "load", None)]
    # Each call has a row of the voyages table; a wrong IMO number stays with the identity, not the ship.
    assert desk.rows("SELECT count(*) FROM voyage WHERE summary LIKE 'Line % of calls.csv%'") == [(5,)]
    assert desk.rows("SELECT imo_number FROM vessel WHERE name = 'BAR'") == [(None,)]
    assert desk.rows("SELECT imo_number FROM vessel_identity WHERE name = 'BAR'") == [("9074728",)]
    # Nothing is made of rows that were refused.
    assert desk.rows("SELECT * FROM vessel WHERE name = 'FOO'") == []


def test_a_later_edition_changes_just_the_cells_that_it_changes(desk: Desk) -> None:
    """The same again changes nothing; an edited cell updates; an empty one never clears."""
    desk.take(desk.order("calls", CALLS, ROWS[:3]))
    before = desk.rows("SELECT * FROM port_call ORDER BY id")
    again = desk.take(desk.order("calls", CALLS, ROWS[:3]))
    assert (again.counts.unchanged, again.counts.updated, again.counts.accepted) == (3, 0, 0)
    assert desk.rows("SELECT * FROM port_call ORDER BY id") == before
    edited = [list(row) for row in ROWS[:3]]
    edited[0][5], edited[2][5] = "8.1", None
    later = desk.take(desk.order("calls", CALLS, edited))
    assert (later.counts.updated, later.counts.unchanged) == (1, 2)
    after = desk.rows("SELECT * FROM port_call ORDER BY id")
    changed = [
        (one, other)
        for old, new in zip(before, after, strict=True)
        for one, other in zip(old, new, strict=True)
        if one != other
    ]
    assert (7.2, 8.1) in changed
    # Beside it the words that the import made of the row.
    assert all("7.2" in str(one) and "8.1" in str(other) for one, other in changed)


def test_what_was_changed_by_hand_stays(desk: Desk) -> None:
    """A later file does not write over a hand's value, tells so, and brings no deleted row back."""
    desk.take(desk.order("calls", CALLS, ROWS[:3]))
    rows = desk.rows("SELECT id, voyage_id FROM port_call WHERE summary LIKE 'Line %' ORDER BY start_utc")
    (first, _), (second, voyage), _ = ((str(one), str(other)) for one, other in rows)
    desk.store.edit(Edit("Change call", (Update("port_call", first, {"draught_m": 6.5}),)), "me")
    desk.store.edit(Edit("Delete call", (Delete("port_call", second), Delete("voyage", voyage))), "me")
    same = desk.take(desk.order("calls", CALLS, ROWS[:3]))
    assert same.counts.updated == same.counts.accepted == same.counts.doubtful == 0
    edited = [list(row) for row in ROWS[:3]]
    edited[0][5] = "8.1"
    later = desk.take(desk.order("calls", CALLS, edited))
    assert later.checks() == {(2, "changed_here")}
    assert later.reasons("unchanged") == {3: "was deleted in this case by hand, and stays deleted"}
    assert desk.rows("SELECT draught_m FROM port_call WHERE id = ?", first) == [(6.5,)]
    assert desk.rows("SELECT * FROM port_call WHERE id = ?", second) == []


def test_rows_missing_from_a_later_edition_stay_and_are_told_of(desk: Desk) -> None:
    """A file that got shorter takes nothing out of the case."""
    desk.take(desk.order("calls", CALLS, ROWS[:3]))
    done = desk.take(desk.order("calls", CALLS, ROWS[1:3]))
    assert done.counts.read == done.counts.unchanged == 2
    assert desk.rows("SELECT count(*) FROM port_call WHERE summary LIKE 'Line % of calls.csv%'") == [(3,)]


def test_undo_leaves_the_case_as_it_was(desk: Desk) -> None:
    """One step, every table."""
    before = desk.everything()
    desk.take(desk.order("calls", CALLS, ROWS))
    assert desk.everything() != before
    desk.store.undo("me")
    assert desk.everything() == before


HOSTILE = [
    '=HYPERLINK("http://x")',
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE vessel; --",
    "נמל \u202eexe.fdp",
    "🚢" * 50,
    "a\u0301" * 3000,
    "x" * 10_000,
    "%s %n {0}",
]


def test_names_are_kept_as_they_are_written(desk: Desk) -> None:
    """Markup, formulas, SQL, directions, emoji and ten thousand characters are text."""
    rows = [[name, None, f"2024-03-{day:02}", "Nampo", None, None] for day, name in enumerate(HOSTILE, 1)]
    done = desk.take(desk.order("calls", CALLS, rows))
    assert done.counts.accepted == len(HOSTILE)
    names = {name for (name,) in desk.rows("SELECT name FROM vessel")}
    assert set(HOSTILE) <= names
    assert desk.take(desk.order("calls", CALLS, rows)).counts.unchanged == len(HOSTILE)


CELL = st.none() | st.text(string.printable + "Ы북\u202e🚢", max_size=8)
SHIPS = st.sampled_from(["CHON MA SAN", "EXAMPLE 1", "example 1", "", None]) | CELL
DAYS = st.sampled_from(["2024-03-07", "7 March 2024", "March 2024", "2030-01-01", None]) | CELL
PORTS = st.sampled_from(["Nampo", "남포", "RUVYP", "Rajinn", None]) | CELL
DRAUGHTS = st.sampled_from(["7.2", "24 ft", "-1", "1e999", "nan", None]) | CELL
IMOS = st.sampled_from(["9074729", "IMO 9074729", "9074728", "0", None]) | CELL
TABLE = st.lists(st.tuples(SHIPS, IMOS, DAYS, PORTS, CELL, DRAUGHTS), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=TABLE)
def test_no_row_is_lost_and_nothing_raises(desk: Desk, table: list[tuple[str | None, ...]]) -> None:
    """Every row of any table is counted, refused ones have a line, and the same file again is not news."""
    order = desk.order("calls", CALLS, table)
    seen = desk.look(order)
    done = desk.take(order)
    assert seen.counts == done.counts
    assert len(done.reasons("rejected")) == done.counts.rejected or not done.lines
    again = desk.take(order)
    assert (again.counts.accepted, again.counts.updated) == (0, 0)
    assert again.counts.rejected == done.counts.rejected


def test_a_preview_writes_nothing_and_says_what_cells_are_read_as(desk: Desk) -> None:
    """Ships by name, ports by name, times with their precision; the problem rows come forward."""
    before = desk.everything()
    seen = desk.look(desk.order("calls", CALLS, ROWS))
    assert desk.everything() == before
    first = seen.first[0]
    assert first.verdict is Verdict.ACCEPTED
    assert [cell.read_as for cell in first.cells][:4] == [
        "CHON MA SAN, by name",
        "CHON MA SAN, by name",
        "2024-03-07 (day)",
        "",
    ]
    assert {row.line for row in seen.problems} == {5, 6, 7, 8, 9}
    (ship,) = [match for match in seen.matches if match.text == "NEW SHIP"]
    assert (ship.how, ship.rows) == ("new", 3)


def test_exchanged_columns_are_noticed_and_only_exchanged_when_asked(desk: Desk) -> None:
    """Latitude 133 is refused; the preview offers the exchange, which then takes the rows."""
    columns = {"vessel": "Ship", "time": "Day", "lat": "X", "lon": "Y"}
    rows = [["CHON MA SAN", "2024-03-07", "133.08", "42.75"], ["CHON MA SAN", "2024-03-09", "132.5", "41.2"]]
    seen = desk.look(desk.order("sightings", columns, rows))
    assert seen.swapped == "longitude and latitude exchanged"
    assert seen.counts.rejected == 2
    done = desk.take(desk.order("sightings", columns, rows, swapped=True))
    assert done.counts.accepted == 2


def test_sightings_are_flagged_where_they_hardly_can_be(desk: Desk) -> None:
    """0/0, on land, faster than any ship; AIS's “none” is no position, and words do without one."""
    columns = {"vessel": "Ship", "time": "Time", "lat": "Lat", "lon": "Lon", "place": "Place"}
    rows = [
        ["CHON MA SAN", "2024-03-07 00:00", "42.5", "133.5", None],
        ["CHON MA SAN", "2024-03-07 01:00", "38.5", "133.5", None],
        ["EXAMPLE", "2024-03-07 00:00", "0", "0", None],
        ["EXAMPLE 2", "2024-03-07 00:00", "44.0", "128.0", None],
        ["EXAMPLE 3", "2024-03-07 00:00", "91", "181", "off Rajin"],
        ["EXAMPLE 4", "2024-03-07 00:00", "91", "181", None],
    ]
    done = desk.take(desk.order("sightings", columns, rows))
    flags = {(3, "speed"), (4, "zero_position"), (5, "on_land"), (6, "no_position")}
    assert flags <= done.checks()
    assert set(done.reasons("rejected")) == {7}
    assert desk.rows("SELECT geom FROM sighting WHERE place = 'off Rajin'") == [(None,)]


def test_several_vessels_of_one_name_are_left_to_the_person(desk: Desk) -> None:
    """The row is taken without a ship, with the candidates; a choice names it."""
    vessels = {"vessel": "Name", "imo": "IMO"}
    desk.take(desk.order("vessels", vessels, [["TWIN", "9074729"], ["TWIN", "9123453"]], "fleet.csv"))
    order = desk.order("calls", CALLS, [["Twin", None, "2024-03-07", "Nampo", None, None]])
    (match,) = [one for one in desk.look(order).matches if one.kind == "vessel"]
    assert {ident for ident, _ in match.candidates} == {"vessel-imo-9074729", "vessel-imo-9123453"}
    chosen = order._replace(ships=(("Twin", "vessel-imo-9123453"),))
    assert desk.look(chosen).counts.doubtful == 0
    assert desk.take(order).checks() == {(2, "ambiguous")}
    assert desk.rows("SELECT vessel_id, label FROM voyage WHERE summary LIKE '%Twin%'") == [(None, "Twin")]


def test_a_list_of_vessels_fills_up_and_never_overwrites(desk: Desk) -> None:
    """What another source says of a ship stays, with a flag; an identity is added, an empty cell filled."""
    columns = {
        "vessel": "Name",
        "imo": "IMO",
        "flag": "Flag",
        "built": "Built",
        "dwt": "DWT",
        "length": "LOA",
    }
    rows = [["CHON MA SAN", "8660313", "DPRK", "1990", "3565", "99"]]
    done = desk.take(desk.order("vessels", columns, rows))
    assert done.checks() == {(2, "value")}
    assert desk.rows("SELECT built FROM vessel WHERE id = 'chon-ma-san'") == [(2005,)]
    assert desk.rows("SELECT flag FROM vessel_identity WHERE vessel_id = 'chon-ma-san' AND flag IS NOT NULL")
    assert desk.rows("SELECT length_m FROM vessel_particulars") == [(99.0,)]


def test_voyages_have_calls_where_times_are_told_and_a_route_where_one_is_drawn(desk: Desk) -> None:
    """A voyage as the record has them: loading and discharge call, inferred route, counted."""
    columns = {
        "vessel": "Ship",
        "departure": "Left",
        "arrival": "Came",
        "from_port": "From",
        "to_port": "To",
        "cargo": "Cargo",
        "source": "Source",
    }
    rows = [
        [
            "CHON MA SAN",
            "2024-03-01",
            "2024-03-09",
            "Vostochny",
            "Nampo",
            "20 000 bbl",
            "https://example.org/a",
        ]
    ]
    desk.take(desk.order("voyages", columns, rows, "voyages.csv"))
    made = desk.rows(
        "SELECT id, kind, route_id, geom IS NOT NULL, counted, cargo_best, cargo_unit, evidence_id "
        "FROM voyage WHERE summary LIKE 'Line 2 of voyages.csv%'"
    )
    ((voyage, *told, evidence),) = made
    assert told == ["voyage", "route-vostochny-nampo", 1, 1, 20000.0, "bbl"]
    calls = desk.rows(
        "SELECT activity, port_id, place FROM port_call WHERE voyage_id = ? ORDER BY place", str(voyage)
    )
    assert calls == [("load", "vostochny", 0), ("discharge", "nampo", 1)]
    cited = desk.rows(
        "SELECT url, passage FROM citation JOIN source ON source.id = source_id WHERE evidence_id = ? "
        "ORDER BY place",
        str(evidence),
    )
    assert cited == [("https://example.org/a", None), (None, "line 2")]


@pytest.mark.parametrize(
    ("target", "columns", "row", "table", "cells"),
    [
        (
            "consignments",
            {"time": "Day", "shipper": "By", "from_station": "From", "to_station": "To", "quantity": "Q"},
            ["2024-01-05", "EXAMPLE Rail", "Хасан", "Туманган", "600 t"],
            "consignment",
            {"from_station_id": "khasan", "to_station_id": "tumangang", "quantity_best": 600.0},
        ),
        (
            "payments",
            {"time": "Day", "payer": "By", "amount": "Sum", "currency": "In"},
            ["2024-01-05", "EXAMPLE", "600", "руб"],
            "payment",
            {"amount": 600.0, "currency": "RUB", "payee": "not named in the file"},
        ),
        (
            "claims",
            {"claimant": "Who", "figure": "Figure"},
            ["EXAMPLE", "1 million bbl"],
            "claim",
            {"low": 1_000_000.0, "high": 1_000_000.0, "measure": "barrels", "start_utc": None},
        ),
        (
            "coverage",
            {"port": "Port", "time": "Day", "visibility": "Seen", "cloud_share": "Cloud"},
            ["남포", "2024-01-05", "облачно", "80 %"],
            "observation",
            {"port_id": "nampo", "visibility": "cloud", "cloud_share": 0.8},
        ),
    ],
)
def test_other_targets(
    desk: Desk,
    target: str,
    columns: dict[str, str],
    row: list[str | None],
    table: str,
    cells: dict[str, object],
) -> None:
    """A row of each kind as the forms would make it, and unchanged the second time."""
    order = desk.order(target, columns, [row], "other.csv")
    assert desk.take(order).counts.accepted == 1
    names = ", ".join(cells)
    assert tuple(cells.values()) in desk.rows(f"SELECT {names} FROM {table}")  # noqa: S608 - constants
    assert desk.take(order).counts.unchanged == 1
