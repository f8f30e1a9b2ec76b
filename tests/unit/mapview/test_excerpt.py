"""A part of the base map is itself an archive that other programs read."""

from collections.abc import Iterator

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles

from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.mapview.web_page.excerpt import WHOLE_ZOOM, excerpt
from desktop_app.runtime.resources import Resources

VLADIVOSTOK = (131.0, 42.5, 133.0, 43.5)
THEATRE = (118.0, 33.0, 146.0, 50.0)
ROOM = 700_000


@pytest.fixture
def base(resources: Resources) -> Iterator[PmtilesFile]:
    opened = PmtilesFile(resources.geodatum("basemap.pmtiles"))
    yield opened
    opened.close()


def test_each_tile_is_the_base_maps_own(base: PmtilesFile) -> None:
    found = excerpt(base, VLADIVOSTOK, ROOM)
    tiles = dict(all_tiles(MemorySource(found.data)))
    assert max(z for z, _, _ in tiles) == found.zoom
    assert all(tile == base.packed_tile(*place) for place, tile in tiles.items())
    # Vladivostok's quays, in the deepest level that is there.
    assert found.zoom > WHOLE_ZOOM
    header = Reader(MemorySource(found.data)).header()
    assert (header["min_zoom"], header["max_zoom"]) == (0, found.zoom)
    assert header["addressed_tiles_count"] == len(tiles)


def test_it_grows_by_whole_levels_as_far_as_there_is_room(base: PmtilesFile) -> None:
    sizes = {}
    for room in (300_000, ROOM, 10_000_000):
        found = excerpt(base, THEATRE, room)
        sizes[found.zoom] = len(found.data)
        overhead = len(found.data) - sum(len(tile) for _, tile in all_tiles(MemorySource(found.data)))
        assert len(found.data) - overhead <= room
    assert len(sizes) == 3
    assert max(sizes) == base.info.max_zoom


def test_far_away_the_map_is_coarse_and_never_blank(base: PmtilesFile) -> None:
    tiles = dict(all_tiles(MemorySource(excerpt(base, VLADIVOSTOK, 0).data)))
    world = dict(all_tiles(MemorySource(excerpt(base, (95.0, 15.0, 179.0, 72.0), 0).data)))
    assert tiles == world
    assert {z for z, _, _ in tiles} == set(range(WHOLE_ZOOM + 1))
