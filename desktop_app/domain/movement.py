"""Calls, sightings and the voyages they make up."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.place import LonLat
from desktop_app.domain.provenance import Citation
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.time_span import TimeSpan


class HowKnown(StrEnum):
    """The kind of observation behind a statement; several may stand together."""

    IMAGE = "image"
    AIS = "ais"
    REPORT = "report"


class Sensor(StrEnum):
    """What saw a ship."""

    OPTICAL = "optical"
    SAR = "SAR"
    AIS = "AIS"
    WEBCAM = "webcam"
    REPORT = "report"
    UNKNOWN = "unknown"  # an image whose kind is not told


class Tracker(StrEnum):
    """State of the ship's AIS transmitter as reported for this event."""

    OFF = "off"
    ON = "on"
    UNKNOWN = "unknown"


class Riding(StrEnum):
    """How deep the ship lay: high (ballast), low (laden)."""

    HIGH = "high"
    LOW = "low"
    UNKNOWN = "unknown"


class Activity(StrEnum):
    """What a call was for, by documents."""

    LOAD = "load"
    DISCHARGE = "discharge"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PortCall:
    """One documented presence in a port.

    Attributes:
        vessel_id: empty where the ship is not named in public text.
        ships: how many ships the statement covers.
        port_id: port or terminal.
        summary: what the sources say, in our words.
        draught_m: as reported, None where it is not.
    """

    id: str
    vessel_id: str
    ships: int
    port_id: str
    activity: Activity
    when: TimeSpan
    how_known: tuple[HowKnown, ...]
    tracker: Tracker
    riding: Riding
    summary: str
    citation: Citation
    draught_m: float | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One documented position away from a berth.

    Attributes:
        vessel_id: the ship.
        place: the position in words, as reported.
        position: lon, lat; None where the words give no point worth drawing.
        accuracy_km: radius of the circle that is drawn.
        position_basis: how words became a point (bearing and distance, named place, ...).
        sensor: what saw it.
        draught_m: as reported, None where it is not.
    """

    id: str
    vessel_id: str
    when: TimeSpan
    place: str
    position: LonLat | None
    accuracy_km: float | None
    position_basis: str
    how_known: tuple[HowKnown, ...]
    tracker: Tracker
    riding: Riding
    summary: str
    citation: Citation
    sensor: Sensor = Sensor.UNKNOWN
    draught_m: float | None = None


class VoyageKind(StrEnum):
    """What one row of the voyages table stands for."""

    VOYAGE = "voyage"  # a load call with a documented, signalled or reported destination
    CALL = "call"  # a call, destination not published
    SIGHTING = "sighting"  # seen under way or near a port, no call documented
    GROUP = "group"  # calls counted by a source but not published one by one


class DestinationBasis(StrEnum):
    """How the destination is known."""

    DOCUMENTED = "documented"
    SIGNALLED = "signalled"
    REPORTED = "reported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Voyage:
    """One row of the voyages table: calls and sightings that belong together.

    Attributes:
        id: short stable key.
        vessel_id: empty where the ship is not named.
        label: what to call the row where no vessel is named ("unnamed tanker", ...); may be empty.
        ships: number of calls the row stands for; `ships_approximate` if the source says "about".
        call_ids: calls in order, loading first.
        sighting_ids: documented positions in order.
        from_port_id, to_port_id: empty where not documented.
        to_place: destination in words where it is no port of the record.
        route_id: inferred sea route drawn for it; empty if none is drawn.
        when: the time that filter, table and chart use (the loading call, else the first sighting).
        counted: adds to the observed calls; False needs `not_counted_why`.
        product: what was carried, as documented; empty where it is not.
        cargo: how much, where a document says so.
    """

    id: str
    kind: VoyageKind
    vessel_id: str
    label: str
    ships: int
    ships_approximate: bool
    call_ids: tuple[str, ...]
    sighting_ids: tuple[str, ...]
    from_port_id: str
    to_port_id: str
    to_place: str
    to_basis: DestinationBasis
    route_id: str
    when: TimeSpan
    how_known: tuple[HowKnown, ...]
    tracker: Tracker
    counted: bool
    not_counted_why: str
    summary: str
    citation: Citation
    product: str = ""
    cargo: Quantity | None = None


@dataclass(frozen=True, slots=True)
class InferredRoute:
    """A plausible way over water between two ports: dashed, called inferred, never measured as a track."""

    id: str
    from_port_id: str
    to_port_id: str
    path: tuple[LonLat, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Track:
    """Position reports of one ship by AIS from one source; the reports themselves are kept apart.

    Attributes:
        vessel_id: the ship.
        when: from the first report to the last.
        mmsi: under which it reported, empty where that is not told.
        fixes: number of reports.
        sha256: names the content that holds them.
        summary: where they come from, in our words.
    """

    id: str
    vessel_id: str
    when: TimeSpan
    mmsi: str
    fixes: int
    sha256: str
    summary: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Consignment:
    """Oil sent by rail.

    Attributes:
        shipper, consignee: names as documented, empty where they are not.
        shipper_id, consignee_id: companies of the case, empty where they are none.
        from_station_id, to_station_id: empty where not documented.
        product: empty where not documented.
        quantity: None where not documented.
        wagons: number of wagons, None where not documented.
        summary: what the sources say, in our words.
    """

    id: str
    shipper: str
    consignee: str
    shipper_id: str
    consignee_id: str
    from_station_id: str
    to_station_id: str
    when: TimeSpan
    product: str
    quantity: Quantity | None
    wagons: int | None
    summary: str
    citation: Citation
