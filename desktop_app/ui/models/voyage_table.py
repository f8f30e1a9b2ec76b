"""The voyages table: numbers of rows in the order of the engine, heads of groups between them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from desktop_app.exporters.voyage_columns import HEADINGS, NUMBERS, Column, TableRow, explanation
from desktop_app.exporters.voyage_totals import group_name, totals_words
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import Group, RowNumbers, VoyageRows
from desktop_app.query.voyage_rows import Grouping, Order
from desktop_app.ui.models.grouped_rows import GroupedRows
from desktop_app.ui.models.row_pages import PAGE_ROWS
from desktop_app.ui.models.voyage_pages import Page, VoyagePages, read_pages

ModelIndex = QModelIndex | QPersistentModelIndex

ORDERS: Final = {
    Column.DATE: Order.DATE,
    Column.VESSEL: Order.VESSEL,
    Column.IMO_NUMBER: Order.IMO_NUMBER,
    Column.LISTING: Order.LISTING,
    Column.OPERATOR: Order.OPERATOR,
    Column.FROM: Order.FROM,
    Column.TO: Order.TO,
    Column.PRODUCT: Order.PRODUCT,
    Column.HOW_KNOWN: Order.HOW_KNOWN,
    Column.TRACKER: Order.TRACKER,
    Column.CALLS: Order.CALLS,
    Column.VOLUME: Order.VOLUME,
    Column.PRECISION: Order.PRECISION,
    Column.SOURCES: Order.SOURCES,
    Column.GRADE: Order.GRADE,
    Column.KIND: Order.KIND,
}
"""Columns by which the engine can order the rows."""

VOYAGE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
NO_PARENT: Final = QModelIndex()
ON_THE_WAY: Final = "…"
# Rows up to which groups are open at first: what a few screens hold. Of more, the groups are the overview.
OPEN_AT_FIRST: Final = 200
# Voyages that are looked for one by one among the rows.
FEW: Final = 8


class TableAnswer(NamedTuple):
    """Rows that pass, and those of them that will be on the screen first.

    Attributes:
        grouping: by which `rows.groups` are made.
        pages: by number.
        engine: that answered, under its assumptions.
    """

    rows: VoyageRows
    grouping: Grouping
    pages: Mapping[int, Page]
    engine: QueryEngine


class VoyageTableModel(QAbstractTableModel):
    """Heads of groups and rows; `Qt.UserRole` gives the `Voyage`, None for a head and what is on the way."""

    def __init__(self, engine: QueryEngine, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._pages = VoyagePages(engine, jobs, self)
        self._pages.arrived.connect(self._on_arrived)
        self._rows: RowNumbers = ()
        self._groups: tuple[Group, ...] = ()
        self._grouping = Grouping.NONE
        self._spots = GroupedRows(0)
        self._open_first = True
        # Groups that are not as `_open_first` says, by key.
        self._turned: set[str] = set()

    def places_among(self, rows: RowNumbers, voyage_ids: Iterable[str]) -> list[int]:
        """Where voyages stand among other rows than those on show. On any thread."""
        return places_of(rows, self._engine.rows_of(voyage_ids))

    def take(self, answer: TableAnswer, *, is_edited: bool) -> bool:
        """Show the rows of an answer; whether they are the same rows in the same order as before.

        Args:
            answer: the rows.
            is_edited: what stands in them may be other than before.
        """
        import numpy as np  # noqa: PLC0415 - 0.11 s that the first picture does not need

        rows, groups = answer.rows.rows, answer.rows.groups
        self._engine = answer.engine
        stays = answer.grouping is self._grouping and np.array_equal(np.asarray(rows), np.asarray(self._rows))
        pages = answer.pages
        if stays and groups == self._groups:
            if not is_edited and self._pages.holds(pages, answer.engine):
                return True
            self._pages.show(rows, pages, answer.engine)
            if len(self._spots):
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._spots) - 1, len(Column) - 1))
            return True
        if answer.grouping is not self._grouping:
            self._turned.clear()
            self._open_first = len(rows) <= OPEN_AT_FIRST
        self.beginResetModel()
        self._rows, self._groups, self._grouping = rows, groups, answer.grouping
        self._pages.show(rows, pages, answer.engine)
        self._arrange()
        self.endResetModel()
        return stays

    def _arrange(self) -> None:
        self._spots = GroupedRows(
            len(self._rows),
            [group.first for group in self._groups],
            lambda group: self._open_first ^ (self._groups[group].key in self._turned),
        )

    @property
    def is_grouped(self) -> bool:
        """Whether there are heads of groups."""
        return bool(self._groups)

    def group_at(self, view_row: int) -> Group | None:
        """The group whose head stands in a row of the view; None where a voyage does."""
        spot = self._spots.spot(view_row)
        return self._groups[spot.group] if spot.place < 0 else None

    def group_words(self, group: Group) -> tuple[str, str]:
        """What a group is called, and what its voyages add up to."""
        return group_name(group, self._grouping), totals_words(group.totals)

    def group_over(self, view_row: int) -> int | None:
        """The row of the view with the head of the group to which a row belongs; None without groups."""
        spot = self._spots.spot(view_row)
        return self._spots.head(spot.group) if spot.group >= 0 else None

    def places_in_group(self, view_row: int) -> range:
        """The places of the rows under a head, seen or not."""
        group = self._spots.spot(view_row).group
        first = self._spots.first(group)
        return range(first, first + self._spots.size(group))

    def is_open(self, view_row: int) -> bool:
        """Whether the rows under a head are seen."""
        return self._spots.is_open(self._spots.spot(view_row).group)

    def set_open(self, view_row: int, *, is_open: bool) -> None:
        """Show or hide the rows under a head."""
        group = self._spots.spot(view_row).group
        if self._spots.is_open(group) is is_open:
            return
        self._turned ^= {self._groups[group].key}
        size, parent = self._spots.size(group), QModelIndex()
        if is_open:
            self.beginInsertRows(parent, view_row + 1, view_row + size)
            self._spots.set_open(group, is_open=True)
            self.endInsertRows()
        else:
            self.beginRemoveRows(parent, view_row + 1, view_row + size)
            self._spots.set_open(group, is_open=False)
            self.endRemoveRows()

    def set_all_open(self, *, is_open: bool) -> None:
        """Show or hide the rows under all heads, also under those that come with another filter."""
        self.beginResetModel()
        self._open_first = is_open
        self._turned.clear()
        self._arrange()
        self.endResetModel()

    def place_at(self, view_row: int) -> int | None:
        """The place among all rows of what stands in a row of the view; None for a head."""
        place = self._spots.spot(view_row).place
        return place if place >= 0 else None

    def show_place(self, place: int) -> int:
        """The row of the view of a place, whose group is opened where it is closed."""
        found = self._spots.view_row(place)
        if found is None:
            self.set_open(self._spots.head(self._spots.group_of(place)), is_open=True)
            found = self._spots.view_row(place)
        return found if found is not None else 0

    def view_row(self, place: int) -> int | None:
        """The row of the view of a place; None where its group is closed."""
        return self._spots.view_row(place)

    def places_of(self, voyage_ids: Iterable[str]) -> list[int]:
        """Where these voyages stand among all rows, in the order of the ids; hidden ones are left out."""
        return places_of(self._rows, self._engine.rows_of(voyage_ids))

    def keys_of(self, places: Iterable[int]) -> tuple[str, ...]:
        """Keys of the voyages in these places; of one that was deleted a moment ago there is none."""
        numbers = [int(self._rows[place]) for place in places]
        ids = self._engine.ids_of(numbers)
        return tuple(f"voyage:{ids[number]}" for number in numbers if number in ids)

    @property
    def numbers(self) -> RowNumbers:
        """Row numbers of all voyages that pass, in order."""
        return self._rows

    def row_at(self, view_row: int) -> TableRow | None:
        """The voyage in a row of the view; None for a head and for one on the way."""
        place = self.place_at(view_row)
        return self._pages.row(place) if place is not None else None

    def known_at(self, view_row: int) -> TableRow | None:
        """The same, but only if it is here; asks for nothing."""
        place = self.place_at(view_row)
        return self._pages.known(place) if place is not None else None

    @Slot(int, int)
    def _on_arrived(self, first: int, count: int) -> None:
        rows = [self._spots.view_row(place) for place in (first, first + count - 1)]
        # Ends in a closed group leave it open how far the change reaches: to the end of the view.
        top = rows[0] if rows[0] is not None else 0
        bottom = rows[1] if rows[1] is not None else len(self._spots) - 1
        if top <= bottom:
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(Column) - 1))

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Heads and the rows under open ones."""
        return 0 if parent.isValid() else len(self._spots)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """All columns, also those that the header hides."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """Heads can be reached, and are not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        is_head = self._spots.spot(index.row()).place < 0
        return enabled if is_head else enabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Column titles with units, and what they mean as tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        heading = HEADINGS[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return heading.meaning
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return heading.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, alignment, tooltip, or the voyage itself."""
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        reader = _READERS.get(role)
        if reader is None:
            return None
        group = self.group_at(index.row())
        if group is not None:
            return None if role == VOYAGE_ROLE else " · ".join(self.group_words(group))
        row = self.row_at(index.row())
        if row is None:
            return None if role == VOYAGE_ROLE else ON_THE_WAY
        return reader(row, column)


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


_READERS: Final[Mapping[int, Callable[[TableRow, Column], Any]]] = {
    int(Qt.ItemDataRole.DisplayRole): lambda row, column: row.texts[column],
    int(Qt.ItemDataRole.ToolTipRole): explanation,
    int(Qt.ItemDataRole.AccessibleTextRole): lambda row, column: (
        explanation(row, column) or row.texts[column]
    ),
    VOYAGE_ROLE: lambda row, _column: row.voyage,
}


def first_pages(engine: QueryEngine, rows: RowNumbers, seen: Iterable[int]) -> dict[int, Page]:
    """Read what will be on the screen first; `seen` are places. On any thread."""
    numbers = {place // PAGE_ROWS for place in seen if 0 <= place < len(rows)}
    return read_pages(engine, rows, numbers)


def places_of(rows: RowNumbers, numbers: Sequence[int]) -> list[int]:
    """Where row numbers stand among rows, in the order of the numbers; those that are not there left out."""
    import numpy as np  # noqa: PLC0415 - 0.11 s that the first picture does not need

    everywhere = np.asarray(rows)
    if len(numbers) <= FEW:
        # A million are compared in 0.5 ms.
        found = (np.flatnonzero(everywhere == number) for number in numbers)
        return [int(places[0]) for places in found if places.size]
    at = np.flatnonzero(np.isin(everywhere, np.asarray(numbers)))
    place_of = dict(zip(everywhere[at].tolist(), at.tolist(), strict=True))
    return [place_of[number] for number in numbers if number in place_of]
