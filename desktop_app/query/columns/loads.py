"""The load of every voyage, and sums of loads that hold under all assumptions.

Barrels are base x load x factor. Rows that share load and factor are a stratum; a sum of bases by stratum is
taken once, and when an assumption moves only these few sums are multiplied anew. The same ladder as
`domain.load`, in arrays.
"""

from collections.abc import Hashable
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.draught import Aboard, by_dimensions, on_scale
from desktop_app.domain.load_model import LoadModel, Rung
from desktop_app.domain.movement import VoyageKind
from desktop_app.query.columns.ground import BY_PRODUCT_UNKNOWN, IN_M3, Ground
from desktop_app.query.columns.voyages import KINDS, Columns

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Places = NDArray[np.intp]
RUNGS: Final = tuple(Rung)
_SIGHTING: Final = KINDS.index(VoyageKind.SIGHTING)
_NONE: Final = -1


class Kind(NamedTuple):
    """What the rows of a stratum share."""

    rung: Rung
    factor_key: str


class Own(NamedTuple):
    """Rows whose base is a range of its own.

    Attributes:
        places: of the rows, ascending.
        ends: low less best, and high less best, by row.
        variance: of the base, from the error of one measurement.
    """

    places: Places
    ends: Floats
    variance: Floats


class Loads:
    """Arrays by row; shared, never to be written to.

    Attributes:
        key: tells these loads from others of the case: for answers that rest on them and on no assumption.
        kinds: the strata; of each there may be a row.
        stratum: place in `kinds`; 0 as well for rows without a volume.
        known: rows with a volume.
        base: best base, 0 for rows without a volume.
        own: rows whose base is a range.
        estimated: calls of the rows with a volume.
        ballast: rows without one since the ship was in ballast by AIS.
    """

    def __init__(self, columns: Columns, ground: Ground, model: LoadModel, key: Hashable = None) -> None:
        self.key = key
        ladder = _Ladder(columns, ground, model)
        ladder.take_capacities()
        ladder.take_ballast()
        ladder.take_draughts()
        ladder.take_cargoes()
        code, count = ladder.code, len(ground.factor_keys)
        used = ladder.codes()
        self.kinds = tuple(Kind(RUNGS[one // count], ground.factor_keys[one % count]) for one in used)
        # One more at the end, where rows without a volume lead.
        table = np.zeros(len(RUNGS) * count + 1, np.intp)
        table[used] = np.arange(len(used))
        self.stratum = table.take(code)
        self.known: NDArray[np.bool_] = code >= 0
        self.base: Floats = ladder.base
        np.putmask(self.base, ~self.known, 0.0)
        self.own = ladder.own()
        self.ballast = ladder.ballast & ~self.known
        self.estimated: NDArray[np.int32] = columns.ships * self.known
        self._is_own: NDArray[np.bool_] | None = None
        if len(self.own.places):
            self._is_own = np.zeros(len(columns), np.bool_)
            self._is_own[self.own.places] = True

    @property
    def strata(self) -> int:
        """How many strata the sums have; one where nothing has a volume."""
        return max(len(self.kinds), 1)

    def rates(self, model: LoadModel) -> Floats:
        """Barrels a unit of base under some assumptions: low, best and high, by stratum."""
        found = np.zeros((3, self.strata))
        for place, kind in enumerate(self.kinds):
            load, factor = model.load_on(kind.rung), model.factor(kind.factor_key)
            if load is not None and factor is not None:
                found[:, place] = np.multiply(load, factor)
        return found

    def sums(self, rows: Places | slice, codes: NDArray[Any] | None = None, count: int = 1) -> Floats:
        """Bases of some rows: low, best and high, by code and stratum.

        Args:
            rows: their places.
            codes: one for each of them, from 0; None where all are one.
            count: how many codes there are.
        """
        strata = self.strata
        stratum = self.stratum[rows]
        keys = stratum if codes is None else codes if strata == 1 else codes * strata + stratum
        best = np.bincount(keys, self.base[rows], count * strata)
        found = np.stack([best, best, best]).astype(np.float64, copy=False)
        if self._is_own is not None:
            here = np.flatnonzero(self._is_own[rows])
            which = np.searchsorted(self.own.places, _places(rows, here))
            for end, less in zip((0, 2), self.own.ends.take(which, axis=0).T, strict=True):
                found[end] += np.bincount(keys.take(here), less, count * strata)
        return found.reshape(3, count, strata)

    def barrels(self, rates: Floats, end: int) -> Floats:
        """Low (0), best (1) or high (2) barrels of every row; NaN for rows without a volume."""
        base = self.base
        if end != 1 and len(self.own.places):
            base = base.copy()
            base[self.own.places] += self.own.ends[:, end // 2]
        return np.where(self.known, base * rates[end].take(self.stratum), np.nan)

    def ranks(self, rates: Floats) -> Codes:
        """The rank of every row by its best barrels, equal ones alike; -1 for rows without a volume."""
        rows, base, stratum = self._by_base
        best = base * rates[1].take(stratum)
        # Each stratum ascends already, and runs that ascend are merged, which takes a tenth of sorting them.
        order = np.argsort(best, kind="stable")
        best = best.take(order)
        rank = np.zeros(len(rows), np.intp)
        np.cumsum(best[1:] != best[:-1], out=rank[1:])
        found = np.full(len(self.known), _NONE, np.intp)
        found[rows.take(order)] = rank
        return found

    @cached_property
    def _by_base(self) -> tuple[Places, Floats, Codes]:
        """Rows with a volume by stratum and base, with both."""
        rows = np.flatnonzero(self.known)
        rows = rows[np.lexsort((self.base.take(rows), self.stratum.take(rows)))]
        return rows, self.base.take(rows), self.stratum.take(rows)


def priced(sums: Floats, rates: Floats) -> Floats:
    """Barrels by end and code, of bases by end, code and stratum."""
    found: Floats = np.einsum("ecs,es->ec", sums, rates)
    return found


def _places(rows: Places | slice, here: Places) -> Places:
    return here + rows.start if isinstance(rows, slice) else rows.take(here)


class _Ladder:
    """Takes rung after rung, a surer one over one that is less sure.

    Attributes:
        code: of the rung and the factor of each row, -1 for a row without a volume.
        base: best base of each row that has one.
        ballast: rows whose ship was in ballast by AIS.
    """

    def __init__(self, columns: Columns, ground: Ground, model: LoadModel) -> None:
        self._columns, self._ground, self._model = columns, ground, model
        reckons = np.array([kind not in {VoyageKind.SIGHTING, VoyageKind.GROUP} for kind in KINDS])
        self._reckons: NDArray[np.bool_] = columns.counted & reckons.take(columns.kind)
        self._codes: set[int] = set()
        has_factor = [model.factor(key) is not None for key in ground.factor_keys]
        self._has_factor: NDArray[np.bool_] = np.array(has_factor, np.bool_)
        self.ballast = np.zeros(len(columns), np.bool_)
        self._own: list[Own] = []

    def codes(self) -> list[int]:
        """Codes that a row may have, in order; to look at every row would take longer."""
        return sorted(self._codes - {_NONE})

    def _set(self, rows: Places, codes: NDArray[np.integer[Any]]) -> None:
        self.code[rows] = codes
        self._codes.update(np.unique(codes).tolist())

    def _first(self, rung: Rung) -> int:
        """The code of a rung and the first factor; those of the others follow."""
        return RUNGS.index(rung) * len(self._ground.factor_keys)

    def take_capacities(self) -> None:
        """Capacity, by the assumed load or by that of a ship that lay low."""
        columns, ground = self._columns, self._ground
        assumed, waterline = self._first(Rung.ASSUMED), self._first(Rung.WATERLINE)
        # One more at the end, where -1 leads.
        dwt_t, tanks_m3 = np.append(columns.dwt_t, np.nan), ground.capacity_m3
        has_tanks = ~np.isnan(tanks_m3)
        of_ships = np.where(has_tanks, tanks_m3, dwt_t)
        factor = np.where(has_tanks, IN_M3, BY_PRODUCT_UNKNOWN)
        code = np.where(~np.isnan(of_ships) & self._has_factor.take(factor), assumed + factor, _NONE)
        self.code = code.astype(np.int16).take(columns.vessel)
        self.base: Floats = np.nan_to_num(of_ships).take(columns.vessel)
        if columns.ships.max(initial=1) > 1:
            self.base *= columns.ships
        rows = np.flatnonzero(ground.product)
        rows = rows[~has_tanks.take(columns.vessel.take(rows))]
        rows = rows[~np.isnan(of_ships).take(columns.vessel.take(rows))]
        product = ground.product.take(rows)
        self._set(rows, np.where(self._has_factor.take(product), assumed + product, _NONE))
        np.putmask(self.code, ~self._reckons, _NONE)
        self._codes.update(code.tolist())
        if self._model.load_on(Rung.WATERLINE) is not None:
            low = np.union1d(ground.evidence.laden, ground.evidence.low)
            low = low[self.code[low] >= 0]
            self._set(low, self.code[low] + (waterline - assumed))
        if self._model.load_on(Rung.ASSUMED) is None:
            self.code[self.code >= assumed] = _NONE
            self._codes = {one for one in self._codes if one < assumed}

    def take_ballast(self) -> None:
        """Ships that left in ballast by AIS carried nothing that is known, unless they were seen low."""
        rows = self._ground.evidence.ballast
        rows = rows[self._reckons[rows] & (self._columns.vessel[rows] >= 0)]
        rows = rows[~np.isin(rows, self._ground.evidence.low)]
        self.ballast[rows] = True
        self.code[rows] = _NONE

    def take_draughts(self) -> None:
        """Measured draughts of ships with a deadweight scale, or with dimensions and deadweight."""
        error = self._model.assumptions.range(Key.DRAUGHT_ERROR)
        share = self._model.assumptions.range(Key.WATERPLANE)
        ground, evidence = self._ground, self._ground.evidence
        if error is None or share is None or not self._model.tells_draughts or not ground.has_draughts:
            return
        rows, ends, variances = [], [], []
        for row, draught_m in zip(evidence.measured.tolist(), evidence.draught_m.tolist(), strict=True):
            product = int(ground.product[row])
            if not self._reckons[row] or not self._has_factor[product]:
                continue
            found = self._aboard(int(self._columns.vessel[row]), draught_m, error, share)
            if found is None:
                continue
            rung, aboard = found
            low, best, high = aboard.tonnes
            ships = int(self._columns.ships[row])
            self.code[row], self.base[row] = self._first(rung) + product, best * ships
            self._codes.add(self._first(rung) + product)
            rows.append(row)
            ends.append([(low - best) * ships, (high - best) * ships])
            variances.append(aboard.variance * ships**2)
        self._own.append(Own(np.array(rows, np.intp), np.array(ends).reshape(-1, 2), np.array(variances)))

    def _aboard(
        self, vessel: int, draught_m: float, error: Range, share: Range
    ) -> tuple[Rung, Aboard] | None:
        ship = self._ground.ships.get(vessel)
        if ship is None:
            return None
        aboard = on_scale(ship.scale, draught_m, error)
        if aboard is not None:
            return Rung.CURVE, aboard
        if ship.hull is None or ship.dwt_t is None:
            return None
        aboard = by_dimensions(ship.dwt_t, ship.hull, draught_m, share, error)
        return None if aboard is None else (Rung.MAX_DRAUGHT, aboard)

    def take_cargoes(self) -> None:
        """Documented cargoes."""
        cargoes = self._ground.cargoes
        keep = self._columns.counted[cargoes.places] & self._has_factor.take(cargoes.factor)
        keep &= self._columns.kind[cargoes.places] != _SIGHTING
        rows, ends = cargoes.places[keep], cargoes.ends[keep]
        self._set(rows, self._first(Rung.DOCUMENTED) + cargoes.factor[keep])
        self.base[rows] = ends[:, 1]
        self._own = [_without(own, rows) for own in self._own]
        self._own.append(Own(rows, ends[:, [0, 2]] - ends[:, [1]], np.zeros(len(rows))))

    def own(self) -> Own:
        """Rows whose base is a range, or was measured with an error."""
        places = np.concatenate([own.places for own in self._own])
        ends = np.concatenate([own.ends for own in self._own])
        variance = np.concatenate([own.variance for own in self._own])
        is_range: NDArray[np.bool_] = (ends != 0).any(axis=1) | (variance > 0)
        order = np.argsort(places)
        order = order[is_range.take(order)]
        return Own(places[order], ends[order], variance[order])


def _without(own: Own, rows: Places) -> Own:
    keep = ~np.isin(own.places, rows)
    return Own(own.places[keep], own.ends[keep], own.variance[keep])
