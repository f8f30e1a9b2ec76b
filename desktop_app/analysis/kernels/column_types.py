"""Types of the columns that kernels take."""

from typing import Any, Final

from numba import types


def read_column(kind: Any) -> Any:
    """A column that the kernel only reads, whoever owns it."""
    return types.Array(kind, 1, "C", readonly=True)


TIMES: Final = read_column(types.uint32)
DEGREES_E7: Final = read_column(types.int32)
SHORTS: Final = read_column(types.int16)
NUMBERS: Final = read_column(types.int64)
