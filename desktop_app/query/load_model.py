"""The load model of a case under some assumptions."""

from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.load_model import LoadModel, product_factors
from desktop_app.storage.case_store import CaseStore


def model_under(store: CaseStore, assumptions: Assumptions) -> LoadModel:
    """The numbers of a case under some assumptions."""
    products = store.cached("factors of products", lambda: product_factors(store.record.factors))
    return LoadModel(assumptions, products)
