"""The shapes of a reference layer as a case holds them: gzip of a GeoJSON FeatureCollection (RFC 7946).

A feature a line, so that one is found without reading all of them. The same features make the same bytes.
`label` names the property that says what a feature is called.
"""

import json
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from desktop_app.importers.gis.shapes import Geometries

# Measured on the map, all in sight at 1280x800, two cores and no GPU: so many corners, or so many points,
# take about half a second to draw. A pan carries the picture; each zoom draws it anew.
MOST_CORNERS: Final = 200_000
MOST_FEATURES: Final = 20_000
# 1e-7 degrees are 1 cm.
_DECIMALS: Final = 7
_GZIP: Final = 16 + zlib.MAX_WBITS
_LABELS: Final = (
    *("name", "title", "label", "name_en", "имя", "название", "наименование", "이름", "명칭", "id"),
)
_KINDS: Final = {0: "point", 1: "line", 2: "area"}


class LayerContent(NamedTuple):
    """What the row of a layer tells of its content.

    Attributes:
        packed: the content.
        lines: the features as text, in order.
        geometry: kinds of shapes, of "point", "line", "area", in this order.
        bounds: west, south, east, north in degrees.
    """

    packed: bytes
    lines: tuple[str, ...]
    geometry: tuple[str, ...]
    bounds: tuple[float, float, float, float]


def feature_lines(geometries: "Geometries", properties: Iterable[dict[str, str]]) -> list[str]:
    """Features as GeoJSON, one a shape; rings run as RFC 7946 has them."""
    rounded = shapely.transform(geometries, lambda at: np.round(at, _DECIMALS) + 0.0)  # no -0.0
    shapes = shapely.to_geojson(shapely.orient_polygons(rounded, exterior_cw=False))
    return [
        '{"type":"Feature","geometry":'
        + str(shape)
        + ',"properties":'
        + json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        + "}"
        for shape, told in zip(shapes, properties, strict=True)
    ]


def content_of(lines: Iterable[str], columns: tuple[str, ...], geometries: "Geometries") -> LayerContent:
    """The whole content.

    Args:
        lines: features as `feature_lines` makes them.
        columns: names of their properties.
        geometries: their shapes, at least one.
    """
    told = tuple(lines)
    head = {"type": "FeatureCollection", "label": label_of(columns)}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + ',"features":[\n'
    body = (text + ",\n".join(told) + "\n]}\n").encode("utf-8", "replace")
    compressor = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    packed = compressor.compress(body) + compressor.flush()
    west, south, east, north = np.round(shapely.total_bounds(geometries), _DECIMALS).tolist()
    return LayerContent(packed, told, _kinds(geometries), (west, south, east, north))


def label_of(columns: tuple[str, ...]) -> str:
    """The property that says what a feature is called; empty for none."""
    folded = {column.casefold(): column for column in reversed(columns)}
    return next((folded[name] for name in _LABELS if name in folded), "")


def lines_of(packed: bytes) -> frozenset[str]:
    """The features in a content; none where it is damaged."""
    try:
        text = zlib.decompress(packed, _GZIP).decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.removesuffix(",") for line in text.split("\n")[1:-2])


def corners_in(geometries: "Geometries") -> int:
    """How many corners shapes have."""
    counts: NDArray[np.int64] = shapely.get_num_coordinates(geometries)
    return int(counts.sum())


def _kinds(geometries: "Geometries") -> tuple[str, ...]:
    found: set[int] = set()
    rest = np.array(geometries, dtype=object)
    while len(rest):
        kinds = shapely.get_type_id(rest)
        sets = kinds == shapely.GeometryType.GEOMETRYCOLLECTION
        found |= set(shapely.get_dimensions(rest[~sets]).tolist())
        rest = shapely.get_parts(rest[sets]) if sets.any() else rest[:0]
    return tuple(name for dimension, name in _KINDS.items() if dimension in found)
