"""Which column of a file says what: what a person sees, alters and saves under a name."""

from typing import Final, NamedTuple

MAPPING_VERSION: Final = 1


class ColumnUse(NamedTuple):
    """One field of a target and where it comes from.

    Attributes:
        field: name of a field of the target.
        column: as the file names it; empty where `constant` is the value of every row.
        constant: text that stands for every row.
        unit: unit of the column's numbers, such as "t" or "kn"; empty where each cell says it or it is the
            field's own.
        zone: zone of the column's times where the cell names none, an IANA name or "+09:00"; empty for the
            mapping's.
    """

    field: str
    column: str
    constant: str = ""
    unit: str = ""
    zone: str = ""


class Mapping(NamedTuple):
    """A whole table.

    Attributes:
        target: name of the target.
        uses: each field at most once.
        zone: of times that name none; "UTC" unless said.
        date_order: "dmy", "mdy" or "ymd" for dates of bare numbers; empty to see which the column allows.
        decimal: "." or ","; empty to see which the column allows.
        swapped: longitude and latitude change places.
    """

    target: str
    uses: tuple[ColumnUse, ...]
    zone: str = "UTC"
    date_order: str = ""
    decimal: str = ""
    swapped: bool = False

    def use(self, field: str) -> ColumnUse | None:
        """Where a field comes from; None where nothing says it."""
        return next((use for use in self.uses if use.field == field), None)
