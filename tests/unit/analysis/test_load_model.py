"""The ladder against published and hand-made arithmetic, and every reason for no estimate."""

import dataclasses
from datetime import date

import pytest

from desktop_app.analysis.load_model import estimate, load_model_of, volume_of
from desktop_app.domain.assumption import Assumptions, Key, Range
from desktop_app.domain.laden import Laden
from desktop_app.domain.load_evidence import Evidence
from desktop_app.domain.load_model import LoadModel, Rung
from desktop_app.domain.movement import Activity, HowKnown, PortCall, Riding, Tracker, Voyage
from desktop_app.domain.quantity import Estimate, NotEstimated, Quantity, Volume
from desktop_app.domain.range_words import THIN_SPACE
from desktop_app.domain.record import Record
from desktop_app.domain.ship_facts import ShipFacts
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.domain.vessel import Particulars, ScalePoint, Vessel
from desktop_app.query.assumptions import published
from desktop_app.storage.case_store import CaseStore


def ranges(volume: Volume) -> tuple[float, float, float]:
    assert isinstance(volume, Estimate), volume
    return volume.low_bbl, volume.best_bbl, volume.high_bbl


@pytest.fixture
def assumptions(store: CaseStore) -> Assumptions:
    return published(store)


@pytest.fixture
def model(store: CaseStore, assumptions: Assumptions) -> LoadModel:
    found = load_model_of(store, assumptions)
    assert found is not None
    return found


@pytest.fixture
def vessel(store: CaseStore) -> Vessel:
    return next(vessel for vessel in store.record.vessels if vessel.name == "CHON MA SAN")


@pytest.fixture
def ship(vessel: Vessel) -> ShipFacts:
    return ShipFacts(vessel)


@pytest.fixture
def call(reported: Record, vessel: Vessel) -> Voyage:
    return next(row for row in reported.voyages if row.vessel_id == vessel.id and row.counted)


@pytest.fixture
def measured(vessel: Vessel) -> PortCall:
    when = TimeSpan.of_days(date(2024, 3, 9), date(2024, 3, 9), Precision.DAY)
    return PortCall(
        id="measured",
        vessel_id=vessel.id,
        ships=1,
        port_id="nampo",
        activity=Activity.DISCHARGE,
        when=when,
        how_known=(HowKnown.IMAGE,),
        tracker=Tracker.UNKNOWN,
        riding=Riding.LOW,
        summary="",
        citation=vessel.citation,
        draught_m=5.0,
    )


CWP = Range(0.80, 0.84, 0.88)


def with_fixed(model: LoadModel, **values: Range) -> LoadModel:
    assumptions = model.assumptions
    for key, value in values.items():
        assumptions = assumptions.moved(Key(key), value)
    return dataclasses.replace(model, assumptions=assumptions)


# 3,565 t: 23,197 to 27,272 bbl; 3,003 t: 19,541 to 22,973 bbl (worked out from the published factors).
@pytest.mark.parametrize(("dwt_t", "gas_oil", "gasoline"), [(3_565, 23_197, 27_272), (3_003, 19_541, 22_973)])
def test_published_examples(
    call: Voyage, vessel: Vessel, model: LoadModel, dwt_t: float, gas_oil: int, gasoline: int
) -> None:
    ship = ShipFacts(dataclasses.replace(vessel, dwt_t=dwt_t))
    full = with_fixed(model, load_fraction=Range(0.9, 0.9, 0.9))
    low, best, high = ranges(estimate(call, ship, full))
    assert (round(low), round(high)) == (gas_oil, gasoline)
    assert best == pytest.approx(dwt_t * 0.9 * 7.98)
    for product, wanted in (("Gas/diesel oil", gas_oil), ("motor gasoline", gasoline)):
        volume = estimate(dataclasses.replace(call, product=product), ship, full)
        assert {round(end) for end in ranges(volume)} == {wanted}


def test_an_assumed_load_runs_from_a_third_to_nine_tenths(
    call: Voyage, ship: ShipFacts, model: LoadModel
) -> None:
    volume = estimate(call, ship, model)
    assert isinstance(volume, Estimate)
    assert [round(end) for end in ranges(volume)] == [8_592, 25_604, 27_272]
    assert volume.rung is Rung.ASSUMED
    assert volume.basis == f"3{THIN_SPACE}565 t deadweight × 0.90 (0.33–0.90) load × 7.98 bbl/t (7.23–8.50)"
    assert {row.subject for row in volume.inputs} == {
        f"vessel:{ship.vessel.id}",
        "parameter:load_fraction",
        "parameter:bbl_per_t",
    }
    assert set(volume.source_ids) == {ident for row in volume.inputs for ident in row.source_ids}


def test_an_assumption_moved_by_hand_has_no_source(call: Voyage, ship: ShipFacts, model: LoadModel) -> None:
    volume = estimate(call, ship, with_fixed(model, load_fraction=Range(0.5, 0.5, 0.5)))
    assert isinstance(volume, Estimate)
    assert volume.best_bbl == pytest.approx(3_565 * 0.5 * 7.98)
    moved = next(row for row in volume.inputs if row.name == "load fraction, draught not known")
    assert (moved.subject, moved.source_ids) == ("", ())


def test_a_surer_rung_comes_before_one_that_is_less_sure(
    call: Voyage, ship: ShipFacts, model: LoadModel, measured: PortCall
) -> None:
    """Each rung by its own arithmetic, the surest taken away one after the other."""
    particulars = Particulars("p", ship.vessel.id, 90.0, 14.0, 6.0, 4_000.0, "", ship.vessel.citation)
    points = tuple(
        ScalePoint(f"s{draught}", ship.vessel.id, draught, tonnes, ship.vessel.citation)
        for draught, tonnes in ((4.0, 1_500.0), (5.0, 2_500.0), (6.0, 3_565.0))
    )
    known = ShipFacts(ship.vessel, particulars, particulars, points)
    evidence = Evidence(measured, (measured,))
    cargo = dataclasses.replace(call, cargo=Quantity(20_000, None, 22_000, "bbl"))
    sharp = with_fixed(
        model,
        draught_error=Range(0, 0, 0),
        not_cargo=Range(0.05, 0.05, 0.05),
        waterplane=CWP,
        bbl_per_t=Range(8, 8, 8),
    )
    hull_t = 3_565 - 1.025 * 90 * 14 * CWP.best * (6.0 - 5.0)
    for voyage, facts, wanted, rung in (
        (cargo, known, 21_000, Rung.DOCUMENTED),
        (call, known, 2_500 * 0.95 * 8, Rung.CURVE),
        (call, known._replace(points=()), hull_t * 0.95 * 8, Rung.MAX_DRAUGHT),
        (call, known._replace(points=(), dimensions=None), 4_000 / 0.158987294928 * 0.9, Rung.WATERLINE),
        (call, ship, 3_565 * 0.9 * 8, Rung.WATERLINE),
    ):
        volume = estimate(voyage, facts, sharp, evidence)
        assert isinstance(volume, Estimate)
        assert (volume.rung, volume.best_bbl) == (rung, pytest.approx(wanted))
    assert estimate(call, ship, sharp, laden=Laden.LADEN).rung is Rung.WATERLINE  # type: ignore[union-attr]
    assert estimate(call, ship, sharp, laden=Laden.BALLAST) == NotEstimated("in ballast by AIS")
    # An image and a measurement outweigh what somebody typed into the transmitter.
    assert isinstance(estimate(call, ship, sharp, evidence, Laden.BALLAST), Estimate)


def test_the_error_of_a_draught_widens_the_range(
    call: Voyage, ship: ShipFacts, model: LoadModel, measured: PortCall
) -> None:
    particulars = Particulars("p", ship.vessel.id, 90.0, 14.0, 6.0, None, "", ship.vessel.citation)
    known = ShipFacts(ship.vessel, None, particulars)
    model = with_fixed(
        model, waterplane=CWP, not_cargo=Range(0.02, 0.05, 0.1), draught_error=Range(0.1, 0.1, 0.3)
    )
    low, best, high = ranges(estimate(call, known, model, Evidence(measured)))
    prism = 1.025 * 90 * 14
    assert low == pytest.approx((3_565 - prism * CWP.high * 1.3) * 0.9 * 7.23)
    assert best == pytest.approx((3_565 - prism * CWP.best * 1.0) * 0.95 * 7.98)
    assert high == pytest.approx((3_565 - prism * CWP.low * 0.7) * 0.98 * 8.5)
    # So far up that the formula leaves nothing: it is not for this.
    light = dataclasses.replace(measured, draught_m=2.0)
    assert estimate(call, known, model, Evidence(light)).rung is Rung.ASSUMED  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"dwt_t": None}, "no documented deadweight"), (None, "ship not named in public text")],
)
def test_missing_ship_or_deadweight_is_said(
    call: Voyage, vessel: Vessel, model: LoadModel, change: dict[str, None] | None, reason: str
) -> None:
    ship = ShipFacts(dataclasses.replace(vessel, **change)) if change is not None else None  # type: ignore[arg-type]
    assert estimate(call, ship, model) == NotEstimated(reason)


def test_every_row_has_a_volume_or_a_reason(
    store: CaseStore, reported: Record, assumptions: Assumptions
) -> None:
    for voyage in reported.voyages:
        value = volume_of(store, voyage, assumptions)
        assert isinstance(value, Estimate) or value.reason


def test_no_model_no_estimate_but_of_documented_barrels(
    store: CaseStore, call: Voyage, ship: ShipFacts, model: LoadModel
) -> None:
    nothing = dataclasses.replace(model, assumptions=Assumptions())
    assert load_model_of(store, Assumptions()) is None
    assert estimate(call, ship, nothing) == NotEstimated("the case holds no load model")
    cargo = dataclasses.replace(call, cargo=Quantity(5_000, 6_000, 7_000, "bbl"))
    assert ranges(estimate(cargo, None, nothing)) == (5_000, 6_000, 7_000)
