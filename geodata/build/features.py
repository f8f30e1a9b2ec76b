"""Features on their way into the tiles: one GeoJSON file a layer, a line a feature."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

Value = str | int | float


@dataclass(frozen=True)
class Feature:
    """One thing to draw.

    Attributes:
        shape: in degrees, lon lat.
        tags: what the map reads; empty texts are left out.
        first: smallest zoom of the tiles that hold it.
        last: largest zoom of the tiles that hold it, None for all from the first on.
    """

    shape: BaseGeometry
    tags: Mapping[str, Value] = field(default_factory=dict)
    first: int = 0
    last: int | None = None


def write_layer(path: Path, features: Iterable[Feature]) -> int:
    """Write `features` in their order; how many they were."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for feature in features:
            zooms = {"minzoom": feature.first}
            if feature.last is not None:
                zooms["maxzoom"] = feature.last
            tags = {key: value for key, value in feature.tags.items() if value != ""}
            row = {
                "type": "Feature",
                "tippecanoe": zooms,
                "properties": tags,
                "geometry": json.loads(shapely.to_geojson(feature.shape)),
            }
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count
