"""Draws of a sum of volumes, from tables of quantiles.

A random number is one of 65,536 equal steps of a quantile: looked up, it costs a fifth of a drawn one, and
the steps are finer than what fifty million draws let one see.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.uncertainty.model import LOAD, Part, at, axes_of, is_wide, normal_part, parts_of
from desktop_app.domain.assumption import Range
from desktop_app.domain.strata import Strata, UnknownShips

STEPS: Final = 2**16
# Ships drawn one by one, those with most calls; the sum of what is left is as good as normal.
SHIPS: Final = 64

# A table of quantiles, or the one value that does not vary.
_Column = NDArray[np.float32] | float
_Index = NDArray[np.uint16]


class _Group(NamedTuple):
    """Parts of one factor: factor x (loads + own loads + load x own load + rest x normal)."""

    factor_axis: str
    factor: _Column
    loads: _Column
    own: tuple[tuple[str, _Column], ...]
    crossed: tuple[tuple[_Column, str, _Column], ...]
    rest: _Column


class _Fleet(NamedTuple):
    """Ships of unknown capacity: load x factor x (calls x deadweight, ship by ship, + the others)."""

    load: _Column
    factor_axis: str
    factor: _Column
    calls: tuple[int, ...]
    others: float
    others_rest: float


class Sampler:
    """Made once for some strata; draws on any thread."""

    def __init__(self, strata: Strata, *, drawn: bool) -> None:
        known = parts_of(strata, drawn=False)
        self._axes = axes_of(parts_of(strata, drawn=drawn))
        self._groups = tuple(_groups(known))
        self._spread = np.float32(strata.spread.best)
        self._fleets: tuple[_Fleet, ...] = ()
        self._dwt: _Column = 0.0
        if drawn and strata.unknown_dwt is not None:
            self._dwt = _column(at(strata.unknown_dwt, _grid()))
            self._fleets = tuple(_fleets(strata.unknown, strata.unknown_dwt, strata.spread.best))

    def draw(self, chance: np.random.Generator, count: int) -> NDArray[np.float32]:
        """The sum in barrels, so many times."""

        def index() -> _Index:
            return chance.integers(2**64 - 1, size=-(-count // 4), dtype=np.uint64, endpoint=True).view(
                np.uint16
            )[:count]

        places = {axis: index() for axis in self._axes}
        barrels = np.zeros(count, np.float32)
        for group in self._groups:
            units = np.zeros(count, np.float32)
            units += _at(group.loads, places.get(LOAD))
            for axis, base in group.own:
                units += _at(base, places.get(axis))
            for load, axis, base in group.crossed:
                units += _at(load, places.get(LOAD)) * _at(base, places.get(axis))
            if isinstance(group.rest, np.ndarray) or group.rest:
                rest = _at(_normal(), index())
                rest *= _at(group.rest, places.get(LOAD))
                units += rest
            units *= _at(group.factor, places.get(group.factor_axis))
            barrels += units
        for fleet in self._fleets:
            tonnes = self._deadweight(fleet, count, index)
            tonnes *= _at(fleet.load, places.get(LOAD))
            tonnes *= _at(fleet.factor, places.get(fleet.factor_axis))
            barrels += tonnes
        return barrels

    def _deadweight(self, fleet: _Fleet, count: int, index: Callable[[], _Index]) -> NDArray[np.float32]:
        """Tonnes at full load over all calls of a fleet, the spread of single loads among them."""
        tonnes = np.full(count, fleet.others, np.float32)
        squares = np.zeros(count, np.float32)
        for calls in fleet.calls:
            ship = _at(self._dwt, index() if isinstance(self._dwt, np.ndarray) else None)
            once = ship * np.float32(calls)
            tonnes += once
            squares += once * ship
        squares *= self._spread**2
        squares += np.float32(fleet.others_rest)
        rest = _at(_normal(), index())
        rest *= np.sqrt(squares)
        tonnes += rest
        return tonnes


def _groups(parts: Iterable[Part]) -> Iterable[_Group]:
    by_factor: dict[tuple[str, Range], list[Part]] = defaultdict(list)
    for part in parts:
        by_factor[part.factor_axis, part.factor].append(part)
    for (axis, factor), own in by_factor.items():
        loads: NDArray[np.float64] | float = 0.0
        squared: NDArray[np.float64] | float = 0.0
        bases: dict[str, NDArray[np.float64] | float] = {}
        crossed = []
        for part in own:
            load, base = at(part.load, _grid()), at(part.base, _grid())
            if not is_wide(part.base):
                loads = loads + load * base
            elif not is_wide(part.load):
                bases[part.base_axis] = bases.get(part.base_axis, 0.0) + load * base
            else:
                crossed.append((_column(load), part.base_axis, _column(base)))
            squared = squared + np.square(load) * part.variance
        yield _Group(
            axis,
            _column(at(factor, _grid())),
            _column(loads),
            tuple((name, _column(base)) for name, base in bases.items()),
            tuple(crossed),
            _column(np.sqrt(squared)),
        )


def _fleets(unknown: Iterable[UnknownShips], dwt: Range, spread: float) -> Iterable[_Fleet]:
    ranked = sorted(
        ((calls, place) for place, ships in enumerate(unknown) for calls in ships.calls_by_ship),
        key=lambda ship: -ship[0],
    )
    for place, ships in enumerate(unknown):
        one_by_one = tuple(calls for calls, of in ranked[:SHIPS] if of == place)
        others = normal_part(
            ships._replace(calls_by_ship=tuple(calls for calls, of in ranked[SHIPS:] if of == place)),
            dwt,
            spread,
        )
        yield _Fleet(
            _column(at(ships.load, _grid())),
            others.factor_axis,
            _column(at(ships.factor, _grid())),
            one_by_one,
            others.base.best,
            others.variance,
        )


def _at(column: _Column, index: _Index | None) -> NDArray[np.float32]:
    """The table at the steps drawn, in an array of its own; the one value as an array without length."""
    if isinstance(column, np.ndarray) and index is not None:
        # Every step is in the table; "wrap" spares the check and a copy of the index.
        return column.take(index, mode="wrap")
    return np.asarray(column, np.float32)


def _column(values: NDArray[np.float64] | float) -> _Column:
    return values.astype(np.float32) if isinstance(values, np.ndarray) else float(values)


@cache
def _grid() -> NDArray[np.float64]:
    """The middles of the steps."""
    return (np.arange(STEPS) + 0.5) / STEPS


@cache
def _normal() -> NDArray[np.float32]:
    """Standard normal values at the steps, of variance one in spite of the tails that the steps leave out."""
    half = np.fromiter(map(NormalDist().inv_cdf, _grid()[STEPS // 2 :]), np.float64, STEPS // 2)
    half /= np.sqrt(np.mean(np.square(half)))
    return np.concatenate((-half[::-1], half)).astype(np.float32)
