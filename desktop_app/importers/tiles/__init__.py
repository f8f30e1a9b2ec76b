"""Reads the user's own base maps: PMTiles archives and MBTiles databases, raster or vector.

`opening.open_tiles` gives a `tile_file.TileFile`. A file is known by its content, never by its name, is only
ever read, and is believed nothing: every length, offset, count and zoom in it is checked before it is used.
Imports runtime only.
"""
