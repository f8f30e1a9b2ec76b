"""What a table is: columns with kinds, choices and descriptions, as plain values."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What a column holds.

    Every instant in a case file is TEXT `YYYY-MM-DDTHH:MM:SSZ`, every day TEXT `YYYY-MM-DD`, both UTC: they
    sort as text, and readers of GeoPackage know them.
    """

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    YES_NO = "yes or no"  # 0 or 1
    INSTANT = "instant"
    DAY = "day"
    BLOB = "blob"


class Column(NamedTuple):
    """One column.

    Attributes:
        description: for people, in the file and in forms; names the unit where the name does not.
        required: NOT NULL.
        references: table whose `id` it names, empty for none.
        choices: the only texts allowed, empty for any.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    references: str = ""
    choices: tuple[str, ...] = ()


class Table(NamedTuple):
    """One table. Every table has `fid` (rowid, the key that GeoPackage and change sets need) and a text `id`.

    Attributes:
        title: for people, plural, as the layer or table is called in QGIS.
        geometry: "POINT", "LINESTRING" or "POLYGON"; empty for a plain table.
        cited: every row names its evidence (`evidence_id`).
        unique: column names that may not repeat together.
        indexes: column lists that get an index.
        later_indexes: the same, added by a later version: their numbers follow that of the evidence, so that
            a migration only adds.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    geometry: str = ""
    cited: bool = True
    unique: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    later_indexes: tuple[str, ...] = ()

    @property
    def stored_columns(self) -> tuple[str, ...]:
        """Names of all columns in the order in which the file has them."""
        geometry, evidence = ("geom",) * bool(self.geometry), ("evidence_id",) * self.cited
        return ("fid", "id", *geometry, *(column.name for column in self.columns), *evidence)

    def column(self, name: str) -> Column:
        """A column by name.

        Raises:
            KeyError: there is none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


PRECISIONS: Final = ("instant", "interval", "day", "window", "month", "year")

EVIDENCE: Final = Column(
    "evidence_id", Kind.TEXT, "the citations this row rests on", required=True, references="evidence"
)


def text(name: str, description: str, *, required: bool = False) -> Column:
    """A text column; optional text is NULL, never empty."""
    return Column(name, Kind.TEXT, description, required)


def number(name: str, description: str, *, required: bool = False) -> Column:
    """A REAL column."""
    return Column(name, Kind.REAL, description, required)


def whole(name: str, description: str, *, required: bool = False) -> Column:
    """An INTEGER column."""
    return Column(name, Kind.INTEGER, description, required)


def flag(name: str, description: str) -> Column:
    """0 or 1, never NULL."""
    return Column(name, Kind.YES_NO, description, required=True)


def day(name: str, description: str) -> Column:
    """A UTC day, NULL where not documented."""
    return Column(name, Kind.DAY, description)


def instant(name: str, description: str, *, required: bool = False) -> Column:
    """A UTC instant."""
    return Column(name, Kind.INSTANT, description, required)


def one_of(name: str, description: str, choices: Iterable[str], *, required: bool = True) -> Column:
    """Text from a closed list."""
    return Column(name, Kind.TEXT, description, required, choices=tuple(choices))


def refers(name: str, table: str, description: str, *, required: bool = False) -> Column:
    """The id of a row in another table."""
    return Column(name, Kind.TEXT, description, required, references=table)


def span(*, required: bool = True) -> tuple[Column, ...]:
    """A time span: first and last instant that belong to it, how exactly it is known, and "about"."""
    return (
        instant("start_utc", "first instant (UTC) that belongs to the time", required=required),
        instant("end_utc", "last instant (UTC) that still belongs to the time", required=required),
        one_of(
            "precision",
            "how exactly the time is known; a window is some time between, never all of it",
            PRECISIONS,
            required=required,
        ),
        flag("approximate", "the source itself says about"),
    )


def names() -> tuple[Column, ...]:
    """A name in the three languages of the region."""
    return (
        text("name_en", "name in English", required=True),
        text("name_ru", "name in Russian"),
        text("name_ko", "name in Korean"),
    )


def quantity(prefix: str, what: str, units: Iterable[str]) -> tuple[Column, ...]:
    """A quantity as low, best and high with unit and assumptions; all NULL where not documented."""
    return (
        number(f"{prefix}_low", f"{what}, lowest"),
        number(f"{prefix}_best", f"{what}, best figure"),
        number(f"{prefix}_high", f"{what}, highest"),
        one_of(f"{prefix}_unit", f"unit of {what}", units, required=False),
        text(f"{prefix}_assumptions", f"what the figures of {what} assume"),
    )
