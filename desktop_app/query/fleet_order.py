"""In which order the vessels stand."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.fleet_activity import Activity
from desktop_app.query.fleet_results import FleetOrder, FleetQuestion, FleetSums, Ship
from desktop_app.query.name_folding import fold

# In the list: vessels in trade, ships that are not named, the reference fleet.
_TRADE, _UNNAMED, _REFERENCE = range(3)
_TEXTS: Final[Mapping[FleetOrder, Callable[[Ship], str]]] = {
    FleetOrder.NAME: lambda ship: fold(ship.name),
    FleetOrder.LISTINGS: lambda ship: " ".join(dict.fromkeys(row.authority for row in ship.listings)),
    FleetOrder.FLAG: lambda ship: ship.flag,
    FleetOrder.IMO_NUMBER: lambda ship: ship.imo_number,
    FleetOrder.MMSI: lambda ship: ship.mmsi,
}
_SUMS: Final[Mapping[FleetOrder, Callable[[FleetSums], tuple[NDArray[np.number], NDArray[np.int64]]]]] = {
    FleetOrder.CALLS: lambda sums: (sums.calls, sums.calls),
    FleetOrder.ESTIMATED: lambda sums: (sums.estimated, sums.estimated),
    FleetOrder.LOW: lambda sums: (sums.low_bbl, sums.estimated),
    FleetOrder.BEST: lambda sums: (sums.best_bbl, sums.estimated),
    FleetOrder.HIGH: lambda sums: (sums.high_bbl, sums.estimated),
}


class ShipOrder:
    """Orders the ships of one generation of a case; what hangs on the ships alone is made once."""

    def __init__(self, ships: tuple[Ship, ...]) -> None:
        self._ships = ships
        self._ranks: dict[FleetOrder, NDArray[np.float64]] = {}
        parts = [_REFERENCE if not ship.in_trade else _TRADE if ship.id else _UNNAMED for ship in ships]
        self._part = np.array(parts, np.uint8)

    def ordered(
        self, shown: NDArray[np.int64], question: FleetQuestion, sums: FleetSums, activity: Activity
    ) -> NDArray[np.int64]:
        """By part of the fleet, then by what is asked; ships without a value stay behind both ways."""
        key, absent = self._key(question.order, sums, activity)
        key = key.take(shown)
        keys = (
            self._rank(FleetOrder.NAME).take(shown),
            -key if question.descending else key,
            absent.take(shown),
            self._part.take(shown),
        )
        return shown.take(np.lexsort(keys))

    def _key(
        self, order: FleetOrder, sums: FleetSums, activity: Activity
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """What to order by, ascending, and which ships have no value."""
        if order in _SUMS:
            values, known = _SUMS[order](sums)
            return values.astype(np.float64), known == 0
        if order is FleetOrder.LAST_SEEN:
            ranks = activity.presence.ranks(activity.seen, activity.heard)
            return ranks, ranks < 0
        ranks = self._rank(order)
        return ranks, ranks < 0

    def _rank(self, order: FleetOrder) -> NDArray[np.float64]:
        """Places of the ships by a text, equal texts alike; -1 for none."""
        if order not in self._ranks:
            texts = [_TEXTS[order](ship) for ship in self._ships]
            places = {text: place for place, text in enumerate(sorted({text for text in texts if text}))}
            self._ranks[order] = np.array([places.get(text, -1) for text in texts], np.float64)
        return self._ranks[order]
