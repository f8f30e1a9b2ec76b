"""Where there is water, and how far it is to the shore, by a grid made from the base map.

The grid ships with the program (`geodata.build.shores` makes it) and covers 116 to 161° E, 30 to 60° N with a
place every 0.01°; of lakes and wide rivers the shores count too. Between its places a distance is
interpolated. Within 20 km of the base map's own shore half of the distances are off by less than 60 m, 19 of
20 by less than 300 m, none by 600 m, which happens midway between two shores
(`tests/unit/analysis/test_waters.py` holds it to that). Beyond 1,638 km no greater distance is told.
"""

import io
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.storage.fixes import DEGREE

NAME: Final = "waters.npy.zst"
UNIT_M: Final = 50
_WEST, _SOUTH, _CELLS_PER_DEGREE = 116, 30, 100
_SHAPE: Final = (3_000, 4_500)
_MOST_BYTES: Final = 1 << 25


class Waters:
    """Answers for positions by the million.

    Attributes:
        west_deg, south_deg: edges of the grid.
        cell_deg: side of a cell.
    """

    west_deg: Final = float(_WEST)
    south_deg: Final = float(_SOUTH)
    cell_deg: Final = 1 / _CELLS_PER_DEGREE

    def __init__(self, grid: NDArray[np.int16]) -> None:
        """Take the distances of the cells' middles in `UNIT_M`, above 0 afloat."""
        self._grid = grid

    @classmethod
    def load(cls, path: Path) -> "Waters":
        """Read the shipped file.

        Raises:
            InputError: it is missing or damaged.
        """
        import zstandard  # noqa: PLC0415 - only where the shore is asked for

        from desktop_app.analysis.kernels.waters import unpack  # noqa: PLC0415 - numba, as above

        try:
            content = zstandard.decompress(path.read_bytes(), max_output_size=_MOST_BYTES)
            grid = np.load(io.BytesIO(content), allow_pickle=False)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
        except (zstandard.ZstdError, ValueError):
            raise InputError(f"{path}: is damaged.") from None
        if grid.shape != _SHAPE or grid.dtype != np.dtype("<i2"):
            raise InputError(f"{path}: is no grid of distances to the shore.")
        grid = np.ascontiguousarray(grid, np.int16)
        unpack(grid)
        grid.flags.writeable = False
        return cls(grid)

    @cached_property
    def is_water(self) -> NDArray[np.bool_]:
        """Whether the middle of each cell is afloat; rows from the south, columns from the west."""
        return self._grid > 0

    def shore_m(self, lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32]) -> NDArray[np.float32]:
        """Metres to the nearest shore at positions in 1e-7 degrees: 0 ashore, NaN out of the grid."""
        from desktop_app.analysis.kernels.waters import shore_distances  # noqa: PLC0415 - numba, as above

        found = np.empty(len(lon_e7), np.float32)
        side = DEGREE // _CELLS_PER_DEGREE
        frame = (_WEST * DEGREE, _SOUTH * DEGREE, side)
        shore_distances(lon_e7, lat_e7, self._grid, frame, float(UNIT_M), found)
        return found


@cache
def waters() -> Waters:
    """The grid of this installation.

    Raises:
        InputError: its file is missing or damaged.
    """
    return Waters.load(Resources.locate().geodatum(NAME))
