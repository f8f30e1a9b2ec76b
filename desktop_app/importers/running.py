"""Carries imports out: all files in one transaction, with one entry in the log, or nothing at all."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from time import monotonic
from typing import Final, NamedTuple

import apsw

from desktop_app import __version__
from desktop_app.domain.history import Change
from desktop_app.domain.imports import Counts, ImportRun
from desktop_app.domain.provenance import Citation
from desktop_app.importers.files.layers import WITHIN, fingerprint
from desktop_app.importers.files.opening import digest, packed_size, sample, stem_of
from desktop_app.importers.formats import Chosen, chosen
from desktop_app.importers.importing import Importing, ImportOrder
from desktop_app.importers.planning import run_name
from desktop_app.importers.progress import ImportProgress
from desktop_app.importers.sources import source_of
from desktop_app.importers.tables.mapping_json import mapping_text
from desktop_app.importers.tally import Tally
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import STEPS_PER_CHECK, CaseStore
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.rows.imports import import_run_cells

_BETWEEN_TELLING_S: Final = 0.2


class ImportResult(NamedTuple):
    """What came of it.

    Attributes:
        change: None where nothing was new and nothing was written: the case has these very files already.
        runs: one an order, in their order.
    """

    change: Change | None
    runs: tuple[ImportRun, ...]


class _NothingToKeepError(Exception):
    """Every row is in the case already, from files of the same bytes; or it was a rehearsal."""


def run_imports(
    store: CaseStore,
    orders: Sequence[ImportOrder],
    who: str,
    resources: Resources,
    feedback: Feedback,
    told: Callable[[ImportProgress], None],
    now: datetime | None = None,
) -> ImportResult:
    """Carry orders out. Whatever is raised, the case is as it was.

    Args:
        store: a case that can be changed; on the thread that changes it.
        orders: at least one.
        who: the person's name, for the log.
        resources: data that the program ships.
        feedback: can call it off, and hears of bytes.
        told: hears of progress a few times a second.
        now: aware UTC; None for the clock's.

    Raises:
        InputError: a file cannot be taken, or changed while it was read.
        TumenError: the case cannot be written.
        Cancelled: called off.
    """
    work = _Work(orders, resources, feedback, told, now or datetime.now(UTC))
    try:
        change = store.import_rows(work.fill, work.sentence, who)
    except _NothingToKeepError:
        return ImportResult(None, tuple(work.runs))
    return ImportResult(change, tuple(work.runs))


def rehearse_imports(
    store: CaseStore,
    orders: Sequence[ImportOrder],
    resources: Resources,
    feedback: Feedback,
    told: Callable[[ImportProgress], None],
) -> tuple[tuple[ImportRun, bytes], ...]:
    """What would become of it: everything is done as by `run_imports`, and taken back.

    Returns runs, and the lines of their reports as `reports.read_lines` takes them.

    Raises:
        InputError: as `run_imports`.
        TumenError: as `run_imports`.
        Cancelled: called off.
    """
    work = _Work(orders, resources, feedback, told, datetime.now(UTC), rehearses=True)
    with suppress(_NothingToKeepError):
        store.import_rows(work.fill, work.sentence, "")
    return tuple(zip(work.runs, work.reports, strict=True))


class _Work:
    """One call of `run_imports`.

    Attributes:
        runs: of the orders that were carried out so far.
        reports: lines of their reports, where these are wanted though nothing is kept.
    """

    def __init__(
        self,
        orders: Sequence[ImportOrder],
        resources: Resources,
        feedback: Feedback,
        told: Callable[[ImportProgress], None],
        now: datetime,
        *,
        rehearses: bool = False,
    ) -> None:
        self.runs: list[ImportRun] = []
        self.reports: list[bytes] = []
        self._rehearses = rehearses
        self._orders = orders
        self._resources = resources
        self._feedback = feedback
        self._told = told
        self._now = now
        self._sizes = [packed_size(order.file) for order in orders]
        self._rows = 0
        self._last = (-_BETWEEN_TELLING_S, "")

    def fill(self, desk: ImportDesk) -> None:
        """Carry each order out.

        Raises:
            _NothingToKeepError: there is nothing to write, or nothing is to be written.
        """
        is_new = False
        with _interruptible(desk.connection, self._feedback):
            for number, order in enumerate(self._orders):
                is_new |= self._carry_out(number, order, desk)
        if self._rehearses or not is_new:
            raise _NothingToKeepError
        self._tell(len(self._orders), "", "Writing", 0)

    def sentence(self) -> str:
        """For the log: "Import calls.csv: 120 rows, 3 rejected"."""
        counts = Counts(*map(sum, zip(*(run.counts for run in self.runs), strict=True)))
        files = self.runs[0].file_name if len(self.runs) == 1 else f"{len(self.runs):,} files"
        rows = "1 row" if counts.read == 1 else f"{counts.read:,} rows"
        rejected = f", {counts.rejected:,} rejected" if counts.rejected else ""
        return f"Import {files}: {rows}{rejected}"

    def _carry_out(self, number: int, order: ImportOrder, desk: ImportDesk) -> bool:
        """Whether anything is to be written for it."""
        before = fingerprint(order.file)
        one = chosen(order)
        source_id = source_of(desk, order)
        tally = Tally(order.file.name)
        run_id = _run_id(desk, order, source_id)
        rows_before = self._rows

        def told(step: str, done: int) -> None:
            self._rows = rows_before + tally.read
            self._tell(number, order.file.name, step, done)

        importing = Importing(
            order,
            desk,
            tally,
            self._resources,
            run_id,
            Citation.of([source_id], None),
            dataset_of(stem_of(order.file), source_id),
            self._now,
            self._feedback,
            told,
        )
        told("Reading", 0)
        one.importer.carry_out(importing)
        told("Reading", self._sizes[number])
        sha256 = digest(order.file, self._feedback)
        if fingerprint(order.file) != before:
            raise InputError(f"{order.file.name} changed while it was read; nothing was imported.")
        return self._conclude(importing, one, sha256, source_id)

    def _conclude(self, importing: Importing, one: Chosen, sha256: str, source_id: str) -> bool:
        """Keep the run and its report, unless the file brought nothing; whether anything is kept."""
        order, desk = importing.order, importing.desk
        counts = importing.tally.counts()
        _require_whole(order.file.name, counts)
        known = desk.connection.execute("SELECT 1 FROM import_run WHERE sha256 = ?", (sha256,)).get
        flagged = desk.connection.execute(
            "SELECT 1 FROM doubt WHERE import_run_id = ? LIMIT 1", (importing.run_id,)
        ).get
        is_new = bool(counts.accepted or counts.updated or flagged or not known)
        report = importing.tally.report() if is_new or self._rehearses else b""
        if self._rehearses:
            self.reports.append(report)
        run = ImportRun(
            id=importing.run_id,
            file_name=run_name(order.file),
            sha256=sha256,
            importer=f"Tumen {__version__}, {one.module.rpartition('.')[2]}",
            format=one.found.title,
            mapping=mapping_text(order.mapping) if order.mapping is not None else "",
            imported=self._now,
            counts=counts,
            source_id=source_id,
            report_sha256=desk.keep(report) if report else "",
        )
        self.runs.append(run)
        if is_new:
            cells = import_run_cells(run)
            desk.insert("import_run", tuple(cells), (tuple(cells.values()),))
        return is_new

    def _tell(self, number: int, file: str, step: str, done: int) -> None:
        done_bytes, total = sum(self._sizes[:number]) + done, sum(self._sizes)
        self._feedback.tell(done_bytes, total)
        now = monotonic()
        if now - self._last[0] < _BETWEEN_TELLING_S and step == self._last[1]:
            return
        self._last = (now, step)
        self._told(ImportProgress(step, file, number, len(self._orders), done_bytes, total, self._rows))


def _require_whole(name: str, counts: Counts) -> None:
    """Refuse an import that lost a row: whatever the reason, it must not be kept.

    Raises:
        RuntimeError: the counts do not add up.
    """
    told = counts.accepted + counts.updated + counts.unchanged + counts.merged + counts.rejected
    if told != counts.read or counts.doubtful > told - counts.rejected:
        raise RuntimeError(f"{name}: the counts of its rows do not add up: {counts}")


def _run_id(desk: ImportDesk, order: ImportOrder, source_id: str) -> str:
    """The same for the same order in the same case; another for another file, or after another import."""
    (earlier,) = next(desk.connection.execute("SELECT count(*) FROM import_run"))
    beginning = sample(order.file)
    parts = (
        str(earlier),
        order.file.name,
        str(packed_size(order.file)),
        hashlib.sha256(beginning.head).hexdigest(),
        order.format,
        order.table,
        mapping_text(order.mapping) if order.mapping is not None else "",
        source_id,
    )
    return f"import-{hashlib.sha256(WITHIN.join(parts).encode(errors='replace')).hexdigest()[:16]}"


def dataset_of(stem: str, source_id: str) -> str:
    """The name of the data of a file and its later editions, see `Importing`.

    Args:
        stem: of the file's name, see `stem_of`.
        source_id: the source that its rows cite.
    """
    return f"{unicodedata.normalize('NFKC', stem).casefold()} {source_id}"


@contextmanager
def _interruptible(connection: apsw.Connection, feedback: Feedback) -> Iterator[None]:
    """End a long statement when the work is called off.

    Raises:
        Cancelled: it was.
    """
    connection.set_progress_handler(lambda: feedback.is_cancelled, STEPS_PER_CHECK)
    try:
        yield
    except apsw.InterruptError:
        raise Cancelled from None
    finally:
        connection.set_progress_handler(None)
