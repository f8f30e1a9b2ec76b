"""Licences and attribution of what comes with the program, as `geodata/SOURCES.toml` states them."""

import tomllib
from collections.abc import Collection
from typing import Final

from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import REPORTED_CASE_ID, CaseStore

# Data sets of SOURCES.toml by the exported tables that hold rows or lines of them.
_OF_TABLES: Final = {
    "Reported record": None,
    "Ports of the record": {"ports", "port_calls"},
    "Railway Ussuriysk-Baranovsky-Khasan-Rajin": {"consignments"},
    "Inferred sea routes": {"voyages"},
}
_FROM_RECORD: Final = (
    "What comes from the reported record keeps these licences; what was added is its authors’."
)
_FACTS: Final = "Sources are cited for facts; rights in the documents are their publishers’."


def licence_lines(resources: Resources, store: CaseStore, tables: Collection[str]) -> tuple[str, ...]:
    """One line for each data set of which the tables can hold rows.

    Raises:
        InputError: the program's own file is missing.
    """
    content = tomllib.loads(resources.geodatum("SOURCES.toml").read_text("utf-8"))
    lines = [_FACTS] if store.info.case_id == REPORTED_CASE_ID else [_FROM_RECORD, _FACTS]
    for one in content["dataset"]:
        wanted = _OF_TABLES.get(one["name"], set())
        if wanted is None or not wanted.isdisjoint(tables):
            lines.append(f"{one['name']}: {one['licence']}. {one['attribution']}. {one['changes']}")
    return tuple(lines)
