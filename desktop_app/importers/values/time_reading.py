"""Times as people write them, with the precision that they really give."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.values.dates import Fields, check_year, date_of, read_fields
from desktop_app.importers.values.time_words import refuse_open, without_about, without_part
from desktop_app.importers.values.zones import zone_of

_LONGEST: Final = 120
_DASHES: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u301c": "~", "\u2012": "–"})
# With an end that is known: all of the time between is meant.
_INTERVALS: Final = (
    re.compile(r"from (.+?) (?:to|till|until|through) (.+)"),
    re.compile(r"\u0441 (.+?) по (.+)"),
    re.compile(r"(.+?)부터 (.+?)까지"),
    re.compile(r"(\d{4}-\d{2}[-\dt:.z+]*)/(\d[-\dt:.z+]*)"),
)
# Some time between.
_WINDOWS: Final = (
    re.compile(r"between (.+?) and (.+)"),
    re.compile(r"между (.+?) и (.+)"),
    re.compile(r"(.+?) (?:to|through|and|or|по) (.+)"),
    re.compile(r"(.+?) (?:-|–|—|~) (.+)"),
    re.compile(r"([^–—~]+)[–—~]([^–—~]+)"),
    # A hyphen between two days where a month is named: 1-5 May 2024, April 1-5, 2024.
    re.compile(r"((?:[^\W\d_]+\.? )?\d{1,2})-(\d{1,2}(?:,? [^\W\d_]+.*|,? \d{4}))"),
    re.compile(r"([^\W\d_]{3,}\.?)-([^\W\d_]{3,}\.? \d{4})"),
    re.compile(r"(\d{4})-(\d{4})"),
)
# First and last day of the parts of a month; of the last part None for the month's end.
_PART_DAYS: Final = ((1, 10), (11, 20), (21, None))
_PART_MONTHS: Final = 4  # of a year
_SECOND: Final = timedelta(seconds=1)


class Local(NamedTuple):
    """A span on the clock of a place.

    Attributes:
        first, last: naive; both belong to it.
        zone, last_zone: None where the text names none.
    """

    first: datetime
    last: datetime
    precision: Precision
    approximate: bool
    zone: tzinfo | None
    last_zone: tzinfo | None


def read_time(text: str, *, zone: str = "UTC", order: str = "") -> TimeSpan:
    """A time, or a range of times.

    Args:
        text: in English, Russian, Korean or numbers.
        zone: of times that name none.
        order: "dmy", "mdy" or "ymd" for dates of bare numbers, empty to take only what allows no doubt.

    Raises:
        ValueError: it is none; a clause for people.
    """
    local = read_local(text, order)
    own = zone_of(zone)
    start = to_utc(local.first, local.zone or own, local.precision)
    end = to_utc(local.last, local.last_zone or local.zone or own, local.precision)
    if end < start:
        raise ValueError("ends before it begins")
    return TimeSpan(start, end, local.precision, local.approximate)


def read_local(text: str, order: str) -> Local:
    """A time on the clock that the text means.

    Raises:
        ValueError: it is none; a clause for people.
    """
    if len(text) > _LONGEST:
        raise ValueError("is too long for a time")
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).lower().split())
    plain, approximate = without_about(plain)
    if span := _range(plain, order):
        first, last, precision = span
    else:
        rest, part = without_part(plain)
        if part is None:
            refuse_open(rest)
        first = last = _filled_up(read_fields(rest, order), None)
        precision = _precision(first)
        if part is not None:
            return _part(first, part, approximate=approximate)
    begin, end = _bounds(first)[0], _bounds(last)[1]
    if end < begin:
        raise ValueError(f"ends on {end:%d %B %Y}, before it begins".replace(" 0", " "))
    return Local(begin, end, precision, approximate, first.zone, last.zone)


def to_utc(local: datetime, zone: tzinfo, precision: Precision) -> datetime:
    """An instant from the clock of a place.

    Raises:
        ValueError: that clock jumped over it, or showed it twice; a clause. Ends of days are not so exact
            that it matters.
    """
    aware = local.replace(tzinfo=zone)
    if zone is UTC:
        return aware
    try:
        instant = aware.astimezone(UTC)
        if precision is Precision.INSTANT:
            again = instant.astimezone(zone).replace(tzinfo=None)
            if again != local:
                raise ValueError(
                    f"{local:%H:%M} did not exist on that day in {zone}: the clocks went forward"
                )
            if aware.replace(fold=1).astimezone(UTC) != instant:
                raise ValueError(
                    f"{local:%H:%M} came twice on that day in {zone}: the clocks went back; write the offset"
                )
    except OverflowError:
        raise ValueError("is no time") from None
    return instant


def _range(text: str, order: str) -> tuple[Fields, Fields, Precision] | None:
    for patterns, precision in ((_INTERVALS, Precision.INTERVAL), (_WINDOWS, Precision.WINDOW)):
        for pattern in patterns:
            found = pattern.fullmatch(text)
            if found is None:
                continue
            try:
                left, right = (_one_end(side.strip(), order) for side in found.groups())
            except ValueError:
                continue  # a hyphen within a single date, say
            first = _filled_up(left, right)
            return first, _filled_up(right, first), precision
    return None


def _one_end(text: str, order: str) -> Fields:
    return read_fields(text.removeprefix("the ").strip(" ,"), order)


def _filled_up(fields: Fields, other: Fields | None) -> Fields:
    """What one end of a range leaves to the other: the year, the month, the whole date.

    Raises:
        ValueError: something is left open still; a clause.
    """
    year, month, day = fields.year, fields.month, fields.day
    if other is not None:
        if year is None and month is None and day is None:
            year, month, day = other.year, other.month, other.day
        if day is not None and month is None:
            month = other.month
        if year is None:
            year = other.year
    if year is None:
        raise ValueError("a time without a day" if month is None and day is None else "the year is missing")
    if day is not None and month is None:
        raise ValueError("the month is missing")
    zone = fields.zone or (other.zone if other is not None else None)
    return fields._replace(year=year, month=month, day=day, zone=zone)


def _precision(fields: Fields) -> Precision:
    if fields.time is not None:
        return Precision.INSTANT
    if fields.months or fields.days > 1:
        return Precision.WINDOW
    if fields.day is not None:
        return Precision.DAY
    return Precision.YEAR if fields.month is None else Precision.MONTH


def _bounds(fields: Fields) -> tuple[datetime, datetime]:
    """First and last instant of a completed time."""
    year, month, day = fields.year or 0, fields.month, fields.day
    check_year(year)
    if fields.time is not None:
        if day is None or month is None:
            raise ValueError("a time of day without a day")
        at = _midnight(date_of(year, month, day)) + fields.time
        return at, at
    if month is None:
        return datetime(year, 1, 1), datetime(year + 1, 1, 1) - _SECOND  # noqa: DTZ001 - on a clock whose zone follows
    first = date_of(year, month, day or 1)
    if day is not None:
        return _midnight(first), _midnight(first + timedelta(days=fields.days)) - _SECOND
    after = month - 1 + (fields.months or 1)
    return _midnight(first), _midnight(date(year + after // 12, after % 12 + 1, 1)) - _SECOND


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - on a clock whose zone is told beside it


def _part(fields: Fields, part: int, *, approximate: bool) -> Local:
    """The first, second or last third of a month or a year."""
    if fields.day is not None or fields.time is not None or fields.months:
        raise ValueError("“early”, “mid” and “late” need a month or a year")
    year, month = fields.year or 0, fields.month
    if month is None:
        start = 1 + part * _PART_MONTHS
        first, last = _bounds(fields._replace(month=start, months=_PART_MONTHS))
    else:
        first_day, last_day = _PART_DAYS[part]
        first = _midnight(date_of(year, month, first_day))
        last = _bounds(fields)[1] if last_day is None else _bounds(fields._replace(day=last_day))[1]
    return Local(first, last, Precision.WINDOW, approximate, fields.zone, fields.zone)
