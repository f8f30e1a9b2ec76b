"""What the rows of an export are read from: a case under assumptions, all of it or what a filter leaves."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from desktop_app.domain.movement import PortCall, Sighting, Voyage
from desktop_app.exporters.data.tables import DataColumn, Geometry, Row, Standing
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reading import in_parts, places, read
from desktop_app.query.voyage_rows import Order
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore

_T = TypeVar("_T")


class Scope(StrEnum):
    """Which rows are exported; always chosen by a person, never guessed."""

    FILTERED = "filtered"
    ALL = "all"


class Reading:
    """One export's view of a case.

    Attributes:
        filter: of a whole export the empty one.
        referred: by table, ids that rows read so far refer to; reference tables of a filtered export hold
            these alone.
    """

    def __init__(self, engine: QueryEngine, scope: Scope, filter_: Filter, feedback: Feedback) -> None:
        self.engine = engine
        self.scope = scope
        self.filter = filter_ if scope is Scope.FILTERED else Filter()
        self.feedback = feedback
        self.referred: dict[str, set[str]] = {}

    @property
    def store(self) -> CaseStore:
        """The case."""
        return self.engine.store

    def wants(self, table: str, ident: str) -> bool:
        """Whether a row of a reference table belongs to the export."""
        return self.scope is Scope.ALL or ident in self.referred.get(table, ())

    def voyages(self) -> Iterator[Sequence[Voyage]]:
        """Voyages by date, some hundred at a time."""
        rows = self.engine.voyage_rows(
            self.filter, Order.DATE, descending=False, feedback=self.feedback
        ).rows.tolist()
        for part in in_parts(rows):
            self._check()
            ids = self.engine.ids_of(part)
            yield self.store.voyages(ids[fid] for fid in part if fid in ids)

    def calls(self) -> Iterator[Sequence[PortCall]]:
        """Port calls in the order of the file, some hundred at a time."""
        passing = self.engine.passing_calls(self.filter, self.feedback)
        return self._by_fid("port_call", self.engine.calls().fid, passing, self.store.calls)

    def sightings(self) -> Iterator[Sequence[Sighting]]:
        """Documented positions in the order of the file, some hundred at a time."""
        passing = self.engine.passing_positions(self.filter, self.feedback)
        return self._by_fid("sighting", self.engine.positions().fid, passing, self.store.sightings)

    def voyages_of(self, table: str, ids: Sequence[str]) -> Mapping[str, str]:
        """The voyage that each row of a table of the case file belongs to, by id; those of none left out."""
        sql = f"SELECT id, voyage_id FROM {table} WHERE voyage_id IS NOT NULL AND id IN ({places(len(ids))})"  # noqa: S608 - declared
        return dict(read(self.store, sql, tuple(ids)))

    def count(self, table: str) -> int:
        """Rows of a table of the case file; the name is a declared one."""
        ((count,),) = read(self.store, f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - declared, not typed
        return int(count)

    def _by_fid(
        self,
        table: str,
        fids: Iterable[int],
        passing: object,
        look_up: Callable[[Iterable[str]], Sequence[_T]],
    ) -> Iterator[Sequence[_T]]:
        import numpy as np  # noqa: PLC0415 - not for the start

        chosen = np.asarray(fids)
        if self.scope is Scope.FILTERED:
            chosen = chosen[np.asarray(passing)]
        for part in in_parts(chosen.tolist()):
            self._check()
            sql = f"SELECT id FROM {table} WHERE fid IN ({places(len(part))}) ORDER BY fid"  # noqa: S608 - declared
            yield look_up(str(ident) for (ident,) in read(self.store, sql, part))

    def _check(self) -> None:
        if self.feedback.is_cancelled:
            raise Cancelled


class TableSource(NamedTuple):
    """How a table is made; attributes as of `DataTable`.

    Attributes:
        read: its rows of an export.
        total: rows that the case has.
        on_demand: only where it is asked for by name.
    """

    name: str
    title: str
    description: str
    columns: tuple[DataColumn, ...]
    geometry: Geometry | None
    standing: Standing
    thing: str
    read: Callable[[Reading], Iterator[Row]]
    total: Callable[[Reading], int]
    on_demand: bool = False
