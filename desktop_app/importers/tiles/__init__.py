"""Reads the user's own base maps: PMTiles archives and MBTiles databases, raster or vector.

A file is known by its content, never by its name, is only ever read, and is believed nothing: every length,
offset, count and zoom in it is checked before it is used. Imports runtime only.
"""

from desktop_app.importers.tiles.opening import open_tiles
from desktop_app.importers.tiles.tile_file import TileFile, TileInfo, TileKind

__all__ = ["TileFile", "TileInfo", "TileKind", "open_tiles"]
