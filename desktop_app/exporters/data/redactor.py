"""Rows and readme as a redaction profile leaves them."""

from collections.abc import Iterable, Mapping
from math import floor, log10
from typing import Final, cast

from desktop_app.exporters.data.grid import DecimalGrid, Grid, SquareGrid, coarse_path
from desktop_app.exporters.data.pseudonyms import Pseudonyms
from desktop_app.exporters.data.readme import Readme, SourceNote
from desktop_app.exporters.data.redaction import Redaction, Whom
from desktop_app.exporters.data.redaction_log import How, RedactionLog
from desktop_app.exporters.data.redaction_plan import Plan, replaced
from desktop_app.exporters.data.scrubbing import REMOVED, Scrubber, folded
from desktop_app.exporters.data.secrets_found import Secrets
from desktop_app.exporters.data.tables import (
    ID,
    Cell,
    DataColumn,
    DataTable,
    Kind,
    Names,
    Path,
    Row,
)
from desktop_app.query.clauses import Filter, TextClause

# Of a volume, where more would tell the ship's deadweight.
_FIGURES: Final = 2
_M_PER_KM: Final = 1_000.0
_IDS: Final = frozenset({Names.VESSEL_ID, Names.COMPANY_ID})


class Redactor:
    """Redacts rows and texts of one export.

    Args:
        redaction: the profile.
        plan: what it comes to.
        secrets: what may stand nowhere.
        names: makes pseudonyms.
        gone: by table, ids of rows that are left out.
    """

    def __init__(
        self,
        redaction: Redaction,
        plan: Plan,
        secrets: Secrets,
        names: Pseudonyms,
        gone: Mapping[str, set[str]],
    ) -> None:
        self._redaction, self._plan = redaction, plan
        self._secrets, self._names, self._gone = secrets, names, gone
        self._scrubber = Scrubber(
            secrets.words, positions=redaction.coarsens or any(name == "lon" for _, name in plan.fields)
        )
        self._grid: Grid | None = None
        if redaction.coarsen_km is not None:
            self._grid = SquareGrid(redaction.coarsen_km)
        elif redaction.decimals is not None:
            self._grid = DecimalGrid(redaction.decimals)
        self._log = RedactionLog()
        self._ids: dict[tuple[str, str], str] = {}

    def columns(self, table: DataTable) -> tuple[DataColumn, ...]:
        """Those that stay."""
        return tuple(column for column in table.columns if (table.name, column.name) not in self._plan.fields)

    def row(self, table: DataTable, row: Row) -> Row:
        """A row as it is exported."""
        moved = self._moved(table, row)
        cells: list[Cell] = []
        for column, cell in zip(table.columns, moved, strict=True):
            if (table.name, column.name) in self._plan.fields:
                if cell not in {None, ()}:
                    self._log.count(How.LEFT_OUT, table.name, column.name)
                continue
            other = cell if cell is None else self._cell(table, column, cell)
            cells.append(other)
        return tuple(cells)

    def text(self, text: str) -> str:
        """Words that stand beside the rows."""
        return self._scrubber.scrubbed(text)

    def in_order(self, table: DataTable, rows: Iterable[Row]) -> Iterable[Row]:
        """Rows in an order that tells nothing of whom they name."""
        named = any(column.name == ID and replaced(column, self._plan) for column in table.columns)
        return sorted(rows, key=lambda row: str(row[0])) if named else rows

    def readme(self, readme: Readme, filter_: Filter) -> Readme:
        """What stands beside the rows, without what may not be told, and with the log."""
        scrub = self.text
        # Typed words may be a part of a name.
        asked = (TextClause(REMOVED) if isinstance(one, TextClause) else one for one in filter_.clauses)
        return readme._replace(
            title=scrub(readme.title),
            filter_sentence=scrub(Filter.of(*asked).sentence()),
            minimum=tuple(map(scrub, readme.minimum)),
            assumptions=scrub(readme.assumptions),
            sources=() if "sources" in self._plan.tables else tuple(map(self._source, readme.sources)),
            redaction=tuple(map(scrub, self._log.lines(self._redaction, self._plan))),
        )

    def left_out(self, table: str, rows: int) -> None:
        """Note that a whole table, or rows of it, are left out."""
        if rows:
            self._log.count(How.ROWS, table, "", rows)

    def _source(self, source: SourceNote) -> SourceNote:
        texts = SourceNote(*map(self.text, source))
        url = source.url if texts.url == source.url else ""
        return texts._replace(id=self._id("sources", source.id), url=url)

    def _cell(self, table: DataTable, column: DataColumn, cell: Cell) -> Cell:
        other = self._other(column, cell)
        if other != cell:
            how = How.REPLACED if replaced(column, self._plan) or column.refers else How.CHANGED
            self._log.count(how, table.name, column.name)
        return other

    def _other(self, column: DataColumn, cell: Cell) -> Cell:  # noqa: PLR0911 - one a kind
        if column.refers:
            return self._reference(column.refers, cell)
        if replaced(column, self._plan) and column.names not in _IDS:
            return self._named(column, cell)
        is_time = column.tells[:1] and column.tells[0].endswith(".when")
        if column.choices or is_time or column.kind in {Kind.YES_NO, Kind.DAY, Kind.INSTANT, Kind.INTEGER}:
            return cell
        if column.kind is Kind.NUMBER and isinstance(cell, float):
            rounds = self._plan.rounds_volumes and column.name.startswith("volume_")
            return two_figures(cell) if rounds else cell
        if isinstance(cell, str):
            text = self.text(cell)
            return None if column.kind is Kind.URL and text != cell else text
        if column.kind is Kind.LIST:
            return tuple(self.text(item) for item in cast("tuple[str, ...]", cell))
        return cell

    def _named(self, column: DataColumn, cell: Cell) -> Cell:
        """A pseudonym; of several names of one ship nothing is left."""
        if not isinstance(cell, str):
            return ()
        kind, known = (
            ("company", self._secrets.companies)
            if column.names is Names.COMPANY
            else ("vessel", self._secrets.vessels)
        )
        return self._names.name(kind, known.get(folded(cell), folded(cell)))

    def _reference(self, refers: str, cell: Cell) -> Cell:
        gone = self._gone.get(refers, set())
        if isinstance(cell, str):
            return None if cell in gone else self._id(refers, cell)
        return tuple(self._id(refers, one) for one in cast("tuple[str, ...]", cell) if one not in gone)

    def _id(self, table: str, ident: str) -> str:
        """The id of a row, or one that tells nothing where it would tell a secret."""
        if table == "vessels" and Whom.VESSELS in self._plan.pseudonyms:
            return self._names.ident("vessel", ident)
        if table == "companies" and Whom.COMPANIES in self._plan.pseudonyms:
            return self._names.ident("company", ident)
        hides = self._plan.pseudonyms and table not in {"sources", "ports", "assumptions"}
        if not hides and self.text(ident) == ident:
            return ident
        if self._redaction.key:
            return self._names.ident(table, ident)
        return self._ids.setdefault((table, ident), f"{table}-{len(self._ids) + 1}")

    def _moved(self, table: DataTable, row: Row) -> Row:
        """A row with its positions on the grid."""
        if self._grid is None or not (table.has(Kind.LON) or table.has(Kind.PATH)):
            return row
        cells = list(row)
        if table.has(Kind.LON):
            place = table.point(row)
            if place is not None:
                lon, lat = table.place_of(Kind.LON), table.place_of(Kind.LAT)
                cells[lon], cells[lat] = self._grid.snapped(place)
                self._log.count(How.COARSER, table.name, "lon, lat")
                self._widen(table, cells)
        else:
            line = table.place_of(Kind.PATH)
            path = cast("Path | None", row[line])
            if path:
                cells[line] = coarse_path(self._grid, path)
                self._log.count(How.COARSER, table.name, table.columns[line].name)
        return tuple(cells)

    def _widen(self, table: DataTable, cells: list[Cell]) -> None:
        """The real place lies within the accuracy of where it is now put."""
        assert self._grid is not None  # noqa: S101 - only called with one
        for place, column in enumerate(table.columns):
            if column.name in {"accuracy_km", "accuracy_m"}:
                unit = 1.0 if column.name == "accuracy_km" else _M_PER_KM
                known = cells[place]
                cells[place] = round(
                    (known if isinstance(known, float) else 0.0) + self._grid.farthest_km() * unit, 1
                )


def two_figures(value: float) -> float:
    """A number rounded to its first two figures."""
    if not value:
        return 0.0
    return float(round(value, _FIGURES - 1 - floor(log10(abs(value)))))
