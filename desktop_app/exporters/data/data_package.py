"""The schema of CSV files as a Data Package (datapackage.org, version 2.0)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from desktop_app.exporters.data.cells import BETWEEN
from desktop_app.exporters.data.readme import Readme
from desktop_app.exporters.data.tables import ID, DataColumn, DataSet, DataTable, Kind

FILE_NAME: Final = "datapackage.json"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.DAY: {"type": "date"},
    Kind.INSTANT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.LON: {"type": "number"},
    Kind.LAT: {"type": "number"},
    Kind.URL: {"type": "string"},
    Kind.LIST: {"type": "list", "delimiter": BETWEEN, "itemType": "string"},
    Kind.PATH: {"type": "string"},
}


def package_text(data: DataSet, folder: Path) -> str:
    """The description of the CSV files in a folder, as JSON."""
    names = {table.name for table in data.tables}
    content = {
        "$schema": _PROFILE,
        "name": "tumen-export",
        "title": data.readme.title,
        "description": _description(data.readme),
        "sources": [
            {"title": f"{one.id}: {one.title}", **({"path": one.url} if one.url else {})}
            for one in data.readme.sources
        ],
        "resources": [_resource(table, folder, names) for table in data.tables],
        "tumen": data.readme.content(),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _description(readme: Readme) -> str:
    return "\n".join(line for heading, lines in readme.sections() if heading != "Sources" for line in lines)


def _resource(table: DataTable, folder: Path, names: Iterable[str]) -> Mapping[str, Any]:
    name = f"{table.name}.csv"
    file = folder / name
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    keys = [
        {"fields": [column.name], "reference": {"resource": column.refers, "fields": [ID]}}
        for column in table.columns
        if column.refers in names and column.kind is Kind.TEXT and column.name != ID
    ]
    return {
        "name": table.name,
        "title": table.title,
        "description": f"{table.description}. Standing: {table.standing.value}.",
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": [ID],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: DataColumn) -> Mapping[str, Any]:
    limits = {"enum": list(column.choices)} if column.choices and column.kind is Kind.TEXT else {}
    return {
        "name": column.name,
        "title": column.title,
        "description": column.description,
        **_TYPES[column.kind],
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": limits} if limits else {}),
    }
