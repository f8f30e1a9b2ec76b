"""A layer of a file of shapes, whatever format it came in: what its readers yield."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import polars as pl

# The shape of each row as WKB, null for none.
SHAPE: Final = "\0shape"
# A time span of the format itself, such as KML's, as columns of their own.
TIME_START: Final = "time_start"
TIME_END: Final = "time_end"
_THIRD: Final = re.compile(r"\b(3D|2\.5D|25D|Z|M|ZM|Measured)\b")


class GisLayer(NamedTuple):
    """A layer that can be read from its start as often as needed.

    Attributes:
        name: of the layer; empty where the file holds one without a name.
        columns: of its attributes, each once.
        crs: coordinate system as the file states it, an authority's code or WKT; empty for none.
        shapes: "Point", "Polygon" …; "Unknown" where they may be of several kinds.
        note: how it was read, for people.
        rows: number of features; None where it cannot be told before reading.
        batches: starts reading anew; frames of text columns (null for an empty cell) and `SHAPE`, in the
            order of the file.
    """

    name: str
    columns: tuple[str, ...]
    crs: str
    shapes: str
    note: str
    rows: int | None
    batches: Callable[[], "Iterator[pl.DataFrame]"]

    @property
    def heights(self) -> str:
        """That heights or measures are left out, a clause; empty where the layer states none."""
        return "heights and measures are left out" if _THIRD.search(self.shapes) else ""


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names of columns, each once: "Name", "Name (2)"; NUL, which marks columns of our own, is dropped."""
    found: dict[str, None] = {}
    for place, given in enumerate(names, 1):
        name = given.replace("\0", "").strip() or f"column {place}"
        number, unique = 2, name
        while unique in found:
            unique, number = f"{name} ({number})", number + 1
        found[unique] = None
    return tuple(found)


def as_text(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Every column but `SHAPE` as text, as a person would write it: 9123456, not 9123456.0."""
    import polars as pl  # noqa: PLC0415 - 0.1 s, with the first import

    return frame.select(
        frame[name] if name == SHAPE else _text(frame[name]).alias(name) for name in frame.columns
    ).with_columns(pl.exclude(SHAPE).replace("", None))


def _text(column: "pl.Series") -> "pl.Series":
    import polars as pl  # noqa: PLC0415 - as above

    kind = column.dtype
    if isinstance(kind, pl.BaseExtension):  # JSON within a cell
        column = column.ext.storage()
        kind = column.dtype
    if kind in {pl.Float32, pl.Float64}:
        exact = column.cast(pl.Float64)
        text = exact.cast(pl.String).str.strip_suffix(".0")
        return pl.select(pl.when(exact.is_finite()).then(text)).to_series()
    if isinstance(kind, pl.Datetime):
        utc = column.dt.convert_time_zone("UTC") if kind.time_zone else column
        return utc.dt.strftime("%Y-%m-%dT%H:%M:%S%.f" + ("Z" if kind.time_zone else ""))
    if kind == pl.Binary:
        return column.bin.encode("hex")
    return _nested(column) if kind.is_nested() else column.cast(pl.String)


def _nested(column: "pl.Series") -> "pl.Series":
    """A list as its parts, anything else as Python writes it."""
    import polars as pl  # noqa: PLC0415 - as above

    if isinstance(column.dtype, pl.List) and not column.dtype.inner.is_nested():
        return column.cast(pl.List(pl.String)).list.join("; ")
    return pl.Series([None if cell is None else str(cell) for cell in column.to_list()], dtype=pl.String)
