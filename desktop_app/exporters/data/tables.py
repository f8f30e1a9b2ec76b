"""What an export is made of: tables whose columns say what they hold, and whom their cells would identify."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple, Protocol, cast

from desktop_app.domain.place import LonLat
from desktop_app.exporters.data.readme import Readme

Path = tuple[LonLat, ...]
Cell = str | int | float | bool | date | datetime | tuple[str, ...] | Path | None
"""A cell by the kind of its column; None is "not documented"."""
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What the cells of a column are in Python."""

    TEXT = "text"  # str
    INTEGER = "integer"  # int
    NUMBER = "number"  # float
    DAY = "day"  # date, UTC
    INSTANT = "instant"  # datetime, aware UTC
    YES_NO = "yes_no"  # bool
    LON = "lon"  # float, degrees, EPSG:4326
    LAT = "lat"  # the same
    URL = "url"  # str; never opened by the program
    LIST = "list"  # tuple of str
    PATH = "path"  # tuple of (lon, lat), at least two


class Geometry(StrEnum):
    """What a map draws of a row: its columns of kind LON and LAT, or that of kind PATH."""

    POINT = "point"
    LINE = "line"


class Standing(StrEnum):
    """What the rows of a table are; figures of different standing are never added."""

    OBSERVED = "observed"
    DOCUMENTED = "documented"
    NOTIFIED = "notified"
    CLAIMED = "claimed"
    REFERENCE = "reference"
    ASSUMED = "assumed"


class Names(StrEnum):
    """Whom a cell would identify, and by what."""

    VESSEL = "vessel"  # a name, or several
    VESSEL_ID = "vessel id"  # the id of the row
    VESSEL_NUMBER = "vessel number"  # IMO number, MMSI, call sign
    COMPANY = "company"
    COMPANY_ID = "company id"


class DataColumn(NamedTuple):
    """One column.

    Attributes:
        name: snake_case, with the unit of a number; the same in every format.
        title: heading for people.
        description: what the cells mean.
        unit: of numbers, empty for none.
        choices: the only texts there are; empty for any.
        refers: table whose `id` the cells name.
        names: whom the cells would identify; None for nobody.
        tells: what can be learnt from it, its own fact first, such as "vessel.imo_number". Where a column is
            dropped, whatever tells its own fact goes with it, in every table.
    """

    name: str
    kind: Kind
    title: str
    description: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    refers: str = ""
    names: Names | None = None
    tells: tuple[str, ...] = ()


class Rows(Protocol):
    """Rows that can be gone through more than once, one at a time."""

    def __iter__(self) -> Iterator[Row]: ...

    def __len__(self) -> int: ...


class DataTable(NamedTuple):
    """One table.

    Attributes:
        name: snake_case, plural; of its file, sheet or layer.
        title: for people.
        description: one sentence.
        columns: the first is `id`.
        rows: in a fixed order.
        geometry: None for a table that is on no map.
        standing: what the rows are.
        total: rows that the case has, of which these are a part.
        thing: first word of the rows' keys, as in "voyage:osc-2024-01"; empty where they have none.
    """

    name: str
    title: str
    description: str
    columns: tuple[DataColumn, ...]
    rows: Rows
    geometry: Geometry | None
    standing: Standing
    total: int
    thing: str = ""

    def place(self, name: str) -> int:
        """Where a column stands.

        Raises:
            KeyError: there is none of that name.
        """
        for place, column in enumerate(self.columns):
            if column.name == name:
                return place
        raise KeyError(name)

    def place_of(self, kind: Kind) -> int:
        """Where the first column of a kind stands.

        Raises:
            KeyError: there is none of that kind.
        """
        for place, column in enumerate(self.columns):
            if column.kind is kind:
                return place
        raise KeyError(kind)

    def has(self, kind: Kind) -> bool:
        """Whether there is a column of a kind."""
        return any(column.kind is kind for column in self.columns)

    def point(self, row: Row) -> LonLat | None:
        """Where a row of a table of points lies, None where that is not known."""
        lon, lat = row[self.place_of(Kind.LON)], row[self.place_of(Kind.LAT)]
        return (lon, lat) if isinstance(lon, float) and isinstance(lat, float) else None

    def line(self, row: Row) -> Path | None:
        """The line of a row of a table of lines, None where there is none."""
        path = row[self.place_of(Kind.PATH)]
        return cast("Path", path) if path else None


class DataSet(NamedTuple):
    """Everything that one export writes.

    Attributes:
        tables: in the order in which they are told.
        readme: what it is, for people.
        synthetic: made-up data, to be marked wherever it is shown.
    """

    tables: tuple[DataTable, ...]
    readme: Readme
    synthetic: bool

    def table(self, name: str) -> DataTable:
        """A table by name.

        Raises:
            KeyError: there is none of that name.
        """
        return next(filter(lambda one: one.name == name, self.tables), None) or _missing(name)


ID: Final = "id"
# Told by columns that put a position into words.
IN_WORDS: Final = "position in words"


def _missing(name: str) -> DataTable:
    raise KeyError(name)


def names_of(tables: Sequence[DataTable]) -> tuple[str, ...]:
    """Names of tables."""
    return tuple(table.name for table in tables)
