"""The one place that changes a case: every change is a transaction with an entry in the log."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import apsw

from desktop_app.domain.history import Change
from desktop_app.runtime.errors import InputError
from desktop_app.storage import change_sets
from desktop_app.storage.consignment_lines import draw_consignments
from desktop_app.storage.edits import Delete, Edit, Operation, Settlement
from desktop_app.storage.gpkg_tables import last_change
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.import_references import require_changes_there
from desktop_app.storage.log_entries import Entry, append_entry, entry_of
from desktop_app.storage.refusals import dangling, refused_write
from desktop_app.storage.reversal import Done, for_many_rows, is_many, require_nobody_refers, reverse
from desktop_app.storage.row_edits import NewFids, carry_out, copy_route_lines, write_evidence
from desktop_app.storage.taking_back import require_unchanged, standing_import, subjects_of_nothing
from desktop_app.storage.times import instant_text

if TYPE_CHECKING:
    from desktop_app.storage.attachments import PreparedFile


class _Step(NamedTuple):
    """What can be undone or redone: a change of this opening."""

    change_id: str
    what: str
    settlement: Settlement | None


class CaseWriter:
    """Changes one case through one connection, for one thread at a time.

    A change is on the disk when its method returns, and the case is as it was before if it raises.
    Undo reaches back to the first change made through this writer.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        connection.pragma("foreign_keys", True)
        self._connection = connection
        self._fids = NewFids()
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def can_undo(self) -> str:
        """What undo would take back, in the words of the change; empty for nothing."""
        return self._done[-1].what if self._done else ""

    @property
    def can_redo(self) -> str:
        """What redo would do again, in the words of the change; empty for nothing."""
        return self._undone[-1].what if self._undone else ""

    def apply(self, edit: Edit, who: str, now: datetime, files: Collection["PreparedFile"] = ()) -> Change:
        """Carry an edit out.

        Args:
            edit: what to change.
            who: the person's name.
            now: aware UTC.
            files: whose content goes into the case with it. It is no part of the log: it stays when the edit
                is undone, so that it can be done again.

        Raises:
            InputError: the edit does not fit the case, or changes nothing, or a file has changed since it
                was chosen.
            TumenError: the file cannot be written.
        """
        with self._transaction():
            session = change_sets.session_of(self._connection)
            try:
                write_evidence(self._connection, self._fids, edit.citations)
                for operation in edit.operations:
                    carry_out(self._connection, self._fids, operation)
                copy_route_lines(self._connection, edit.operations)
                draw_consignments(self._connection, _rerouted(edit.operations))
                packed = change_sets.packed_session(session)
            finally:
                session.close()
            if packed is None and edit.settles is None:
                raise InputError("Nothing was changed: the case holds these values already.")
            if files:
                from desktop_app.storage.attachments import store_content  # noqa: PLC0415 - not at start-up

                for file in files:
                    store_content(self._connection, file)
            if edit.settles:
                self._settle(edit.settles, who, now)
            target = edit.settles and edit.settles.conflict_id
            change = self._log(edit.kind, now, who, edit.what, Done(packed), why=edit.why, target=target)
            try:
                self._connection.execute("COMMIT")
            except apsw.ConstraintError as error:
                raise dangling(self._connection, edit.operations, edit.citations) from error
        self._done.append(_Step(change.id, edit.what, edit.settles))
        self._undone.clear()
        return change

    def import_rows(
        self, fill: Callable[[ImportDesk], None], what: str | Callable[[], str], who: str, now: datetime
    ) -> Change:
        """Carry an import out: one change, whatever `fill` lays down.

        Args:
            fill: lays the rows down; whatever it raises, the case is as before.
            what: a sentence for the log and the undo menu, such as "Import calls.csv"; or a function that
                makes it, asked after `fill`, when the numbers are known.
            who: the person's name.
            now: aware UTC.

        Raises:
            InputError: a row refers to nothing, or nothing was changed.
            TumenError: the file cannot be written.
        """
        with for_many_rows(self._connection), self._transaction():
            session = change_sets.session_of(self._connection)
            try:
                desk = ImportDesk(self._connection, self._fids, session)
                fill(desk)
                done = Done(change_sets.packed_session(session), desk.finish())
            finally:
                session.close()
            if done == Done(None):
                raise InputError("Nothing was changed: the case holds these values already.")
            desk.require_references()
            require_changes_there(self._connection, done.changeset)
            sentence = what if isinstance(what, str) else what()
            change = self._log("import", now, who, sentence, done)
            self._connection.execute("COMMIT")
        self._done.append(_Step(change.id, sentence, None))
        self._undone.clear()
        return change

    def undo_import(self, run_id: str, who: str) -> Change:
        """Take one import back, also one of an earlier opening; the log keeps both, and undo brings it back.

        Args:
            run_id: of any file that was read in with it; all of them go.
            who: the person's name.

        Raises:
            InputError: there is no such import, or something came to depend on its rows: tells what.
            TumenError: the file cannot be written.
        """
        standing = standing_import(self._connection, run_id)
        require_unchanged(self._connection, standing)
        tables = standing.entry.table_names.split()
        what = f"Undo: {standing.what}"
        with for_many_rows(self._connection), self._transaction():
            before = subjects_of_nothing(self._connection, tables)
            done = reverse(self._connection, standing.entry)
            for name, subject in subjects_of_nothing(self._connection, tables).items():
                if name not in before:
                    raise InputError(
                        f"{standing.what!r} cannot be taken back: the {name} is about {subject}."
                    )
            require_nobody_refers(self._connection, tables)
            change = self._log("undo", datetime.now(UTC), who, what, done, target=standing.entry.id)
            self._connection.execute("COMMIT")
        self._done = [step for step in self._done if step.change_id not in standing.ids]
        self._done.append(_Step(change.id, what, None))
        self._undone.clear()
        return change

    def undo(self, who: str) -> Change:
        """Take the last change back; the log keeps both.

        Raises:
            TumenError: there is nothing to undo, or the file cannot be written.
        """
        if not self._done:
            raise InputError("There is no change to undo.")
        step = self._done[-1]
        change = self._again(step, who, undo=True)
        self._undone.append(self._done.pop())
        return change

    def redo(self, who: str) -> Change:
        """Do the change again that was undone last.

        Raises:
            TumenError: there is nothing to redo, or the file cannot be written.
        """
        if not self._undone:
            raise InputError("There is no change to redo.")
        step = self._undone[-1]
        change = self._again(step, who, undo=False)
        self._done.append(self._undone.pop())
        return change

    def _again(self, step: _Step, who: str, *, undo: bool) -> Change:
        now = datetime.now(UTC)
        entry = entry_of(self._connection, step.change_id) if undo else self._undoing(step.change_id)
        if entry is None:
            raise InputError(f"The log of the case no longer holds the change {step.what!r}.")
        many = for_many_rows(self._connection) if is_many(entry) else nullcontext()
        with many, self._transaction():
            done = reverse(self._connection, entry)
            if step.settlement:
                self._settle(step.settlement, None if undo else who, now)
            kind, word = ("undo", "Undo") if undo else ("redo", "Redo")
            change = self._log(kind, now, who, f"{word}: {step.what}", done, target=step.change_id)
            self._connection.execute("COMMIT")
        return change

    def _undoing(self, change_id: str) -> Entry | None:
        """The entry by which a change was undone last."""
        found = self._connection.execute(
            "SELECT id FROM tumen_change WHERE kind = 'undo' AND target_id = ? ORDER BY seq DESC LIMIT 1",
            (change_id,),
        ).get
        return None if found is None else entry_of(self._connection, str(found))

    def _settle(self, settlement: Settlement, who: str | None, now: datetime) -> None:
        """Mark the conflict as settled, or as open again where `who` is None."""
        values = (None, None, None) if who is None else (instant_text(now), who, settlement.settled_as)
        self._connection.execute(
            "UPDATE tumen_conflict SET settled_utc = ?, settled_by = ?, settled_as = ? WHERE id = ?",
            (*values, settlement.conflict_id),
        )

    def _log(
        self,
        kind: str,
        now: datetime,
        who: str,
        what: str,
        done: Done,
        *,
        why: str = "",
        target: str | None = None,
    ) -> Change:
        rows, tables = change_sets.rows_and_tables(done.changeset)
        rows += sum(one.rows for one in done.inserted)
        tables = tuple(dict.fromkeys((*(one.table for one in done.inserted), *tables)))
        touch_contents(self._connection, tables, now)
        return append_entry(
            self._connection,
            kind=kind,
            at=now,
            who=who,
            what=what,
            why=why,
            target_id=target,
            row_count=rows,
            tables=tables,
            changeset=done.changeset,
            inserted=done.inserted,
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN; the body ends with COMMIT, and whatever is left open by an exception is rolled back."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
        except apsw.Error as error:
            raise refused_write(error) from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def _rerouted(operations: Iterable[Operation]) -> tuple[str, ...]:
    """The consignments whose stations an edit sets."""
    ends = {"from_station_id", "to_station_id"}
    return tuple(
        operation.id
        for operation in operations
        if operation.table == "consignment"
        and not isinstance(operation, Delete)
        and not ends.isdisjoint(operation.values)
    )


def touch_contents(connection: apsw.Connection, tables: tuple[str, ...], now: datetime) -> None:
    """Tell readers of the GeoPackage when these tables changed last."""
    connection.executemany(
        "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?",
        [(last_change(now), table) for table in tables],
    )
