"""The load model of a case under the assumptions of an engine."""

from typing import TYPE_CHECKING

from desktop_app.domain.assumption import Assumptions, Range
from desktop_app.domain.load_model import LoadModel, product_factors
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


def model_under(store: CaseStore, assumptions: Assumptions) -> LoadModel:
    """The numbers of a case under some assumptions."""
    products = store.cached("factors of products", lambda: product_factors(store.record.factors))
    return LoadModel(assumptions, products)


def bbl_per_t(engine: "QueryEngine") -> Range:
    """Barrels per tonne of deadweight; zeros without a model."""
    model = model_under(engine.store, engine.assumptions)
    if model.load is None or model.bbl_per_t is None:
        return Range(0.0, 0.0, 0.0)
    return Range(*(load * factor for load, factor in zip(model.load, model.bbl_per_t, strict=True)))
