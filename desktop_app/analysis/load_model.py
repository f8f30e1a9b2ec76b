"""Barrels carried on one voyage, with the formula in words and the sources of its numbers."""

from collections.abc import Mapping

from desktop_app.analysis.draught import laden_by_ais
from desktop_app.analysis.load_words import load_words
from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.laden import Laden
from desktop_app.domain.load import Load, load_of
from desktop_app.domain.load_evidence import NO_EVIDENCE, Evidence, evidence_of
from desktop_app.domain.load_model import LoadModel, product_factors
from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate, NotEstimated, Volume
from desktop_app.domain.ship_facts import ShipFacts, ship_facts
from desktop_app.storage.case_store import CaseStore


def load_model_of(store: CaseStore, assumptions: Assumptions) -> LoadModel | None:
    """The case's load model under some assumptions, or None where they do not hold its numbers."""
    model = _model(store, assumptions)
    return None if model.load is None or model.bbl_per_t is None else model


def volume_of(store: CaseStore, voyage: Voyage, assumptions: Assumptions) -> Volume:
    """The volume of a voyage of the case, or why there is none."""
    calls = store.calls_of((voyage,))
    return estimate(
        voyage,
        _ships(store).get(voyage.vessel_id),
        _model(store, assumptions),
        evidence_of(calls, store.sightings_of((voyage,))),
        laden_by_ais(store, voyage, calls),
    )


def estimate(
    voyage: Voyage,
    ship: ShipFacts | None,
    model: LoadModel,
    evidence: Evidence = NO_EVIDENCE,
    laden: Laden = Laden.UNKNOWN,
) -> Volume:
    """The volume of one row of the voyages table, or why there is none.

    Args:
        voyage: the row.
        ship: its ship; None where it is not named.
        model: the numbers of the case.
        evidence: what its calls and positions tell of how deep she lay.
        laden: what AIS tells.
    """
    load = load_of(
        voyage,
        ship,
        model,
        draught_m=evidence.draught_m,
        seen_low=bool(evidence.low_by),
        laden=laden,
    )
    barrels = load.barrels(model) if isinstance(load, Load) else None
    if not isinstance(load, Load) or barrels is None:
        return NotEstimated(load if isinstance(load, str) else "the case holds no load model")
    words = load_words(load, voyage, ship, evidence, model)
    return Estimate(
        *barrels,
        basis=words.basis,
        rung=load.rung,
        source_ids=tuple(dict.fromkeys(ident for one in words.inputs for ident in one.source_ids)),
        reason=words.reason,
        inputs=words.inputs,
    )


def _ships(store: CaseStore) -> Mapping[str, ShipFacts]:
    record = store.record
    return store.cached(
        "facts of ships",
        lambda: ship_facts(record.vessels, record.particulars, record.deadweight_scale),
    )


def _model(store: CaseStore, assumptions: Assumptions) -> LoadModel:
    products = store.cached("factors of products", lambda: product_factors(store.record.factors))
    return LoadModel(assumptions, products)
