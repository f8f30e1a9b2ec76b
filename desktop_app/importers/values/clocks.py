"""The time of day within a text, and the zone that it names."""

import re
from datetime import timedelta, tzinfo
from typing import Final, NamedTuple

from desktop_app.importers.values.zones import NAMES, zone_of

_NAMED: Final = "|".join(re.escape(name.lower()) for name in NAMES)
_OFFSET: Final = r"(?:utc|gmt)?\s*[+-]\s*\d{1,2}(?::?\d{2})?"
_PLACE: Final = r"[a-z]+(?:/[a-z_]+){1,2}"
_AT_ONCE: Final = re.compile(rf"\s*\(?\s*(?P<zone>{_OFFSET}|{_PLACE}|(?:{_NAMED})(?![^\W\d_]))\s*\)?")
_SOMEWHERE: Final = re.compile(rf"(?<![^\W\d_])\(?(?P<zone>(?:{_NAMED})(?![^\W\d_])|{_PLACE})\)?")
_AFTER_DAY: Final = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?P<zone>z|[+-]\d{2}:\d{2})")
_LOCAL: Final = re.compile(
    r"\(?\b(?:lt|local time|local|местное время|местного времени|по местному времени|현지시간)\b\)?"
)
_CLOCKS: Final = (
    re.compile(
        r"(?<![\d:.])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?(?![\d:])"
        r"(?:\s*(?P<half>[ap])\.?m\b\.?|\s*hrs\b)?"
    ),
    re.compile(
        r"(?P<half>오전|오후)?\s*(?P<h>\d{1,2})\s*시(?:\s*(?P<m>\d{1,2})\s*분)?(?:\s*(?P<s>\d{1,2})\s*초)?"
    ),
    re.compile(r"(?P<half>오전|오후)\s*(?P<h>\d{1,2}):(?P<m>\d{2})"),
    re.compile(
        rf"(?<![\d.:/-])(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?=\s*(?:(?:{_NAMED}|hrs|h|lt)(?![^\W\d_])))"
    ),
    re.compile(r"(?<![\d.:/-])(?P<h>\d{1,2})\s*(?P<half>[ap])\.?m\b\.?"),
)
_HALVES: Final = {"a": 0, "p": 12, "오전": 0, "오후": 12}
_NOON: Final = 12
_DAY_HOURS: Final = 24
_SIXTY: Final = 60


class Clock(NamedTuple):
    """What a text says besides the day.

    Attributes:
        rest: the text without it.
        time: since midnight; None where the text has no time of day.
        zone: None where it names none.
    """

    rest: str
    time: timedelta | None
    zone: tzinfo | None


def take_clock(text: str) -> Clock:
    """The time of day of a text in lower case.

    Raises:
        ValueError: there is no such time or zone; a clause.
    """
    if found := _AFTER_DAY.fullmatch(text):
        return Clock(found["day"], None, zone_of(found["zone"]))
    plain = _LOCAL.sub(" ", re.sub(r"(?<=\d)t(?=\d)", " ", text))
    for pattern in _CLOCKS:
        found = pattern.search(plain)
        if found is None:
            continue
        time = _time(found)
        before, after = plain[: found.start()], plain[found.end() :].removeprefix(" hrs")
        zone = None
        if at_once := _AT_ONCE.match(after):
            zone, after = _zone(at_once["zone"]), after[at_once.end() :]
        rest = f"{before} {after}"
        if zone is None and (named := _SOMEWHERE.search(rest)):
            zone, rest = _zone(named["zone"]), rest[: named.start()] + rest[named.end() :]
        return Clock(rest, time, zone)
    if named := re.search(rf"\s\(?(?P<zone>{_NAMED})\)?$", plain):
        return Clock(plain[: named.start()], None, _zone(named["zone"]))
    return Clock(plain, None, None)


def _zone(text: str) -> tzinfo:
    return zone_of(text.title() if "/" in text else text)


def _time(found: re.Match[str]) -> timedelta:
    parts = found.groupdict()
    hour, minute, second = (int(parts.get(key) or 0) for key in ("h", "m", "s"))
    half = parts.get("half")
    if half and 0 < hour <= _NOON:
        hour = hour % _NOON + _HALVES[half]
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute >= _SIXTY or second >= _SIXTY or time > timedelta(hours=_DAY_HOURS):
        raise ValueError(f"the time {found[0].strip()} does not exist")
    return time + timedelta(microseconds=int((parts.get("f") or "0").ljust(6, "0")[:6]))
