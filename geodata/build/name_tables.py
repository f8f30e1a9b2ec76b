"""The hand-made tables of names, each row by its key."""

from collections.abc import Mapping
from pathlib import Path

from geodata.build.gazetteer import read_table

TABLES = Path(__file__).with_name("names")


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of the table `name`."""
    return read_table(TABLES / f"{name}.csv")


def by_key(name: str) -> dict[str, dict[str, str]]:
    """Rows of the table `name` by their first column."""
    return {next(iter(row.values())): row for row in read_rows(name)}


def tags(row: Mapping[str, str]) -> dict[str, str]:
    """The names of a row as the map reads them."""
    return {"name": row["en"], "ru": row["ru"], "ko": row["ko"]}
