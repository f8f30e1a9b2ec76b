"""Imports events of Global Fishing Watch: port visits become calls, all others sightings."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from desktop_app.importers.gfw.events import (
    KINDS,
    PORT_VISIT,
    Event,
    events_of_csv,
    events_of_json,
    is_header,
)
from desktop_app.importers.importing import Found, Sample
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.importers.tables.mapping import ColumnUse, Mapping

if TYPE_CHECKING:
    import polars as pl

    from desktop_app.importers.importing import Importing

FORMAT: Final = "gfw_events"
_TITLE: Final = "Global Fishing Watch events"
_BOM: Final = b"\xef\xbb\xbf"
_ENTRY: Final = re.compile(rb'"type"\s*:\s*"(?:port_visit|encounter|loitering|gap|fishing)"')
_SHIP: Final = (("vessel", "vessel"), ("mmsi", "mmsi"), ("flag", "flag"))
_TIMES: Final = (("time_start", "start"), ("time_end", "end"), ("summary", "summary"))
_CALL: Final = (*_SHIP, *_TIMES, ("port", "port"))
_SIGHTING: Final = (*_SHIP, *_TIMES, ("lon", "lon"), ("lat", "lat"))
_COLUMNS: Final = ("id", "start", "end", "lat", "lon", "vessel", "mmsi", "flag", "port", "summary")


def recognise(sample: Sample) -> tuple[Found, ...]:
    """By the columns of the one form, by the words of the other."""
    head = sample.head.removeprefix(_BOM)
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    try:
        names = set(next(csv.reader([first]), []))
    except csv.Error:
        names = set()
    if is_header(names):
        return (Found(FORMAT, _TITLE, "CSV of the map", 97),)
    is_json = head.lstrip()[:1] in {b"{", b"["}
    if is_json and _ENTRY.search(head) and b'"position"' in head and b'"boundingBox"' in head:
        return (Found(FORMAT, _TITLE, "JSON of the programming interface", 96),)
    return ()


def carry_out(importing: "Importing") -> None:
    """Take the events.

    Raises:
        InputError: the file cannot be read.
        Cancelled: called off.
    """
    from desktop_app.importers.files.opening import open_input  # noqa: PLC0415 - not at start-up
    from desktop_app.importers.tables.import_table import take_rows  # noqa: PLC0415 - as above

    file, tally = importing.order.file, importing.tally

    def refuse(line: int, column: str, value: str, reason: str) -> None:
        tally.read += 1
        tally.reject(line, column, value, reason)

    with open_input(file) as stream:
        is_json = stream.peek(64).removeprefix(_BOM).lstrip()[:1] in {b"{", b"["}
        events = list((events_of_json if is_json else events_of_csv)(stream, file.name, refuse))
    for event in events:
        if event.kind not in KINDS:
            refuse(event.line, "type", event.kind, "no event of a kind that is known here")
    placed = _at_known_port(importing)
    visits = [placed(event) for event in events if event.kind == PORT_VISIT]
    others = [event for event in events if event.kind in KINDS and event.kind != PORT_VISIT]
    for taken, target, fields, constants in (
        (visits, "calls", _CALL, {"how_known": "ais"}),
        (others, "sightings", _SIGHTING, {"how_known": "ais", "sensor": "ais"}),
    ):
        if taken:
            mapping = _mapping(target, fields, constants, has_ids=all(event.id for event in taken))
            part = importing._replace(order=importing.order._replace(mapping=mapping))
            take_rows(part, _table(taken))


def _mapping(
    target: str, fields: Sequence[tuple[str, str]], constants: dict[str, str], *, has_ids: bool
) -> Mapping:
    uses = [ColumnUse(field, column) for field, column in fields]
    uses += [ColumnUse(field, "", constant) for field, constant in constants.items()]
    if has_ids:
        uses.append(ColumnUse("key", "id"))
    return Mapping(target, tuple(uses), date_order="ymd", decimal=".")


def _at_known_port(importing: "Importing") -> Callable[[Event], Event]:
    """Gives a visit whose port the case does not know by name the visit's position as port."""
    from desktop_app.importers.tables.matching.places import port_matcher  # noqa: PLC0415 - not at start-up

    matcher = port_matcher(importing.desk.connection, importing.resources)

    def placed(event: Event) -> Event:
        if event.port and matcher.match(event.port).port_id:
            return event
        position = f"{event.lat}, {event.lon}" if event.lat and event.lon else ""
        if position and (not event.port or matcher.match(position).port_id):
            return event._replace(port=position)
        return event

    return placed


def _table(events: Sequence[Event]) -> RawTable:
    """Events as a table of text."""

    def chunks(_: Callable[[BadRow], None]) -> Iterator["pl.DataFrame"]:
        import polars as pl  # noqa: PLC0415 - 0.4 s, at the first import

        texts = {name: [getattr(event, name) or None for event in events] for name in _COLUMNS}
        frame = pl.DataFrame(texts, schema=dict.fromkeys(_COLUMNS, pl.String))
        lines = pl.Series(LINE, [event.line for event in events], pl.UInt32)
        yield frame.with_columns(lines)

    return RawTable("", _COLUMNS, _TITLE, len(events), chunks)
