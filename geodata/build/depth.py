"""The layer `depth`: everything deeper than ten depths, from ETOPO5."""

from itertools import pairwise
from pathlib import Path

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from scipy.io import netcdf_file

from geodata.build.extent import CUT, Box
from geodata.build.features import Feature
from geodata.build.shapes import Shapes, area_km2, array, polygons

# Depth in metres, and the first zoom of the tiles that hold its large parts.
BANDS = (
    (50, 4),
    (100, 4),
    (200, 0),
    (500, 3),
    (1000, 2),
    (2000, 0),
    (3000, 2),
    (4000, 1),
    (6000, 2),
    (8000, 3),
)
_SMOOTHING_CELLS = 0.7  # standard deviation, in cells of 5 arc minutes: rounds off single soundings
_FINER = 6  # vertices of a contour come every 5/6 arc minutes
_TOLERANCE = 0.0015  # degrees, a pixel on a map of zoom 10: bends stay round
_LEAST_KM2 = 60.0  # about one cell
_LARGE_KM2, _MEDIUM_KM2 = 3000.0, 500.0


def read_heights(
    folder: Path, box: Box
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """ETOPO5 in `box` and half a degree round it: longitudes, latitudes, heights in metres [lat, lon]."""
    path = folder / "usr/share/ferret-vis/data/etopo5.cdf"
    with netcdf_file(path, mmap=False) as file:
        lon = np.array(file.variables["ETOPO05_X"].data, dtype=float)
        lat = np.array(file.variables["ETOPO05_Y"].data, dtype=float)
        rose = np.array(file.variables["ROSE"].data, dtype=float)
    west, south, east, north = box
    columns = (lon >= west - 0.5) & (lon <= east + 0.5)
    rows = (lat >= south - 0.5) & (lat <= north + 0.5)
    return lon[columns], lat[rows], rose[np.ix_(rows, columns)]


def deeper_than(
    lon: NDArray[np.float64], lat: NDArray[np.float64], heights_m: NDArray[np.float64], depth_m: float
) -> Shapes:
    """Polygons of everything deeper than `depth_m` on a grid, valid."""
    generator = contourpy.contour_generator(lon, lat, heights_m, fill_type=contourpy.FillType.OuterOffset)
    found = []
    for points, offsets in zip(*generator.filled(-1e6, -depth_m), strict=True):
        rings = [points[start:end] for start, end in pairwise(offsets)]
        found.append(shapely.Polygon(rings[0], rings[1:]))
    return polygons(array(found))


def depth_features(folder: Path, box: Box = CUT) -> list[Feature]:
    """The layer, the shallow bands first so that the deep ones are drawn over them."""
    lon, lat, heights_m = read_heights(folder, box)
    fine = ndimage.zoom(ndimage.gaussian_filter(heights_m, _SMOOTHING_CELLS), _FINER, order=3)
    fine_lon = np.linspace(lon[0], lon[-1], fine.shape[1])
    fine_lat = np.linspace(lat[0], lat[-1], fine.shape[0])
    made = []
    for depth_m, first in BANDS:
        found = deeper_than(fine_lon, fine_lat, fine, depth_m)
        thin = polygons(shapely.simplify(shapely.clip_by_rect(_without_pinholes(found), *box), _TOLERANCE))
        for shape, area in zip(thin, area_km2(thin), strict=True):
            if area < _LEAST_KM2:
                continue
            size = first if area > _LARGE_KM2 else max(first, 4) if area > _MEDIUM_KM2 else 6
            made.append(Feature(shape, {"d": depth_m}, size))
    return made


def _without_pinholes(shapes: Shapes) -> Shapes:
    made = []
    for shape in shapes:
        holes = array(shapely.Polygon(ring) for ring in shape.interiors)
        kept = holes[area_km2(holes) >= _LEAST_KM2] if len(holes) else holes
        made.append(shapely.Polygon(shape.exterior, [hole.exterior for hole in kept]))
    return array(made)
