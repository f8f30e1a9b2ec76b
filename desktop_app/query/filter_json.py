"""A filter as JSON, for saved filters and views: what is written is read back the same, or refused whole.

A clause that cannot be read is never left out: a filter without it would show what the saved one hides.
"""

from datetime import date
from typing import Any, Final

from desktop_app.domain.place import LonLat
from desktop_app.query.clauses import (
    CHOICE_KINDS,
    AreaClause,
    ChoiceClause,
    Clause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)

# What a file of a stranger may make the program hold and draw.
MOST_VALUES: Final = 20_000
MOST_CORNERS: Final = 10_000
LONGEST_TEXT: Final = 2_000
MOST_BBL: Final = 1e12
FURTHEST_LON_DEG: Final = 180
FURTHEST_LAT_DEG: Final = 90


def filter_content(filter_: Filter) -> dict[str, Any]:
    """The filter as what `json.dumps` takes: kind of clause → what it says."""
    return {clause.kind.value: _content(clause) for clause in filter_.clauses}


def _content(clause: Clause) -> dict[str, Any]:
    match clause:
        case DateClause():
            days = {"from": clause.first_day, "to": clause.last_day}
            return {side: day.isoformat() for side, day in days.items() if day is not None}
        case VoyageClause():
            return {"id": clause.voyage_id, "name": clause.name}
        case ChoiceClause():
            return {"values": list(clause.values), "names": list(clause.names)}
        case VolumeClause():
            return {"low_bbl": clause.low_bbl, "high_bbl": clause.high_bbl, "unknown": clause.unknown}
        case AreaClause():
            ring = [list(corner) for corner in clause.ring]
            return {"ring": ring, "name": clause.name, "follows_view": clause.follows_view}
        case TextClause():
            return {"text": clause.text}


def read_filter(content: object) -> Filter:
    """The filter from what `json.loads` gave.

    Raises:
        ValueError: it is not exactly a filter of ours; the text says what is wrong.
    """
    if not isinstance(content, dict):
        raise ValueError("a filter is an object")  # noqa: TRY004 - one kind of error for whatever is wrong
    clauses = [_clause(kind, _object(said)) for kind, said in content.items()]
    filter_ = Filter.of(*clauses)
    if len(filter_.clauses) != len(content):
        raise ValueError("a clause says nothing")
    return filter_


def _clause(name: object, said: dict[str, Any]) -> Clause:
    if name not in {kind.value for kind in ClauseKind}:
        raise ValueError(f"{str(name)[:40]!r} is no kind of clause")
    kind = ClauseKind(name)
    if kind in CHOICE_KINDS:
        values, names = _texts(said, "values"), _texts(said, "names")
        if names and len(names) != len(values):
            raise ValueError("there are not as many names as values")
        return ChoiceClause(kind, values, names)
    if kind is ClauseKind.DATES:
        return _dates(said)
    if kind is ClauseKind.VOYAGE:
        return VoyageClause(_text(said.get("id")), _text(said.get("name")))
    if kind is ClauseKind.VOLUME:
        return _volume(said)
    if kind is ClauseKind.AREA:
        return AreaClause(_ring(said), _text(said.get("name")), follows_view=_flag(said.get("follows_view")))
    return TextClause(_text(said.get("text")))


def _dates(said: dict[str, Any]) -> DateClause:
    first, last = (date.fromisoformat(_text(said[side])) if side in said else None for side in ("from", "to"))
    if first is not None and last is not None and first > last:
        raise ValueError("the first day lies after the last")
    return DateClause(first, last)


def _volume(said: dict[str, Any]) -> VolumeClause:
    low, high = (
        None if said.get(side) is None else _number(said[side], 0, MOST_BBL)
        for side in ("low_bbl", "high_bbl")
    )
    if low is not None and high is not None and low > high:
        raise ValueError("the lowest volume is above the highest")
    return VolumeClause(low, high, unknown=_flag(said.get("unknown")))


def _ring(said: dict[str, Any]) -> tuple[LonLat, ...]:
    ring = said.get("ring")
    if not isinstance(ring, list) or len(ring) > MOST_CORNERS:
        raise ValueError(f"an area has up to {MOST_CORNERS} corners")
    return tuple(_corner(corner) for corner in ring)


def _corner(corner: object) -> LonLat:
    if not isinstance(corner, list) or len(corner) != 2:  # noqa: PLR2004 - lon and lat
        raise ValueError("a corner is a longitude and a latitude")
    lon, lat = corner
    return (
        _number(lon, -FURTHEST_LON_DEG, FURTHEST_LON_DEG),
        _number(lat, -FURTHEST_LAT_DEG, FURTHEST_LAT_DEG),
    )


def _object(said: object) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ValueError("a clause is an object")  # noqa: TRY004 - one kind of error for whatever is wrong
    return said


def _texts(said: dict[str, Any], key: str) -> tuple[str, ...]:
    texts = said.get(key)
    if not isinstance(texts, list) or len(texts) > MOST_VALUES:
        raise ValueError(f"{key} is a list of up to {MOST_VALUES} texts")
    return tuple(_text(text) for text in texts)


def _text(text: object) -> str:
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError(f"what stands for a text is none, or longer than {LONGEST_TEXT} letters")
    return text


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("what stands for yes or no is neither")  # noqa: TRY004 - as above
    return value


def _number(value: object, low: float, high: float) -> float:
    # Python reads NaN and Infinity as numbers, and whole ones with more digits than a float has.
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"what stands for a number is none from {low:g} to {high:g}")
    return float(value)
