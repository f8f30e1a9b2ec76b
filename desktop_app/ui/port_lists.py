"""Who called at a port, and where from and where to: one list in sections."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTreeWidget, QTreeWidgetItem, QWidget

from desktop_app.exporters.port_words import of_total
from desktop_app.exporters.wording import number
from desktop_app.query.port_results import Following, OtherEnds, PlaceCalls, PortActivity
from desktop_app.session.session import Session

KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole)
COUNT_PX: Final = 84


class _Section(NamedTuple):
    """One heading and what stands below it.

    Attributes:
        rows: key (empty for none), words, number.
    """

    title: str
    explanation: str
    rows: list[tuple[str, str, str]]


class PortLists(QTreeWidget):
    """Sections of a port's activity; a row with a thing behind it selects that thing."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the panel, for the session."""
        super().__init__(parent)
        self._session = session
        self._name = name
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName("Vessels and ports before and after")
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setIndentation(12)
        self.setSizeAdjustPolicy(QTreeWidget.SizeAdjustPolicy.AdjustToContents)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.itemExpanded.connect(self.updateGeometry)
        self.itemCollapsed.connect(self.updateGeometry)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(1, COUNT_PX)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)
        self.itemEntered.connect(self._on_entered)
        self.viewport().installEventFilter(self)

    def show_activity(self, activity: PortActivity) -> None:
        """List this from now on; sections that were closed stay closed."""
        tops = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        closed = {item.text(0) for item in tops if item is not None and not item.isExpanded()}
        self.clear()
        for section in _sections(activity, self._names()):
            heading = QTreeWidgetItem([section.title, ""])
            heading.setToolTip(0, section.explanation)
            font = heading.font(0)
            font.setBold(True)
            heading.setFont(0, font)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for key, words, count in section.rows:
                row = QTreeWidgetItem([words, count])
                row.setData(0, KEY_ROLE, key)
                row.setToolTip(0, words)
                row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if not key:
                    row.setForeground(0, self.palette().placeholderText())
                heading.addChild(row)
            self.addTopLevelItem(heading)
            heading.setExpanded(section.title not in closed)
        self.updateGeometry()
        self.show_selection()

    def show_selection(self) -> None:
        """Mark the rows of what is selected."""
        keys = set(self._session.selection)
        self.blockSignals(True)
        self.clearSelection()
        for row in self.rows():
            row.setSelected(row.data(0, KEY_ROLE) in keys)
        self.blockSignals(False)

    def rows(self) -> list[QTreeWidgetItem]:
        """All rows below the headings."""
        tops = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        children = (top.child(place) for top in tops if top is not None for place in range(top.childCount()))
        return [child for child in children if child is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer leaving the rows ends the hover everywhere."""
        if event.type() is QEvent.Type.Leave:
            self._session.set_hover("", self._name)
        return super().eventFilter(watched, event)

    def _names(self) -> Callable[[str], str]:
        record = self._session.store.record
        names = {f"vessel:{vessel.id}": vessel.name for vessel in record.vessels}
        names |= {f"port:{port.id}": port.names.en for port in record.ports}
        return lambda key: names.get(key, "")

    @Slot(QTreeWidgetItem)
    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, KEY_ROLE)
        if key:
            self._session.select((str(key),), self._name)

    @Slot(QTreeWidgetItem)
    def _on_entered(self, item: QTreeWidgetItem) -> None:
        self._session.set_hover(str(item.data(0, KEY_ROLE) or ""), self._name)


def _sections(activity: PortActivity, name: Callable[[str], str]) -> Iterable[_Section]:
    vessels = _rows("vessel", activity.vessels, name, "vessel not named")
    if activity.more_vessels:
        vessels.append(("", f"{number(activity.more_vessels)} more vessels", ""))
    yield _Section("Vessels that called", "Calls of each vessel", vessels)
    yield _Section(
        "Next call of the same vessel",
        "The documented call after each one here, where the order is certain",
        _following(activity.next, name, "no later call documented"),
    )
    yield _Section(
        "Call before, of the same vessel",
        "The documented call before each one here, where the order is certain",
        _following(activity.before, name, "no earlier call documented"),
    )
    for title, explanation, ends in (
        ("Voyages from here lead to", "Counted calls by documented, signalled or reported port", activity.to),
        ("Voyages to here come from", "Counted calls by documented loading port", activity.from_),
    ):
        rows = _other_ends(ends, name)
        if rows:
            yield _Section(title, explanation, rows)


def _rows(
    kind: str, counts: Iterable[PlaceCalls], name: Callable[[str], str], nothing: str
) -> list[tuple[str, str, str]]:
    return [
        (
            f"{kind}:{row.id}" if row.id else "",
            name(f"{kind}:{row.id}") or nothing,
            of_total(row.calls, row.total),
        )
        for row in counts
    ]


def _following(following: Following, name: Callable[[str], str], without: str) -> list[tuple[str, str, str]]:
    rows = _rows("port", following.ports, name, "port not documented")
    rest = (
        (following.last, without),
        (following.unordered, "order of calls not certain"),
        (following.unnamed, "vessel not named"),
    )
    return [*rows, *(("", words, number(count)) for count, words in rest if count)]


def _other_ends(ends: OtherEnds, name: Callable[[str], str]) -> list[tuple[str, str, str]]:
    rows = _rows("port", ends.ports, name, "no port documented")
    if ends.uncounted:
        rows.append(("", "in rows not counted, being counted in others", number(ends.uncounted)))
    return rows
