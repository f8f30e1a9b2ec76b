"""A named place of the gazetteer: what the search finds beside the record."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.place import LonLat, Names


class PlaceKind(StrEnum):
    """What a name of the gazetteer stands for."""

    PLACE = "place"
    SEA = "sea"
    COUNTRY = "country"
    REGION = "region"
    PORT = "port"
    AIRPORT = "airport"


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One row of the gazetteer.

    Attributes:
        id: short stable key.
        position: lon, lat in degrees, EPSG:4326; where the name is written, for an area.
        country: ISO 3166-1 alpha-2; empty for a sea.
        population: people; 0 where not known.
        names: to show; Russian and Korean are empty where not known.
        codes: UN/LOCODE of a port, IATA and ICAO code of an airport.
        other: further names it is found by.
    """

    id: str
    kind: PlaceKind
    position: LonLat
    country: str
    population: int
    names: Names
    codes: tuple[str, ...]
    other: tuple[str, ...]
