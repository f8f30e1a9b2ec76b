"""Adding an entry to the change log, and the hash that ties each entry to the one before it."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import apsw

from desktop_app.domain.history import Change
from desktop_app.storage.fid_ranges import FidRange, ranges_text, read_ranges
from desktop_app.storage.times import instant_text, read_instant

# What the first entry has in place of the hash of the one before it.
NO_HASH: Final = ""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"  # base 32 of RFC 4648, lower-case
_COLUMNS: Final = (
    "seq, id, kind, at_utc, who, what, why, target_id, row_count, table_names, changeset, theirs, "
    "previous_hash, hash, inserted"
)


class Entry(NamedTuple):
    """One row of `tumen_change` as it stands in the file."""

    seq: int
    id: str
    kind: str
    at_utc: str
    who: str
    what: str
    why: str
    target_id: str | None
    row_count: int
    table_names: str
    changeset: bytes | None
    theirs: bytes | None
    previous_hash: str
    hash: str
    inserted: str | None = None

    def right_hash(self) -> str:
        """SHA-256 in hexadecimal over every other field, the change sets by their own SHA-256."""
        plain = [
            self.previous_hash,
            self.seq,
            self.id,
            self.kind,
            self.at_utc,
            self.who,
            self.what,
            self.why,
            self.target_id,
            self.row_count,
            self.table_names,
            _digest(self.changeset),
            _digest(self.theirs),
        ]
        if self.inserted is not None:
            # Entries of before had no such field, and keep their hashes.
            plain.append(self.inserted)
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def ranges(self) -> tuple[FidRange, ...]:
        """Rows that it added beside those of its change set; see `theirs` for whose they are.

        Raises:
            InputError: another program wrote something else there.
        """
        return read_ranges(self.inserted)

    def acts_on(self, table: str) -> bool:
        """Whether it changed rows of a table."""
        return table in self.table_names.split()

    def change(self) -> Change:
        """The entry without its change sets."""
        return Change(
            self.seq,
            self.id,
            self.kind,
            read_instant(self.at_utc),
            self.who,
            self.what,
            self.why,
            self.row_count,
            tuple(self.table_names.split()),
        )


def _digest(blob: bytes | None) -> str | None:
    return None if blob is None else hashlib.sha256(blob).hexdigest()


def new_id(kind: str) -> str:
    """A name for a new row or entry: the kind and 12 random letters of base 32 (60 bits)."""
    return f"{kind}-" + "".join(secrets.choice(_LETTERS) for _ in range(12))


def append_entry(
    connection: apsw.Connection,
    *,
    kind: str,
    at: datetime,
    who: str,
    what: str,
    why: str = "",
    target_id: str | None = None,
    row_count: int = 0,
    tables: Iterable[str] = (),
    changeset: bytes | None = None,
    theirs: bytes | None = None,
    inserted: Sequence[FidRange] = (),
    entry_id: str = "",
) -> Change:
    """Add an entry at the end of the log, inside the caller's transaction.

    `changeset` is what was done, compressed as by `change_sets`, None if no row changed; `theirs` the other
    copy's change set in an entry that a merge takes over; `inserted` are rows that were added beside those of
    the change set; `entry_id` is empty for a new one.
    """
    last = connection.execute("SELECT seq, hash FROM tumen_change ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, NO_HASH)
    entry = Entry(
        seq,
        entry_id or new_id("change"),
        kind,
        instant_text(at),
        who,
        what,
        why,
        target_id,
        row_count,
        " ".join(tables),
        changeset,
        theirs,
        previous,
        "",
        ranges_text(inserted),
    )
    entry = entry._replace(hash=entry.right_hash())
    connection.execute(
        f"INSERT INTO tumen_change ({_COLUMNS}) VALUES ({', '.join('?' * len(entry))})",  # noqa: S608 - constant
        entry,
    )
    return entry.change()


def entries_from(connection: apsw.Connection, after_seq: int = 0, *, schema: str = "main") -> Iterator[Entry]:
    """Entries in order, one in memory at a time.

    Args:
        connection: the case.
        after_seq: only those after it.
        schema: "main", or the name under which another case is attached.
    """
    sql = f'SELECT {_COLUMNS} FROM "{schema}".tumen_change WHERE seq > ? ORDER BY seq'  # noqa: S608 - constants
    for row in connection.execute(sql, (after_seq,)):
        yield Entry(*row)


def entry_of(connection: apsw.Connection, change_id: str) -> Entry | None:
    """An entry by its name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM tumen_change WHERE id = ?", (change_id,)).fetchone()  # noqa: S608 - constant
    return None if row is None else Entry(*row)
