"""Layouts in which AIS reports are published as CSV, told by the names in their first line.

Sources: NOAA MarineCadastre's data dictionary (1.0 to 2024, and the lower-case one of 2025); Danish Maritime
Authority's "!_README_information_CSV_files.txt"; the header that AISdb's manual gives for exactEarth's files;
MarineTraffic's description of PS01 (exportvesseltrack); VesselFinder's "AIS Dataset".
"""

import csv
from collections.abc import Mapping
from typing import Final, NamedTuple

DELIMITERS: Final = (",", ";", "\t")


class Layout(NamedTuple):
    """What the columns of a file are called.

    Attributes:
        name: of the format.
        title: for people.
        telling: names, in lower case, that are all there.
        names: field → its name in lower case.
        times: formats of its times, all UTC.
        tenths: its speed is in tenths of a knot where no value has a fraction.
    """

    name: str
    title: str
    telling: frozenset[str]
    names: Mapping[str, str]
    times: tuple[str, ...]
    tenths: bool = False


class FoundLayout(NamedTuple):
    """A layout in a file.

    Attributes:
        columns: all names in the order of the file.
        of: field → its column's name in the file.
    """

    layout: Layout
    delimiter: str
    columns: tuple[str, ...]
    of: Mapping[str, str]


_ISO: Final = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
_DIMENSIONS: Final = {"to_bow": "a", "to_stern": "b", "to_port": "c", "to_starboard": "d"}

LAYOUTS: Final = (
    Layout(
        "marinecadastre",
        "NOAA MarineCadastre CSV",
        frozenset({"mmsi", "basedatetime", "lat", "lon", "sog"}),
        {
            "mmsi": "mmsi",
            "time": "basedatetime",
            "lat": "lat",
            "lon": "lon",
            "sog": "sog",
            "cog": "cog",
            "heading": "heading",
            "status": "status",
            "draught": "draft",
            "imo": "imo",
            "name": "vesselname",
            "call_sign": "callsign",
            "ship_type": "vesseltype",
            "length": "length",
            "beam": "width",
        },
        _ISO,
    ),
    Layout(
        "marinecadastre-2025",
        "NOAA MarineCadastre CSV (2025)",
        frozenset({"mmsi", "base_date_time", "latitude", "longitude", "sog"}),
        {
            "mmsi": "mmsi",
            "time": "base_date_time",
            "lat": "latitude",
            "lon": "longitude",
            "sog": "sog",
            "cog": "cog",
            "heading": "heading",
            "status": "status",
            "draught": "draft",
            "imo": "imo",
            "name": "vessel_name",
            "call_sign": "call_sign",
            "ship_type": "vessel_type",
            "length": "length",
            "beam": "width",
        },
        tuple(reversed(_ISO)),
    ),
    Layout(
        "dma",
        "Danish Maritime Authority CSV",
        frozenset({"timestamp", "type of mobile", "mmsi", "latitude", "longitude"}),
        {
            "mmsi": "mmsi",
            "time": "timestamp",
            "lat": "latitude",
            "lon": "longitude",
            "sog": "sog",
            "cog": "cog",
            "heading": "heading",
            "status": "navigational status",
            "draught": "draught",
            "imo": "imo",
            "name": "name",
            "call_sign": "callsign",
            "ship_type": "ship type",
            "destination": "destination",
            "length": "length",
            "beam": "width",
        },
        ("%d/%m/%Y %H:%M:%S",),
    ),
    Layout(
        "exactearth",
        "exactEarth CSV, as AISdb reads it",
        frozenset({"mmsi", "message_id", "time", "latitude", "longitude"}),
        {
            "mmsi": "mmsi",
            "time": "time",
            "lat": "latitude",
            "lon": "longitude",
            "sog": "sog",
            "cog": "cog",
            "heading": "heading",
            "status": "navigational_status",
            "draught": "draught",
            "imo": "imo",
            "name": "vessel_name",
            "call_sign": "call_sign",
            "ship_type": "ship_type",
            "destination": "destination",
            "to_bow": "dimension_to_bow",
            "to_stern": "dimension_to_stern",
            "to_port": "dimension_to_port",
            "to_starboard": "dimension_to_starboard",
        },
        ("%Y%m%d_%H%M%S",),
    ),
    Layout(
        "vesselfinder",
        "VesselFinder CSV",
        frozenset({"mmsi", "timestamp", "latitude", "longitude", "course", "speed", "navstat"}),
        {
            "mmsi": "mmsi",
            "time": "timestamp",
            "lat": "latitude",
            "lon": "longitude",
            "sog": "speed",
            "cog": "course",
            "heading": "heading",
            "status": "navstat",
            "draught": "draught",
            "imo": "imo",
            "name": "name",
            "call_sign": "callsign",
            "ship_type": "type",
            "destination": "destination",
            **_DIMENSIONS,
        },
        ("%Y-%m-%d %H:%M:%S UTC", *_ISO),
    ),
    Layout(
        "marinetraffic",
        "MarineTraffic CSV (PS01 and its kin)",
        frozenset({"mmsi", "lat", "lon", "speed", "course", "timestamp"}),
        {
            "mmsi": "mmsi",
            "time": "timestamp",
            "lat": "lat",
            "lon": "lon",
            "sog": "speed",
            "cog": "course",
            "heading": "heading",
            "status": "status",
            "imo": "imo",
            "name": "shipname",
            "call_sign": "callsign",
            "ship_type": "shiptype",
            "destination": "destination",
            "length": "length",
            "beam": "width",
        },
        _ISO,
        tenths=True,
    ),
)
BY_NAME: Final = {layout.name: layout for layout in LAYOUTS}


def layout_of(first_line: str) -> FoundLayout | None:
    """The layout whose names stand in the first line of a file; None where it is none of these."""
    for delimiter in DELIMITERS:
        cells = header_cells(first_line, delimiter)
        plain = [cell.removeprefix("#").strip().lower() for cell in cells]
        for layout in LAYOUTS:
            if layout.telling <= set(plain):
                of = {
                    field: cells[plain.index(name)] for field, name in layout.names.items() if name in plain
                }
                return FoundLayout(layout, delimiter, tuple(cells), of)
    return None


def header_cells(line: str, delimiter: str) -> list[str]:
    """Names of columns, each once; a later one of the same name is numbered."""
    try:
        cells = [cell.strip() for cell in next(csv.reader([line.lstrip("\ufeff")], delimiter=delimiter), [])]
    except csv.Error:
        return []
    seen: dict[str, int] = {}
    names = []
    for number, cell in enumerate(cells, start=1):
        name = cell or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
