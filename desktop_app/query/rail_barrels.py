"""Barrels of a consignment by rail: documented, from documented tonnes, or from a number of wagons."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Assumption, Assumptions, Key, Range
from desktop_app.domain.load import middled
from desktop_app.domain.load_model import BARRELS, LoadModel, Rung
from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import Estimate, Input, NotEstimated, Volume
from desktop_app.domain.range_words import ends
from desktop_app.query.load_model import model_under
from desktop_app.storage.case_store import CaseStore

TONNES: Final = "t"
WAGONS: Final = "wagons"


class RailLoad(NamedTuple):
    """What a consignment carried; barrels are `base` times the factor of `factor_key`, end by end.

    Attributes:
        factor_key: as of `Stratum`.
        base: barrels or tonnes.
        rung: `DOCUMENTED` for a documented quantity, `ASSUMED` for wagons.
        basis, reason, inputs: as of `Estimate`.
    """

    factor_key: str
    base: Range
    rung: Rung
    basis: str
    reason: str
    inputs: tuple[Input, ...]


def rail_volume(store: CaseStore, row: Consignment, assumptions: Assumptions) -> Volume:
    """The barrels of a consignment of the case, or why there are none."""
    return barrels_of(row, model_under(store, assumptions))


def rail_sources(store: CaseStore, rows: Iterable[Consignment], assumptions: Assumptions) -> frozenset[str]:
    """Sources of consignments and of what their barrels rest on."""
    found: set[str] = set()
    for row in rows:
        volume = rail_volume(store, row, assumptions)
        found.update(row.citation.source_ids if isinstance(volume, NotEstimated) else volume.source_ids)
    return frozenset(found)


def barrels_of(row: Consignment, model: LoadModel) -> Volume:
    """The barrels of a consignment by the numbers of a case, or why there are none."""
    load = load_of(row, model)
    if isinstance(load, NotEstimated):
        return load
    factor = model.factor(load.factor_key)
    if factor is None:
        return NotEstimated("no barrels a tonne cited for the product, and the case assumes none")
    low, best, high = (units * each for units, each in zip(load.base, factor, strict=True))
    sources = dict.fromkeys(ident for one in load.inputs for ident in one.source_ids)
    return Estimate(low, best, high, load.basis, load.rung, tuple(sources), load.reason, load.inputs)


def load_of(row: Consignment, model: LoadModel) -> RailLoad | NotEstimated:
    """What it carried and by which factor that becomes barrels."""
    subject, sources = f"consignment:{row.id}", row.citation.source_ids
    quantity = row.quantity
    if quantity is not None and quantity.unit in {BARRELS, TONNES}:
        amount = middled(quantity)
        told = ends(amount, 0, quantity.unit)
        reason = "The quantity is documented."
        if quantity.best is None and quantity.low < quantity.high:
            reason = "The ends of the quantity are documented; best is the middle."
        own = (Input("quantity", told, subject, sources),)
        load = RailLoad(BARRELS, amount, Rung.DOCUMENTED, f"{told} documented", reason, own)
        return load if quantity.unit == BARRELS else _by_weight(row, load, model)
    wagons = _wagons(row)
    if wagons is None:
        return NotEstimated("neither quantity nor wagons documented")
    each = model.assumptions.get(Key.WAGON_T)
    if each is None:
        return NotEstimated("only wagons documented, and the case assumes no tonnes a wagon")
    tonnes = Range(*(number * weight for number, weight in zip(wagons, each.value, strict=True)))
    told = ends(wagons, 0, WAGONS)
    load = RailLoad(
        BARRELS,
        tonnes,
        Rung.ASSUMED,
        f"{told} × {ends(each.value, 1, 't')}",
        "Only the wagons are documented, not what was in them.",
        (Input("wagons", told, subject, sources), _input(each)),
    )
    return _by_weight(row, load, model)


def _wagons(row: Consignment) -> Range | None:
    if row.quantity is not None and row.quantity.unit == WAGONS:
        return middled(row.quantity)
    return None if row.wagons is None else Range(row.wagons, row.wagons, row.wagons)


def _by_weight(row: Consignment, load: RailLoad, model: LoadModel) -> RailLoad:
    """Tonnes by the factor of the documented product, word for word, else by the assumed one."""
    of_product, assumed = model.factor_of(row.product), model.assumptions.get(Key.BBL_PER_T)
    reason = load.reason
    if of_product is not None:
        factor = ends(of_product.value, 2, "bbl/t")
        subject = f"factor:{of_product.factor_ids[0]}"
        name = f"barrels per tonne of {row.product}"
        inputs: tuple[Input, ...] = (Input(name, factor, subject, of_product.source_ids),)
    else:
        unknown = f"No factor is cited for {row.product}" if row.product else "The product is not documented"
        reason = f"{reason} {unknown}, so barrels per tonne are assumed."
        factor = "" if assumed is None else ends(assumed.value, 2, "bbl/t")
        inputs = () if assumed is None else (_input(assumed),)
    return load._replace(
        factor_key=model.tonnes_key(row.product),
        basis=f"{load.basis} × {factor}",
        reason=reason,
        inputs=(*load.inputs, *inputs),
    )


def _input(row: Assumption) -> Input:
    return Input(row.name, ends(row.value, 2, row.unit), row.subject, row.source_ids)
