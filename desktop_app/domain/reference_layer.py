"""Shapes from another program that are drawn under the case's own."""

from dataclasses import dataclass

from desktop_app.domain.provenance import Citation


@dataclass(frozen=True, slots=True)
class ReferenceLayer:
    """A reference layer; its shapes lie in the case as gzip of GeoJSON in EPSG:4326.

    Attributes:
        name: in the list of layers.
        place: order in that list, from 0.
        geometry: kinds of shapes that are in it, of "point", "line" and "area".
        features: number of features.
        colour: in which it is drawn, #rrggbb.
        crs: coordinate system of the file, before it was turned into EPSG:4326, for people.
        sha256: names the content.
        bounds: west, south, east, north in degrees.
    """

    id: str
    name: str
    place: int
    geometry: tuple[str, ...]
    features: int
    colour: str
    crs: str
    sha256: str
    bounds: tuple[float, float, float, float]
    citation: Citation
