"""How a ship's draught differs after something from before it, as she told it herself."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels import draughts

LOOKED_H: Final = 24
"""How long before and after a draught still says something of it. Own assumption; no document states it."""
SETTLED_H: Final = 1
"""Crews enter a new draught after the work is done; the rule for voyages waits as long."""


class DraughtAcross:
    """Of each event of some ships.

    Attributes:
        before_dm, after_dm: float64, decimetres; NaN where nothing was told within `LOOKED_H`.
    """

    def __init__(
        self, fleet: Fleet, ships: NDArray[Any], start_s: NDArray[np.int64], end_s: NDArray[np.int64]
    ) -> None:
        """Look the draughts up that were told up to each start, and from `SETTLED_H` after each end."""
        self.before_dm, self.after_dm = np.empty(len(ships)), np.empty(len(ships))
        columns = (fleet.starts, fleet.t_s, fleet.draught_dm, ships.astype(np.int64))
        ends = (np.ascontiguousarray(start_s), np.ascontiguousarray(end_s))
        looked = (SETTLED_H * 3600, LOOKED_H * 3600)
        draughts.told_around(*columns, *ends, *looked, self.before_dm, self.after_dm)

    @property
    def changed_dm(self) -> NDArray[np.float64]:
        """How much deeper the ship lay afterwards; NaN where either is not told."""
        return self.after_dm - self.before_dm


def score_of(one_dm: NDArray[np.float64], other_dm: NDArray[np.float64]) -> NDArray[np.uint8]:
    """What draughts of two ships say of a transfer: 1 one changed, 2 both did, 3 one rose and one fell."""
    one, other = np.nan_to_num(one_dm), np.nan_to_num(other_dm)
    score: NDArray[np.uint8] = np.sum((one != 0, other != 0, one * other < 0), axis=0, dtype=np.uint8)
    return score
