"""The ladder of methods: what one row of the voyages table carried, by the first rung that holds."""

from typing import NamedTuple

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.draught import Aboard, by_dimensions, on_scale
from desktop_app.domain.laden import Laden
from desktop_app.domain.load_model import BARRELS, CUBIC_METRES, LoadModel, Rung
from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.ship_facts import ShipFacts


class Load(NamedTuple):
    """What a row carried, before the shared assumptions: barrels are base x load x factor, end by end.

    Attributes:
        rung: how it was found; it says what the load is.
        factor_key: as of `Stratum`.
        base: of all calls of the row: capacity, tonnes aboard, or the cargo itself.
        variance: of the base, from the error of one measurement.
    """

    rung: Rung
    factor_key: str
    base: Range
    variance: float = 0.0

    def barrels(self, model: LoadModel) -> Range | None:
        """Barrels; None where the case does not assume what it takes."""
        load, factor = model.load_on(self.rung), model.factor(self.factor_key)
        if load is None or factor is None:
            return None
        ends = zip(self.base, load, factor, strict=True)
        return Range(*(base * share * each for base, share, each in ends))


def load_of(
    voyage: Voyage,
    ship: ShipFacts | None,
    model: LoadModel,
    *,
    draught_m: float | None = None,
    seen_low: bool = False,
    laden: Laden = Laden.UNKNOWN,
) -> Load | str:
    """The load of a row, or the first thing that stands in the way of it.

    Args:
        voyage: the row.
        ship: what is documented of its ship; None where it is not named.
        model: the numbers of the case.
        draught_m: the deepest that was measured on the laden leg.
        seen_low: she was seen to lie low on it.
        laden: what AIS tells.
    """
    if voyage.kind is VoyageKind.SIGHTING:
        return "a sighting, no call documented"
    if not voyage.counted:
        return voyage.not_counted_why
    found = _documented(voyage, model)
    if found is not None:
        return found
    if voyage.kind is VoyageKind.GROUP:
        return "ships and deadweights not published one by one"
    if ship is None:
        return "ship not named in public text"
    return _reckoned(voyage, ship, model, draught_m, Laden.LADEN if seen_low else laden)


def _documented(voyage: Voyage, model: LoadModel) -> Load | None:
    if voyage.cargo is None:
        return None
    key = voyage.cargo.unit
    if key not in {BARRELS, CUBIC_METRES}:
        key = model.tonnes_key(voyage.product)
    return None if model.factor(key) is None else Load(Rung.DOCUMENTED, key, middled(voyage.cargo))


def _reckoned(
    voyage: Voyage, ship: ShipFacts, model: LoadModel, draught_m: float | None, laden: Laden
) -> Load | str:
    key = model.tonnes_key(voyage.product)
    if draught_m is not None and model.tells_draughts and model.factor(key) is not None:
        for rung, aboard in (
            (Rung.CURVE, _on_scale(ship, draught_m, model)),
            (Rung.MAX_DRAUGHT, _by_dimensions(ship, draught_m, model)),
        ):
            if aboard is not None:
                ends = Range(*(end * voyage.ships for end in aboard.tonnes))
                return Load(rung, key, ends, aboard.variance * voyage.ships**2)
    if laden is Laden.BALLAST:
        return "in ballast by AIS"
    if ship.capacity_m3 is not None:
        capacity, key = ship.capacity_m3, CUBIC_METRES
    elif ship.dwt_t is not None:
        capacity = ship.dwt_t
    else:
        return "no documented deadweight"
    is_low = laden is Laden.LADEN and model.load_on(Rung.WATERLINE) is not None
    found = Load(Rung.WATERLINE if is_low else Rung.ASSUMED, key, Range(*(3 * (capacity * voyage.ships,))))
    return "the case holds no load model" if found.barrels(model) is None else found


def _on_scale(ship: ShipFacts, draught_m: float, model: LoadModel) -> Aboard | None:
    error = model.assumptions.range(Key.DRAUGHT_ERROR)
    return None if error is None else on_scale(ship.scale, draught_m, error)


def _by_dimensions(ship: ShipFacts, draught_m: float, model: LoadModel) -> Aboard | None:
    error, share = model.assumptions.range(Key.DRAUGHT_ERROR), model.assumptions.range(Key.WATERPLANE)
    if ship.dwt_t is None or ship.hull is None or error is None or share is None:
        return None
    return by_dimensions(ship.dwt_t, ship.hull, draught_m, share, error)


def middled(quantity: Quantity) -> Range:
    """A quantity as a range; its best is the middle where a source gives only the ends."""
    best = (quantity.low + quantity.high) / 2 if quantity.best is None else quantity.best
    return Range(quantity.low, best, quantity.high)
