"""Barrels carried on one voyage: documented deadweight times load fraction times barrels per tonne.

The load fraction 0.9 is the one that the Open Source Centre published for 2024 and the UN Panel used
for 2023. The factors span gas oil (7.23 bbl/t) to motor gasoline (8.50 bbl/t), UN Statistics Division,
because the product aboard is not published.
"""

from dataclasses import dataclass

from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate, NotEstimated, Volume
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Measure
from desktop_app.domain.vessel import Vessel


@dataclass(frozen=True, slots=True)
class LoadModel:
    """The numbers of the model, read from the record so that each has a source.

    Attributes:
        load_fraction: share of the deadweight that is cargo, 0..1.
        low_bbl_per_t, high_bbl_per_t: barrels per tonne of the lightest and heaviest assumption.
        source_ids: sources of the three numbers.
    """

    load_fraction: float
    low_bbl_per_t: float
    high_bbl_per_t: float
    source_ids: tuple[str, ...]


LOW_PRODUCT = "gas/diesel oil"
HIGH_PRODUCT = "motor gasoline"
FACTOR_AUTHORITY = "UN Statistics Division"


def load_model_of(record: Record) -> LoadModel | None:
    """The record's load model, or None where the record does not hold all three numbers."""
    factors = {factor.product: factor for factor in record.factors if factor.authority == FACTOR_AUTHORITY}
    fractions = [
        claim
        for claim in record.claims
        if claim.measure is Measure.SHARE and claim.id == "load-fraction" and claim.low == claim.high
    ]
    if not fractions or LOW_PRODUCT not in factors or HIGH_PRODUCT not in factors:
        return None
    low, high = factors[LOW_PRODUCT], factors[HIGH_PRODUCT]
    cited = (*fractions[0].citation.source_ids, *low.citation.source_ids, *high.citation.source_ids)
    return LoadModel(fractions[0].low, low.bbl_per_t, high.bbl_per_t, tuple(dict.fromkeys(cited)))


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
