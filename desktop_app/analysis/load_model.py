"""Barrels carried on one voyage, with the formula in words and the sources of its numbers."""

from desktop_app.domain.assumption import Assumptions, Key
from desktop_app.domain.load_model import LoadModel, Rung, load_model
from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate, NotEstimated, Volume
from desktop_app.domain.vessel import Vessel
from desktop_app.storage.case_store import CaseStore


def load_model_of(store: CaseStore, assumptions: Assumptions) -> LoadModel | None:
    """The case's load model under some assumptions, or None where they do not hold its numbers."""
    return load_model(assumptions, store.record.factors)


def volume_of(store: CaseStore, voyage: Voyage, assumptions: Assumptions) -> Volume:
    """The volume of a voyage of the case, or why there is none."""
    vessels = store.cached("vessels by id", lambda: {vessel.id: vessel for vessel in store.record.vessels})
    return estimate(voyage, vessels.get(voyage.vessel_id), load_model_of(store, assumptions))


def estimate(voyage: Voyage, vessel: Vessel | None, model: LoadModel | None) -> Volume:
    """The volume of one row of the voyages table, or why there is none."""
    reason = _why_not(voyage, vessel, model)
    if vessel is None or vessel.dwt_t is None or model is None or reason:
        return NotEstimated(reason)
    dwt_t = vessel.dwt_t * voyage.ships
    assumed = model.sources_of(Key.LOAD_FRACTION, Key.BBL_PER_T)
    return Estimate(
        dwt_t * model.load.low * model.bbl_per_t.low,
        dwt_t * model.load.best * model.bbl_per_t.best,
        dwt_t * model.load.high * model.bbl_per_t.high,
        basis=(
            f"{vessel.dwt_t:,.0f} t deadweight × {model.load.best:g} load × {model.bbl_per_t.best:.2f} bbl/t"
        ),
        rung=Rung.ASSUMED,
        source_ids=tuple(dict.fromkeys((*vessel.citation.source_ids, *assumed))),
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
