"""The range that the columns hold for a voyage is the one that its card explains, on every rung."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.assumption import Assumptions, Key, Range
from desktop_app.domain.load_model import Rung
from desktop_app.domain.movement import (
    Activity,
    HowKnown,
    PortCall,
    Riding,
    Sensor,
    Sighting,
    Track,
    Tracker,
    Voyage,
    VoyageKind,
)
from desktop_app.domain.quantity import Estimate, Quantity
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.domain.vessel import Particulars, ScalePoint
from desktop_app.importers.training_case import training_record
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.loads import Loads
from desktop_app.query.engine import QueryEngine
from desktop_app.query.strata_query import calls_by_rung, strata
from desktop_app.query.volume_sources import volume_sources
from desktop_app.query.volumes_results import Question
from desktop_app.query.voyage_rows import Order
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes, digest_of

START = date(2024, 3, 1)
METRES = st.sampled_from((None, None, 0.0, 2.0, 4.0, 4.5, 5.2, 6.0, 7.5))
KNOWN = st.sampled_from(
    ((HowKnown.IMAGE,), (HowKnown.AIS,), (HowKnown.IMAGE, HowKnown.AIS), (HowKnown.REPORT,))
)
DAYS = st.integers(0, 20)
LOOK = st.tuples(st.sampled_from(Riding), METRES, KNOWN, DAYS)
CARGO = st.one_of(
    st.none(),
    st.none(),
    st.builds(
        lambda low, more, best, unit: Quantity(low, low + more / 2 if best else None, low + more, unit),
        st.sampled_from((1_000.0, 2_500.0)),
        st.sampled_from((0.0, 300.0)),
        st.booleans(),
        st.sampled_from(("bbl", "t", "m3")),
    ),
)
# Vessel 0 and 1 have a deadweight and dimensions, 0 a scale, 2 tanks alone, 3 a deadweight alone, 4 nothing.
ROWS = st.lists(
    st.tuples(
        st.sampled_from((-1, 0, 0, 1, 1, 2, 3, 4)),
        st.sampled_from((1, 1, 1, 2)),
        st.sampled_from(
            (VoyageKind.VOYAGE, VoyageKind.CALL, VoyageKind.VOYAGE, VoyageKind.GROUP, VoyageKind.SIGHTING)
        ),
        st.sampled_from((True, True, True, False)),
        st.sampled_from(("", "", "Gas/Diesel Oil", "motor gasoline", "mazut")),
        CARGO,
        st.lists(st.tuples(st.sampled_from(Activity), LOOK), max_size=3),
        st.lists(st.tuples(st.sampled_from(Sensor), LOOK), max_size=2),
    ),
    min_size=1,
    max_size=12,
)
REPORTED = st.lists(st.tuples(st.integers(0, 24 * 25), st.integers(0, 70)), max_size=12)


def at(day: int) -> TimeSpan:
    return TimeSpan.of_days(START + timedelta(days=day), START + timedelta(days=day), Precision.DAY)


def made(base: Record, rows: list[Any], reported: list[tuple[int, int]]) -> Record:
    """A record of these rows, with five ships."""
    cite = base.voyages[0].citation
    sources = [
        replace(cite, references=(replace(cite.references[0], source_id=source.id),))
        for source in base.sources
    ]
    ships = [
        replace(
            base.vessels[0], id=f"ship-{place}", name=f"SHIP {place}", dwt_t=dwt_t, citation=sources[place]
        )
        for place, dwt_t in enumerate((3_500.0, 3_000.0, None, 2_000.0, None))
    ]
    particulars = (
        Particulars("p0", "ship-0", 90.0, 14.0, 6.0, None, "", sources[5]),
        Particulars("p1", "ship-1", 80.0, None, 5.5, None, "", sources[6]),
        Particulars("p2", "ship-1", 85.0, 13.0, 5.5, None, "", sources[7]),
        Particulars("p3", "ship-2", None, None, None, 4_000.0, "", sources[8]),
    )
    scale = tuple(
        ScalePoint(f"s{place}", "ship-0", draught, tonnes, sources[9])
        for place, (draught, tonnes) in enumerate(((4.2, 1_700.0), (5.0, 2_400.0), (6.0, 3_500.0)))
    )
    calls: list[PortCall] = []
    sightings: list[Sighting] = []
    voyages: list[Voyage] = []
    example_call, example_sighting = base.calls[0], base.sightings[0]
    for number, (ship, count, kind, counted, product, cargo, ports, seen) in enumerate(rows):
        vessel = "" if ship < 0 else f"ship-{ship}"
        common = {"vessel_id": vessel, "tracker": Tracker.UNKNOWN}
        own = [
            replace(
                example_call,
                id=f"call-{number}-{place}",
                activity=activity,
                riding=riding,
                draught_m=draught,
                how_known=known,
                when=at(day),
                citation=sources[(number + place) % len(sources)],
                **common,
            )
            for place, (activity, (riding, draught, known, day)) in enumerate(ports)
        ]
        positions = [
            replace(
                example_sighting,
                id=f"seen-{number}-{place}",
                sensor=sensor,
                riding=riding,
                draught_m=draught,
                how_known=known,
                when=at(day),
                **common,
            )
            for place, (sensor, (riding, draught, known, day)) in enumerate(seen)
        ]
        calls += own
        sightings += positions
        voyages.append(
            replace(
                base.voyages[0],
                id=f"row-{number}",
                kind=kind,
                ships=count,
                counted=counted,
                not_counted_why="" if counted else "counted elsewhere",
                product=product,
                cargo=cargo,
                route_id="",
                call_ids=tuple(call.id for call in own),
                sighting_ids=tuple(row.id for row in positions),
                when=own[0].when if own else at(number),
                **common,
            )
        )
    tracks, contents = heard(base, sorted(reported))
    return replace(
        base,
        vessels=tuple(ships),
        particulars=particulars,
        deadweight_scale=scale,
        calls=tuple(calls),
        sightings=tuple(sightings),
        voyages=tuple(voyages),
        tracks=tracks,
        contents=contents,
        **dict.fromkeys(("identities", "listings", "notes", "contradictions", "routes", "consignments"), ()),
    )


def heard(base: Record, reported: list[tuple[int, int]]) -> tuple[tuple[Track, ...], dict[str, bytes]]:
    """One track of ship 3."""
    if not reported:
        return (), {}
    first = int(datetime(2024, 3, 1, tzinfo=UTC).timestamp())
    times = np.array([first + 3_600 * hour for hour, _ in reported], np.uint32)
    nowhere = np.zeros(len(times), np.int32)
    draughts = np.array([draught for _, draught in reported], np.uint8)
    block = Fixes.of(t_s=times, lon_e7=nowhere, lat_e7=nowhere, sog_dkn=nowhere, draught_dm=draughts).packed()
    ends = (datetime.fromtimestamp(int(moment), UTC) for moment in (times[0], times[-1]))
    track = replace(
        base.tracks[0],
        id="track",
        vessel_id="ship-3",
        when=TimeSpan(*ends, Precision.INTERVAL),
        fixes=len(times),
        sha256=digest_of(block),
    )
    return (track,), {track.sha256: block}


@pytest.fixture(scope="module")
def base(reported: Record) -> Record:
    return training_record(reported)


def held_together(engine: QueryEngine, assumptions: Assumptions) -> set[Rung]:
    """Columns against words, voyage by voyage, and the sums against both."""
    store, engine = engine.store, engine.under(assumptions)
    columns, loads, rates = engine.columns(), engine.loads(), engine.rates()
    ids = engine.ids_of(columns.fid.tolist())
    found = [loads.barrels(rates, end) for end in range(3)]
    sums, rungs = [0.0, 0.0, 0.0], dict.fromkeys(Rung, 0)
    for place, fid in enumerate(columns.fid.tolist()):
        voyage = store.voyages((ids[fid],))[0]
        volume = volume_of(store, voyage, assumptions)
        mine = [float(end[place]) for end in found]
        if not isinstance(volume, Estimate):
            assert all(map(math.isnan, mine)), (voyage, volume)
            assert bool(loads.ballast[place]) is (volume.reason == "in ballast by AIS")
            continue
        ends = [volume.low_bbl, volume.best_bbl, volume.high_bbl]
        assert mine == pytest.approx(ends), (voyage, volume)
        assert ends == sorted(ends)
        assert loads.kinds[loads.stratum[place]].rung is volume.rung
        sums = [total + end for total, end in zip(sums, ends, strict=True)]
        rungs[volume.rung] += voyage.ships
    total = engine.voyage_rows(Filter(), Order.VOLUME, descending=False).totals
    assert [total.low_bbl, total.best_bbl, total.high_bbl] == pytest.approx(sums)
    assert calls_by_rung(engine, Filter()) == {rung: count for rung, count in rungs.items() if count}
    known = [one for one in strata(engine, Filter()).known if not one.rail]
    for end in range(3):
        shares = (one.load[end] * one.factor[end] * one.base[end] for one in known)
        assert sum(shares) == pytest.approx(sums[end])
    return {rung for rung, count in rungs.items() if count}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, REPORTED, st.sampled_from((0.7, 0.84)), st.sampled_from((0.0, 0.4)))
def test_columns_and_words_agree_for_any_voyage(
    base: Record, rows: list[Any], reported: list[tuple[int, int]], share: float, error: float
) -> None:
    store = CaseStore.of_record(made(base, rows, reported))
    engine, before = QueryEngine(store), published(store)
    held_together(engine, before)
    moved = before.moved(Key.WATERPLANE, Range(share, share, 0.9)).moved(
        Key.DRAUGHT_ERROR, Range(0, error, 0.5)
    )
    held_together(engine, moved.moved(Key.LOAD_FRACTION, Range(0.2, 0.4, 0.5)))
    held_together(engine, before)
    held_together(engine, Assumptions())
    store.close()


def test_each_rung_is_met_and_a_bar_rests_on_the_sources_of_its_cards(base: Record) -> None:
    loads, discharges, image = Activity.LOAD, Activity.DISCHARGE, (HowKnown.IMAGE,)
    nothing = (Riding.UNKNOWN, None, image, 0)
    voyage, barrels = VoyageKind.VOYAGE, Quantity(1.0, None, 3.0, "bbl")
    rows = [
        (0, 1, voyage, True, "", None, [(loads, nothing), (discharges, (Riding.LOW, 5.2, image, 4))], []),
        (1, 1, voyage, True, "", None, [(loads, nothing)], [(Sensor.SAR, (Riding.UNKNOWN, 5.2, image, 3))]),
        (2, 2, voyage, True, "", None, [(loads, (Riding.LOW, None, image, 1))], []),
        (3, 1, voyage, True, "motor gasoline", None, [(loads, nothing)], []),
        (4, 1, voyage, True, "", barrels, [(loads, nothing)], []),
    ]
    store = CaseStore.of_record(made(base, rows, []))
    engine = QueryEngine(store)
    assert held_together(engine, engine.assumptions) == set(Rung)
    wanted: set[str] = set()
    for row in store.voyages(engine.ids_of(engine.columns().fid.tolist()).values()):
        volume = volume_of(store, row, engine.assumptions)
        assert isinstance(volume, Estimate)
        wanted |= {*row.citation.source_ids, *volume.source_ids}
    march = {at[0]: found for at, found in volume_sources(engine, Filter(), Question()).items()}[START]
    assert march == wanted
    store.close()


def test_what_ais_tells_of_the_leg(base: Record) -> None:
    nothing = (Riding.UNKNOWN, None, (HowKnown.REPORT,), 5)
    row = (3, 1, VoyageKind.VOYAGE, True, "", None, [(Activity.LOAD, nothing)], [])
    for before, after, wanted in ((30, 60, Rung.WATERLINE), (30, 32, Rung.ASSUMED), (60, 30, None)):
        # The greatest and the least draught are 4 m apart; the call lasts the whole of 6 March.
        track = [(2, 30), (3, 70), (24 * 4, before), (24 * 6 + 2, after)]
        store = CaseStore.of_record(made(base, [row], track))
        engine = QueryEngine(store)
        assert held_together(engine, engine.assumptions) == ({wanted} if wanted else set())
        store.close()


def loads_of(engine: QueryEngine, **moved: Range) -> Loads:
    assumptions = engine.assumptions
    for key, value in moved.items():
        assumptions = assumptions.moved(Key(key), value)
    return engine.under(assumptions).loads()


@pytest.mark.parametrize(("ship", "is_same"), [(1, False), (3, True)])
def test_only_what_draughts_are_reckoned_with_makes_loads_anew(
    base: Record, ship: int, *, is_same: bool
) -> None:
    seen = (Riding.UNKNOWN, 5.0, (HowKnown.IMAGE,), 4)
    ports = [(Activity.LOAD, seen), (Activity.DISCHARGE, seen)]
    row = (ship, 1, VoyageKind.VOYAGE, True, "", None, ports, [])
    store = CaseStore.of_record(made(base, [row], []))
    engine = QueryEngine(store)
    before = engine.loads()
    assert loads_of(engine, load_fraction=Range(0.5, 0.5, 0.5), bbl_per_t=Range(7, 7, 7)) is before
    assert (loads_of(engine, draught_error=Range(0, 0, 0)) is before) is is_same
    store.close()
