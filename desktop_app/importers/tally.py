"""Counts what becomes of the rows of a file, and keeps a line for each one that was not simply taken.

The lines are CSV, compressed as they come: ten million of them must not stay in memory as objects.
"""

import csv
import io
import zlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from desktop_app.domain.imports import Check, Counts, ReportLine, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPORT_COLUMNS: Final = ReportLine._fields
VALUE_LENGTH: Final = 200
# zlib's fastest level: the lines repeat themselves, and a higher one costs more than it saves.
_LEVEL: Final = 1
_GZIP: Final = 16 + zlib.MAX_WBITS
_PIECE: Final = 1 << 20


class Tally:
    """What became of the rows of one file so far.

    Attributes:
        read, accepted, updated, unchanged, merged, doubtful, rejected: rows, see `Counts`; whoever decides
            about a row adds to them. Lines add to none: a doubt has one line for each reason.
        lines: number of lines of the report.
    """

    def __init__(self, file: str) -> None:
        self.read = 0
        self.accepted = 0
        self.updated = 0
        self.unchanged = 0
        self.merged = 0
        self.doubtful = 0
        self.rejected = 0
        self.lines = 0
        self._file = file
        # A time of zero: the same report makes the same bytes.
        self._compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
        self._pieces: list[bytes] = []
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(REPORT_COLUMNS)

    def line(
        self,
        verdict: Verdict,
        line: int,
        reason: str,
        *,
        last_line: int = 0,
        column: str = "",
        value: str = "",
        check: Check | None = None,
        subject: str = "",
    ) -> None:
        """One line of the report; `last_line` is that of a run of rows, 0 for one row."""
        shown = value if len(value) <= VALUE_LENGTH else value[: VALUE_LENGTH - 1] + "…"
        self._writer.writerow(
            (
                verdict.value,
                self._file,
                line,
                last_line or line,
                column,
                shown.replace("\0", "\N{SYMBOL FOR NULL}"),
                check.value if check else "",
                reason,
                subject,
            )
        )
        self.lines += 1
        if self._text.tell() > _PIECE:
            self._pack()

    def reject(self, line: int, column: str, value: str, reason: str) -> None:
        """A row that is not taken: counts it and says why."""
        self.rejected += 1
        self.line(Verdict.REJECTED, line, reason, column=column, value=value)

    def runs(
        self,
        verdict: Verdict,
        lines: "NDArray[np.integer]",
        reason: str,
        *,
        column: str = "",
        values: Sequence[str] | None = None,
        check: Check | None = None,
    ) -> None:
        """One reason for many rows; rows that follow each other share a line where no value is told.

        Args:
            verdict: of all of them.
            lines: line numbers in rising order.
            reason: of all of them.
            column: of all of them.
            values: of each, None for none.
            check: of all of them.
        """
        for first, last, value in _runs(lines, values):
            self.line(verdict, first, reason, last_line=last, column=column, value=value, check=check)

    def counts(self) -> Counts:
        """As they stand."""
        return Counts(
            self.read,
            self.accepted,
            self.updated,
            self.unchanged,
            self.merged,
            self.doubtful,
            self.rejected,
        )

    def report(self) -> bytes:
        """All lines as gzip of CSV in UTF-8, empty where there is none. To be called once, at the end."""
        if not self.lines:
            return b""
        self._pack()
        self._pieces.append(self._compressor.flush())
        return b"".join(self._pieces)

    def _pack(self) -> None:
        self._pieces.append(self._compressor.compress(self._text.getvalue().encode("utf-8", "replace")))
        self._text.seek(0)
        self._text.truncate()


def _runs(lines: "NDArray[np.integer]", values: Sequence[str] | None) -> Iterable[tuple[int, int, str]]:
    """First line, last line, value."""
    if values is not None:
        return ((line, line, value) for line, value in zip(lines.tolist(), values, strict=True))
    if not len(lines):
        return ()
    import numpy as np  # noqa: PLC0415 - 0.1 s that small tables do without

    plain = lines.astype(np.int64)
    breaks = np.flatnonzero(np.diff(plain) != 1)
    firsts = plain[np.concatenate(([0], breaks + 1))].tolist()
    lasts = plain[np.concatenate((breaks, [len(plain) - 1]))].tolist()
    return ((first, last, "") for first, last in zip(firsts, lasts, strict=True))
