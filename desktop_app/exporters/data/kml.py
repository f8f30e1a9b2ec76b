"""KML 2.2 and KMZ: places with their time, for Google Earth's time slider (OGC 07-147r2).

Google Earth shows descriptions as HTML. They are written by us and escaped twice; balloons show nothing else,
so that markup in the name of a ship is read as letters.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from desktop_app.exporters.data.cells import cell_text, degrees_text, instant_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.readme import source_line
from desktop_app.exporters.data.row_words import cells_of, row_name, sources_of, told, vertices_of
from desktop_app.exporters.data.tables import Cell, DataSet, DataTable, Geometry, Kind, Row
from desktop_app.exporters.data.tables import Path as Line
from desktop_app.exporters.data.whole_folder import make_zip
from desktop_app.exporters.data.xml_text import html_in_xml, xml_text
from desktop_app.exporters.wording import marked
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.whole_file import make_whole
from desktop_app.storage.styles.looks import DISCHARGE, LOADING, NEUTRAL, RAIL, SEA

_TYPES: Final = {Kind.INTEGER: "int", Kind.NUMBER: "double", Kind.LON: "double", Kind.LAT: "double"}
_METRES_A_DEGREE: Final = 111_320.0
_LEAST_RANGE_M: Final = 20_000.0
# What of the way across a region is seen from above it.
_RANGE_FACTOR: Final = 1.6


class _Style(NamedTuple):
    """How the rows of a table look.

    Attributes:
        column: whose word chooses among them; empty where all look alike.
        colours: "#rrggbb" by word; the empty word stands for all others.
        width_px: of lines.
    """

    column: str
    colours: dict[str, str]
    width_px: float = 2.0


_STYLES: Final = {
    "ports": _Style("role", {"loading": LOADING, "discharge": DISCHARGE, "rail": RAIL, "": NEUTRAL}),
    "port_calls": _Style("activity", {"loading": LOADING, "discharge": DISCHARGE, "": NEUTRAL}),
    "consignments": _Style("", {"": RAIL}, 4.0),
    "tracks": _Style("", {"": DISCHARGE}),
}
_PLAIN: Final = _Style("", {"": SEA})


class _Places(NamedTuple):
    """Rows of a table on the map.

    Attributes:
        bounds: west, south, east, north in degrees; None without any.
        lost: rows without a place.
    """

    bounds: tuple[float, float, float, float] | None
    lost: int


def write_kml(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write one KML file; tables and rows without a place are left out, and counted in its description.

    Raises:
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """

    def write(part: Path) -> None:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            _write(data, file, feedback)

    make_whole(path, write)
    return (path,)


def write_kmz(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """The same as a ZIP with one member, `doc.kml`; raises as `write_kml`."""

    def write(folder: Path) -> None:
        write_kml(data, folder / "doc.kml", feedback)

    return make_zip(path, write)


def _write(data: DataSet, file: TextIO, feedback: Feedback) -> None:
    tables = [table for table in data.tables if table.geometry is not None]
    places = {table.name: _places(table) for table in tables}
    notes = tuple(_left_out(data, places))
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n')
    file.write(f"<Document>\n<name>{xml_text(data.readme.title)}</name>\n<open>1</open>\n")
    file.write(f"<description>{_pre(data.readme.with_notes(*notes).text())}</description>\n")
    file.write(_look_at([place.bounds for place in places.values() if place.bounds is not None]))
    for table in tables:
        file.writelines(_styles(table))
        file.write(_schema(table))
    steps = Steps(feedback, sum(len(table.rows) for table in tables))
    for table in tables:
        title = marked(table.title, synthetic=data.synthetic)
        file.write(f"<Folder>\n<name>{xml_text(title)}</name>\n")
        file.write(f"<description>{html_in_xml(table.description)}.</description>\n")
        for row in table.rows:
            line = vertices_of(table, row)
            if line:
                file.write(_placemark(data, table, row, line))
            steps.row()
        file.write("</Folder>\n")
    file.write("</Document>\n</kml>\n")
    steps.end()


def _left_out(data: DataSet, places: dict[str, _Places]) -> Iterator[str]:
    without = [table.name for table in data.tables if table.geometry is None]
    if without:
        yield f"Tables that are on no map are left out: {', '.join(without)}."
    for name, found in places.items():
        if found.lost:
            yield f"{found.lost} rows of {name} are left out: no document gives their place."


def _places(table: DataTable) -> _Places:
    lost: int = 0
    bounds: tuple[float, float, float, float] | None = None
    for row in table.rows:
        line = vertices_of(table, row)
        lost += not line
        for lon, lat in line:
            west, south, east, north = bounds or (lon, lat, lon, lat)
            bounds = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))
    return _Places(bounds, lost)


def _look_at(found: list[tuple[float, float, float, float]]) -> str:
    """The camera over all that is drawn."""
    if not found:
        return ""
    west, south, east, north = (
        min(one[0] for one in found),
        min(one[1] for one in found),
        max(one[2] for one in found),
        max(one[3] for one in found),
    )
    lat = (south + north) / 2
    across = max(north - south, (east - west) * math.cos(math.radians(lat))) * _METRES_A_DEGREE
    range_m = max(across * _RANGE_FACTOR, _LEAST_RANGE_M)
    return (
        f"<LookAt><longitude>{(west + east) / 2:.6f}</longitude><latitude>{lat:.6f}</latitude>"
        f"<altitude>0</altitude><heading>0</heading><tilt>0</tilt><range>{range_m:.0f}</range></LookAt>\n"
    )


def _styles(table: DataTable) -> Iterator[str]:
    style = _STYLES.get(table.name, _PLAIN)
    for word, colour in style.colours.items():
        yield (
            f'<Style id="{_style_id(table, word)}"><IconStyle><color>{_abgr(colour)}</color></IconStyle>'
            f"<LabelStyle><scale>0.8</scale></LabelStyle>"
            f"<LineStyle><color>{_abgr(colour)}</color><width>{style.width_px:g}</width></LineStyle>"
            "<BalloonStyle><text>$[description]</text></BalloonStyle></Style>\n"
        )


def _style_id(table: DataTable, word: str) -> str:
    return f"{table.name}-{word or 'other'}"


def _style_of(table: DataTable, cells: Mapping[str, Cell]) -> str:
    style = _STYLES.get(table.name, _PLAIN)
    word = cell_text(cells.get(style.column))
    return _style_id(table, word if word in style.colours else "")


def _abgr(colour: str) -> str:
    """KML's order: opacity, blue, green, red."""
    return f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()


def _schema(table: DataTable) -> str:
    fields = "".join(
        f'<SimpleField name="{column.name}" type="{_TYPES.get(column.kind, "string")}">'
        f"<displayName>{xml_text(column.title)}</displayName></SimpleField>"
        for column in table.columns
        if column.kind is not Kind.PATH
    )
    return f'<Schema name="{table.name}" id="schema-{table.name}">{fields}</Schema>\n'


def _placemark(data: DataSet, table: DataTable, row: Row, line: Line) -> str:
    cells = cells_of(table, row)
    name = marked(row_name(cells), synthetic=data.synthetic)
    fields = "".join(
        f'<SimpleData name="{column.name}">{xml_text(cell_text(cell))}</SimpleData>'
        for column, cell in zip(table.columns, row, strict=True)
        if cell is not None and column.kind is not Kind.PATH
    )
    return (
        f"<Placemark><name>{xml_text(name)}</name>"
        f"<description>{_balloon(data, table, row, name)}</description>{_time(cells)}"
        f"<styleUrl>#{_style_of(table, cells)}</styleUrl>"
        f'<ExtendedData><SchemaData schemaUrl="#schema-{table.name}">{fields}</SchemaData></ExtendedData>'
        f"{_shape(table, line)}</Placemark>\n"
    )


def _shape(table: DataTable, line: Line) -> str:
    numbers = " ".join(f"{degrees_text(lon)},{degrees_text(lat)}" for lon, lat in line)
    if table.geometry is Geometry.POINT:
        return f"<Point><coordinates>{numbers}</coordinates></Point>"
    return f"<LineString><tessellate>1</tessellate><coordinates>{numbers}</coordinates></LineString>"


def _time(cells: Mapping[str, Cell]) -> str:
    """From the first instant to the last that still belongs to the row's time; nothing where none is told."""
    first, last, at = (cells.get(name) for name in ("start_utc", "end_utc", "at_utc"))
    if isinstance(first, datetime) and isinstance(last, datetime):
        begin, end = instant_text(first), instant_text(last)
        return f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"
    return f"<TimeStamp><when>{instant_text(at)}</when></TimeStamp>" if isinstance(at, datetime) else ""


def _balloon(data: DataSet, table: DataTable, row: Row, name: str) -> str:
    """All cells and the sources in words."""
    sources = {source.id: source for source in data.readme.sources}
    lines = [f"<b>{escape(name)}</b>", f"<i>{escape(table.title)}, {escape(table.standing.value)}</i>"]
    lines += [f"{escape(heading)}: {escape(text)}" for heading, text in told(table, row)]
    cited = sources_of(cells_of(table, row), sources)
    lines += [f"Source {escape(source_line(source))}" for source in cited]
    return xml_text("<br/>".join(lines))


def _pre(text: str) -> str:
    return xml_text(f"<pre>{escape(text)}</pre>")
