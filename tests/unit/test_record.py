"""The shipped record says what its sources say, and nothing without a source."""

import dataclasses
import hashlib
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import geojson
import pytest
from fontTools.ttLib import TTFont

from desktop_app.domain.assumption import Key
from desktop_app.domain.movement import DestinationBasis, Riding, Sighting, Tracker, VoyageKind
from desktop_app.domain.place import PortKind, PortRole
from desktop_app.domain.provenance import Citation, Grade
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Measure, Mode, Qualifier, Visibility
from desktop_app.domain.time_span import Precision
from desktop_app.domain.vessel import is_valid_imo
from desktop_app.importers.record import read_record

GEODATA = Path(__file__).parents[2] / "geodata"
RECORD = GEODATA / "record"
CAP_BBL = 500_000


@pytest.fixture(scope="module")
def record() -> Record:
    return read_record(RECORD)


def citations(value: object) -> Iterator[Citation]:
    """Every citation inside a value."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from citations(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from citations(getattr(value, field.name))


def test_it_is_not_synthetic(record: Record) -> None:
    assert not record.synthetic
    assert record.as_of == date(2026, 11, 1)


def test_twelve_calls_can_be_told_apart_of_43(record: Record) -> None:
    counted = [voyage for voyage in record.voyages if voyage.counted]
    single = [voyage for voyage in counted if voyage.kind is not VoyageKind.GROUP]
    (group,) = [voyage for voyage in counted if voyage.kind is VoyageKind.GROUP]
    assert sum(voyage.ships for voyage in single) == 12
    assert not any(voyage.ships_approximate for voyage in single)
    assert (group.ships, group.ships_approximate) == (31, True)
    assert group.label == "about 31 further calls, not published one by one"
    assert sum(voyage.ships for voyage in counted) == 43
    (claim,) = [row for row in record.claims if row.id == "osc-43-calls"]
    assert (claim.measure, claim.qualifier, claim.low) == (Measure.CALLS, Qualifier.EXACTLY, 43)
    assert claim.when is not None
    assert (group.when.first_day, group.when.last_day) == (claim.when.first_day, claim.when.last_day)


def test_seven_counted_calls_have_a_named_ship(record: Record) -> None:
    """Six to the day or better, one in the window of March."""
    named = [voyage for voyage in record.voyages if voyage.counted and voyage.vessel_id]
    assert len(named) == 7
    windows = [voyage.id for voyage in named if (voyage.when.end - voyage.when.start).days > 3]
    assert windows == ["v-2024-03-chon-ma-san"]


def test_counted_calls_load_at_vostochny_inside_the_window(record: Record) -> None:
    for voyage in record.voyages:
        if voyage.counted:
            assert voyage.from_port_id == "vostochny"
            assert date(2024, 3, 7) <= voyage.when.first_day
            assert voyage.when.last_day <= date(2024, 11, 5)


def test_known_destinations_are_few(record: Record) -> None:
    bases = Counter(voyage.to_basis for voyage in record.voyages if voyage.kind is VoyageKind.VOYAGE)
    assert bases == {
        DestinationBasis.DOCUMENTED: 3,
        DestinationBasis.SIGNALLED: 1,
        DestinationBasis.REPORTED: 1,
    }


def test_every_call_and_sighting_belongs_to_a_voyage(record: Record) -> None:
    owned = [event for voyage in record.voyages for event in (*voyage.call_ids, *voyage.sighting_ids)]
    assert sorted(owned) == sorted(event.id for event in (*record.calls, *record.sightings))


def test_a_voyage_cites_no_fewer_kinds_of_observation_than_its_events(record: Record) -> None:
    events = {event.id: event for event in (*record.calls, *record.sightings)}
    for voyage in record.voyages:
        for event_id in (*voyage.call_ids, *voyage.sighting_ids):
            assert set(events[event_id].how_known) <= set(voyage.how_known), voyage.id


def test_positions_of_a_voyage_run_forward_in_time(record: Record) -> None:
    events = {event.id: event for event in record.sightings}
    for voyage in record.voyages:
        starts = [events[event_id].when.start for event_id in voyage.sighting_ids]
        assert starts == sorted(starts)


def test_chon_ma_san_october_in_utc(record: Record) -> None:
    (call,) = [row for row in record.calls if row.id == "call-2024-10-chon-ma-san"]
    assert call.when.start == datetime(2024, 10, 19, 17, 0, tzinfo=UTC)
    assert call.when.end == datetime(2024, 10, 21, 11, 50, tzinfo=UTC)
    (back,) = [row for row in record.sightings if row.id == "seen-2024-10-25-chon-ma-san"]
    assert back.when.start == datetime(2024, 10, 25, 13, 4, tzinfo=UTC)
    assert back.when.precision is Precision.INSTANT


def test_the_picture_pair_of_may_and_june(record: Record) -> None:
    calls = {call.id: call for call in record.calls}
    (voyage,) = [row for row in record.voyages if row.id == "v-2024-05-18-unnamed"]
    empty, full = (calls[call_id] for call_id in voyage.call_ids)
    assert (empty.riding, full.riding) == (Riding.HIGH, Riding.LOW)
    assert (full.when.first_day - empty.when.first_day).days == 19
    assert voyage.to_basis is DestinationBasis.DOCUMENTED


def test_vague_words_make_no_point(record: Record) -> None:
    for sighting in record.sightings:
        if "northbound" in sighting.place or "Chinese waters" in sighting.place:
            assert sighting.position is None
            assert sighting.tracker is Tracker.ON


def distance_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Great-circle distance on the mean sphere, 6,371.0088 km."""
    lon_1, lat_1, lon_2, lat_2 = map(radians, (*one, *two))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def seen(record: Record, identity: str) -> Sighting:
    return next(row for row in record.sightings if row.id == identity)


def test_bearing_and_distance_become_points(record: Record) -> None:
    ports = {port.id: port.position for port in record.ports}
    for identity, origin, reported_km in (
        ("seen-2024-04-11-yu-son", ports["vostochny"], 105),
        ("seen-2024-06-06-chon-ma-san", ports["nakhodka"], 78),
        ("seen-2024-10-25-chon-ma-san", (130.87, 37.50), 190),
    ):
        position = seen(record, identity).position
        assert origin is not None
        assert position is not None
        assert distance_km(origin, position) == pytest.approx(reported_km, abs=0.2)


def test_every_imo_number_is_right_and_none_is_guessed(record: Record) -> None:
    numbers = [vessel.imo_number for vessel in record.vessels if vessel.imo_number]
    assert len(numbers) == len(set(numbers)) == 19
    assert all(is_valid_imo(number) for number in numbers)
    assert len(record.vessels) == 25
    assert {vessel.name for vessel in record.vessels if not vessel.imo_number} == {
        "UN HUNG",
        "WOL BONG SAN",
        "SIN PHYONG 5",
        "KUM JIN GANG 2",
        "SIN PHYONG 11",
        "CHONG RYONG SAN",
    }


def test_documented_deadweights(record: Record) -> None:
    assert {vessel.name: vessel.dwt_t for vessel in record.vessels if vessel.dwt_t} == {
        "CHON MA SAN": 3565,
        "RYE SONG GANG 1": 3003,
        "SIN PHYONG 9": 1150,
        "SONG WON 2": 4999,
        "KUM UN SAN 3": 2070,
    }


def test_un_listings(record: Record) -> None:
    un = {row.vessel_id: row.listed_on for row in record.listings if row.authority == "UN"}
    assert un["chon-ma-san"] == date(2018, 3, 30)
    assert un["rye-song-gang-1"] == date(2017, 12, 28)
    assert un["sin-phyong-9"] == date(2016, 3, 2)
    assert "paek-yang-san-1" not in un
    assert len(un) == 17


def test_every_source_is_cited_and_every_statement_cites(record: Record) -> None:
    cited = {source for citation in citations(tuple(vars_of(record))) for source in citation.source_ids}
    assert cited == {source.id for source in record.sources}
    rows = [row for group in vars_of(record) if isinstance(group, tuple) for row in group]
    without = {type(row).__name__ for row in rows if not list(citations(row))}
    assert without == {"Source", "InferredRoute"}


def vars_of(record: Record) -> Iterator[object]:
    return (getattr(record, field.name) for field in dataclasses.fields(record))


def test_notified_figures(record: Record) -> None:
    figures = {row.id: row for row in record.notified}
    assert len(figures) == 60
    assert figures["notified-ru-2024-01"].volume_bbl == 15_279
    total = figures["notified-ru-cn-2024-as-of-2024-12-04"]
    assert total.volume_bbl == 168_679
    assert total.as_of == date(2024, 12, 4)
    assert round(100 * 168_679 / CAP_BBL, 1) == 33.7
    assert figures["notified-cn-2024-01-to-08"].volume_bbl == 168_679 - 15_279
    months = [figures[f"notified-ru-2023-{month:02}"].volume_bbl or 0 for month in range(1, 13)]
    assert figures["notified-ru-2023"].volume_bbl == 105_845
    # Each month is rounded in its source.
    assert sum(months) == pytest.approx(105_845, abs=len(months) / 2)
    assert figures["notified-ru-2023-10"].volume_bbl == 0
    assert figures["notified-cn-2018"].volume_bbl is None


def test_factors_fit_the_notified_pairs(record: Record) -> None:
    factors = {row.id: row.bbl_per_t for row in record.factors}
    assert round(1_410 * factors["committee-china"]) == pytest.approx(11_745, abs=1)
    figures = {row.id: row for row in record.notified}
    for identity, factor in (
        ("notified-cn-2021-08", "committee-china"),
        ("notified-cn-2021-06", "committee-china"),
        ("notified-ru-2023-08", "committee-russia"),
        ("notified-ru-2023-09", "committee-russia"),
    ):
        row = figures[identity]
        assert row.volume_bbl is not None
        assert row.mass_t is not None
        assert row.volume_bbl / row.mass_t == pytest.approx(factors[factor], abs=0.02)


def test_the_cap_is_one_for_all_states(record: Record) -> None:
    (cap,) = [rule for rule in record.rules if rule.id == "refined-cap"]
    assert (cap.limit, cap.unit, cap.period) == (CAP_BBL, "bbl", "calendar year")
    assert cap.since == date(2018, 1, 1)
    assert "not a limit per country" in cap.text


def test_claims_keep_mode_and_window(record: Record) -> None:
    claims = {row.id: row for row in record.claims}
    assert (claims["istories-322k-rail"].mode, claims["istories-322k-rail"].low) == (Mode.RAIL, 322_000)
    assert claims["istories-over-1500k"].mode is Mode.ALL
    assert "not stated" in claims["istories-over-1500k"].note
    march = claims["us-165k-march"]
    assert march.when is not None
    assert (march.low, march.when.precision) == (165_000, Precision.MONTH)
    assert claims["broker-notice"].measure is Measure.TONNES


def test_one_fleet_a_third_half_and_nine_tenths_full(record: Record) -> None:
    """The submission of July 2018: 1,367,628 bbl at nine tenths make the capacity of the other two."""
    claims = {row.id: row for row in record.claims}
    best = {
        row.scenario_id: row.value.best
        for row in record.scenario_values
        if row.parameter_id == "load_fraction"
    }
    capacity = claims["us-2018-1367628"].low / best["us-2018-ninety"]
    assert capacity == pytest.approx(1_519_586.67, abs=0.01)
    third, half = (capacity * best[f"us-2018-{part}"] for part in ("third", "half"))
    assert (round(third), round(half)) == (506_529, 759_793)
    assert half == pytest.approx(claims["us-2018-759793"].low, abs=1)
    assert third > claims["us-2018-over-500k"].low == CAP_BBL
    rows = [row for row in record.claims if row.id.startswith("us-2018-")]
    assert {row.mode for row in rows} == {Mode.SEA}
    assert {(row.when.first_day, row.when.last_day) for row in rows if row.when} == {
        (date(2018, 1, 1), date(2018, 5, 30))
    }
    assert claims["us-2018-89-calls"].low == 89


def test_each_key_has_a_parameter_with_a_source(record: Record) -> None:
    parameters = {row.id: row for row in record.parameters}
    assert set(parameters) == {key.value for key in Key}
    # What no document states says so with a source of its own, and is never graded as read in a document.
    own = {row.id for row in record.parameters if "OWN" in row.citation.source_ids}
    assert own == {"load_spread", "waterplane", "not_cargo", "draught_error", "wagon_t"}
    assert {parameters[ident].citation.grade for ident in own} == {Grade.B}
    assert not any("OWN" in row.citation.source_ids for row in (*record.scenarios, *record.scenario_values))
    dwt = sorted(row.dwt_t for row in record.vessels if row.in_trade and row.dwt_t)
    assert parameters["unknown_dwt"].best == dwt[len(dwt) // 2]
    (call,) = (row for row in record.calls if row.id == "call-2024-10-chon-ma-san")
    assert (
        round((call.when.end - call.when.start).total_seconds() / 86_400, 1) == parameters["stay_days"].best
    )
    factors = {row.id: row.bbl_per_t for row in record.factors}
    bbl_per_t = parameters["bbl_per_t"]
    assert (bbl_per_t.low, bbl_per_t.best, bbl_per_t.high) == (
        factors["un-gas-oil"],
        factors["committee-russia"],
        factors["un-gasoline"],
    )


def test_calls_a_week(record: Record) -> None:
    (claim,) = (row for row in record.claims if row.id == "osc-43-calls")
    assert claim.when is not None
    days = (claim.when.last_day - claim.when.first_day).days
    assert days == 243
    assert round(claim.low * 7 / days, 2) == 1.24


def test_nothing_could_be_seen_in_august(record: Record) -> None:
    (august,) = record.observations
    assert (august.port_id, august.visibility) == ("vostochny", Visibility.CLOUD)
    assert (august.when.first_day, august.when.last_day) == (date(2024, 8, 1), date(2024, 8, 31))


def test_ports_by_role(record: Record) -> None:
    roles = {port.id: port.role for port in record.ports if port.kind is PortKind.PORT}
    assert [port for port, role in roles.items() if role is PortRole.LOADING] == ["vostochny", "nakhodka"]
    assert [port for port, role in roles.items() if role is PortRole.DISCHARGE] == ["nampo", "chongjin"]
    assert [port for port, role in roles.items() if role is PortRole.RAIL] == ["rajin"]


def test_contradictions_refer_to_rows(record: Record) -> None:
    assert len(record.contradictions) == 15
    assert all(row.refers_to for row in record.contradictions)


def test_first_payment_in_utc(record: Record) -> None:
    (first,) = [row for row in record.payments if row.id == "payment-first"]
    assert first.when.start == datetime(2024, 2, 22, 15, 34, tzinfo=UTC)
    assert first.amount is None


@pytest.mark.parametrize("zone", ["Asia/Pyongyang", "America/New_York"])
def test_the_same_record_in_every_zone(record: Record, zone: str) -> None:
    code = (
        "from pathlib import Path; from desktop_app.importers.record import read_record;"
        f"print(ascii(read_record(Path({str(RECORD)!r}))))"
    )
    answer = subprocess.run(  # noqa: S603 - this interpreter, fixed code
        [sys.executable, "-c", code],
        env=os.environ | {"TZ": zone, "PYTHONPATH": str(GEODATA.parent)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert answer.stdout.strip() == ascii(record)


@pytest.mark.parametrize("name", ["ports", "rail", "sightings", "routes"])
def test_geojson_is_valid(name: str) -> None:
    collection = geojson.loads((RECORD / f"{name}.geojson").read_text(encoding="utf-8"))
    assert collection.is_valid
    assert collection["features"]


@pytest.mark.parametrize("path", sorted(RECORD.iterdir()), ids=lambda path: path.name)
def test_text_form(path: Path) -> None:
    """UTF-8 without a mark, LF, no line a diff cannot show."""
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert max(map(len, data.decode().splitlines())) < 3_000


def test_sources_toml_names_every_file_once_with_its_hash() -> None:
    table = tomllib.loads((GEODATA / "SOURCES.toml").read_text(encoding="utf-8"))
    stated: dict[str, str] = {}
    for dataset in table["dataset"]:
        assert set(dataset) == {
            "name",
            "origin",
            "version",
            "date",
            "crs",
            "licence",
            "licence_files",
            "attribution",
            "changes",
            "files",
        }
        assert all(dataset[key] for key in dataset if key != "licence_files"), dataset["name"]
        for licence in dataset["licence_files"]:
            assert (GEODATA / "LICENSES" / licence).is_file()
        assert not stated.keys() & dataset["files"].keys()
        stated |= dataset["files"]
    aside = {GEODATA / "LICENSES", GEODATA / "build"}
    present = {
        path.relative_to(GEODATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in GEODATA.rglob("*")
        if path.is_file() and path.name != "SOURCES.toml" and not aside & set(path.parents)
    }
    assert stated == present


def test_openstreetmap_is_named_where_its_data_is() -> None:
    table = tomllib.loads((GEODATA / "SOURCES.toml").read_text(encoding="utf-8"))
    derived = [dataset for dataset in table["dataset"] if "OpenStreetMap" in dataset["origin"]]
    assert {name for dataset in derived for name in dataset["files"]} == {
        "basemap.pmtiles",
        "record/berth_points.csv",
        "gazetteer.csv",
        "relief.webp",
        "record/ports.geojson",
        "record/rail.geojson",
        "record/rail_posts.csv",
        "waters.npy.zst",
    }
    for dataset in derived:
        assert "© OpenStreetMap contributors" in dataset["attribution"]
        assert "available under the Open Database License 1.0" in dataset["changes"]


def test_bundled_fonts_hold_every_character_of_the_record() -> None:
    """A name or title that the fonts lack would be an empty box in a figure on another machine."""
    fonts = GEODATA.parent / "assets" / "build" / "fonts"
    held: set[int] = set()
    for name in ("TumenSans-Regular.ttf", "TumenSansKR-Regular.ttf"):
        held |= set(TTFont(fonts / name).getBestCmap())
    texts = [path.read_text(encoding="utf-8") for path in (GEODATA / "record").iterdir()]
    used = {ord(character) for text in texts for character in text if not character.isspace()}
    assert {chr(code) for code in used - held} == set()
