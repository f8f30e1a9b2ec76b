"""What is written into the tables of a case is what is read from them, for every table and any content."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar, get_type_hints

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.assumption import Range, Scenario, ScenarioValue
from desktop_app.domain.movement import (
    Consignment,
    HowKnown,
    InferredRoute,
    PortCall,
    Sighting,
    Track,
    Voyage,
)
from desktop_app.domain.note import Note
from desktop_app.domain.place import BerthPoint, Names, Port
from desktop_app.domain.provenance import Citation, Credibility, Grade, Reference, Source, SourceKind
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.railway import KilometrePost, RailLine, RailSegment, Station
from desktop_app.domain.record import Record
from desktop_app.domain.statement import (
    Claim,
    Company,
    Contradiction,
    ConversionFactor,
    NotifiedFigure,
    Observation,
    Parameter,
    Payment,
    PublicEvent,
    Rule,
)
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.domain.vessel import Listing, Particulars, ScalePoint, Vessel, VesselIdentity
from desktop_app.importers.record import read_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes, digest_of, unpack

Value = TypeVar("Value")

# A small alphabet draws fast; in it what SQL, JSON and markup treat apart, and what is not Latin.
TEXT = st.text("aZ9 '\";%_\\\n<&\u0416\ud55c\U0001f6e2\u200f", min_size=1, max_size=6)
EMPTY_OR_TEXT = st.just("") | TEXT
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.integers(-(2**63), 2**63 - 1)
DAY = st.dates()
INSTANT = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(  # noqa: DTZ001 - the zone follows
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
PLACE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
PATH = st.lists(PLACE, min_size=2, max_size=5).map(tuple)
RING = st.lists(PLACE, min_size=3, max_size=5).map(lambda corners: (*corners, corners[0]))
SPAN = st.builds(
    lambda start, length, precision, about: TimeSpan(start, start + length, precision, about),
    st.datetimes(datetime(1, 1, 2), datetime(9000, 1, 1)).map(  # noqa: DTZ001 - the zone follows
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    st.integers(0, 10**9).map(lambda seconds: timedelta(seconds=seconds)),
    st.sampled_from(Precision),
    st.booleans(),
)
HOW_KNOWN = st.lists(st.sampled_from(HowKnown), min_size=1, max_size=3, unique=True).map(tuple)


def _quantity(units: tuple[str, ...]) -> st.SearchStrategy[Quantity | None]:
    def build(figures: list[float], best: bool, unit: str, assumptions: str) -> Quantity:  # noqa: FBT001 - drawn
        low, middle, high = sorted(figures)
        return Quantity(low, middle if best else None, high, unit, assumptions)

    figures = st.lists(NUMBER, min_size=3, max_size=3)
    return st.none() | st.builds(build, figures, st.booleans(), st.sampled_from(units), EMPTY_OR_TEXT)


NAMES = st.builds(Names, TEXT, EMPTY_OR_TEXT, EMPTY_OR_TEXT)
# By the type of a field, where nothing is said of its name.
_BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: EMPTY_OR_TEXT,
    int: WHOLE,
    float: NUMBER,
    bool: st.booleans(),
    date: DAY,
    datetime: INSTANT,
    Names: NAMES,
    TimeSpan: SPAN,
}


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _BY_TYPE:
        return _BY_TYPE[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    # Only optional values are left: X | None.
    (inner,) = (part for part in hint.__args__ if part is not type(None))
    return st.none() | _of_type(inner)


def _rows(
    draw: st.DrawFn, kind: type[Value], stem: str, citations: st.SearchStrategy[Citation] | None, **known: Any
) -> tuple[Value, ...]:
    """Up to two rows with ids of their own; each field by its name in `known`, else by its type."""
    hints = get_type_hints(kind)
    found: list[Value] = []
    for number in range(draw(st.integers(0, 2))):
        values: dict[str, Any] = {"id": f"{stem}-{number}"}
        for field in fields(kind):  # type: ignore[arg-type]
            if field.name in known:
                values[field.name] = draw(known[field.name])
            elif field.name == "citation":
                assert citations is not None
                values["citation"] = draw(citations)
            elif field.name != "id":
                values[field.name] = draw(_of_type(hints[field.name]))
        found.append(kind(**values))
    return tuple(found)


def _ids(rows: tuple[Any, ...]) -> st.SearchStrategy[str]:
    """The id of one of them, or none."""
    return st.sampled_from(["", *(row.id for row in rows)])


def _citations(sources: tuple[Source, ...]) -> st.SearchStrategy[Citation]:
    reference = st.builds(
        Reference,
        st.sampled_from([source.id for source in sources]),
        st.none() | st.sampled_from(Credibility),
        st.none() | st.sampled_from(AccuracyClass),
        EMPTY_OR_TEXT,
        EMPTY_OR_TEXT,
    )
    references = st.lists(reference, min_size=1, max_size=3, unique_by=lambda row: row.source_id)
    return st.builds(Citation, references.map(tuple), st.none() | st.sampled_from(Grade))


def _divided(draw: st.DrawFn, ids: list[str], among: int) -> list[tuple[str, ...]]:
    """The ids in any order, each given to one of several, or to none."""
    parts: list[list[str]] = [[] for _ in range(among + 1)]
    for row_id in draw(st.permutations(ids)):
        parts[draw(st.integers(0, among))].append(row_id)
    return [tuple(part) for part in parts[:among]]


Rows = Callable[..., tuple[Any, ...]]


def _one(rows: tuple[Any, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from([row.id for row in rows])


def _if_any(needed: tuple[Any, ...], make: Callable[[], tuple[Value, ...]]) -> tuple[Value, ...]:
    """Rows that must refer to one of those needed."""
    return make() if needed else ()


def _ports(rows: Rows) -> tuple[Port, ...]:
    """Ports, each followed by its parts."""
    known = {"names": NAMES, "country": TEXT, "position": st.none() | PLACE, "outline": st.just(()) | RING}
    found: list[Port] = []
    for port in rows(Port, "port", parent_id=st.just(""), **known):
        found += [port, *rows(Port, f"part-of-{port.id}", parent_id=st.just(port.id), **known)]
    return tuple(found)


def _with_members(
    draw: st.DrawFn,
    voyages: tuple[Voyage, ...],
    calls: tuple[PortCall, ...],
    sightings: tuple[Sighting, ...],
) -> tuple[Voyage, ...]:
    """The voyages with calls and sightings of their own; some belong to none."""
    call_ids = _divided(draw, [call.id for call in calls], len(voyages))
    sighting_ids = _divided(draw, [sighting.id for sighting in sightings], len(voyages))
    return tuple(
        replace(voyage, call_ids=call_ids[number], sighting_ids=sighting_ids[number])
        for number, voyage in enumerate(voyages)
    )


def _tracks(draw: st.DrawFn, rows: Rows, vessels: tuple[Vessel, ...]) -> dict[str, Any]:
    """Tracks of the vessels, and their reports; two may name the same ones."""
    tracks = _if_any(vessels, lambda: rows(Track, "track", vessel_id=_one(vessels), summary=TEXT))
    blocks = [_block(draw(st.lists(st.integers(0, 2**32 - 1), min_size=1).map(sorted))) for _ in tracks]
    named = [
        replace(track, fixes=unpack(block).count, sha256=digest_of(block))
        for track, block in zip(tracks, blocks, strict=True)
    ]
    return {"tracks": tuple(named), "contents": {digest_of(block): block for block in blocks}}


def _block(times: list[int]) -> bytes:
    count = len(times)
    return Fixes.of(
        t_s=np.array(times, np.uint32),
        lon_e7=np.full(count, -1_800_000_000, np.int32),
        lat_e7=np.full(count, 900_000_000, np.int32),
    ).packed()


def _railway(
    rows: Rows,
) -> tuple[tuple[RailLine, ...], tuple[Station, ...], tuple[KilometrePost, ...]]:
    lines = tuple(
        replace(line, segments=rows(RailSegment, f"segment-of-{line.id}", path=PATH))
        for line in rows(RailLine, "line", segments=st.just(()))
    )
    stations = rows(
        Station,
        "station",
        line_id=_ids(lines),
        lengths_m=st.lists(NUMBER, max_size=2).map(tuple),
        position=st.none() | PLACE,
    )
    stations = tuple(replace(station, order=number) for number, station in enumerate(stations, start=1))
    posts = _if_any(lines, lambda: rows(KilometrePost, "post", line_id=_one(lines), position=PLACE))
    return lines, stations, posts


def _scale(rows: Rows, vessels: tuple[Vessel, ...]) -> tuple[ScalePoint, ...]:
    """Points in the order in which a case gives them: by ship, from light to deep."""
    points = rows(ScalePoint, "scale_point", vessel_id=_one(vessels))
    return tuple(sorted(points, key=lambda point: (point.vessel_id, point.draught_m)))


def _assumptions(rows: Rows) -> dict[str, Any]:
    """Parameters, scenarios, and what the ones put in the place of the others."""
    parameters = rows(Parameter, "parameter", name=TEXT)
    scenarios = rows(Scenario, "scenario", name=TEXT)
    values = _if_any(
        parameters and scenarios,
        lambda: rows(
            ScenarioValue,
            "scenario_value",
            scenario_id=_one(scenarios),
            parameter_id=_one(parameters),
            value=st.builds(Range, NUMBER, NUMBER, NUMBER),
        ),
    )
    return {"parameters": parameters, "scenarios": scenarios, "scenario_values": values}


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record in which every reference points at a row."""
    sources = (Source("s", "t", "", "", "", draw(st.sampled_from(SourceKind)), ""),)
    sources += _rows(draw, Source, "source", None, title=TEXT)
    cited = _citations(sources)

    def rows(kind: type[Value], stem: str, **known: Any) -> tuple[Value, ...]:
        return _rows(draw, kind, stem, cited, **known)

    vessels = rows(Vessel, "vessel", name=TEXT, aliases=st.lists(TEXT, max_size=2).map(tuple))
    vessel = _ids(vessels)
    ports = _ports(rows)
    port = _ids(tuple(row for row in ports if not row.parent_id))
    whole = tuple(row for row in ports if not row.parent_id)
    routes = _if_any(
        whole,
        lambda: rows(
            InferredRoute,
            "route",
            from_port_id=_one(whole),
            to_port_id=_one(whole),
            path=PATH,
            method=TEXT,
        ),
    )
    moved = {"how_known": HOW_KNOWN, "summary": TEXT, "vessel_id": vessel}
    calls = _if_any(ports, lambda: rows(PortCall, "call", port_id=_one(ports), **moved))
    sightings = rows(
        Sighting, "sighting", place=TEXT, position=st.none() | PLACE, position_basis=TEXT, **moved
    )
    voyages = rows(
        Voyage,
        "voyage",
        from_port_id=port,
        to_port_id=port,
        route_id=_ids(routes),
        call_ids=st.just(()),
        sighting_ids=st.just(()),
        cargo=_quantity(("bbl", "t", "m3")),
        **moved,
    )
    voyages = _with_members(draw, voyages, calls, sightings)
    lines, stations, posts = _railway(rows)
    companies = rows(Company, "company", name=TEXT, role=TEXT)
    company, station = _ids(companies), _ids(stations)
    return Record(
        title=draw(TEXT),
        description=draw(TEXT),
        as_of=draw(DAY),
        synthetic=draw(st.booleans()),
        sources=sources,
        vessels=vessels,
        listings=_if_any(
            vessels,
            lambda: rows(
                Listing,
                "listing",
                vessel_id=_one(vessels),
                authority=st.sampled_from(["UN", "US", "EU", "UK"]),
                measure=TEXT,
            ),
        ),
        # An identity with nothing but a name would be one of the vessel's other names.
        identities=_if_any(
            vessels, lambda: rows(VesselIdentity, "identity", vessel_id=_one(vessels), flag=TEXT)
        ),
        ports=ports,
        berth_points=_if_any(
            ports,
            lambda: rows(
                BerthPoint,
                "berth",
                port_id=_one(whole),
                position=PLACE,
                basis=TEXT,
            ),
        ),
        rail_lines=lines,
        stations=stations,
        kilometre_posts=posts,
        calls=calls,
        sightings=sightings,
        voyages=voyages,
        routes=routes,
        claims=rows(Claim, "claim", claimant=TEXT, what=TEXT),
        notified=rows(NotifiedFigure, "notified", exporter=TEXT),
        rules=rows(Rule, "rule", instrument=TEXT, paragraph=TEXT, subject=TEXT, text=TEXT),
        factors=rows(ConversionFactor, "factor", product=TEXT, authority=TEXT),
        payments=rows(
            Payment,
            "payment",
            payer=TEXT,
            payee=TEXT,
            payer_id=company,
            payee_id=company,
            currency=TEXT,
            purpose=TEXT,
        ),
        companies=companies,
        public_events=rows(PublicEvent, "event", title=TEXT, text=TEXT),
        observations=_if_any(
            ports,
            lambda: rows(
                Observation,
                "observation",
                port_id=_one(whole),
                text=TEXT,
            ),
        ),
        contradictions=rows(
            Contradiction,
            "contradiction",
            topic=TEXT,
            readings=TEXT,
            treatment=TEXT,
            refers_to=st.lists(st.sampled_from(["s", "vessel-0"]), unique=True).map(tuple),
        ),
        consignments=rows(
            Consignment,
            "consignment",
            shipper_id=company,
            consignee_id=company,
            from_station_id=station,
            to_station_id=station,
            quantity=_quantity(("t", "bbl", "wagons")),
            summary=TEXT,
        ),
        particulars=_if_any(vessels, lambda: rows(Particulars, "particulars", vessel_id=_one(vessels))),
        deadweight_scale=_if_any(vessels, lambda: _scale(rows, vessels)),
        **_assumptions(rows),
        notes=_rows(draw, Note, "note", None, text=TEXT, author=TEXT),
        **_tracks(draw, rows, vessels),
    )


def read_back(store: CaseStore, record: Record) -> Record:
    """The record made anew from what the store reads."""
    movements = {
        "voyages": store.voyages(row.id for row in record.voyages),
        "calls": store.calls(row.id for row in record.calls),
        "sightings": store.sightings(row.id for row in record.sightings),
    }
    small = {
        field.name: getattr(store.record, field.name)
        for field in fields(Record)
        if field.name not in movements and field.name != "contents"
    }
    contents = {track.sha256: store.fixes(track.id).packed() for track in store.record.tracks}
    return Record(**movements, **small, contents=contents)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_any_record_comes_back(record: Record) -> None:
    store = CaseStore.of_record(record)
    try:
        assert read_back(store, record) == record
        with store.reader() as connection:
            assert list(connection.execute("PRAGMA foreign_key_check")) == []
            uncited = "SELECT id FROM evidence EXCEPT SELECT evidence_id FROM citation"
            assert list(connection.execute(uncited)) == []
    finally:
        store.close()


def test_the_reported_record_comes_back(resources: Resources) -> None:
    record = read_record(resources.geodatum("record"))
    store = CaseStore.of_record(record)
    assert read_back(store, record) == record
    assert store.calls_of(record.voyages) == tuple(
        call for voyage in record.voyages for call in record.calls if call.id in voyage.call_ids
    )
    store.close()


def test_the_same_record_makes_the_same_bytes(resources: Resources) -> None:
    record = read_record(resources.geodatum("record"))
    contents = []
    for _ in range(2):
        store = CaseStore.of_record(record)
        with store.whole() as connection:
            contents.append(connection.serialize("main"))
        store.close()
    assert contents[0] == contents[1]
