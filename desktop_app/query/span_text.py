"""Times as people type them, with the precision that the words give, and back into text.

Everything is UTC unless an offset is written. What is read is a `TimeSpan`; `span_text` writes every span so
that it reads back the same.
"""

import calendar
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.runtime.errors import UsageError

EXAMPLES: Final = "2024-03-07 · 7 Mar 2024 · 7–22 Mar 2024 · 2024-03 · about 2024 · 2024-03-07 14:30"

# Not from `calendar`, whose names follow the language of the process.
_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS: Final = {
    word: number for number, name in enumerate(_NAMES, start=1) for word in (name, name[:3], name[:4])
}
_MONTH_WORD: Final = rf"(?P<word>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_CLOCK: Final = re.compile(
    r"(?:^|[T\s,]\s*)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+\-\u2212]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_DAY_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",  # the way of Russia and Germany
        rf"(?P<day>\d{{1,2}})\s*{_MONTH_WORD}(?:\s*,?\s*(?P<year>\d{{4}}))?",
        rf"{_MONTH_WORD}\s*(?P<day>\d{{1,2}})(?:\s*,?\s+(?P<year>\d{{4}}))?",
        rf"{_MONTH_WORD}(?:\s*,?\s*(?P<year>\d{{4}}))?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
        r"(?P<day>\d{1,2})",
    )
)
_ABOUT: Final = re.compile(r"(?:about|around|approximately|circa|ca\.?|c\.|~)\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?:some ?time\s+)?between\s+(.+?)\s+and\s+(.+)", re.IGNORECASE)
_FROM: Final = re.compile(r"from\s+(.+?)\s+(?:to|until|till)\s+(.+)", re.IGNORECASE)
# A hyphen separates only with blanks round it or between two short numbers (7-22 Mar), never inside 2024-03.
_RANGE: Final = re.compile(
    r"(.+?)\s*(?:[\u2013\u2014/]|\.\.\.?|\s-\s|\s(?:to|until|till)\s)\s*(.+)", re.IGNORECASE
)
_SHORT_RANGE: Final = re.compile(r"(\d{1,2})-(\d{1,2}\s+\D.*)")
_SECOND: Final = timedelta(seconds=1)
_LAST_HOUR: Final = 14  # hours: the furthest a civil clock is from UTC


class _Part(NamedTuple):
    """One end of a time as it was typed; None where that part is not written."""

    text: str
    year: int | None
    month: int | None
    day: int | None
    clock: tuple[int, int, int] | None
    offset: timedelta

    @property
    def precision(self) -> Precision:
        if self.clock is not None:
            return Precision.INSTANT
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH


def parse_span(text: str) -> TimeSpan:
    """A time from what was typed.

    One day, month or year is known as such. Two days with a dash, or "between … and …", are a window: some
    time in it. "from … to …", and two times of the clock, are an interval: all of it.

    Raises:
        UsageError: it cannot be read, is no day of the calendar, or ends before it starts.
    """
    plain = " ".join(text.split())
    about = _ABOUT.match(plain)
    plain = plain[about.end() :] if about else plain
    approximate = about is not None
    for form, precision in ((_BETWEEN, Precision.WINDOW), (_FROM, Precision.INTERVAL)):
        if found := form.fullmatch(plain):
            return _range(found[1], found[2], precision, approximate=approximate)
    try:
        part = _part(plain)
    except UsageError:
        found = _SHORT_RANGE.fullmatch(plain) or _RANGE.fullmatch(plain)
        if found is None:
            raise
        return _range(found[1], found[2], None, approximate=approximate)
    part = _needs_year(part)
    return TimeSpan(_start(part), _end(part), part.precision, approximate)


def span_text(span: TimeSpan) -> str:
    """The span in the form that reads back as the same, apart from precisions that no text gives."""
    about = "about " if span.approximate else ""
    first, last = span.first_day, span.last_day
    whole_days = span.start == _midnight(first) and span.end == _midnight(last + timedelta(days=1)) - _SECOND
    if span.precision is Precision.INSTANT and span.start == span.end:
        return f"{about}{_clock_text(span.start)} UTC"
    if span.precision is Precision.DAY and whole_days and first == last:
        return f"{about}{first}"
    if whole_days and first.day == 1 and last == _last_of(last.year, last.month):
        if span.precision is Precision.MONTH:
            return about + _joined(f"{first:%Y-%m}", f"{last:%Y-%m}")
        if span.precision is Precision.YEAR and (first.month, last.month) == (1, 12):
            return about + _joined(f"{first:%Y}", f"{last:%Y}")
    one, two = (str(first), str(last)) if whole_days else (_clock_text(span.start), _clock_text(span.end))
    if span.precision is Precision.INTERVAL:
        return f"{about}from {one} to {two}"
    return f"{about}between {one} and {two}"


def _joined(one: str, two: str) -> str:
    return one if one == two else f"{one} – {two}"


def _clock_text(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when.second == 0 else f"{when:%Y-%m-%d %H:%M:%S}"


def _range(one: str, two: str, precision: Precision | None, *, approximate: bool) -> TimeSpan:
    last = _needs_year(_part(two.strip()))
    first = _part(one.strip())
    # "7–22 Mar 2024" and "28 Feb – 3 Mar 2024" name month and year once, at the end.
    if first.month is None and first.day is not None:
        first = first._replace(month=last.month)
    if first.year is None:
        turned = (first.month or 1) > (last.month or 12) and last.year is not None
        first = first._replace(year=last.year - 1 if turned and last.year is not None else last.year)
    found = precision or _range_precision(first.precision, last.precision)
    start, end = _start(first), _end(last)
    if end < start:
        raise UsageError(f"{last.text} lies before {first.text}; write the earlier one first.")
    return TimeSpan(start, end, found, approximate)


def _range_precision(first: Precision, last: Precision) -> Precision:
    if first is last and first in {Precision.MONTH, Precision.YEAR}:
        return first
    return Precision.INTERVAL if first is last is Precision.INSTANT else Precision.WINDOW


def _part(text: str) -> _Part:
    """One end, not yet completed.

    Raises:
        UsageError: it is no date.
    """
    clock = _CLOCK.search(text)
    if clock is not None:
        text = text[: clock.start()].rstrip(" ,T")
    for form in _DAY_FORMS:
        found = form.fullmatch(text.strip())
        if found is None:
            continue
        cells = found.groupdict()
        word = cells.get("word")
        month = _MONTHS[word.casefold()] if word else _number(cells.get("month"))
        day = _number(cells.get("day"))
        if clock is not None and day is None:
            break
        return _Part(
            text,
            _number(cells.get("year")),
            month,
            day,
            None if clock is None else _clock(clock),
            timedelta() if clock is None else _offset(clock["zone"]),
        )
    raise UsageError(f"“{text}” is no date. Written like this it can be read: {EXAMPLES}")


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - a clock
        raise UsageError(f"{found[0].strip()} is no time of the day; the last is 23:59:59.")
    return hour, minute, second


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone.upper() in {"Z", "UTC", "GMT"}:
        return timedelta()
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > _LAST_HOUR or minutes > 59:  # noqa: PLR2004 - a clock
        raise UsageError(f"{zone} is no offset from UTC; the furthest is +14:00.")
    offset = timedelta(hours=hours, minutes=minutes)
    return offset if zone[0] == "+" else -offset


def _needs_year(part: _Part) -> _Part:
    if part.year is None:
        raise UsageError(f"“{part.text}” names no year. Written like this it can be read: {EXAMPLES}")
    return part


def _start(part: _Part) -> datetime:
    first = _day(part, part.month or 1, part.day or 1)
    return _at(first, part) if part.clock is not None else _midnight(first)


def _end(part: _Part) -> datetime:
    month = part.month or 12
    if part.clock is not None:
        return _at(_day(part, month, part.day or 1), part)
    last = _day(part, month, part.day or 1)
    last = last if part.day is not None else _last_of(last.year, month)
    return _midnight(last) + timedelta(days=1) - _SECOND


def _at(day: date, part: _Part) -> datetime:
    hour, minute, second = part.clock or (0, 0, 0)
    local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=timezone(part.offset))
    return local.astimezone(UTC)


def _day(part: _Part, month: int, day: int) -> date:
    try:
        # Nothing in this trade is older, and the last years of the calendar cannot be added to.
        if not 1900 <= (part.year or 0) <= 2999:  # noqa: PLR2004 - see above
            raise UsageError(f"The year {part.year} lies outside 1900 to 2999.")
        return date(part.year or 0, month, day)
    except ValueError:
        raise UsageError(f"“{part.text}” is not a day of the calendar.") from None


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
