"""Lines of a log that become no row of the case, counted for the report."""

from typing import TYPE_CHECKING

import numpy as np

from desktop_app.domain.imports import Verdict
from desktop_app.importers.nmea.text_arrays import Places

if TYPE_CHECKING:
    from desktop_app.importers.tally import Tally


class _Run:
    """How many lines, and between which."""

    def __init__(self) -> None:
        self.count = 0
        self.first = 0
        self.last = 0

    def add(self, lines: Places) -> None:
        if len(lines):
            low, high = int(lines.min()), int(lines.max())
            self.first = min(self.first or low, low)
            self.last = max(self.last, high)
            self.count += len(lines)


class Passed:
    """Collects them; `tell` writes one line of the report for each kind."""

    def __init__(self) -> None:
        self._times = _Run()
        self._instruments = _Run()
        self._parts = _Run()
        self._statics = _Run()
        self._types: dict[int, _Run] = {}

    def times(self, lines: Places) -> None:
        """Lines that tell the time of others."""
        self._times.add(lines)

    def instruments(self, lines: Places) -> None:
        """Sentences of other instruments."""
        self._instruments.add(lines)

    def parts(self, lines: Places) -> None:
        """Second and later sentences of a message."""
        self._parts.add(lines)

    def statics(self, lines: Places) -> None:
        """Messages that tell of a ship, but not where she is."""
        self._statics.add(lines)

    def messages(self, lines: Places, types: Places) -> None:
        """Messages of types that tell neither position nor ship."""
        for of_type in np.unique(types).tolist():
            self._types.setdefault(of_type, _Run()).add(lines[types == of_type])

    def tell(self, tally: "Tally") -> None:
        """Count them and write their lines; whoever took the static data and times has counted those."""
        merged = (
            (self._times, "line that tells", "lines that tell", "the time of the sentences that follow"),
            (self._parts, "sentence", "sentences", "that others of the same message precede"),
        )
        for run, *what in merged:
            tally.read += run.count
            tally.merged += run.count
            _line(tally, Verdict.MERGED, run, *what)
        _line(
            tally,
            Verdict.MERGED,
            self._statics,
            "message that tells",
            "messages that tell",
            "of a ship alone",
        )
        tally.read += self._instruments.count
        tally.rejected += self._instruments.count
        _line(tally, Verdict.REJECTED, self._instruments, "sentence", "sentences", "of other instruments")
        for of_type, run in sorted(self._types.items()):
            tally.read += run.count
            tally.rejected += run.count
            of = f"of type {of_type}: neither a position nor of a ship"
            _line(tally, Verdict.REJECTED, run, "message", "messages", of)


def _line(tally: "Tally", verdict: Verdict, run: _Run, one: str, many: str, rest: str) -> None:
    if run.count:
        what = one if run.count == 1 else many
        tally.line(verdict, run.first, f"{run.count:,} {what} {rest}", last_line=run.last)
