"""Barrels carried on one voyage: documented deadweight times load fraction times barrels per tonne.

The load fraction 0.9 is the one that the Open Source Centre published for 2024 and the UN Panel used
for 2023. The factors span gas oil (7.23 bbl/t) to motor gasoline (8.50 bbl/t), UN Statistics Division,
because the product aboard is not published.
"""

from desktop_app.domain.load_model import LoadModel, load_model_among
from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate, NotEstimated, Volume
from desktop_app.domain.vessel import Vessel
from desktop_app.storage.case_store import CaseStore


def load_model_of(store: CaseStore) -> LoadModel | None:
    """The case's load model, or None where the case does not hold all three numbers."""
    return store.cached("load model", lambda: load_model_among(store.record.factors, store.record.claims))


def volume_of(store: CaseStore, voyage: Voyage) -> Volume:
    """The volume of a voyage of the case, or why there is none."""
    vessels = store.cached("vessels by id", lambda: {vessel.id: vessel for vessel in store.record.vessels})
    return estimate(voyage, vessels.get(voyage.vessel_id), load_model_of(store))


def estimate(voyage: Voyage, vessel: Vessel | None, model: LoadModel | None) -> Volume:
    """The volume of one row of the voyages table, or why there is none."""
    reason = _why_not(voyage, vessel, model)
    if vessel is None or vessel.dwt_t is None or model is None or reason:
        return NotEstimated(reason)
    cargo_t = vessel.dwt_t * model.load_fraction * voyage.ships
    return Estimate(
        low_bbl=cargo_t * model.low_bbl_per_t,
        high_bbl=cargo_t * model.high_bbl_per_t,
        basis=(
            f"{vessel.dwt_t:,.0f} t deadweight × {model.load_fraction:g} load × "
            f"{model.low_bbl_per_t:.2f}–{model.high_bbl_per_t:.2f} bbl/t (gas oil to gasoline)"
        ),
        source_ids=tuple(dict.fromkeys((*vessel.citation.source_ids, *model.source_ids))),
    )


def _why_not(voyage: Voyage, vessel: Vessel | None, model: LoadModel | None) -> str:
    """The first thing that stands in the way of an estimate; empty if nothing does."""
    obstacles = (
        (voyage.kind is VoyageKind.SIGHTING, "a sighting, no call documented"),
        (not voyage.counted, voyage.not_counted_why),
        (voyage.kind is VoyageKind.GROUP, "ships and deadweights not published one by one"),
        (vessel is None, "ship not named in public text"),
        (vessel is not None and vessel.dwt_t is None, "no documented deadweight"),
        (model is None, "the case holds no load model"),
    )
    return next((reason for applies, reason in obstacles if applies), "")
