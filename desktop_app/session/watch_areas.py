"""Areas of the case in which ships are looked for as in a port: drawn, renamed, deleted."""

from typing import Final

from desktop_app.domain.ais_event import WatchArea
from desktop_app.domain.place import LonLat
from desktop_app.domain.provenance import Citation, Source, SourceKind
from desktop_app.session.editor import CaseEditor, Then
from desktop_app.session.session import Session
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.log_entries import new_id
from desktop_app.storage.rows.ais_events import watch_area_cells
from desktop_app.storage.rows.evidence import source_cells

LONGEST_NAME: Final = 80
TABLE: Final = "watch_area"
# Six decimals of a degree are 0.1 m: a hand on a map is not as exact.
_DECIMALS: Final = 6
# The same row in every copy of a case, so that two people's are one after a merge.
OWN_SOURCE: Final = Source(
    id="own-area",
    title="(Drawn on the map)",
    publisher="",
    published="",
    url="",
    kind=SourceKind.ORIGINAL,
    note="No document states the area; somebody drew it to see which ships come there, and the history tells "
    "who.",
)


class WatchAreas:
    """The watched areas of a session's case, changed one undoable edit at a time."""

    def __init__(self, session: Session, editor: CaseEditor) -> None:
        self._session = session
        self._editor = editor

    @property
    def all(self) -> tuple[WatchArea, ...]:
        """Every area, in the order in which they were drawn."""
        return self._session.store.record.watch_areas

    @property
    def read_only(self) -> str:
        """Why none can be drawn here, as a sentence; empty if they can."""
        return self._editor.read_only

    def suggestion(self) -> str:
        """A name that no area has."""
        taken = {area.name for area in self.all}
        numbers = range(1, len(taken) + 2)
        return next(name for name in (f"Area {number}" for number in numbers) if name not in taken)

    def add(self, name: str, ring: tuple[LonLat, ...], then: Then | None = None) -> None:
        """Watch an area; its ring is closed by itself."""
        citation = Citation.of((OWN_SOURCE.id,), None)
        rounded = tuple((round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in ring)
        area = WatchArea(new_id("area"), name, rounded, citation)
        cells = {name: cell for name, cell in watch_area_cells(area).items() if name != "id"}
        row = Insert(TABLE, area.id, {**cells, "evidence_id": evidence_id(citation)})
        self._editor.edit(Edit(f"Watch the area “{name}”", (*self._source(), row), (citation,)), then)

    def rename(self, area: WatchArea, name: str) -> None:
        """Give it another name."""
        what = f"Rename the area “{area.name}” to “{name}”"
        self._editor.edit(Edit(what, (Update(TABLE, area.id, {"name": name}),)))

    def delete(self, area: WatchArea) -> None:
        """Watch it no longer."""
        self._editor.edit(Edit(f"Watch the area “{area.name}” no longer", (Delete(TABLE, area.id),)))

    def _source(self) -> tuple[Operation, ...]:
        """What the areas of a person cite, where the case has it not yet."""
        if any(source.id == OWN_SOURCE.id for source in self._session.store.record.sources):
            return ()
        told = source_cells(OWN_SOURCE).items()
        cells = {name: cell for name, cell in told if name != "id" and cell is not None}
        return (Insert("source", OWN_SOURCE.id, cells),)
