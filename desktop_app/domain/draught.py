"""What a ship carries at a measured draught: on her deadweight scale, or from her dimensions.

Near the summer draught each centimetre carries alike: the waterplane, L x B x Cwp, times the density
of sea water. Far from it the waterplane is smaller, and what comes out is too little.
"""

import itertools
from collections.abc import Sequence
from typing import Final, NamedTuple

from desktop_app.domain.assumption import Range

# Tonnes a cubic metre at which deadweights are stated.
SEA_WATER_T_PER_M3: Final = 1.025
# The variance of a symmetric triangle of half width h is h² / 6.
_TRIANGLE: Final = 6.0


class Hull(NamedTuple):
    """Dimensions in metres; `draught_max_m` is that at which she carries her deadweight."""

    length_m: float
    beam_m: float
    draught_max_m: float


class Aboard(NamedTuple):
    """Tonnes aboard, cargo and all else.

    Attributes:
        tonnes: low, best and high, end to end.
        variance: of the error of the one measurement, taken as a triangle of its best half width.
    """

    tonnes: Range
    variance: float


def on_scale(scale: Sequence[tuple[float, float]], draught_m: float, error: Range) -> Aboard | None:
    """Read a deadweight scale; None outside of it, where nothing is documented.

    Args:
        scale: draught in metres and tonnes, by draught.
        draught_m: measured.
        error: metres by which it may be off.
    """
    if not scale or not scale[0][0] <= draught_m <= scale[-1][0]:
        return None
    best = _between(scale, draught_m)
    low = min(best, _between(scale, draught_m - error.high))
    high = max(best, _between(scale, draught_m + error.high))
    half = (_between(scale, draught_m + error.best) - _between(scale, draught_m - error.best)) / 2
    return Aboard(Range(low, best, high), half * half / _TRIANGLE)


def by_dimensions(
    dwt_t: float, hull: Hull, draught_m: float, waterplane: Range, error: Range
) -> Aboard | None:
    """Deadweight less what the water above her would carry; None where nothing is left, so far up is she.

    Args:
        dwt_t: deadweight in tonnes.
        hull: dimensions.
        draught_m: measured.
        waterplane: area of the waterplane as a share of length times beam.
        error: metres by which the draught may be off.
    """
    prism_t_per_m = SEA_WATER_T_PER_M3 * hull.length_m * hull.beam_m
    missing_m = hull.draught_max_m - draught_m

    def aboard(share: float, metres: float) -> float:
        return min(max(dwt_t - prism_t_per_m * share * max(metres, 0.0), 0.0), dwt_t)

    best = aboard(waterplane.best, missing_m)
    if best <= 0:
        return None
    half = (
        aboard(waterplane.best, missing_m - error.best) - aboard(waterplane.best, missing_m + error.best)
    ) / 2
    low = aboard(waterplane.high, missing_m + error.high)
    return Aboard(Range(low, best, aboard(waterplane.low, missing_m - error.high)), half * half / _TRIANGLE)


def _between(scale: Sequence[tuple[float, float]], draught_m: float) -> float:
    """Tonnes at a draught, by a straight line between two points; the ends go on as they are."""
    if draught_m <= scale[0][0]:
        return scale[0][1]
    for (before_m, before_t), (after_m, after_t) in itertools.pairwise(scale):
        if draught_m <= after_m:
            return before_t + (after_t - before_t) * (draught_m - before_m) / (after_m - before_m)
    return scale[-1][1]
