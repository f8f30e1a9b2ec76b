"""SQLite change sets as the log keeps them: compressed, read and inverted piece by piece.

A change set names a row by its `fid`, and holds old and new values of each changed cell. It applies only
where the old values still stand.
"""

import zlib
from collections.abc import Callable
from typing import Final

import apsw

from desktop_app.storage.tables.all_tables import TABLES

# Level 6 is zlib's own balance; 4 KiB is SQLite's page and about the piece that sessions ask for.
_LEVEL: Final = 6
PIECE_BYTES: Final = 1_048_576
_INPUT_BYTES: Final = 16_384
# A change set that changes nothing.
NOTHING: Final = zlib.compress(b"")


class Packed:
    """Collects the pieces of a change set and compresses them on the way."""

    def __init__(self, level: int = _LEVEL) -> None:
        self._compressor = zlib.compressobj(level)
        self._pieces: list[bytes] = []
        self._length = 0

    def add(self, piece: memoryview) -> None:
        """Take the next piece."""
        self._length += len(piece)
        self._pieces.append(self._compressor.compress(piece))

    def finish(self) -> bytes | None:
        """The compressed change set; None if it changes nothing. To be called once."""
        self._pieces.append(self._compressor.flush())
        return b"".join(self._pieces) if self._length else None


def pieces_of(packed: bytes) -> Callable[[int], bytes]:
    """A reader of the plain change set, for the parameters of apsw that take a stream."""
    unpacker = zlib.decompressobj()
    at = 0

    def read(size: int) -> bytes:
        nonlocal at
        # What zlib leaves of its input it copies: of the whole change set, that would be a copy a piece.
        while not unpacker.eof:
            rest = unpacker.unconsumed_tail
            if not rest:
                rest = packed[at : at + _INPUT_BYTES]
                at += len(rest)
            piece = unpacker.decompress(rest, size)
            if piece or not rest:
                return piece
        return b""

    return read


def session_of(connection: apsw.Connection) -> apsw.Session:
    """A recorder of what is done from now on to the declared tables."""
    session = apsw.Session(connection, "main")
    for table in TABLES:
        session.attach(table.name)
    return session


def packed_session(session: apsw.Session) -> bytes | None:
    """What a session recorded; None if nothing changed in the end."""
    packed = Packed()
    session.changeset_stream(packed.add)
    return packed.finish()


def inverted(packed: bytes) -> bytes:
    """The change set that takes the given one back."""
    result = Packed()
    apsw.Changeset.invert_stream(pieces_of(packed), result.add)
    inverse = result.finish()
    if inverse is None:
        raise ValueError("an empty change set was kept")
    return inverse


def rows_and_tables(packed: bytes | None) -> tuple[int, tuple[str, ...]]:
    """How many rows a change set changes, and in which tables."""
    if packed is None:
        return 0, ()
    rows = 0
    tables: dict[str, None] = {}
    for change in apsw.Changeset.iter(pieces_of(packed)):
        rows += 1
        tables[change.name] = None
    return rows, tuple(tables)


def apply(connection: apsw.Connection, packed: bytes, *, invert: bool = False) -> None:
    """Carry a change set out, or take it back; whole or not at all.

    Raises:
        apsw.AbortError: a row is no longer as the change set found it.
    """
    flags = apsw.SQLITE_CHANGESETAPPLY_INVERT if invert else 0
    apsw.Changeset.apply(pieces_of(packed), connection, flags=flags)


def column_names(connection: apsw.Connection, table: str) -> tuple[str, ...]:
    """Names of a table's columns in the order of the file, which change sets follow."""
    return tuple(name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)))
