"""The load model in SQL: the same products in the same order as `analysis.load_model.estimate`."""

from typing import Final

from desktop_app.domain.load_model import LoadModel, load_model_among
from desktop_app.domain.movement import VoyageKind
from desktop_app.storage.case_store import CaseStore

# Common table `load`: tonnes of cargo by vessel. Its one value is the load fraction, NULL without a model.
# Materialized, so that a million voyages look into an index of a few thousand short rows.
LOAD_TABLE: Final = (
    "load (vessel_id, cargo_t) AS MATERIALIZED (SELECT id, dwt_t * ? FROM vessel WHERE dwt_t IS NOT NULL)"
)
# Rows without an estimate find no load: then the product below is NULL, and stays one product.
JOIN_LOAD: Final = (
    "LEFT JOIN load ON load.vessel_id = voyage.vessel_id AND voyage.counted "
    f"AND voyage.kind <> '{VoyageKind.SIGHTING}' AND voyage.kind <> '{VoyageKind.GROUP}'"
)
# Tonnes on one row of the voyages, NULL where no volume is estimated for it.
CARGO_T: Final = "load.cargo_t * voyage.ships"


def load_model(store: CaseStore) -> LoadModel | None:
    """The case's model, None where it does not hold all three numbers."""
    return store.cached("load model", lambda: load_model_among(store.record.factors, store.record.claims))


def numbers_of(model: LoadModel | None) -> tuple[float | None, float, float]:
    """Load fraction, None without a model, then the low and the high factor."""
    if model is None:
        return None, 0.0, 0.0
    return model.load_fraction, model.low_bbl_per_t, model.high_bbl_per_t
