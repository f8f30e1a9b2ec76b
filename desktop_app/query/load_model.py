"""The load model of a case, kept until the case changes."""

from desktop_app.domain.load_model import LoadModel, load_model_among
from desktop_app.storage.case_store import CaseStore


def load_model(store: CaseStore) -> LoadModel | None:
    """The case's model, None where it does not hold all three numbers."""
    return store.cached("load model", lambda: load_model_among(store.record.factors, store.record.claims))
