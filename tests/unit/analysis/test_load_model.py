"""The load model against published arithmetic, and every reason for no estimate."""

import dataclasses

import pytest

from desktop_app.analysis.load_model import estimate, load_model_of, volume_of
from desktop_app.domain.load_model import LoadModel
from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate, NotEstimated
from desktop_app.domain.record import Record
from desktop_app.domain.vessel import Vessel
from desktop_app.storage.case_store import CaseStore


@pytest.fixture
def model(store: CaseStore) -> LoadModel:
    found = load_model_of(store)
    assert found is not None
    return found


@pytest.fixture
def ship(store: CaseStore) -> Vessel:
    return next(vessel for vessel in store.record.vessels if vessel.name == "CHON MA SAN")


@pytest.fixture
def call(reported: Record, ship: Vessel) -> Voyage:
    return next(row for row in reported.voyages if row.vessel_id == ship.id and row.counted)


def test_numbers_come_from_the_record(model: LoadModel) -> None:
    assert (model.load_fraction, model.low_bbl_per_t, model.high_bbl_per_t) == (0.9, 7.23, 8.50)
    assert model.source_ids


# 3,565 t: 23,197 to 27,272 bbl; 3,003 t: 19,541 to 22,973 bbl (worked out from the published factors).
@pytest.mark.parametrize(("dwt_t", "low", "high"), [(3_565, 23_197, 27_272), (3_003, 19_541, 22_973)])
def test_published_examples(
    call: Voyage, ship: Vessel, model: LoadModel, dwt_t: float, low: int, high: int
) -> None:
    value = estimate(call, dataclasses.replace(ship, dwt_t=dwt_t), model)
    assert isinstance(value, Estimate)
    assert (round(value.low_bbl), round(value.high_bbl)) == (low, high)
    assert set(ship.citation.source_ids) <= set(value.source_ids)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dwt_t": None}, "no documented deadweight"),
        (None, "ship not named in public text"),
    ],
)
def test_missing_ship_or_deadweight_is_said(
    call: Voyage, ship: Vessel, model: LoadModel, change: dict[str, None] | None, reason: str
) -> None:
    vessel = dataclasses.replace(ship, **change) if change is not None else None  # type: ignore[arg-type]
    assert estimate(call, vessel, model) == NotEstimated(reason)


def test_every_row_has_a_volume_or_a_reason(store: CaseStore, reported: Record) -> None:
    for voyage in reported.voyages:
        value = volume_of(store, voyage)
        assert isinstance(value, Estimate) or value.reason


def test_no_model_no_estimate(call: Voyage, ship: Vessel) -> None:
    assert estimate(call, ship, None) == NotEstimated("the case holds no load model")
