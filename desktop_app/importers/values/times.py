"""Columns of times."""

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from desktop_app.domain.time_span import Precision
from desktop_app.importers.values.blanks import is_nothing, sheet_error
from desktop_app.importers.values.dates import FIRST_YEAR, LAST_YEAR, THREE_ANYWHERE, YEAR_FIRST, order_of
from desktop_app.importers.values.distinct import TEXT, by_distinct
from desktop_app.importers.values.time_reading import read_time
from desktop_app.importers.values.zones import zone_of

if TYPE_CHECKING:
    import polars as pl


class _Form(NamedTuple):
    """A way of writing times that files of many rows use.

    Attributes:
        pattern, format: as a regular expression, and for `strptime`.
        order: of bare numbers that it holds for; empty for any.
        is_day: it gives no time of day.
        is_utc: it ends with Z.
    """

    pattern: str
    format: str
    order: str = ""
    is_day: bool = False
    is_utc: bool = False


_DAYS: Final = (
    _Form(r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d", is_day=True),
    _Form(r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y", "dmy", is_day=True),
    _Form(r"\d{1,2}/\d{1,2}/\d{4}", "%m/%d/%Y", "mdy", is_day=True),
)
_CLOCKS: Final = (
    (r"\d{2}:\d{2}:\d{2}", "%H:%M:%S"),
    (r"\d{2}:\d{2}", "%H:%M"),
    (r"\d{2}:\d{2}:\d{2}\.\d{1,6}", "%H:%M:%S%.f"),
)
# All else is read text by text.
_FORMS: Final = (
    *_DAYS,
    *(
        _Form(f"{day.pattern}{gap}{clock}{end}", f"{day.format}{gap}{form}{end}", day.order, is_utc=bool(end))
        for day in _DAYS
        for clock, form in _CLOCKS
        for gap in ("T", " ")
        for end in ("", "Z")
    ),
    _Form(r"\d{8}_\d{6}", "%Y%m%d_%H%M%S"),
)
_YEAR_FIRST: Final = r"^\s*\d{4}\s*[-/.]\s*\d{1,2}(?:\D|$)"
_THREE_NUMBERS: Final = r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}"
# Texts from which the forms of a column are told.
_SAMPLE: Final = 200
_DAY_SECONDS: Final = 86_399  # to its last second


class TimeColumn(NamedTuple):
    """Of equal length with the texts.

    Attributes:
        start, end: Datetime in microseconds, UTC; null where there is none.
        precision: value of `Precision`.
        approximate: the text says "about"; null where there is no time.
        problem: a clause where a text is no time, else null.
    """

    start: "pl.Series"
    end: "pl.Series"
    precision: "pl.Series"
    approximate: "pl.Series"
    problem: "pl.Series"


def read_times(series: "pl.Series", *, zone: str = "UTC", order: str = "") -> TimeColumn:
    """The times of a column.

    Args:
        series: texts.
        zone: of times that name none.
        order: "dmy", "mdy", "ymd" for dates of bare numbers; empty to see which the column allows.

    Raises:
        ValueError: `zone` is none; a clause.
    """
    own = zone_of(zone)
    order = order or date_order(series)

    def read(texts: "pl.Series") -> "pl.DataFrame":
        import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

        usual, rest = _usual(texts, own, order)
        return pl.concat((*usual, _one_by_one(rest, zone, order)))

    return TimeColumn(*by_distinct(series, read).get_columns())


def date_order(series: "pl.Series") -> str:
    """Tell "dmy", "mdy" or "ymd" where dates of the column allow one order only, else empty.

    A day beyond the 12th tells it for all: nobody changes the order within a column.
    """
    import polars as pl  # noqa: PLC0415 - see above

    texts = series.cast(pl.String).drop_nulls().unique()
    parts = texts.str.extract_groups(r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}(?:\D|$)").struct.unnest()
    first, second = (parts[name].cast(pl.Int16) for name in parts.columns)
    top = 12
    told = set()
    if ((first > top) & (second <= top)).any():
        told.add("dmy")
    if ((second > top) & (first <= top)).any():
        told.add("mdy")
    doubtful = bool(((first <= top) & (second <= top)).any())
    year_first = texts.str.contains(_YEAR_FIRST)
    if year_first.any():
        told.add("ymd")
    others = texts.filter(first.is_null() & ~year_first)
    for text in others.filter(others.str.contains(_THREE_NUMBERS)).to_list():
        if YEAR_FIRST.search(text):
            told.add("ymd")
            continue
        for found in THREE_ANYWHERE.finditer(text):
            order = order_of(int(found[1]), int(found[3]))
            doubtful |= not order
            told.add(order)
    told.discard("")
    if doubtful or len(told) > 1:
        told.discard("ymd")  # ISO dates beside others are read as what they are, and tell nothing of them
    return told.pop() if len(told) == 1 else ""


def _schema() -> "dict[str, pl.DataType]":
    import polars as pl  # noqa: PLC0415 - see above

    instant = pl.Datetime("us", "UTC")
    return {
        TEXT: pl.String(),
        "start": instant,
        "end": instant,
        "precision": pl.String(),
        "approximate": pl.Boolean(),
        "problem": pl.String(),
    }


def _usual(texts: "pl.Series", zone: tzinfo, order: str) -> "tuple[list[pl.DataFrame], pl.Series]":
    """Times in the usual forms, and the texts that are in none or need a second look."""
    import polars as pl  # noqa: PLC0415 - see above

    found = []
    rest = texts
    for form in _FORMS:
        if form.order not in {"", order} or (form.is_day and zone is not UTC):
            continue
        pattern = f"^{form.pattern}$"
        if not rest.head(_SAMPLE).str.contains(pattern).any():
            continue
        matches = rest.str.contains(pattern)
        times = _in_form(rest.filter(matches), form, zone)
        found.append(times.drop_nulls("start"))
        rest = pl.concat((rest.filter(~matches), times.filter(pl.col("start").is_null())[TEXT]))
    return found, rest


def _in_form(texts: "pl.Series", form: _Form, zone: tzinfo) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - see above

    local = texts.str.to_datetime(form.format, strict=False, time_unit="us")
    start = pl.col("start")
    at = start.dt.replace_time_zone("UTC") if form.is_day or form.is_utc else _in_utc(start, zone)
    sane = start.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    end = start + pl.duration(seconds=_DAY_SECONDS) if form.is_day else start
    precision = Precision.DAY if form.is_day else Precision.INSTANT
    return (
        pl.DataFrame({TEXT: texts, "start": local})
        .with_columns(pl.when(sane).then(at))
        .select(
            TEXT,
            start,
            end.alias("end"),
            pl.lit(precision.value).alias("precision"),
            pl.lit(value=False).alias("approximate"),
            pl.lit(None, pl.String).alias("problem"),
        )
    )


def _in_utc(clock: "pl.Expr", zone: tzinfo) -> "pl.Expr":
    """Null where the clock of a place showed it twice or not at all."""
    if isinstance(zone, ZoneInfo):
        local = clock.dt.replace_time_zone(zone.key, ambiguous="null", non_existent="null")
        return local.dt.convert_time_zone("UTC")
    offset = zone.utcoffset(None)
    return (clock - offset if offset else clock).dt.replace_time_zone("UTC")


def _one_by_one(texts: "pl.Series", zone: str, order: str) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - see above

    return pl.DataFrame([_row(text, zone, order) for text in texts.to_list()], schema=_schema(), orient="row")


def _row(text: str, zone: str, order: str) -> tuple[object, ...]:
    nothing = (text, None, None, None, None)
    if is_nothing(text):
        return (*nothing, None)
    if error := sheet_error(text):
        return (*nothing, error)
    try:
        span = read_time(text, zone=zone, order=order)
    except ValueError as error:
        return (*nothing, str(error))
    return text, span.start, span.end, span.precision.value, span.approximate, None
