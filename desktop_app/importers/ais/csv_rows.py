"""Rows of a block of CSV as columns: with polars where every line is plain, else line by line.

A line is plain if it has no quotation mark and as many cells as columns are named. Polars refuses a block in
which a line has more cells; in the others the delimiters are counted, so that no line can be cut short.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.ais.chunk import Rejects
from desktop_app.importers.ais.text_blocks import Block

if TYPE_CHECKING:
    import polars as pl

_SHOWN: Final = 200
# Lines that a cell in quotation marks may run over; a mark that is never closed must not swallow the file.
_MOST_LINES: Final = 50


class Rows(NamedTuple):
    """Rows of a block.

    Attributes:
        read: rows of the file, those that are none included.
        lines: on which each row of the frame begins.
        frame: the columns that were asked for, typed where polars read them, else text.
        rejects: lines that are no rows.
        done_bytes: of the packed file, read so far.
    """

    read: int
    lines: NDArray[np.uint32]
    frame: "pl.DataFrame"
    rejects: tuple[Rejects, ...]
    done_bytes: int


class RowReader:
    """Reads blocks of one file.

    Args:
        columns: all names, in the order of the file.
        wanted: those that are read.
        delimiter: one character.
        numbers: those of the wanted that are numbers, and of which type.
        encoding: of the text.
    """

    def __init__(
        self,
        columns: Sequence[str],
        wanted: Sequence[str],
        delimiter: str,
        numbers: "Mapping[str, type[pl.DataType]]",
        encoding: str,
    ) -> None:
        self._columns = columns
        self._wanted = wanted
        self._delimiter = delimiter
        self._numbers = numbers
        self._encoding = encoding

    def read(self, block: Block) -> Iterator[Rows]:
        """All rows of a block, in one or two parts."""
        plain, lines, others = _parted(block)
        if plain:
            delimiters = block.delimiters if not others else plain.count(self._delimiter.encode())
            frame = self._plain(plain, len(lines), delimiters)
            if frame is None:
                numbered = list(zip(lines.tolist(), plain.split(b"\n"), strict=False))
                yield self._one_by_one(numbered, block.done_bytes)
            else:
                yield Rows(len(lines), lines, frame, (), block.done_bytes)
        if others:
            yield self._one_by_one(others, block.done_bytes)

    def _plain(self, text: bytes, count: int, delimiters: int) -> "pl.DataFrame | None":
        """A block of plain lines; None where one is not, or a number is none."""
        import polars as pl  # noqa: PLC0415 - 0.4 s, at the first import of a table

        if delimiters != count * (len(self._columns) - 1):
            return None
        try:
            rows = pl.scan_csv(
                text,
                has_header=False,
                schema={name: self._numbers.get(name, pl.String) for name in self._columns},
                separator=self._delimiter,
                quote_char=None,
                raise_if_empty=False,
                low_memory=True,
            )
            frame = rows.select(self._wanted).collect()
        except pl.exceptions.PolarsError:
            return None
        return frame if frame.height == count else None

    def _one_by_one(self, lines: Sequence[tuple[int, bytes]], done_bytes: int) -> Rows:
        """Rows whose cells are counted and whose quotation marks are heeded; all of them text."""
        import polars as pl  # noqa: PLC0415 - as above

        places = [self._columns.index(name) for name in self._wanted]
        starts: list[int] = []
        cells: list[list[str]] = []
        bad: dict[str, tuple[list[int], list[str]]] = {}
        at = count = 0
        while at < len(lines):
            line, text = lines[at]
            row, used, problem = self._row(lines, at)
            at += used
            if not row and not problem:
                continue
            count += 1
            if not problem and len(row) != len(self._columns):
                problem = f"{len(row)} cells where {len(self._columns)} columns are named"
            if problem:
                found = bad.setdefault(problem, ([], []))
                found[0].append(line)
                found[1].append(text[:_SHOWN].decode(self._encoding, "replace"))
                continue
            starts.append(line)
            cells.append([row[place] for place in places])
        frame = pl.DataFrame(
            list(zip(*cells, strict=True)) if cells else [[] for _ in places],
            schema=dict.fromkeys(self._wanted, pl.String),
        ).with_columns(pl.all().replace("", None))
        rejects = tuple(
            Rejects(np.array(where, np.uint32), "", values, problem)
            for problem, (where, values) in bad.items()
        )
        return Rows(count, np.array(starts, np.uint32), frame, rejects, done_bytes)

    def _row(self, lines: Sequence[tuple[int, bytes]], at: int) -> tuple[list[str], int, str]:
        """Cells of the row that begins on a line, how many lines it takes, and why it is none."""
        text = lines[at][1].decode(self._encoding, "replace")
        if not text.strip():
            return [], 1, ""
        taken = [text]
        while True:
            try:
                row = next(csv.reader(taken, delimiter=self._delimiter, strict=True))
            except StopIteration:
                return [], len(taken), ""
            except csv.Error as error:
                following = at + len(taken)
                if (
                    "unexpected end" in str(error)
                    and len(taken) < _MOST_LINES
                    and following < len(lines)
                    and lines[following][0] == lines[following - 1][0] + 1
                ):
                    taken[-1] += "\n"
                    taken.append(lines[following][1].decode(self._encoding, "replace"))
                    continue
                if '"' in text and "field larger" not in str(error):
                    # A quotation mark that is a letter like any other.
                    row = text.split(self._delimiter)
                    if len(row) == len(self._columns):
                        return row, 1, ""
                return [], 1, f"no row of CSV ({error})"
            return row, len(taken), ""


def _parted(block: Block) -> tuple[bytes, NDArray[np.uint32], list[tuple[int, bytes]]]:
    """Lines without quotation marks as one text with their numbers; and the others, each for itself.

    The lines behind one with a mark that is left open belong to the others too.
    """
    text, count = block.text, block.lines
    every = np.arange(block.line, block.line + count, dtype=np.uint32)
    if not block.has_marks:
        return text, every, []
    letters = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(letters == ord("\n"))
    marked = np.searchsorted(ends, np.flatnonzero(letters == ord('"')))
    numbers, marks = np.unique(marked, return_counts=True)
    quoted = np.zeros(count, np.bool_)
    quoted[numbers] = True
    for number in numbers[marks % 2 == 1].tolist():
        quoted[number : number + _MOST_LINES] = True
    starts = np.concatenate(([0], ends[:-1] + 1))
    others = [
        (int(every[number]), text[starts[number] : ends[number]])
        for number in np.flatnonzero(quoted).tolist()
    ]
    keep = np.repeat(~quoted, np.diff(np.concatenate(([0], ends + 1))))
    return letters[keep].tobytes(), every[~quoted], others
