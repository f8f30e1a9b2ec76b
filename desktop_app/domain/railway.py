"""The railway from Ussuriysk to Rajin port. Coordinates are lon, lat in EPSG:4326."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.place import LonLat, Names
from desktop_app.domain.provenance import Citation


class StationKind(StrEnum):
    """What stands at a place along the line."""

    STATION = "station"
    BRIDGE = "bridge"


class StationBasis(StrEnum):
    """How a station's position is known."""

    DOCUMENTED = "documented"
    JUNCTION = "junction"
    VILLAGE = "village"
    PORT = "port"
    ALONG = "along"
    UNKNOWN = "unknown"


class Gauge(StrEnum):
    """Distance between the rails in millimetres; two where four rails lie."""

    BROAD = "1520"
    DUAL = "1520+1435"


@dataclass(frozen=True, slots=True)
class Station:
    """A railway station or the bridge, in order along the line.

    Attributes:
        order: 1-based along the line from north to south.
        line_id: the line whose kilometres it counts in.
        km: published kilometre from Baranovsky, negative before it; None where not documented.
        distance: a published distance from another station, in words; empty where there is none.
        opened: None where not documented.
        lengths_m: of a bridge, as different sources give it.
        position: None where nothing bounds it; such a station is listed, not drawn.
        accuracy_km: the real place lies within this distance of the position.
    """

    id: str
    kind: StationKind
    names: Names
    order: int
    line_id: str
    km: float | None
    distance: str
    opened: date | None
    lengths_m: tuple[float, ...]
    basis: StationBasis
    position: LonLat | None
    accuracy_km: float | None
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RailSegment:
    """A stretch of a line that is known equally well along its length.

    Attributes:
        path: vertices lon, lat.
        gauge: distance between the rails.
        accuracy_km: how far the real line can lie from the drawn one.
    """

    id: str
    path: tuple[LonLat, ...]
    gauge: Gauge
    accuracy_km: float
    citation: Citation


@dataclass(frozen=True, slots=True)
class RailLine:
    """A railway line.

    Attributes:
        published_km: length from documents; never measured on the geometry. None where none is documented.
        segments: in order from north to south.
    """

    id: str
    names: Names
    published_km: float | None
    segments: tuple[RailSegment, ...]
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class KilometrePost:
    """A published kilometre put on the drawn line by computation; no post was seen.

    Attributes:
        km: from the line's first station.
        accuracy_km: the real place lies within this distance of the position.
    """

    id: str
    line_id: str
    km: int
    position: LonLat
    accuracy_km: float
    citation: Citation
