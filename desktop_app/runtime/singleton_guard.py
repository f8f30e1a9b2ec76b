"""Keeps `None`, `True` and `False` alive under PySide6 6.12.0 on Python 3.11.

WORKAROUND. Every call of many Qt methods that return nothing takes one reference from `None` without having
added one (measured: 1,000 × QPainter.save = -1,000; about 4,000 such calls end the process with
"none_dealloc: deallocating None"), and some paths do the same to `True` and `False`. Python 3.12 made them
immortal (PEP 683), so only older ones suffer. Try to remove it with the next PySide6:
`tests/unit/runtime/test_singleton_guard.py` fails on the day the leak is mended.
"""

import ctypes
import sys
from typing import Final

FIRST_IMMORTAL: Final = (3, 12)
# A window painting 10,000 times a second would need more than three years to use these up.
RESERVE: Final = 1 << 40


def guard_singletons() -> None:
    """Give them references for the life of the process; call before the first Qt object."""
    if sys.implementation.name != "cpython" or sys.version_info >= FIRST_IMMORTAL:
        return
    for singleton in (None, True, False):
        # In CPython 3.11 the reference count is the first word of every object.
        count = ctypes.c_ssize_t.from_address(id(singleton))
        if count.value < RESERVE:
            count.value += RESERVE
