"""Found events in plain values, one list a column: what files, rows and other programs are given."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.storage.fixes import DEGREE

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

_HOUR_S: Final = 3600
# Millimetres, milliseconds and thousandths of a knot: more is the arithmetic's, not the reports'.
_DECIMALS: Final = 3
# Facts that number a row of another kind's events: their name here, and the kind.
_EVENTS: Final = {
    "from_visit": ("from_visit_id", EventKind.VISIT),
    "to_visit": ("to_visit_id", EventKind.VISIT),
    "visit_row": ("visit_id", EventKind.VISIT),
    "gap_row": ("gap_id", EventKind.GAP),
    "loitering_row": ("loitering_id", EventKind.LOITERING),
}
# Facts that stand for words.
_WORDS: Final = {
    "laden": (None, "laden", "ballast"),
    "plausible": ("too slow", "plausible", "too fast"),
    "change": (None, "loaded", "discharged"),
}
# Facts of which 0 is "not told", as AIS has it.
_NOT_TOLD: Final = ("draught_before_dm", "draught_after_dm")


def event_table(
    detector: "Detector", events: EventColumns, rows: Sequence[int] | None = None
) -> dict[str, list[Any]]:
    """Columns of equal length, for every kind the same ones; None where there is nothing.

    `id`, `kind`, `vessel_id`, `other_vessel_id`, `start_utc` and `end_utc` (aware UTC), `duration_h`, `lon`,
    `lat`, `end_lon`, `end_lat` (degrees; None where nothing tells), `place_id`, `place`, `end_place_id`,
    `end_place`, `check`, `score`.

    Args:
        detector: that found the events.
        events: of one kind.
        rows: which of them, in this order; None for all.
    """
    chosen = np.arange(len(events)) if rows is None else np.asarray(rows, np.int64)
    names = {place.id: place.name for place in detector.places.places}
    start_s, end_s = events.start_s[chosen], events.end_s[chosen]
    places, end_places = (
        _named(array[chosen], events.place_ids) for array in (events.place, events.end_place)
    )
    marked, ended = (flags[chosen] for flags in _known(events))
    return {
        "id": [events.id_of(row) for row in chosen.tolist()],
        "kind": [events.kind.value] * len(chosen),
        "vessel_id": _named(events.vessel[chosen], events.vessel_ids),
        "other_vessel_id": _named(events.other[chosen], events.vessel_ids),
        "start_utc": _instants(start_s),
        "end_utc": _instants(end_s),
        "duration_h": ((end_s - start_s) / _HOUR_S).round(4).tolist(),
        "lon": _degrees(events.lon_e7[chosen], marked),
        "lat": _degrees(events.lat_e7[chosen], marked),
        "end_lon": _degrees(events.end_lon_e7[chosen], ended),
        "end_lat": _degrees(events.end_lat_e7[chosen], ended),
        "place_id": places,
        "place": [names.get(place) if place else None for place in places],
        "end_place_id": end_places,
        "end_place": [names.get(place) if place else None for place in end_places],
        "check": _named(events.check[chosen], tuple(check.value for check in EVENT_CHECKS)),
        "score": events.score[chosen].tolist(),
    }


def fact_table(
    detector: "Detector", events: EventColumns, parameters: EventParameters, rows: Sequence[int] | None = None
) -> dict[str, list[Any]]:
    """What the events' kind measures, one list a fact.

    Names carry the units and are those that the kind's finder documents, with what they number put by its id
    or in words: `port` becomes `nearest_place_id`, `point` a name, `from_visit` and `to_visit` ids of visits.
    """
    chosen = np.arange(len(events)) if rows is None else np.asarray(rows, np.int64)
    table: dict[str, list[Any]] = {}
    for name, values in events.facts.items():
        told = values[chosen] if isinstance(values, np.ndarray) else [values[row] for row in chosen.tolist()]
        if name in _EVENTS:
            title, kind = _EVENTS[name]
            others = detector.events(kind, parameters)
            table[title] = [others.id_of(row) if row >= 0 else None for row in _plain(told)]
        elif name in _WORDS:
            table[name] = [_WORDS[name][code] for code in _plain(told)]
        elif name in _NOT_TOLD:
            table[name] = [value or None for value in _plain(told)]
        elif name == "port":
            table["nearest_place_id"] = _named(np.asarray(told), events.place_ids)
        elif name == "point":
            table[name] = [point or None for point in _named(np.asarray(told), detector.places.point_names)]
        elif name == "places":
            table["place_ids"] = [[events.place_ids[place] for place in places] for places in told]
        else:
            table[name] = _plain(told)
    return table


def event_rows(
    detector: "Detector", events: EventColumns, parameters: EventParameters, rows: Sequence[int] | None = None
) -> list[dict[str, Any]]:
    """One mapping an event, with its facts as a mapping under `facts`; arguments as of `fact_table`."""
    told, facts = event_table(detector, events, rows), fact_table(detector, events, parameters, rows)
    return [
        {name: values[place] for name, values in told.items()}
        | {"facts": {name: values[place] for name, values in facts.items()}}
        for place in range(len(told["id"]))
    ]


def _known(events: EventColumns) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each event whether anything tells where it is, and where it ends."""
    anywhere = np.ones(len(events), np.bool_)
    if "from_placed" in events.facts:  # a hint, which two statements without a position can give
        first, last = (np.asarray(events.facts[name], np.bool_) for name in ("from_placed", "to_placed"))
        return first | last, last
    if "is_open" in events.facts:  # the ship was not heard again
        return anywhere, ~np.asarray(events.facts["is_open"], np.bool_)
    return anywhere, anywhere


def _degrees(whole: NDArray[np.int32], known: NDArray[np.bool_]) -> list[float | None]:
    degrees: list[float] = (whole / DEGREE).tolist()
    if bool(known.all()):
        return list(degrees)
    return [value if there else None for value, there in zip(degrees, known.tolist(), strict=True)]


def _instants(seconds: NDArray[np.int64]) -> list[datetime]:
    return [datetime.fromtimestamp(second, UTC) for second in seconds.tolist()]


def _named(codes: NDArray[Any], names: Sequence[str]) -> list[str | None]:
    return [names[code] if code >= 0 else None for code in codes.tolist()]


def _plain(values: NDArray[Any] | Sequence[Any]) -> list[Any]:
    """Values that JSON has; no number for one that is none or endless."""
    if isinstance(values, np.ndarray):
        found: list[Any] = values.tolist()
        if values.dtype.kind == "f":
            return [round(value, _DECIMALS) if math.isfinite(value) else None for value in found]
        return found
    return [list(value) if isinstance(value, tuple) else value for value in values]
