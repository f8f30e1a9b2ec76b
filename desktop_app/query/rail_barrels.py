"""Barrels of a consignment by rail: documented, from documented tonnes, or from a number of wagons."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Assumption, Assumptions, Key, Range
from desktop_app.domain.load import middled
from desktop_app.domain.load_model import ONE, ProductFactor, Rung, product_factors
from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import Estimate, NotEstimated, Quantity, Volume
from desktop_app.storage.case_store import CaseStore

BARRELS: Final = "bbl"
TONNES: Final = "t"
WAGONS: Final = "wagons"
# Keys of factors as in `domain.strata`.
NO_FACTOR: Final = "bbl"
BY_PRODUCT: Final = "product:"


class RailLoad(NamedTuple):
    """What a consignment carried; barrels are `base` times `factor`, end by end.

    Attributes:
        factor_key: what `factor` is shared with, as in `domain.strata.Stratum`.
        factor: barrels a unit of `base`.
        base: barrels or tonnes.
        rung: `DOCUMENTED` for a documented quantity, `ASSUMED` for wagons.
        basis: the formula with its numbers, in words.
        source_ids: sources of the numbers beside the consignment's own.
    """

    factor_key: str
    factor: Range
    base: Range
    rung: Rung
    basis: str
    source_ids: tuple[str, ...]


def rail_volume(store: CaseStore, row: Consignment, assumptions: Assumptions) -> Volume:
    """The barrels of a consignment of the case, or why there are none."""
    return barrels_of(row, assumptions, products_of(store))


def rail_sources(store: CaseStore, rows: Iterable[Consignment], assumptions: Assumptions) -> frozenset[str]:
    """Sources of consignments and of what their barrels rest on."""
    found: set[str] = set()
    for row in rows:
        volume = rail_volume(store, row, assumptions)
        found.update(row.citation.source_ids if isinstance(volume, NotEstimated) else volume.source_ids)
    return frozenset(found)


def products_of(store: CaseStore) -> Mapping[str, ProductFactor]:
    """The case's factors by product."""
    return store.cached("factors by product", lambda: product_factors(store.record.factors))


def barrels_of(row: Consignment, assumptions: Assumptions, products: Mapping[str, ProductFactor]) -> Volume:
    """The barrels of a consignment, or why there are none.

    Args:
        row: the consignment.
        assumptions: tonnes a wagon, and barrels a tonne where the product gives none.
        products: factors by product in lower case.
    """
    load = load_of(row, assumptions, products)
    if isinstance(load, NotEstimated):
        return load
    low, best, high = (units * each for units, each in zip(load.base, load.factor, strict=True))
    sources = tuple(dict.fromkeys((*row.citation.source_ids, *load.source_ids)))
    return Estimate(low, best, high, load.basis, load.rung, sources)


def load_of(
    row: Consignment, assumptions: Assumptions, products: Mapping[str, ProductFactor]
) -> RailLoad | NotEstimated:
    """What it carried and by which factor that becomes barrels; the same arguments as `barrels_of`."""
    quantity = row.quantity
    if quantity is not None and quantity.unit == BARRELS:
        amount = middled(quantity)
        basis = f"{_amount(amount)} bbl documented{_middle(quantity)}"
        return RailLoad(NO_FACTOR, ONE, amount, Rung.DOCUMENTED, basis, ())
    if quantity is not None and quantity.unit == TONNES:
        amount = middled(quantity)
        told = f"{_amount(amount)} t documented{_middle(quantity)}"
        return _by_weight(row, amount, told, (), Rung.DOCUMENTED, assumptions, products)
    wagons = _wagons(row)
    if wagons is None:
        return NotEstimated("neither quantity nor wagons documented")
    each = assumptions.get(Key.WAGON_T)
    if each is None:
        return NotEstimated("only wagons documented, and the case assumes no tonnes a wagon")
    tonnes = Range(*(number * weight for number, weight in zip(wagons, each.value, strict=True)))
    told = f"{_amount(wagons)} wagons documented × {_figures(each.value)} t a wagon{_by_hand(each)}"
    return _by_weight(row, tonnes, told, each.source_ids, Rung.ASSUMED, assumptions, products)


def _wagons(row: Consignment) -> Range | None:
    if row.quantity is not None and row.quantity.unit == WAGONS:
        return middled(row.quantity)
    return None if row.wagons is None else Range(row.wagons, row.wagons, row.wagons)


def _by_weight(
    row: Consignment,
    tonnes: Range,
    told: str,
    sources: tuple[str, ...],
    rung: Rung,
    assumptions: Assumptions,
    products: Mapping[str, ProductFactor],
) -> RailLoad | NotEstimated:
    """Tonnes by the factors of the documented product, word for word, else by the assumed one."""
    product = row.product.casefold()
    of_product = products.get(product)
    if product and of_product is not None:
        factor = of_product.value
        basis = f"{told} × {_figures(factor)} bbl/t ({row.product})"
        return RailLoad(
            f"{BY_PRODUCT}{product}", factor, tonnes, rung, basis, (*sources, *of_product.source_ids)
        )
    assumed = assumptions.get(Key.BBL_PER_T)
    if assumed is None:
        return NotEstimated("no barrels a tonne cited for the product, and the case assumes none")
    why = f"no factor cited for {row.product}" if row.product else "product not documented"
    basis = f"{told} × {_figures(assumed.value)} bbl/t assumed, {why}{_by_hand(assumed)}"
    return RailLoad(Key.BBL_PER_T, assumed.value, tonnes, rung, basis, (*sources, *assumed.source_ids))


def _by_hand(row: Assumption) -> str:
    return "" if row.subject else " (moved by hand)"


def _middle(quantity: Quantity) -> str:
    """That the best figure is ours, where a source gives only the ends."""
    return ", best is the middle" if quantity.best is None and quantity.low < quantity.high else ""


def _amount(value: Range) -> str:
    return f"{value.best:,.0f}" if value.low == value.high else f"{value.low:,.0f}–{value.high:,.0f}"


def _figures(value: Range) -> str:
    """Best, with the range it lies in: 7.98 (7.23–8.5)."""
    low, best, high = (f"{each:.4g}" for each in value)
    return best if low == high else f"{best} ({low}–{high})"
