"""Silences across which a ship tells another draught than before."""

from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.runtime.compiling import compiled


def _column(kind: types.Type) -> types.Array:
    return types.Array(kind, 1, "C", readonly=True)


_out: Final = types.int64[:, ::1]


@compiled(
    _out(
        _column(types.int64),
        _column(types.uint32),
        _column(types.uint8),
        types.int64,
        types.float64,
        types.float64,
    )
)
def draught_silences(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    draught_dm: NDArray[np.uint8],
    least_s: int,
    least_share: float,
    least_span: float,
) -> NDArray[np.int64]:
    """Rows of ship, last report with the draught before, first report with the one after.

    Args:
        starts: of the fleet, as the two that follow.
        t_s: seconds.
        draught_dm: 0 is no draught.
        least_s: between the two reports.
        least_share: of the ship's span of draughts that the change has to be.
        least_span: share of the ship's greatest draught that her span has to be.
    """
    found = np.empty((64, 3), np.int64)
    count = 0
    for ship in range(len(starts) - 1):
        low, high = np.int64(255), np.int64(0)
        for report in range(starts[ship], starts[ship + 1]):
            draught = np.int64(draught_dm[report])
            if draught > 0:
                low, high = np.minimum(low, draught), np.maximum(high, draught)
        if high <= low or high - low < least_span * high:
            continue
        last = np.int64(-1)
        for report in range(starts[ship], starts[ship + 1]):
            draught = np.int64(draught_dm[report])
            if draught == 0:
                continue
            if last >= 0 and draught != draught_dm[last]:
                change = abs(draught - np.int64(draught_dm[last]))
                passed = np.int64(t_s[report]) - np.int64(t_s[last])
                if passed >= least_s and change >= least_share * (high - low):
                    if count == len(found):
                        more = np.empty((2 * count, 3), np.int64)
                        more[:count] = found
                        found = more
                    found[count, 0], found[count, 1], found[count, 2] = ship, last, report
                    count += 1
            last = np.int64(report)
    return found[:count].copy()
