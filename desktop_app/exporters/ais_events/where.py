"""Where an event at sea was, and what two ships told of their draught: rows that several kinds share."""

import math
from typing import Final

from desktop_app.analysis.places import PlaceKind
from desktop_app.domain.coordinates import format_position
from desktop_app.exporters.ais_events.gaps import OUT_OF_GRID, kilometres, nautical
from desktop_app.exporters.card import Link, Part, Row, joined
from desktop_app.exporters.things import vessel_link
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import DEGREE

_NOT_TOLD: Final = "not told within {hours} h before and after"


def fact(event: FoundEvent, name: str) -> float:
    """One number of an event."""
    return float(event.columns.facts[name][event.row])


def where_rows(event: FoundEvent, label: str) -> tuple[Row, ...]:
    """Where it is marked, how far from shore and from the nearest port or berth."""
    columns, row = event.columns, event.row
    position = format_position(columns.lon_e7[row] / DEGREE, columns.lat_e7[row] / DEGREE, "dm")
    shore_m, number = fact(event, "shore_m"), int(fact(event, "port"))
    rows = [
        Row(label, position),
        Row("From the shore", _shore(shore_m)),
    ]
    if number >= 0:
        place = event.detector.places.places[number]
        name: Part = Link(place.name, f"port:{place.id}") if place.kind is PlaceKind.PORT else place.name
        rows.append(Row("Nearest port or berth", (name, f", {kilometres(fact(event, 'port_m'))}")))
    return tuple(rows)


def _shore(metres: float) -> str:
    if math.isnan(metres):
        return OUT_OF_GRID
    return nautical(metres) if metres else "0 nm: ashore by the base map"


def draught_rows(event: FoundEvent, store: CaseStore) -> tuple[Row, ...]:
    """How much deeper or higher each of both ships lay afterwards, as she told it."""
    told = (
        ("Vessel", event.vessel_id, "draught_dm"),
        ("Other vessel", event.other_id, "other_draught_dm"),
    )
    return tuple(
        Row(label, joined(", ", vessel_link(store, vessel), draught_words(fact(event, name))))
        for label, vessel, name in told
    )


def draught_words(changed_dm: float) -> str:
    """A change of draught in decimetres, in words."""
    from desktop_app.analysis.draught_across import LOOKED_H  # noqa: PLC0415 - numba, for cards alone

    if math.isnan(changed_dm):
        return _NOT_TOLD.format(hours=LOOKED_H)
    if not changed_dm:
        return "the same before and after"
    return f"{abs(changed_dm) / 10:.1f} m {'deeper' if changed_dm > 0 else 'higher'} afterwards"
