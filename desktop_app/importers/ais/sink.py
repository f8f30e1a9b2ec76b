"""The only way position reports get into a case: ships, identities, checks, tracks.

Reports are kept apart by ship while they come. A part of at most `PART_REPORTS` of them, the whole of most
files, is then put in order, held beside what the case has, checked and written, one track for each ship.
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import DOUBT_BITS, Check, Verdict
from desktop_app.domain.time_span import Precision
from desktop_app.importers.ais import kernels
from desktop_app.importers.ais.chunk import NO_LAT_E7, NO_LON_E7, AisChunk, FixColumns
from desktop_app.importers.ais.doubt_rows import DoubtRows
from desktop_app.importers.ais.known_reports import KnownReports, beside
from desktop_app.importers.ais.land import LandMask
from desktop_app.importers.ais.numbers import DIGITS, NumberKind, number_kind
from desktop_app.importers.ais.report_pool import PART_REPORTS, ReportPool
from desktop_app.importers.ais.report_type import Reports
from desktop_app.importers.ais.settling import ReadyBlock, Settled, settled
from desktop_app.importers.ais.ship_rows import Sender, ShipRows
from desktop_app.importers.ais.static_words import StaticLog, StaticWords
from desktop_app.importers.mids import read_issuers
from desktop_app.storage.fixes import DEGREE
from desktop_app.storage.times import instant_text

if TYPE_CHECKING:
    from desktop_app.importers.importing import Importing

# Reports that are put in order, checked and packed at a time: 28 MB.
_BATCH: Final = 1_000_000
_FARTHEST_EAST: Final = 180 * DEGREE
_FARTHEST_NORTH: Final = 90 * DEGREE
_TRACK_COLUMNS: Final = (
    *("id", "vessel_id", "start_utc", "end_utc", "precision", "approximate"),
    *("mmsi", "fixes", "sha256", "summary", "evidence_id"),
)
# What a bit says, for lines of the report; of a track with the number of its reports before it.
_REASONS: Final = {
    Check.SPEED: f"more than {kernels.FARTHEST_NM} nm from the report before, at more than "
    f"{kernels.FASTEST_KN} kn",
    Check.ON_LAND: "the position lies inland",
    Check.ZERO_POSITION: "the position is 0° N, 0° E, which transmitters without a position send",
    Check.FUTURE: "the time lies in the future",
    Check.DUPLICATE: "the same ship is elsewhere in the same second",
    Check.MMSI_PATTERN: "the MMSI is no right number of a ship",
}
_DOUBTED: Final = 1
_REJECTED: Final = 2


class _Track(NamedTuple):
    """A block that is in the case already, and of which the row is still to be written."""

    mmsi: str
    first_s: int
    last_s: int
    fixes: int
    sha256: str
    doubts: tuple[tuple[Check, int], ...]


class _LineMarks:
    """What is known of each line of the file, a byte a line."""

    def __init__(self) -> None:
        self._marks = np.zeros(1 << 16, np.uint8)

    def mark(self, lines: NDArray[np.uint32], mark: int) -> None:
        """Add a mark to lines."""
        while len(lines) and int(lines.max()) >= len(self._marks):
            self._marks = np.concatenate((self._marks, np.zeros_like(self._marks)))
        self._marks[lines] |= mark

    def count(self, mark: int) -> int:
        """How many lines have this mark and no other."""
        return int(np.count_nonzero(self._marks == mark))


class AisSink:
    """Takes the chunks of one file.

    Rows that are neither reports nor rejects, such as sentences with static data alone, are counted as
    merged; whoever reads the file writes their lines.

    Raises:
        InputError: data that the program ships are missing or damaged.
    """

    def __init__(self, importing: "Importing", part_reports: int = PART_REPORTS) -> None:
        self._importing = importing
        self._tally = importing.tally
        self._issuers = read_issuers(importing.resources.geodatum("mids.csv"))
        self._land = LandMask.load(importing.resources)
        self._doubts = DoubtRows(importing.run_id)
        self._statics = StaticLog()
        self._pool = ReportPool(part_reports)
        self._part_reports = part_reports
        self._known = KnownReports(importing.desk.connection)
        self._kinds: list[NumberKind] = []
        self._is_ship = np.zeros(0, np.bool_)
        self._is_odd = np.zeros(0, np.bool_)
        self._tracks: list[_Track] = []
        self._times: dict[int, tuple[int, int]] = {}
        self._lines = _LineMarks()
        self._now_s = int(importing.now.timestamp())

    def add(self, chunk: AisChunk) -> None:
        """Take a piece of the file.

        Raises:
            Cancelled: the import was called off.
        """
        self._importing.feedback.tell(0, 0)
        rejected = 0
        for rejects in chunk.rejects:
            self._tally.runs(
                Verdict.REJECTED, rejects.lines, rejects.reason, column=rejects.column, values=rejects.values
            )
            rejected += len(rejects.lines)
        fixes = chunk.fixes
        self._tally.read += chunk.rows
        self._tally.merged += chunk.rows - rejected - len(fixes.line)
        self._tally.rejected += rejected
        self._statics.add(chunk.statics)
        for start in range(0, len(fixes.line), self._part_reports):
            self._take(FixColumns._make(column[start : start + self._part_reports] for column in fixes))
        self._importing.told("Reading", chunk.done_bytes)

    def doubt_values(
        self, lines: NDArray[np.uint32], column: str, values: Sequence[str], reason: str
    ) -> None:
        """Cells of reports that say nothing that can be taken; the reports themselves are taken.

        Args:
            lines: rising.
            column: as the file names it.
            values: what stands there.
            reason: a clause for people.
        """
        self._tally.runs(Verdict.DOUBTFUL, lines, reason, column=column, values=values, check=Check.VALUE)
        self._lines.mark(lines, _DOUBTED)

    def finish(self) -> None:
        """Write what is left, then ships and tracks."""
        self._flush()
        self._importing.told("Writing", 0)
        statics = self._statics.by_number()
        senders = [
            Sender(f"{mmsi:0{DIGITS}}", kind, statics.get(mmsi, []), *self._times.get(mmsi, (0, 0)))
            for mmsi, kind in sorted(self._senders(statics).items())
        ]
        vessels = ShipRows(self._importing, self._issuers, self._doubts).vessels_of(senders)
        self._write_tracks(vessels)
        self._doubts.write(self._importing.desk)
        self._tally.doubtful += self._lines.count(_DOUBTED)

    def _senders(self, statics: dict[int, list[StaticWords]]) -> dict[int, NumberKind]:
        """Every number under which a ship reported or told something of herself."""
        kinds = {mmsi: number_kind(mmsi, self._issuers) for mmsi in (*statics, *self._times)}
        return {mmsi: kind for mmsi, kind in kinds.items() if not kind.sender}

    def _take(self, fixes: FixColumns) -> None:
        """Sort out what is no ship's position, and keep the rest."""
        codes = self._pool.number(fixes.mmsi)
        self._note_kinds()
        foreign = ~self._is_ship[codes]
        nowhere = (
            (np.abs(fixes.lon_e7.astype(np.int64)) > _FARTHEST_EAST)
            | (np.abs(fixes.lat_e7.astype(np.int64)) > _FARTHEST_NORTH)
        ) & ~foreign
        if foreign.any():
            self._reject_foreign(fixes, codes, np.flatnonzero(foreign))
        if nowhere.any():
            self._reject_nowhere(fixes, np.flatnonzero(nowhere))
        doubts = np.where(self._is_odd[codes], DOUBT_BITS[Check.MMSI_PATTERN], 0).astype(np.uint16)
        doubts[(fixes.lon_e7 == 0) & (fixes.lat_e7 == 0)] |= DOUBT_BITS[Check.ZERO_POSITION]
        doubts[fixes.t_s > self._now_s] |= DOUBT_BITS[Check.FUTURE]
        codes[foreign | nowhere] = -1
        if self._pool.count + len(codes) > self._part_reports or not self._pool.has_room(len(codes)):
            self._flush()
        self._pool.file(codes, fixes, doubts)

    def _note_kinds(self) -> None:
        """Look at the numbers that were not seen before."""
        fresh = self._pool.known[len(self._kinds) :].tolist()
        if fresh:
            self._kinds += [number_kind(mmsi, self._issuers) for mmsi in fresh]
            self._is_ship = np.array([not kind.sender for kind in self._kinds])
            self._is_odd = np.array([bool(kind.problem) for kind in self._kinds])

    def _reject_foreign(self, fixes: FixColumns, codes: NDArray[np.int32], places: NDArray[np.intp]) -> None:
        senders = np.array([self._kinds[code].sender for code in codes[places].tolist()])
        for sender in np.unique(senders).tolist():
            lines = fixes.line[places[senders == sender]]
            self._reject(lines, f"sent by {sender}, which is no ship")

    def _reject_nowhere(self, fixes: FixColumns, places: NDArray[np.intp]) -> None:
        untold = (fixes.lon_e7[places] == NO_LON_E7) | (fixes.lat_e7[places] == NO_LAT_E7)
        self._reject(
            fixes.line[places[untold]],
            "tells no position (latitude 91 or longitude 181 stand for none); "
            "what it says of the ship is taken",
            Check.NO_POSITION,
        )
        self._reject(
            fixes.line[places[~untold]],
            "the position lies outside of the world; what the row says of the ship is taken",
            Check.NO_POSITION,
        )

    def _reject(self, lines: NDArray[np.uint32], reason: str, check: Check | None = None) -> None:
        if len(lines):
            self._tally.rejected += len(lines)
            self._tally.runs(Verdict.REJECTED, np.sort(lines), reason, check=check)
            self._lines.mark(lines, _REJECTED)

    def _flush(self) -> None:
        """Put a part in order and its reports into the case; the rows of its tracks follow at the end."""
        lines: dict[Check, list[NDArray[np.uint32]]] = {check: [] for check in DOUBT_BITS}
        merged: list[NDArray[np.uint32]] = []
        for done in self._settled():
            self._importing.feedback.tell(0, 0)
            self._tally.accepted += done.accepted
            self._tally.unchanged += done.unchanged
            self._tally.merged += len(done.merged)
            merged.append(done.merged)
            for check, found in done.doubtful.items():
                lines[check].append(found)
            for block in done.blocks:
                self._keep(block)
        for rows in _joined(merged):
            self._tally.runs(Verdict.MERGED, rows, "says the same as another row")
        for check, parts in lines.items():
            for rows in _joined(parts):
                self._tally.runs(Verdict.DOUBTFUL, rows, _REASONS[check], check=check)
                self._lines.mark(rows, _DOUBTED)

    def _settled(self) -> Iterator[Settled]:
        """What becomes of the ships of this part; some are settled on a thread while others are kept."""
        with ThreadPoolExecutor(1, "settling") as thread:
            waiting: Future[Settled] | None = None
            for batch in self._pool.batches(_BATCH):
                numbers = [int(self._pool.known[one.ship]) for one in batch]
                ships = [self._beside(mmsi, one.reports) for mmsi, one in zip(numbers, batch, strict=True)]
                following = thread.submit(settled, numbers, ships, self._land)
                if waiting is not None:
                    yield waiting.result()
                waiting = following
            if waiting is not None:
                yield waiting.result()

    def _beside(self, mmsi: int, reports: Reports) -> Reports:
        """The reports of a ship beside those of the case from that time."""
        first, last = int(reports["t_s"][0]), int(reports["t_s"][-1])
        earlier, later = self._times.get(mmsi, (first, last))
        self._times[mmsi] = (min(first, earlier), max(last, later))
        return beside(self._known.of(f"{mmsi:0{DIGITS}}", first, last), reports)

    def _keep(self, block: ReadyBlock) -> None:
        """Put the new reports of one ship into the case."""
        sha256 = self._importing.desk.keep(block.content)
        text = f"{block.mmsi:0{DIGITS}}"
        self._tracks.append(_Track(text, block.first_s, block.last_s, block.fixes, sha256, block.doubts))
        self._known.note(text, block.first_s, block.last_s, sha256)

    def _write_tracks(self, vessels: dict[str, str]) -> None:
        evidence = self._importing.desk.evidence(self._importing.citation)
        rows = []
        for track in self._tracks:
            vessel_id = vessels[track.mmsi]
            key = f"{self._importing.dataset}|{vessel_id}|{track.mmsi}|{track.first_s}|{track.sha256}"
            row_id = "track-" + hashlib.sha256(key.encode()).hexdigest()[:16]
            times = (_instant(track.first_s), _instant(track.last_s), Precision.INTERVAL.value, 0)
            summary = f"Position reports sent under MMSI {track.mmsi}, from {self._importing.order.file.name}"
            rows.append((row_id, vessel_id, *times, track.mmsi, track.fixes, track.sha256, summary, evidence))
            for check, count in track.doubts:
                text = f"{count:,} of {track.fixes:,} reports: {_REASONS[check]}"
                self._doubts.add(f"track:{row_id}", check, text, count)
        self._importing.desk.insert("track", _TRACK_COLUMNS, rows)


def _joined(lines: Sequence[NDArray[np.uint32]]) -> Iterator[NDArray[np.uint32]]:
    """All lines in rising order; nothing where there is none."""
    together = np.concatenate(lines) if lines else np.zeros(0, np.uint32)
    if len(together):
        yield np.sort(together)


def _instant(second: int) -> str:
    return instant_text(datetime.fromtimestamp(second, UTC))
