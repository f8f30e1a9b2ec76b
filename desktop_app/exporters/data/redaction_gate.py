"""Which rows a redaction profile leaves out, by what they rest on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from desktop_app.exporters.data.redaction import NO_GRADE, Redaction
from desktop_app.exporters.data.rows.reading import TableSource
from desktop_app.exporters.data.tables import DataTable, Row
from desktop_app.storage.case_store import CaseStore

_SOURCES = "sources"


class Gate:
    """Lets rows pass, and remembers those that do not.

    Attributes:
        gone_sources: ids of sources that are left out.
        gone: by table, ids of rows that were left out.
        counts: by table, how many they are.
    """

    def __init__(self, store: CaseStore, redaction: Redaction | None) -> None:
        self._record_grades: frozenset[str] = frozenset()
        self.gone_sources: frozenset[str] = frozenset()
        self.gone: dict[str, set[str]] = {}
        self.counts: Counter[str] = Counter()
        if redaction is not None:
            self._record_grades = frozenset(redaction.without_record_grades)
            self.gone_sources = frozenset(
                source.id
                for source in store.record.sources
                if source.id in redaction.without_sources
                or (source.reliability or NO_GRADE) in redaction.without_grades
            )
            self.gone[_SOURCES] = set(self.gone_sources)

    def of(self, table: TableSource) -> Callable[[Row], bool]:
        """Whether a row of a table passes."""
        places = {column.name: place for place, column in enumerate(table.columns)}
        cited, graded = places.get("source_ids"), places.get("record_grade")

        def passes(row: Row) -> bool:
            rests = row[cited] if cited is not None else (row[0],) if table.name == _SOURCES else ()
            stays = not isinstance(rests, tuple) or self.gone_sources.isdisjoint(rests)
            if graded is not None and row[graded] in self._record_grades:
                stays = False
            if not stays:
                self.gone.setdefault(table.name, set()).add(str(row[0]))
                self.counts[table.name] += 1
            return stays

        return passes

    def sources(self, tables: Iterable[DataTable]) -> Iterator[tuple[DataTable, Row]]:
        """The sources that are left out, of tables with all rows."""
        for table in tables:
            if table.name == _SOURCES:
                yield from ((table, row) for row in table.rows if row[0] in self.gone_sources)
