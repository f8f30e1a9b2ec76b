"""What each row of a table cites: the file with the line, and the source that the row itself names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat
from typing import Final

import numpy as np

from desktop_app.domain.provenance import Citation, Reference, SourceKind
from desktop_app.importers.tables.distinct import Codes, codes_of
from desktop_app.importers.tables.matching.sources import SourceMatcher, address_in
from desktop_app.importers.tables.table_rows import NewThing
from desktop_app.importers.tables.work import NameMatch, TableWork
from desktop_app.storage.edits import Cell
from desktop_app.storage.import_desk import ImportDesk

# Of more rows the line is not worth a set of citations each: they share one, and the report has the lines.
MOST_WITH_LINES: Final = 20_000
_LONGEST_TITLE: Final = 300


class Citing:
    """Citations of rows, each written when a row first needs it."""

    def __init__(self, work: TableWork, citation: Citation) -> None:
        """Find the sources that rows name.

        Args:
            work: the table; sources that the case does not have are added to its new things.
            citation: the file as source, without a passage.
        """
        self._work = work
        self._citation = citation
        self._lines = work.lines
        self._sources: Sequence[str] = ("",)
        self._codes: Codes = np.zeros(work.rows, np.int64)
        self._written: dict[tuple[str, int], str] = {}
        if work.has("source"):
            self._match()

    def _match(self) -> None:
        work = self._work
        different, self._codes = codes_of(work.words("source"))
        matcher = SourceMatcher(work.connection)
        counts = np.bincount(self._codes, minlength=len(different))
        found: list[str] = []
        for place, (text, rows) in enumerate(zip(different.to_list(), counts.tolist(), strict=True)):
            if text is None:
                found.append("")
                continue
            source_id, is_new = matcher.match(text)
            found.append(source_id)
            how = "new" if is_new else "title or address"
            work.matches.append(NameMatch("source", text, source_id, text, how, (), rows))
            if is_new:
                work.new_things.append(NewThing("source", source_id, self._cells(text), self._codes, place))
        self._sources = found

    def _cells(self, text: str) -> dict[str, Cell]:
        title = text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"
        note = f"Cited in {self._work.table.file}; the import did not read it."
        kind = SourceKind.SUMMARY.value
        return {"title": title, "url": address_in(text) or None, "kind": kind, "note": note}

    def citation_of(self, row: int) -> Citation:
        """What a row rests on; the source that it names itself comes first."""
        file = self._citation.references
        if self._work.rows <= MOST_WITH_LINES:
            what = f"{self._work.table.sheet}, row" if self._work.table.sheet else "line"
            file = (replace(file[0], passage=f"{what} {self._lines[row]}"), *file[1:])
        named = self._sources[int(self._codes[row])]
        if not named:
            return Citation(file, self._citation.grade)
        rest = tuple(reference for reference in file if reference.source_id != named)
        own = next((reference for reference in file if reference.source_id == named), Reference(named))
        return Citation((own, *rest), self._citation.grade)

    def write(self, desk: ImportDesk, row: int) -> str:
        """The name of a row's set of citations, which is then in the case."""
        own_line = int(self._lines[row]) if self._work.rows <= MOST_WITH_LINES else 0
        key = (self._sources[int(self._codes[row])], own_line)
        name = self._written.get(key)
        if name is None:
            name = self._written[key] = desk.evidence(self.citation_of(row))
        return name

    def write_all(self, desk: ImportDesk, rows: Sequence[int]) -> Iterable[str]:
        """The same of many rows, in their order."""
        if self._work.rows > MOST_WITH_LINES and len(self._sources) == 1 and rows:
            return repeat(self.write(desk, rows[0]))
        return [self.write(desk, row) for row in rows]
