"""The position reports that a case holds of a ship, beside which new ones are held."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from desktop_app.importers.ais.report_type import EARLIER_PART, IN_CASE, Reports, reports_of
from desktop_app.storage.fixes import unpack

if TYPE_CHECKING:
    import apsw


class _Block(NamedTuple):
    first_s: int
    last_s: int
    sha256: str
    fate: int


class KnownReports:
    """Blocks of reports by the identity under which they were sent."""

    def __init__(self, connection: "apsw.Connection") -> None:
        self._connection = connection
        self._blocks: dict[str, list[_Block]] = {}
        for mmsi, first_s, last_s, sha256 in connection.execute(
            "SELECT mmsi, unixepoch(start_utc), unixepoch(end_utc), sha256 FROM track ORDER BY id"
        ):
            self._blocks.setdefault(mmsi or "", []).append(_Block(first_s, last_s, sha256, IN_CASE))

    def of(self, mmsi: str, first_s: int, last_s: int) -> list[Reports]:
        """The blocks of nine digits that meet a time, in seconds since 1970-01-01 UTC.

        One that is missing or damaged holds nothing to compare with.
        """
        found = []
        for block in self._blocks.get(mmsi, ()):
            if block.first_s <= last_s and block.last_s >= first_s:
                row = self._connection.execute(
                    "SELECT content FROM tumen_file WHERE sha256 = ?", (block.sha256,)
                ).fetchone()
                try:
                    found.append(reports_of(unpack(row[0] if row else b""), block.fate))
                except ValueError:
                    continue
        return found

    def note(self, mmsi: str, first_s: int, last_s: int, sha256: str) -> None:
        """A block was put into the case by this import."""
        self._blocks.setdefault(mmsi, []).append(_Block(first_s, last_s, sha256, EARLIER_PART))


def beside(known: list[Reports], fresh: Reports) -> Reports:
    """New reports among those of the case, in the order of time, those of the case first in each second."""
    if not known:
        return fresh
    together = np.concatenate((*known, fresh))
    return together[np.argsort(together["t_s"], kind="stable")]
