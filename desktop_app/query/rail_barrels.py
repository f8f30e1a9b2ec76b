"""Barrels of a consignment by rail, where a document or a cited factor gives them."""

from collections.abc import Sequence
from typing import Final

from desktop_app.domain.assumption import Range
from desktop_app.domain.load import middled
from desktop_app.domain.load_model import product_factors
from desktop_app.domain.movement import Consignment
from desktop_app.domain.statement import ConversionFactor

BARRELS: Final = "bbl"
TONNES: Final = "t"


def barrels_of(row: Consignment, factors: Sequence[ConversionFactor]) -> Range | None:
    """Low, best and high; None where neither barrels are documented nor tonnes of a product with a factor.

    Tonnes become barrels by the factors whose product is the documented one, word for word: the range runs
    over all authorities that the case cites for it.
    """
    if row.quantity is None:
        return None
    if row.quantity.unit == BARRELS:
        return middled(row.quantity)
    cited = product_factors(factors_of(row, factors))
    if not cited:
        return None
    ((factor, *_),) = cited.values()
    return Range(*(tonnes * each for tonnes, each in zip(middled(row.quantity), factor, strict=True)))


def factors_of(row: Consignment, factors: Sequence[ConversionFactor]) -> tuple[ConversionFactor, ...]:
    """The factors by which its tonnes become barrels; none where it is in barrels, or has no factor."""
    if row.quantity is None or row.quantity.unit != TONNES or not row.product:
        return ()
    return tuple(factor for factor in factors if factor.product.casefold() == row.product.casefold())
