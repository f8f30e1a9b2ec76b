"""Compiles the kernels: loops over columns of reports that Python would run a hundred times slower.

Compiled code is kept beside the package where that can be written, else in the user's cache folder: numba
chooses so itself. Where neither can be written, the kernels are compiled anew each time.
"""

from collections.abc import Callable
from typing import TypeVar

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(signature: object) -> Callable[[Kernel], Kernel]:
    """Compile for exactly these types, without Python's lock: at once, so that importing is warming up."""

    def compile_(kernel: Kernel) -> Kernel:
        try:
            return njit(signature, nogil=True, cache=True)(kernel)  # type: ignore[no-any-return]
        except RuntimeError:  # numba's "no locator available": no folder can be written
            return njit(signature, nogil=True)(kernel)  # type: ignore[no-any-return]

    return compile_
