"""The load model of a case under the assumptions of an engine."""

from typing import TYPE_CHECKING

from desktop_app.domain.assumption import Range
from desktop_app.domain.load_model import LoadModel, load_model

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


def model_of(engine: "QueryEngine") -> LoadModel | None:
    """The model, None where the case does not hold its numbers."""
    return load_model(engine.assumptions, engine.store.record.factors)


def bbl_per_t(engine: "QueryEngine") -> Range:
    """Barrels per tonne of deadweight; zeros without a model."""
    model = model_of(engine)
    if model is None:
        return Range(0.0, 0.0, 0.0)
    return Range(*(load * factor for load, factor in zip(model.load, model.bbl_per_t, strict=True)))
