"""Ports, terminals, railway stations and lines. Coordinates are lon, lat in EPSG:4326."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.provenance import Citation

LonLat = tuple[float, float]


class PortRole(StrEnum):
    """What a port does in this trade, by documents; it decides the colour."""

    LOADING = "loading"
    DISCHARGE = "discharge"
    RAIL = "rail"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Names:
    """A place's names in the three languages of the region; empty where not documented."""

    en: str
    ru: str
    ko: str


@dataclass(frozen=True, slots=True)
class Port:
    """A port or a terminal inside one.

    Attributes:
        id: short stable key.
        names: English, Russian, Korean.
        country: ISO 3166 alpha-2, "RU" or "KP".
        locode: UN/LOCODE without space, empty where none is documented.
        role: documented role in this trade.
        parent_id: for a terminal, the port it belongs to; empty for a port.
        position: None where no document gives it.
        position_accuracy_m: radius within which the real place lies.
        position_basis: how the position is known.
        note: what a reader should know.
    """

    id: str
    names: Names
    country: str
    locode: str
    role: PortRole
    parent_id: str
    position: LonLat | None
    position_accuracy_m: float | None
    position_basis: str
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Station:
    """A railway station or bridge, in order along its line.

    Attributes:
        order: 1-based along the line from north to south.
        km: published kilometre from Baranovsky, None where not documented.
        position: None where no document gives it; such a station is listed, not drawn.
    """

    id: str
    names: Names
    order: int
    km: float | None
    position: LonLat | None
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RailLine:
    """A railway line's geometry.

    Attributes:
        path: vertices lon, lat.
        published_km: length from documents; never measured on the geometry.
        schematic: drawn with a dashed casing and "± n km", because vertices are kilometres apart.
        accuracy_km: how far the real line may lie from the drawn one.
    """

    id: str
    names: Names
    path: tuple[LonLat, ...]
    published_km: float | None
    schematic: bool
    accuracy_km: float
    note: str
    citation: Citation
