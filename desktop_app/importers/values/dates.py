"""A day, a month, a quarter or a year as text."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from desktop_app.importers.values.clocks import take_clock
from desktop_app.importers.values.time_words import MONTH_TITLES, month_of

FIRST_YEAR, LAST_YEAR = 1900, 2199
_PIVOT: Final = 70  # 70 to 99 are of the last century
_SEP: Final = r"\s*[-/.]\s*"
_YMD: Final = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})(?:{_SEP}(\d{{1,2}}))?\.?", re.ASCII)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
THREE: Final = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?", re.ASCII)
THREE_ANYWHERE: Final = re.compile(rf"(?<![\d.])(?:{THREE.pattern})(?!\d)", re.ASCII)
YEAR_FIRST: Final = re.compile(r"(?<!\d)\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)", re.ASCII)
_TWO: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.?", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[_ t-]?(\d{2})(\d{2})(\d{2})?)?(z)?", re.ASCII)
_DAY: Final = re.compile(r"\d{1,2}", re.ASCII)
_EPOCH: Final = re.compile(r"(\d{10})(?:\.\d{1,9})?|(\d{13})|(\d{16})", re.ASCII)
_EAST: Final = re.compile(
    r"(?:(\d{4})\s*[년年])?\s*(?:(\d{1,2})\s*[월月])?\s*(?:(\d{1,2})\s*[일日])?", re.ASCII
)
_YEAR: Final = re.compile(r"(\d{4})\s*(?:г\.?|год|года|year)?", re.ASCII)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_QUARTERS: Final = (
    re.compile(r"q(?P<n>[1-4])[\s/-]*(?P<y>\d{4})|(?P<y2>\d{4})[\s/-]*q(?P<n2>[1-4])"),
    re.compile(
        r"(?P<n>[1-4]|iv|i{1,3}|1st|2nd|3rd|4th|first|second|third|fourth)\s*-?(?:й|ый|ий)?\s*"
        r"(?:кв\.?|квартал[а-я]*|quarter)\s*(?:of\s*)?(?P<y>\d{4})(?:\s*(?:г\.?|года))?"
    ),
    re.compile(r"(?P<y>\d{4})\s*년?\s*(?P<n>[1-4])\s*분기"),
)
_HALVES: Final = (
    re.compile(r"h(?P<n>[12])[\s/-]*(?P<y>\d{4})|(?P<y2>\d{4})[\s/-]*h(?P<n2>[12])"),
    re.compile(
        r"(?P<n>[12]|first|second|1st|2nd)\s*-?(?:е|ое)?\s*(?:полугодие|half)\s*(?:of\s*)?(?P<y>\d{4})"
    ),
    re.compile(r"(?P<y>\d{4})\s*년?\s*(?P<n>상반기|하반기)"),
)
_KOREAN_HALF: Final = {"상반기": 1, "하반기": 2}
# First month; the seasons of the weather services, of three whole months, in the north.
_SEASONS: Final = {
    **dict.fromkeys(("spring", "весна", "весной", "봄"), 3),
    **dict.fromkeys(("summer", "лето", "летом", "여름"), 6),
    **dict.fromkeys(("autumn", "fall", "осень", "осенью", "가을"), 9),
}
_WINTERS: Final = frozenset({"winter", "зима", "зимой", "겨울"})
_SEASON: Final = re.compile(
    r"(?P<s>[^\W\d_]+)\s*(?:of\s*)?(?P<y>\d{4})(?:\s*г(?:\.|ода))?|(?P<y2>\d{4})\s*년?\s*(?P<s2>[^\W\d_]+)"
)
_WEEK: Final = re.compile(r"(\d{4})-?w(\d{2})(?:-?([1-7]))?", re.ASCII)
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*|"
    r"\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\b[.,]?\s*|"
    r"\([월화수목금토일]\)|\b[월화수목금토일]요일"
)
_FILLER: Final = re.compile(r"\b(?:at|on|the|of|в|года|год|г)\b\.?")
_TOKEN: Final = re.compile(r"(\d+)(?:st|nd|rd|th|-?го|-?е|日|일)?|([^\W\d_]+)\.?|('\d{2})|([^\s,./-])")
_LONGEST: Final = 80


class Fields(NamedTuple):
    """What a text says of a time; None for what it leaves open.

    Attributes:
        months: that the text covers from `month` on; 0 where it names days or a single month.
        days: that it covers from the day on; 1 unless it is a week.
        time: since midnight.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    time: timedelta | None = None
    zone: tzinfo | None = None
    months: int = 0
    days: int = 1


def read_fields(text: str, order: str) -> Fields:
    """Of a text in lower case with single blanks.

    Args:
        text: one time; parts of it may be missing.
        order: "dmy", "mdy", "ymd" for dates of bare numbers, empty where it is not known.

    Raises:
        ValueError: it is none; a clause.
    """
    if len(text) > _LONGEST:
        raise ValueError("is no time")
    if numbers := _digits(text):
        return numbers
    rest, time, zone = take_clock(text)
    plain = " ".join(_WEEKDAY.sub("", rest).strip(" ,;()[]").split())
    if not plain and time is not None:
        return Fields(None, time=time, zone=zone)
    found = _numeric(plain, order) or _span(plain) or _words(plain)
    if found is None:
        raise ValueError("is no time")
    return found._replace(time=time, zone=zone)


def date_of(year: int, month: int, day: int) -> date:
    """A day of the calendar.

    Raises:
        ValueError: there is none such, or not within `FIRST_YEAR` to `LAST_YEAR`; a clause.
    """
    check_year(year)
    if not 1 <= month <= len(MONTH_TITLES):
        raise ValueError(f"there is no month {month}")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        of_year = f" {year}" if (month, day) == (2, 29) else ""
        raise ValueError(f"the day {day} {MONTH_TITLES[month - 1]}{of_year} does not exist")
    return date(year, month, day)


def check_year(year: int) -> None:
    """Refuse years that no ship of the trade sailed in.

    Raises:
        ValueError: a clause.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}")


def order_of(first: int, second: int) -> str:
    """The order that two numbers before a year allow; empty for both."""
    top = len(MONTH_TITLES)
    if first > top >= second:
        return "dmy"
    return "mdy" if second > top >= first else ""


def _digits(text: str) -> Fields | None:
    """Digits alone: 20210701, 20210701_185151, seconds or milliseconds since 1970."""
    if found := _EPOCH.fullmatch(text):
        digits = text.replace(".", "")
        whole = int(found[1] or found[2] or found[3])
        micro = whole * {10: 1_000_000, 13: 1_000, 16: 1}[len(found[1] or found[2] or found[3])]
        if found[1] and len(digits) > len(found[1]):
            micro += int(digits[len(found[1]) :].ljust(6, "0")[:6])
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro)
        return Fields(
            at.year, at.month, at.day, at - at.replace(hour=0, minute=0, second=0, microsecond=0), UTC
        )
    if found := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        time = None
        if found[4]:
            time = take_clock(f"{hour:02}:{minute:02}:{second:02}").time
        return Fields(year, month, day, time, UTC if found[7] else None)
    return None


def _numeric(text: str, order: str) -> Fields | None:
    if found := _YMD.fullmatch(text):
        return Fields(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := THREE.fullmatch(text):
        return _three(found, order)
    if found := _MONTH_YEAR.fullmatch(text) or _YEAR.fullmatch(text):
        year, month = (found[2], int(found[1])) if found.re is _MONTH_YEAR else (found[1], None)
        return Fields(int(year), month)
    if found := _EAST.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return Fields(year, month, day) if text else None
    return _without_year(text, order)


def _without_year(text: str, order: str) -> Fields | None:
    """One end of a range that leaves the year, and maybe the month, to the other."""
    if found := _TWO.fullmatch(text):
        day, month = (found[2], found[1]) if order == "mdy" else (found[1], found[2])
        return Fields(None, int(month), int(day))
    return Fields(None, None, int(text)) if _DAY.fullmatch(text) else None


def _three(found: re.Match[str], order: str) -> Fields:
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    long = len(found[4]) > len("24")
    if order == "ymd" and not long:
        return Fields(_century(first), second, last)
    if order not in {"dmy", "mdy"}:
        # Points stand in dates where the day comes first, and nowhere else.
        order = "dmy" if found[2] == "." else order_of(first, second)
        if not order and first == second:
            order = "dmy"
    if not order:
        raise ValueError(
            f"“{found[0]}” can be read with the day first or the month first; choose which it is"
        )
    day, month = (first, second) if order == "dmy" else (second, first)
    if month > len(MONTH_TITLES) >= day:
        word = "day" if order == "dmy" else "month"
        raise ValueError(f"“{found[0]}” has no month {month}, read with the {word} first")
    return Fields(last if long else _century(last), month, day)


def _century(year: int) -> int:
    return year + (1900 if year >= _PIVOT else 2000)


def _span(text: str) -> Fields | None:
    for patterns, months in ((_QUARTERS, 3), (_HALVES, 6)):
        for pattern in patterns:
            if found := pattern.fullmatch(text):
                parts = {key.rstrip("2"): part for key, part in found.groupdict().items() if part}
                number = parts["n"]
                which = _ROMAN.get(number) or _ORDINALS.get(number) or _KOREAN_HALF.get(number) or int(number)
                return Fields(int(parts["y"]), 1 + months * (which - 1), months=months)
    if found := _WEEK.fullmatch(text):
        try:
            day = date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
        except ValueError:
            raise ValueError(f"there is no week {int(found[2])} in {found[1]}") from None
        return Fields(day.year, day.month, day.day, days=1 if found[3] else 7)
    if found := _SEASON.fullmatch(text):
        season, year = found["s"] or found["s2"], int(found["y"] or found["y2"])
        if season in _WINTERS:
            raise ValueError(f"the winter of {year} can be either end of the year; give months")
        if season in _SEASONS:
            return Fields(year, _SEASONS[season], months=3)
    return None


def _words(text: str) -> Fields | None:
    """A month by its name, with a day and a year before or after it, or without."""
    year = month = day = None
    for number, word, short, other in _TOKEN.findall(_FILLER.sub(" ", text)):
        if other or (word and (month or not month_of(word))):
            return None
        if word:
            month = month_of(word)
        elif year is None and (short or len(number) == len("2024")):
            year = _century(int(short[1:])) if short else int(number)
        elif day is None and 0 < len(number) <= len("31"):
            day = int(number)
        elif year is None and len(number) == len("24"):
            year = _century(int(number))
        else:
            return None
    known = month is not None or (day is not None and year is not None)
    return Fields(year, month, day) if known else None
