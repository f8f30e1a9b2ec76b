"""Values of the domain as cells of a row."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum

from desktop_app.domain.place import LonLat, Names
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.time_span import TimeSpan
from desktop_app.storage.edits import Cell
from desktop_app.storage.geometry import Shape, shape_blob
from desktop_app.storage.times import instant_text

Cells = dict[str, Cell]


def text_cell(text: str) -> str | None:
    """Empty text is NULL."""
    return text or None


def day_cell(day: date | None) -> str | None:
    """A UTC day."""
    return None if day is None else day.isoformat()


def instant_cell(instant: datetime | None) -> str | None:
    """An instant."""
    return None if instant is None else instant_text(instant)


def words_cell(words: Iterable[Enum]) -> str:
    """Words of a closed list, separated by spaces."""
    return " ".join(word.value for word in words)


def span_cells(span: TimeSpan | None) -> Cells:
    """The four columns of a time."""
    if span is None:
        return {"start_utc": None, "end_utc": None, "precision": None, "approximate": 0}
    return {
        "start_utc": instant_text(span.start),
        "end_utc": instant_text(span.end),
        "precision": span.precision.value,
        "approximate": int(span.approximate),
    }


def name_cells(names: Names) -> Cells:
    """The three columns of a name."""
    return {"name_en": names.en, "name_ru": text_cell(names.ru), "name_ko": text_cell(names.ko)}


def quantity_cells(prefix: str, quantity: Quantity | None) -> Cells:
    """The five columns of a quantity."""
    if quantity is None:
        return {f"{prefix}_{name}": None for name in ("low", "best", "high", "unit", "assumptions")}
    return {
        f"{prefix}_low": quantity.low,
        f"{prefix}_best": quantity.best,
        f"{prefix}_high": quantity.high,
        f"{prefix}_unit": quantity.unit,
        f"{prefix}_assumptions": text_cell(quantity.assumptions),
    }


def point_cell(position: LonLat | None) -> bytes | None:
    """A point as a geometry."""
    return None if position is None else shape_blob(Shape("POINT", (position,)))


def line_cell(path: tuple[LonLat, ...]) -> bytes | None:
    """A line as a geometry, NULL without vertices."""
    return shape_blob(Shape("LINESTRING", path)) if path else None


def outline_cell(ring: tuple[LonLat, ...]) -> bytes | None:
    """A closed ring as a geometry, NULL without vertices."""
    return shape_blob(Shape("POLYGON", ring)) if ring else None
