"""AIS gaps in words: how long, how far, and what tells how well the ship could be heard."""

import math
from datetime import UTC, datetime
from typing import Final

from desktop_app.analysis.places import PlaceKind
from desktop_app.domain.coordinates import format_position
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.exporters import wording
from desktop_app.exporters.card import Link, Part, Row, Section, Words
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore

NO_PROOF: Final = (
    "A silence can be bad reception, a transmitter that failed, or a file that does not hold everything. "
    "The number counts what speaks for a ship that receivers could reach; it does not say why she was silent."
)
STRAIGHT: Final = (
    "The way is the shortest one over the sphere, over land too; she can only have gone further."
)
NOT_TOLD: Final = (
    "It also asks for more than 10 positions a day received thereabouts and for 14 positions by satellite in "
    "the 12 hours before; no report here tells how it was received. So the rule cannot be decided."
)
OUT_OF_GRID: Final = "not known: the distance to the shore is known from 116 to 161° E and 30 to 60° N"
_HOUR_S: Final = 3600
_NM_M: Final = 1852
_KM_M: Final = 1000
_TEN: Final = 10
_PROOFS: Final = 3


def sentence(event: FoundEvent, store: CaseStore) -> str:  # noqa: ARG001 - all kinds are told alike
    """How long, how far, from where, and who was heard meanwhile."""
    told = [f"silent {hours(_fact(event, 'duration_s'))}"]
    if _fact(event, "is_open"):
        told[0] += " to the end of the data"
    else:
        told.append(f"{kilometres(_fact(event, 'distance_m'))} apart")
    shore_m = _fact(event, "shore_m")
    if not math.isnan(shore_m):
        told.append(f"{nautical(shore_m)} from shore")
    count = int(_fact(event, "neighbours"))
    ships = "no other ship" if not count else f"{wording.number(count)} other ship{'s' * (count > 1)}"
    return f"{', '.join(told)}; {ships} heard within {event.parameters.neighbour_km:g} km"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:  # noqa: ARG001 - as above
    """The silence, what tells how well she could be heard, and whether the disabling rule could apply."""
    return (_silence(event), _reception(event), _rule(event))


def hours(seconds: float) -> str:
    """A duration: "31 h", "2 d 5 h" from two days on; minutes below ten hours."""
    minutes = round(seconds / 60)
    if minutes < _TEN * 60:
        return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"
    whole = round(seconds / _HOUR_S)
    return f"{whole} h" if whole < 48 else f"{whole // 24} d {whole % 24} h"  # noqa: PLR2004 - two days


def kilometres(metres: float) -> str:
    """A distance: "0.4 km", "212 km"."""
    km = metres / _KM_M
    return f"{km:.1f} km" if km < _TEN else f"{wording.number(round(km))} km"


def nautical(metres: float) -> str:
    """A distance: "6.8 nm", "0 nm"."""
    return f"{metres / _NM_M:.1f} nm" if metres else "0 nm"


def _silence(event: FoundEvent) -> Section:
    columns, row = event.columns, event.row
    rows = [
        Row("Last heard", f"{_instant(event.start_s)}, {_at(columns.lon_e7[row], columns.lat_e7[row])}"),
        Row(
            "Heard again",
            f"not until the end of the data, {_instant(event.end_s)}"
            if _fact(event, "is_open")
            else f"{_instant(event.end_s)}, {_at(columns.end_lon_e7[row], columns.end_lat_e7[row])}",
        ),
        Row("Silent for", hours(_fact(event, "duration_s"))),
    ]
    if _fact(event, "is_open"):
        return Section("The silence", tuple(rows))
    speed = _fact(event, "implied_speed_kn")
    across = f"{kilometres(_fact(event, 'distance_m'))}, {speed:.1f} kn on the straight way"
    return Section("The silence", (*rows, Row("Between the two", across)), (STRAIGHT,))


def _reception(event: FoundEvent) -> Section:
    parameters = event.parameters
    before, wanted = int(_fact(event, "reports_before")), least_before(parameters)
    ships, reports = int(_fact(event, "neighbours")), int(_fact(event, "neighbour_reports"))
    shore_m, end_m = _fact(event, "shore_m"), _fact(event, "end_shore_m")
    where = "where she vanished" if _fact(event, "is_open") else "where she vanished or came back"
    proofs = (
        (before >= wanted, f"at least {wanted:g} of her own reports before"),
        (ships > 0, "another ship heard meanwhile"),
        (shore_m <= parameters.disabling_nm * _NM_M, f"within {parameters.disabling_nm:g} nm of the shore"),
    )
    for_it = [words for speaks, words in proofs if speaks]
    score = f"{len(for_it)} of {_PROOFS}" + (f": {', '.join(for_it)}" if for_it else "")
    heard = (
        f"{wording.number(ships)} other ship{'s' * (ships != 1)}, {wording.number(reports)} "
        f"report{'s' * (reports != 1)}, within {parameters.neighbour_km:g} km of {where}"
        if ships
        else f"no other ship within {parameters.neighbour_km:g} km of {where}"
    )
    rows = [
        Row("Her own reports", f"{wording.number(before)} in the {parameters.gap_before_h:g} h before"),
        Row("Heard meanwhile", heard),
        Row("From the shore, when last heard", _shore(shore_m)),
    ]
    if not _fact(event, "is_open"):
        rows.append(Row("From the shore, when heard again", _shore(end_m)))
    port = _port(event)
    if port is not None:
        rows.append(Row("Nearest port or berth, when last heard", port))
    rows.append(Row("Speaks for a ship in reach of receivers", score))
    return Section("How well she could be heard", tuple(rows), (NO_PROOF,))


def least_before(parameters: EventParameters) -> float:
    """Own reports before a gap that speak for a ship in reach, of the rate that `analysis.gaps` names."""
    from desktop_app.analysis.gaps import LEAST_BEFORE_H  # noqa: PLC0415 - numba, which lists do without

    return math.ceil(LEAST_BEFORE_H * parameters.gap_before_h)


def _rule(event: FoundEvent) -> Section:
    wanted = f"more than {event.parameters.disabling_nm:g} nm from the shore and at least 12 h"
    shore_m = _fact(event, "shore_m")
    if math.isnan(shore_m):
        told = f"The rule asks for {wanted}. How far the shore was is not known here."
    elif _fact(event, "rule_applies"):
        told = f"Distance and duration meet the rule, {wanted}. {NOT_TOLD}"
    else:
        told = (
            f"The rule cannot apply: it asks for {wanted}, and this was {nautical(shore_m)} and "
            f"{hours(_fact(event, 'duration_s'))}."
        )
    return Section("Rule for disabled AIS (Welch et al. 2022)", (), (told,))


def _shore(metres: float) -> str:
    if math.isnan(metres):
        return OUT_OF_GRID
    return (
        nautical(metres) if metres else "0 nm: ashore by the base map, or in a harbour that it does not draw"
    )


def _port(event: FoundEvent) -> Words | None:
    number = int(_fact(event, "port"))
    if number < 0:
        return None
    place, away = event.detector.places.places[number], f", {kilometres(_fact(event, 'port_m'))}"
    name: Part = Link(place.name, f"port:{place.id}") if place.kind is PlaceKind.PORT else place.name
    return (name, away)


def _fact(event: FoundEvent, name: str) -> float:
    return float(event.columns.facts[name][event.row])


def _at(lon_e7: int, lat_e7: int) -> str:
    return format_position(lon_e7 / 1e7, lat_e7 / 1e7, "dm")


def _instant(seconds: int) -> str:
    return wording.instant(datetime.fromtimestamp(seconds, UTC))
