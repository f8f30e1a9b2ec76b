"""FollowTheMoney entities, one JSON object a line, for OCCRP's Aleph: who owns, sails, pays and is listed.

Schemata and properties are those of followthemoney's model: Vessel, Company, Address, Trip, Payment, Sanction
and Document. A trip has no quantity; barrels stand in its description, with range and basis.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from desktop_app.exporters.data.cells import cell_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.row_words import cells_of, row_name
from desktop_app.exporters.data.tables import Cell, DataSet, DataTable, Row
from desktop_app.exporters.wording import SYNTHETIC, barrels
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.whole_file import make_whole

Cells = Mapping[str, Cell]
Properties = dict[str, list[str]]
# Digits of an id: twice what tells millions of rows apart.
_ID_DIGITS: Final = 20
# ISO 3166-1: codes that mean no country anywhere, so that they can be used for what is made up.
_USER_ASSIGNED: Final = re.compile("AA|Q[M-Z]|X[A-Z]|ZZ")
_LEFT_OUT: Final = "Tables that have no counterpart in the model are left out"
_MADE_UP: Final = f"{SYNTHETIC}: made-up data, no evidence of anything."


def write_follow_the_money(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write the entities; a Document among them holds the readme.

    Raises:
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """
    make_whole(path, partial(_write, data, feedback))
    return (path,)


def _write(data: DataSet, feedback: Feedback, path: Path) -> None:
    steps = Steps(feedback, sum(len(table.rows) for table in data.tables))
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        _write_readme(data, file)
        for table in data.tables:
            make = _MAKERS.get(table.name)
            for row in table.rows:
                steps.row()
                if make is not None:
                    for schema, ident, properties in make(table, row):
                        _put(file, schema, ident, properties, synthetic=data.synthetic)
    steps.end()


def _write_readme(data: DataSet, file: TextIO) -> None:
    left_out = [table.name for table in data.tables if table.name not in _MAKERS]
    note = f"{_LEFT_OUT}: {', '.join(left_out)}." if left_out else ""
    readme = data.readme.with_notes(note) if note else data.readme
    properties = {"fileName": ["README.txt"], "title": [readme.title], "bodyText": [readme.text()]}
    _put(file, "Document", _id("readme", readme.data_sha256), properties, synthetic=data.synthetic)


def _put(file: TextIO, schema: str, ident: str, properties: Properties, *, synthetic: bool) -> None:
    """One line; properties without a value are left out."""
    if synthetic:
        properties = {**properties, "summary": [_MADE_UP, *properties.get("summary", ())]}
    kept = {name: [text for text in values if text] for name, values in properties.items()}
    filled = {name: kept[name] for name in sorted(kept) if kept[name]}
    entity = {"id": ident, "schema": schema, "properties": filled}
    file.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")).replace("\\u0000", " ") + "\n")


def _id(table: str, ident: Cell) -> str:
    """The same for a row in every export; whatever is in the row's own id."""
    digest = hashlib.sha256(f"{table}:{cell_text(ident)}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"tumen-{digest[:_ID_DIGITS]}"


def _ref(table: str, ident: Cell) -> list[str]:
    return [_id(table, ident)] if ident else []


def _texts(cell: Cell) -> list[str]:
    """The items of a list, or the one text of another cell."""
    if isinstance(cell, tuple):
        return [item for item in cell if isinstance(item, str)]
    return [cell_text(cell)]


def _proof(cells: Cells) -> Properties:
    return {"proof": [_id("sources", ident) for ident in _texts(cells.get("source_ids")) if ident]}


def _when(cells: Cells) -> Properties:
    return {"startDate": _texts(cells.get("first_day")), "endDate": _texts(cells.get("last_day"))}


def _words(table: DataTable, row: Row, *names: str) -> list[str]:
    """Heading and text of some columns, as one text each."""
    cells = ((column, cell_text(cell)) for column, cell in zip(table.columns, row, strict=True))
    return [f"{column.title}: {text}" for column, text in cells if text and column.name in names]


Entity = tuple[str, str, Properties]


def _vessel(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    yield (
        "Vessel",
        _id("vessels", cells["id"]),
        {
            "name": _texts(cells.get("name")),
            "alias": _texts(cells.get("other_names")),
            "imoNumber": _texts(cells.get("imo_number")),
            "mmsi": _texts(cells.get("mmsi")),
            "flag": _country(cells.get("flag")),
            "deadweightTonnage": _texts(cells.get("deadweight_t")),
            "grossRegisteredTonnage": _texts(cells.get("gross_tonnage")),
            "buildDate": _texts(cells.get("built")),
            "notes": [*_texts(cells.get("note")), *_owner_words(cells), *_no_country(cells, "flag")],
            "topics": ["sanction"] if cells.get("listed_by") else [],
            **_proof(cells),
        },
    )


def _country(cell: Cell) -> list[str]:
    """A country as the model has it, in small letters; codes that stand for none are left to the notes."""
    code = cell_text(cell)
    return [] if _USER_ASSIGNED.fullmatch(code) else [code.lower()]


def _no_country(cells: Cells, name: str) -> list[str]:
    code = cell_text(cells.get(name))
    return [f"{name.capitalize()}: {code}"] if _USER_ASSIGNED.fullmatch(code) else []


def _owner_words(cells: Cells) -> list[str]:
    """Owners are documented as words, not as companies of the case."""
    owner = cell_text(cells.get("owner"))
    return [f"Owner or manager as documented: {owner}"] if owner else []


def _company(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    yield (
        "Company",
        _id("companies", cells["id"]),
        {
            "name": _texts(cells.get("name")),
            "alias": _texts(cells.get("name_ru")),
            "description": _texts(cells.get("role")),
            "notes": _texts(cells.get("listings")),
            **_proof(cells),
        },
    )


def _port(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    yield (
        "Address",
        _id("ports", cells["id"]),
        {
            "name": _texts(cells.get("name")),
            "full": _texts(cells.get("name")),
            "alias": [*_texts(cells.get("name_ru")), *_texts(cells.get("name_ko"))],
            "country": _country(cells.get("country")),
            "latitude": _texts(cells.get("lat")),
            "longitude": _texts(cells.get("lon")),
            "notes": [*_texts(cells.get("note")), *_words(table, row, "accuracy_m", "position_basis")],
            **_proof(cells),
        },
    )


def _voyage(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    ends = " – ".join(filter(None, (cell_text(cells.get("from_port")), cell_text(cells.get("to_port")))))
    name = ", ".join(filter(None, (row_name(cells), ends, cell_text(cells.get("when")))))
    yield (
        "Trip",
        _id("voyages", cells["id"]),
        {
            "name": [name],
            "vehicle": _ref("vessels", cells.get("vessel_id")),
            "startLocation": _ref("ports", cells.get("from_port_id")),
            "endLocation": _ref("ports", cells.get("to_port_id")),
            **_when(cells),
            "description": [
                *_volume_words(cells),
                *_words(
                    table, row, "product", "to_basis", "tracker", "calls", "not_counted_why", "precision"
                ),
            ],
            "summary": _texts(cells.get("summary")),
            **_proof(cells),
        },
    )


def _consignment(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    named = (cell_text(cells.get(column)) for column in ("from_station", "to_station"))
    ends = " – ".join(filter(None, named))
    stations: Properties = {}
    for side, column in (("startLocation", "from_station"), ("endLocation", "to_station")):
        station = cell_text(cells.get(column))
        if station:
            stations[side] = [_id("stations", station)]
            yield "Address", _id("stations", station), {"name": [station], "full": [station]}
    yield (
        "Trip",
        _id("consignments", cells["id"]),
        {
            "name": [", ".join(filter(None, ("Rail consignment", ends, cell_text(cells.get("when")))))],
            "organizer": _ref("companies", cells.get("shipper_id")),
            "involved": _ref("companies", cells.get("consignee_id")),
            **stations,
            **_when(cells),
            "description": [
                *_volume_words(cells),
                *_words(table, row, "shipper", "consignee", "product", "wagons", "precision"),
            ],
            "summary": _texts(cells.get("summary")),
            **_proof(cells),
        },
    )


def _volume_words(cells: Cells) -> list[str]:
    """An estimate with range and basis, or why there is none."""
    low, best, high = (cells.get(f"volume_{end}_bbl") for end in ("low", "best", "high"))
    if isinstance(low, float) and isinstance(best, float) and isinstance(high, float):
        basis = cell_text(cells.get("volume_basis"))
        return [f"Estimated, not documented: {barrels(low, best, high)}; {basis}"]
    return [f"No estimate: {cell_text(cells.get('volume_why'))}"]


def _payment(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    sides: Properties = {}
    for side, column in (("payer", "payer"), ("beneficiary", "payee")):
        ident, name = cells.get(f"{column}_id"), cell_text(cells.get(column))
        if ident:
            sides[side] = _ref("companies", ident)
        elif name:
            # Whom the case knows by name alone is an entity of that name.
            sides[side] = [_id("named", name)]
            yield "LegalEntity", _id("named", name), {"name": [name]}
    yield (
        "Payment",
        _id("payments", cells["id"]),
        {
            **sides,
            "amount": _texts(cells.get("amount")),
            "currency": _texts(cells.get("currency")),
            "purpose": _texts(cells.get("purpose")),
            **_when(cells),
            "description": _words(table, row, "qualifier", "precision"),
            **_proof(cells),
        },
    )


def _listing(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    yield (
        "Sanction",
        _id("listings", cells["id"]),
        {
            "entity": _ref("vessels", cells.get("vessel_id")),
            "authority": _texts(cells.get("authority")),
            "listingDate": _texts(cells.get("listed_on")),
            "startDate": _texts(cells.get("listed_on")),
            "endDate": _texts(cells.get("delisted_on")),
            "provisions": _texts(cells.get("measure")),
            "description": _words(table, row, "listed_as"),
            **_proof(cells),
        },
    )


def _source(table: DataTable, row: Row) -> Iterator[Entity]:
    cells = cells_of(table, row)
    yield (
        "Document",
        _id("sources", cells["id"]),
        {
            "title": _texts(cells.get("title")),
            "fileName": _texts(cells.get("title")),
            "publisher": _texts(cells.get("publisher")),
            "sourceUrl": _texts(cells.get("url")),
            "retrievedAt": _texts(cells.get("retrieved_utc")),
            "notes": [*_texts(cells.get("note")), *_words(table, row, "published", "reliability", "licence")],
        },
    )


_MAKERS: Final[Mapping[str, Callable[[DataTable, Row], Iterator[Entity]]]] = {
    "vessels": _vessel,
    "companies": _company,
    "ports": _port,
    "voyages": _voyage,
    "consignments": _consignment,
    "payments": _payment,
    "listings": _listing,
    "sources": _source,
}
