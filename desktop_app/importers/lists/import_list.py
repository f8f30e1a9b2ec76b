"""Imports lists of ships: OpenSanctions' maritime.csv, entities of FollowTheMoney."""

import re
from typing import TYPE_CHECKING, Final

from desktop_app.domain.imports import Verdict
from desktop_app.importers.importing import Found, Sample

if TYPE_CHECKING:
    from desktop_app.importers.importing import Importing
    from desktop_app.importers.lists.ship_list import ShipList

MARITIME: Final = "opensanctions"
ENTITIES: Final = "followthemoney"
_ENTITY: Final = re.compile(rb'"schema"\s*:\s*"[A-Z][A-Za-z]+"')
_PROPERTIES: Final = re.compile(rb'"properties"\s*:\s*\{')
_BOM: Final = b"\xef\xbb\xbf"
_LICENCE: Final = "OpenSanctions data are licensed CC BY-NC 4.0: not for commercial use without a licence"


def recognise(sample: Sample) -> tuple[Found, ...]:
    """By the header of the one, by schema and properties of the other."""
    from desktop_app.importers.lists.maritime_csv import is_header  # noqa: PLC0415 - not at start-up

    head = sample.head.removeprefix(_BOM)
    first = head.split(b"\n", 1)[0]
    if is_header(first.decode("utf-8", "replace").rstrip("\r")):
        return (Found(MARITIME, "OpenSanctions maritime.csv", "ships on sanctions lists", 98),)
    if head.lstrip()[:1] in {b"{", b"["} and _ENTITY.search(head) and _PROPERTIES.search(head):
        return (Found(ENTITIES, "FollowTheMoney JSON", "entities with schema and properties", 95),)
    return ()


def carry_out(importing: "Importing") -> None:
    """Join the list's ships to those of the case by IMO number.

    Raises:
        InputError: it cannot be read.
        Cancelled: called off.
    """
    from desktop_app.importers.lists.ship_list import ShipList  # noqa: PLC0415 - not at start-up

    ships = ShipList(importing)
    if importing.order.format == MARITIME:
        _take_rows(importing, ships)
    else:
        _take_entities(importing, ships)
    ships.finish()
    source_id = importing.citation.source_ids[0]
    note = importing.desk.connection.execute("SELECT note FROM source WHERE id = ?", (source_id,)).get
    if importing.order.format == MARITIME and not note and importing.tally.accepted:
        importing.desk.update("source", source_id, {"note": _LICENCE})


def _take_rows(importing: "Importing", ships: "ShipList") -> None:
    from desktop_app.importers.files.opening import open_input  # noqa: PLC0415 - not at start-up
    from desktop_app.importers.lists.maritime_csv import ships_of_csv  # noqa: PLC0415 - not at start-up

    tally = importing.tally

    def refuse(line: int, column: str, value: str, reason: str) -> None:
        tally.read += 1
        tally.reject(line, column, value, reason)

    with open_input(importing.order.file) as stream:
        for ship in ships_of_csv(stream, importing.order.file.name, refuse):
            importing.told("Reading", stream.packed_done)
            ships.take(ship)


def _take_entities(importing: "Importing", ships: "ShipList") -> None:
    from desktop_app.importers.files.opening import open_input  # noqa: PLC0415 - not at start-up
    from desktop_app.importers.lists.entity_json import Entity, entities_of  # noqa: PLC0415 - not at start-up
    from desktop_app.importers.lists.ships_of_entities import EntityShips  # noqa: PLC0415 - not at start-up

    tally, file = importing.tally, importing.order.file

    def told(verdict: Verdict, line: int, value: str, reason: str) -> None:
        tally.read += 1
        if verdict is Verdict.MERGED:
            tally.merged += 1
        else:
            tally.rejected += 1
        tally.line(verdict, line, reason, value=value)
        importing.feedback.tell(0, 0)

    found = EntityShips(told)
    with open_input(file) as stream:
        found.gather(entities_of(stream, file.name))
    owners, names = found.owners(), {}
    if owners:
        # Who owns a ship may stand anywhere in the file: names are read when it is known whose are wanted.
        with open_input(file) as stream:
            for one in entities_of(stream, file.name):
                if isinstance(one, Entity) and one.id in owners and one.caption:
                    names[one.id] = one.caption
    for ship in found.ships(names):
        importing.feedback.tell(0, 0)
        ships.take(ship)
