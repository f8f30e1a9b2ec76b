"""A reference layer of the case as the page is to show it."""

from typing import NamedTuple


class ReferenceShown(NamedTuple):
    """One layer; equal values are the same picture.

    Attributes:
        id: of its row.
        name: in the list of layers.
        colour: #rrggbb.
        sha256: names the content.
        content: gzip of GeoJSON in EPSG:4326.
    """

    id: str
    name: str
    colour: str
    sha256: str
    content: bytes
