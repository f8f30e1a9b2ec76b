"""Takes frames out of an Arrow stream one by one, on the caller's own thread.

Polars reads a stream on a thread of its own, which goes on after the caller has stopped and GDAL has closed
the file. So the stream's own functions are called here (Arrow C stream interface, structures as in its
specification).
"""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


class _Schema(ctypes.Structure):
    """ArrowSchema: 72 bytes of which only the size matters here."""

    _fields_ = (("content", ctypes.c_int64 * 9),)


class _Array(ctypes.Structure):
    """ArrowArray, of which only `release` is looked at: null after the last."""

    _fields_ = (
        ("numbers", ctypes.c_int64 * 5),
        ("pointers", ctypes.c_void_p * 3),
        ("release", ctypes.c_void_p),
        ("private", ctypes.c_void_p),
    )


class _Stream(ctypes.Structure):
    """ArrowArrayStream."""


_Stream._fields_ = (
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(_Stream))),
    ("release", ctypes.c_void_p),
    ("private", ctypes.c_void_p),
)

_capsule_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_capsule_pointer.restype = ctypes.c_void_p
_capsule_pointer.argtypes = (ctypes.py_object, ctypes.c_char_p)
_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)


class _Batch:
    """One array and its schema, as the Arrow PyCapsule interface hands them over; the taker releases both."""

    def __init__(self, schema: _Schema, array: _Array) -> None:
        self._schema = schema
        self._array = array

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return (
            _new_capsule(ctypes.addressof(self._schema), b"arrow_schema", None),
            _new_capsule(ctypes.addressof(self._array), b"arrow_array", None),
        )


def frames_of(source: Any) -> "Iterator[pl.DataFrame]":
    """The frames of an object with `__arrow_c_stream__`, each read when it is asked for.

    Raises:
        RuntimeError: the stream reports an error.
    """
    import polars as pl  # noqa: PLC0415 - 0.1 s, with the first import

    capsule = source.__arrow_c_stream__()
    at = _capsule_pointer(capsule, b"arrow_array_stream")
    stream = ctypes.cast(at, ctypes.POINTER(_Stream))
    while True:
        schema, array = _Schema(), _Array()
        if stream.contents.get_next(stream, array) != 0:
            raise RuntimeError(_error(stream))
        if not array.release:
            return
        if stream.contents.get_schema(stream, schema) != 0:
            raise RuntimeError(_error(stream))
        rows = pl.Series(_Batch(schema, array))
        yield rows.struct.unnest()


def _error(stream: Any) -> str:
    told = stream.contents.get_last_error(stream)
    return told.decode("utf-8", "replace") if told else "the file cannot be read"
