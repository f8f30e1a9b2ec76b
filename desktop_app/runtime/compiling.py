"""Compiles the kernels: loops over columns of reports that Python would run a hundred times slower.

Compiled code is kept beside the package where that can be written, else in the user's cache folder: numba
chooses so itself. Where neither can be written, the kernels are compiled anew each time.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(signature: object) -> Callable[[Kernel], Kernel]:
    """Compile for exactly these types, without Python's lock: at once, so that importing is warming up."""

    def compile_(kernel: Kernel) -> Kernel:
        try:
            return cast("Kernel", njit(signature, nogil=True, cache=True)(kernel))
        except RuntimeError:  # numba's "no locator available": no folder can be written
            return cast("Kernel", njit(signature, nogil=True)(kernel))

    return compile_
