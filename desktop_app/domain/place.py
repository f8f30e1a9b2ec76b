"""Ports, terminals and the waters round them. Coordinates are lon, lat in EPSG:4326."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.provenance import Citation

LonLat = tuple[float, float]


class PortRole(StrEnum):
    """What a port does in this trade, by documents; it decides the colour."""

    LOADING = "loading"
    DISCHARGE = "discharge"
    RAIL = "rail"
    OTHER = "other"


class PortKind(StrEnum):
    """What a port or a part of one is."""

    PORT = "port"
    HARBOUR = "harbour"
    OIL_TERMINAL = "oil terminal"
    PIER = "pier"
    BUOYS = "buoys"
    TANKS = "tanks"


@dataclass(frozen=True, slots=True)
class Names:
    """A place's names in the three languages of the region; empty where not documented."""

    en: str
    ru: str
    ko: str


@dataclass(frozen=True, slots=True)
class Port:
    """A port or a part of one: a harbour, terminal, pier, buoys, tanks.

    Attributes:
        id: short stable key.
        names: English, Russian, Korean.
        country: ISO 3166 alpha-2, "RU" or "KP".
        locode: UN/LOCODE without space, empty where none is documented.
        kind: port, or what the part is.
        role: documented role in this trade.
        parent_id: for a part, the port it belongs to; empty for a port.
        position: None where no document gives it; inside the outline where there is one.
        outline: closed ring of lon, lat; empty where only a point or nothing is known.
        position_accuracy_m: radius within which the real place lies; for a port, its nearest quay.
        position_basis: how the position is known.
        note: what a reader should know.
    """

    id: str
    names: Names
    country: str
    locode: str
    kind: PortKind
    role: PortRole
    parent_id: str
    position: LonLat | None
    outline: tuple[LonLat, ...]
    position_accuracy_m: float | None
    position_basis: str
    note: str
    citation: Citation

    @property
    def accuracy_class(self) -> AccuracyClass | None:
        """The class of its accuracy, None without a position."""
        return None if self.position_accuracy_m is None else AccuracyClass.of(self.position_accuracy_m)


@dataclass(frozen=True, slots=True)
class BerthPoint:
    """A place where ships of a port lie, at a quay or at anchor; a port's area is drawn round all of its.

    Attributes:
        accuracy_m: radius within which the real place lies.
        basis: how it is known.
    """

    id: str
    port_id: str
    position: LonLat
    accuracy_m: float
    basis: str
    citation: Citation
