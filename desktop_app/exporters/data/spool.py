"""Rows kept aside while an export is made: few in memory, many in a file without a name that goes with it."""

import pickle
import tempfile
from collections.abc import Iterator
from typing import Final

from desktop_app.exporters.data.tables import Row

ROWS_A_BLOCK: Final = 256
# Of each table; beyond it lies on the disk.
MOST_IN_MEMORY_BYTES: Final = 4_000_000
_LENGTH_BYTES: Final = 8


class Spool:
    """Rows in the order in which they were added; to be closed."""

    def __init__(self) -> None:
        # The file lives as long as the spool; `close` ends it.
        self._file = tempfile.SpooledTemporaryFile(max_size=MOST_IN_MEMORY_BYTES)  # noqa: SIM115 - see above
        self._block: list[Row] = []
        self._count = 0
        self._end = 0

    def append(self, row: Row) -> None:
        """Add a row."""
        self._block.append(row)
        self._count += 1
        if len(self._block) == ROWS_A_BLOCK:
            self._flush()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        at = 0
        while at < self._end:
            # Others may read between two blocks.
            self._file.seek(at)
            length = int.from_bytes(self._file.read(_LENGTH_BYTES), "little")
            rows: list[Row] = pickle.loads(self._file.read(length))  # noqa: S301 - written by this object
            at += _LENGTH_BYTES + length
            yield from rows
        yield from self._block

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _flush(self) -> None:
        data = pickle.dumps(self._block, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(len(data).to_bytes(_LENGTH_BYTES, "little"))
        self._file.write(data)
        self._end += _LENGTH_BYTES + len(data)
        self._block = []
