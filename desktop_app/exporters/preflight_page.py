"""Remarks about a page: words that do not fit, what is hidden, how exactly the map may be read."""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from desktop_app.domain.figure_design import ItemKind, Place
from desktop_app.domain.place import LonLat
from desktop_app.exporters.preflight_remark import PreflightFacts, Remark, note, warning
from desktop_app.storage.content import Content

# National Map Accuracy Standards of the United States (1947): on maps smaller than 1:20,000 no more than a
# tenth of the points may be off by more than 1/50 inch on paper.
OFF_ON_PAPER_MM: Final = 25.4 / 50
MOST_OFF: Final = 0.1
# Along a parallel at the equator, WGS84: 2 pi 6,378,137 m / 360.
METRES_PER_DEGREE: Final = 111_319.49
# What geodata/basemap.pmtiles covers, all the way round the earth; a test holds it against the file.
BASE_MAP_LAT: Final = (14.0, 73.0)
_METRES_PER_KM: Final = 1_000.0
_MOST_NAMED: Final = 8
_ITEM_WORDS: Final = {kind.value: kind.value.replace("_", " ") for kind in ItemKind}


def page_remarks(record: Content, facts: PreflightFacts) -> Iterator[Remark]:
    """All of them, in the order in which a page is read."""
    yield from _words(facts)
    yield from _hidden(facts)
    if not facts.design.shows(ItemKind.MAP):
        return
    yield from _railway(record, facts)
    south, north = BASE_MAP_LAT
    if facts.place.south < south or facts.place.north > north:
        yield note(
            "edge",
            f"The map reaches beyond the base map, which ends at {south:g}° and {north:g}° N.",
            "Move or enlarge the map, or say that the empty strip is no sea.",
        )
    for own in facts.own_maps:
        if not own.credit:
            yield warning(
                "own_map",
                f"The map “{own.name}” names nobody whom it is owed to.",
                "Find out who made it and under which licence, and add a line of text that says so.",
            )


def _words(facts: PreflightFacts) -> Iterator[Remark]:
    if facts.overflowing:
        names = ", ".join(_ITEM_WORDS.get(ident, ident) for ident in facts.overflowing)
        yield warning(
            "overflow",
            f"Not everything fits: {names}.",
            "Make its box or the page larger, or shorten the words.",
        )
    if facts.missing_glyphs:
        told = sorted(facts.missing_glyphs)
        named = ", ".join(f"{one} (U+{ord(one):04X})" for one in told[:_MOST_NAMED])
        more = f" and {len(told) - _MOST_NAMED} more" if told[_MOST_NAMED:] else ""
        yield warning(
            "glyphs",
            f"No font of this figure has the characters {named}{more}; they are drawn as empty boxes.",
            "Write them in Latin, Cyrillic, Korean or Chinese letters that the fonts have.",
        )
    if facts.design.house.family:
        yield note(
            "house_font",
            f"The font “{facts.design.house.family}” is not part of Tumen; where it is not installed, the "
            "same figure looks different and has other bytes.",
            "Keep Tumen's own font where the figure must be the same on every machine.",
        )


def _hidden(facts: PreflightFacts) -> Iterator[Remark]:
    design = facts.design
    if not design.shows(ItemKind.IMPRINT):
        yield warning(
            "attribution",
            "The imprint is hidden: the figure does not say of which case and day it is, whose map it shows, "
            "or which hash proves it.",
            "Show the imprint.",
        )
    if not design.shows(ItemKind.SOURCES):
        yield warning(
            "sources",
            "The list of sources is hidden; it is in the file alone, where few readers look.",
            "Show the sources, or print them beside the figure.",
        )
    if not design.shows(ItemKind.SUBTITLE):
        yield warning(
            "subtitle",
            "The subtitle is hidden: neither the filter nor what the counts leave out is printed.",
            "Show the subtitle.",
        )


def _railway(record: Content, facts: PreflightFacts) -> Iterator[Remark]:
    if "rail" not in facts.layers or facts.map_width_mm <= 0:
        return
    seen = [
        segment.accuracy_km * _METRES_PER_KM
        for line in record.rail_lines
        for segment in line.segments
        if _touches(facts.place, segment.path)
    ]
    scale = metres_per_mm(facts.place, facts.map_width_mm)
    loose = [accuracy_m for accuracy_m in seen if accuracy_m / scale > OFF_ON_PAPER_MM]
    if len(loose) > MOST_OFF * len(seen):
        yield warning(
            "railway",
            f"The railway is drawn larger than it is known: {len(loose)} of {len(seen)} stretches can lie "
            f"more than {OFF_ON_PAPER_MM:.1f} mm off on this page, up to {max(loose):,.0f} m "
            f"({max(loose) / scale:.1f} mm).",
            "Show a larger part of the world, or say in a line of text that the railway is schematic.",
        )


def metres_per_mm(place: Place, width_mm: float) -> float:
    """Metres on the ground under a millimetre of the map, at its middle latitude."""
    middle = math.radians((place.south + place.north) / 2)
    return (place.east - place.west) * METRES_PER_DEGREE * math.cos(middle) / width_mm


def _touches(place: Place, path: Iterable[LonLat]) -> bool:
    """Whether the box round a line shares ground with the place."""
    lons, lats = zip(*path, strict=True)
    return bool(
        min(lons) <= place.east
        and max(lons) >= place.west
        and min(lats) <= place.north
        and max(lats) >= place.south
    )
