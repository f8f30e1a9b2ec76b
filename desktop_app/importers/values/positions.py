"""Columns of positions, and of degrees."""

import unicodedata
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from desktop_app.domain.coordinates import read_position
from desktop_app.domain.position import PositionError, Reading
from desktop_app.importers.values.blanks import is_nothing, sheet_error
from desktop_app.importers.values.distinct import TEXT, by_distinct
from desktop_app.importers.values.numbers import NumberColumn, decimal_of, read_number

if TYPE_CHECKING:
    import polars as pl

Axis = Literal["lon", "lat"]

_LONGEST: Final = 200
_LIMITS: Final = {"lon": 180.0, "lat": 90.0}
_TITLES: Final = {
    "lon": ("Longitude", "180°W to 180°E"),
    "lat": ("Latitude", "90°S to 90°N"),
}
# What AIS sends for "not available" (ITU-R M.1371-5).
_NOT_AVAILABLE: Final = {"lon": 181.0, "lat": 91.0}
# The other coordinate, on the equator or the first meridian, in as many parts and with its letter on the same
# side: the reader of positions wants both alike.
_OTHERS: Final = {
    "lat": ("0 0 0 E", "E 0 0 0", "0 0 E", "E 0 0", "0 E", "E 0", "0000000E", "00000E"),
    "lon": ("0 0 0 N", "N 0 0 0", "0 0 N", "N 0 0", "0 N", "N 0", "000000N", "0000N"),
}
_PLAIN: Final = r"^\s*[+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?\s*$"


class PositionColumn(NamedTuple):
    """Of equal length with the texts.

    Attributes:
        lon, lat: degrees, EPSG:4326; null where there is none.
        accuracy_m: one step of the last digit given, metres.
        problem: a clause where a text is no position, else null.
    """

    lon: "pl.Series"
    lat: "pl.Series"
    accuracy_m: "pl.Series"
    problem: "pl.Series"


def read_positions(series: "pl.Series") -> PositionColumn:
    """Positions in any form that `domain.coordinates` reads."""

    def read(texts: "pl.Series") -> "pl.DataFrame":
        import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

        schema = {TEXT: pl.String, "lon": pl.Float64, "lat": pl.Float64, "accuracy_m": pl.Float64}
        rows = [_position_row(text) for text in texts.to_list()]
        return pl.DataFrame(rows, schema={**schema, "problem": pl.String}, orient="row")

    return PositionColumn(*by_distinct(series, read).get_columns())


def read_degrees(series: "pl.Series", axis: Axis) -> NumberColumn:
    """Longitudes or latitudes: decimal degrees, or degrees and minutes with or without letters."""
    decimal = decimal_of(series)

    def read(texts: "pl.Series") -> "pl.DataFrame":
        import polars as pl  # noqa: PLC0415 - see above

        plain = texts.str.contains(_PLAIN)
        if decimal == ",":
            plain &= ~texts.str.contains(".", literal=True)
        value = texts.filter(plain).str.strip_chars().str.strip_prefix("+").cast(pl.Float64)
        known = pl.DataFrame({TEXT: texts.filter(plain), "value": value})
        inside = known["value"].abs() <= _LIMITS[axis]
        rest = [*texts.filter(~plain).to_list(), *known.filter(~inside)[TEXT].to_list()]
        rows = [_degrees_row(text, axis, decimal) for text in rest]
        schema = {TEXT: pl.String, "value": pl.Float64, "problem": pl.String}
        return pl.concat(
            (
                known.filter(inside).with_columns(pl.lit(None, pl.String).alias("problem")),
                pl.DataFrame(rows, schema=schema, orient="row"),
            )
        )

    found = by_distinct(series, read)
    value, there = found["value"], found["value"].is_not_null()
    units, blanks, sure = (
        found.select(there=there).select(_where_there(word))["there"] for word in ("°", "", False)
    )
    return NumberColumn(value, units, found["problem"], value, value, sure, blanks)


def _where_there(word: "str | bool") -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - see above

    return pl.when("there").then(pl.lit(word)).alias("there")


def _position_row(text: str) -> tuple[object, ...]:
    if is_nothing(text):
        return text, None, None, None, None
    try:
        found = _position(text)
    except ValueError as error:
        return text, None, None, None, str(error)
    return text, found.lon, found.lat, found.precision_m, None


def _position(text: str) -> Reading:
    """A position from a cell.

    Raises:
        ValueError: it is none; a clause.
    """
    if shown := sheet_error(text):
        raise ValueError(shown)
    if len(text) > _LONGEST:
        raise ValueError("is too long for a position")
    try:
        found = read_position(text)
    except PositionError as error:
        raise ValueError(_clause(error)) from None
    if found is None:
        raise ValueError("is no position")
    return found


def _degrees_row(text: str, axis: Axis, decimal: str) -> tuple[object, ...]:
    if is_nothing(text):
        return text, None, None
    try:
        return text, _degrees(text, axis, decimal), None
    except ValueError as error:
        return text, None, str(error)


def _degrees(text: str, axis: Axis, decimal: str) -> float:
    """Degrees from a cell.

    Raises:
        ValueError: there are none; a clause.
    """
    if shown := sheet_error(text):
        raise ValueError(shown)
    if len(text) > _LONGEST:
        raise ValueError("is too long for a coordinate")
    value, outside = _bare(text, axis, decimal)
    if value is not None:
        return value
    title = _TITLES[axis][0].lower()
    reason = ""
    for words in dict.fromkeys((text, unicodedata.normalize("NFKC", text))):
        for other in _OTHERS[axis]:
            try:
                found = read_position(f"{words} {other}" if axis == "lat" else f"{other} {words}")
            except PositionError as error:
                reason = reason or _clause(error)
                continue
            if found is not None and (found.lat if axis == "lon" else found.lon) == 0:
                return found.lat if axis == "lat" else found.lon
    # The reader's own words speak of two coordinates, of which the cell has one.
    told = reason if reason.startswith((title, "minutes", "seconds")) else ""
    raise ValueError(outside or told or f"is no {title}")


def _bare(text: str, axis: Axis, decimal: str) -> tuple[float | None, str]:
    """A number of degrees; or why a number is none, empty where it is not a number."""
    try:
        number = read_number(text, decimal=decimal, family="angle")
    except ValueError:
        return None, ""
    if number.low != number.high:
        return None, "is a range, and one number is wanted"
    if abs(number.low) <= _LIMITS[axis]:
        return number.low, ""
    if number.low == _NOT_AVAILABLE[axis]:
        return None, f"{number.low:g} says that the position is not available"
    title, limits = _TITLES[axis]
    return None, f"{title.lower()} {number.low:g}° lies outside {limits}"


def _clause(error: PositionError) -> str:
    sentence = str(error).removesuffix(".")
    return sentence[:1].lower() + sentence[1:]
