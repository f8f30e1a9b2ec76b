"""A sum of volumes as quantities that calls share and a rest that each has for itself.

    T = sum over strata of load x factor x (base + rest)

Shared: one quantile says where in their ranges all loads lie, one where the barrels a unit of a factor key
lie, one where the own loads of ships lie (what they rest on, the waterplane for one, is the same for all),
one the same for trains. The rest is independent from call to call: of mean nothing and of variance

    squares x spread^2 + variance

where the spread applies to calls that share a load, not to those with one of their own. The spread counts
with its best value, as a standard deviation; its own range is not drawn, and a load that it would lift above
one is not cut off.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.uncertainty.triangular import mean, quantile, variance
from desktop_app.domain.assumption import Range
from desktop_app.domain.strata import Strata, Stratum, UnknownShips

LOAD: Final = "load"
OWN: Final = "own load"
OWN_RAIL: Final = "own load by rail"
_FACTOR: Final = "factor "


class Part(NamedTuple):
    """A stratum as it is reckoned with.

    Attributes:
        factor_axis, base_axis: names of the quantiles that factor and base follow; all loads follow `LOAD`.
        variance: of the rest, at full load.
    """

    load: Range
    factor: Range
    base: Range
    factor_axis: str
    base_axis: str
    variance: float


def parts_of(strata: Strata, *, drawn: bool) -> tuple[Part, ...]:
    """The known strata and, if wanted, the ships of unknown capacity as normal sums."""
    known = tuple(_part(one, strata.spread.best) for one in strata.known)
    dwt = strata.unknown_dwt
    if not drawn or dwt is None:
        return known
    return known + tuple(normal_part(ships, dwt, strata.spread.best) for ships in strata.unknown)


def normal_part(ships: UnknownShips, dwt: Range, spread: float) -> Part:
    """Ships of which each has one deadweight for all her calls: mean and variance of their sum."""
    calls = sum(ships.calls_by_ship)
    centre = mean(dwt) * calls
    single = variance(dwt)
    return Part(
        ships.load,
        ships.factor,
        Range(centre, centre, centre),
        _FACTOR + ships.factor_key,
        OWN,
        single * sum(count**2 for count in ships.calls_by_ship)
        + spread**2 * calls * (single + mean(dwt) ** 2),
    )


def is_wide(of: Range) -> bool:
    """Whether it is a range and not one value."""
    return of.high > of.low


def axes_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """Names of the quantiles that matter, those that move most barrels first."""
    weights: dict[str, float] = {}
    for part in parts:
        scale = mean(part.load) * mean(part.factor) * mean(part.base)
        for axis, of in ((LOAD, part.load), (part.base_axis, part.base), (part.factor_axis, part.factor)):
            if is_wide(of):
                weights[axis] = weights.get(axis, 0.0) + scale * (of.high - of.low) / mean(of)
    return tuple(sorted(weights, key=lambda axis: (-weights[axis], axis)))


def at(of: Range, shares: NDArray[np.float64] | None) -> NDArray[np.float64] | float:
    """A range at the quantiles of its axis; its one value where it is none."""
    return of.best if shares is None or not is_wide(of) else quantile(of, shares)


def expected(parts: Iterable[Part]) -> float:
    """Barrels in the mean: load, factor and base follow different quantiles, so their means multiply."""
    return sum(mean(part.load) * mean(part.factor) * mean(part.base) for part in parts)


def totals(
    parts: Iterable[Part], shares: Mapping[str, NDArray[np.float64]], normal: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The sum at given quantiles.

    Args:
        parts: of the sum.
        shares: for each axis of `axes_of`, quantiles, in shapes that fit together.
        normal: standard normal values, which the rests together follow; fits them too.

    Returns:
        Barrels, of the shape that they have together.
    """
    barrels = np.zeros(1)
    rest = np.zeros(1)
    for part in parts:
        scale = at(part.load, shares.get(LOAD)) * at(part.factor, shares.get(part.factor_axis))
        barrels = barrels + scale * at(part.base, shares.get(part.base_axis))
        if part.variance:
            rest = rest + np.square(scale) * part.variance
    return barrels + np.sqrt(rest) * normal


def _part(one: Stratum, spread: float) -> Part:
    return Part(
        one.load,
        one.factor,
        one.base,
        _FACTOR + one.factor_key,
        OWN_RAIL if one.rail else OWN,
        (spread**2 * one.squares if one.load_key else 0.0) + one.variance,
    )
