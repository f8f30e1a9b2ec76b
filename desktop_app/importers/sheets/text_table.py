"""Text tables: comma-separated values and all their relatives, of any size."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from desktop_app.importers.files.opening import open_input
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.layout import Layout, layout_of
from desktop_app.importers.sheets.pieces import blocks
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.importers.sheets.records import Rows
from desktop_app.importers.sheets.text_encoding import (
    ENCODINGS,
    NO_CHARACTER,
    UTF_8,
    TextEncoding,
    encoding_of,
)
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    import polars as pl

# From which the layout is told; a row that is longer makes it grow to `LONGEST_ROW`.
HEAD_BYTES: Final = 1 << 20
LONGEST_ROW: Final = 32 << 20
# Up to which bytes beyond ASCII are looked for: they tell the encoding, and tables begin with numbers.
_LOOKED_AT: Final = 256 << 20
_SHOWN: Final = 200
_SURROGATES: Final = "surrogatepass"
_MEGABYTE: Final = 1 << 20


class _Head(NamedTuple):
    """The beginning of a text.

    Attributes:
        text: as blocks, joined.
        final: it is the whole text.
        bytes: of the file that it took.
        size: of the whole file; 0 where it cannot be told.
    """

    encoding: TextEncoding
    text: str
    final: bool
    bytes: int
    size: int


def open_text_table(file: InputFile, encoding: str = "") -> RawTable:
    """A text file as a table.

    Args:
        file: plain or packed.
        encoding: a key of `ENCODINGS`; empty to see which it is.

    Raises:
        InputError: it cannot be read or holds nothing; names the file.
    """
    if encoding and encoding not in ENCODINGS:
        raise InputError(f"“{encoding}” is no encoding that is known; known are {', '.join(ENCODINGS)}.")
    head = _head(file, encoding)
    layout = layout_of(head.text, final=head.final)
    if not layout.columns:
        raise InputError(f"{file.name} holds no table: it is empty, or its first line has no end.")
    title = ENCODINGS[head.encoding.codec] + (", guessed" if head.encoding.guessed else "")
    reader = _Reader(file, head.encoding, layout)
    return RawTable("", layout.columns, f"{title}, {layout.note}", _rows(head, layout), reader.chunks)


def table_of_text(text: str) -> RawTable:
    """A text in memory as a table, such as one that was copied from a sheet.

    Raises:
        InputError: it holds nothing.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    layout = layout_of(plain, final=True)
    if not layout.columns:
        raise InputError("There is no table in what was copied.")
    content = plain.encode("utf-8", "replace")

    def chunks(bad: Callable[[BadRow], None]) -> "Iterator[pl.DataFrame]":
        return _Pieces(layout, bad, "UTF-8").frames(iter((content,)))

    rows = max(plain.rstrip("\n").count("\n") + 1 - layout.data_line, 0)
    return RawTable("", layout.columns, layout.note, rows, chunks)


def _head(file: InputFile, chosen: str) -> _Head:
    with open_input(file) as stream:
        content = stream.read(HEAD_BYTES)
        encoding = encoding_of(content, chosen)
        if content.isascii() and encoding.codec == UTF_8 and not chosen:
            foreign = _first_foreign(stream)
            encoding = encoding_of(foreign) if foreign else encoding
        size = 0 if stream.is_packed else stream.packed_size
    text, final = _decoded(file, encoding, HEAD_BYTES)
    if not final and "\n" not in text:
        text, final = _decoded(file, encoding, LONGEST_ROW)
    return _Head(encoding, text, final, len(content), size)


def _first_foreign(stream: BinaryIO) -> bytes:
    """The first lines that are not ASCII; empty for none within `_LOOKED_AT`."""
    for _ in range(_LOOKED_AT // _MEGABYTE):
        block = stream.read(_MEGABYTE)
        if not block:
            break
        if not block.isascii():
            return block[block.find(b"\n") + 1 :] + stream.read(_MEGABYTE)
    return b""


def _decoded(file: InputFile, encoding: TextEncoding, most: int) -> tuple[str, bool]:
    with open_input(file) as stream:
        pieces = blocks(stream, encoding, most)
        # The second one may be nothing but a line end that the first has cut.
        head = b"".join(islice(pieces, 2))
        final = next(pieces, None) is None
    return head.decode("utf-8", _SURROGATES), final


def _rows(head: _Head, layout: Layout) -> int | None:
    lines = head.text.count("\n") + (0 if head.text.endswith("\n") else 1) - layout.data_line
    if head.final:
        return max(lines, 0)
    return round(lines * head.size / head.bytes) if head.size else None


class _Reader:
    """Reads a file from its start as often as needed."""

    def __init__(self, file: InputFile, encoding: TextEncoding, layout: Layout) -> None:
        self._file = file
        self._encoding = encoding
        self._layout = layout

    def chunks(self, bad: Callable[[BadRow], None]) -> "Iterator[pl.DataFrame]":
        """See `RawTable`."""
        with open_input(self._file) as stream:
            yield from _Pieces(self._layout, bad, ENCODINGS[self._encoding.codec]).frames(
                self._blocks(stream)
            )

    def _blocks(self, stream: BinaryIO) -> Iterator[bytes]:
        yield from blocks(stream, self._encoding)


class _Pieces:
    """Cuts blocks into rows: many at once where nothing is odd, one by one where something is."""

    def __init__(self, layout: Layout, bad: Callable[[BadRow], None], encoding: str) -> None:
        self._layout = layout
        self._bad = bad
        self._encoding = encoding
        self._line = 1
        self._skip_lines = layout.data_line
        self._in_long_row = False

    def frames(self, source: Iterator[bytes]) -> "Iterator[pl.DataFrame]":
        """Of all blocks."""
        rest = b""
        for block in source:
            rest = self._skipped(rest + block if rest else block)
            while True:
                frame, done = self._some(rest, final=False)
                rest = rest[done:] if done else rest
                if frame is not None and frame.height:
                    yield frame
                if not done:
                    if len(rest) <= LONGEST_ROW:
                        break
                    rest = self._too_long(rest)
        rest = self._skipped(rest if rest.endswith(b"\n") else rest + b"\n")
        while rest:
            frame, done = self._some(rest, final=True)
            rest = rest[done:]
            if frame is not None and frame.height:
                yield frame

    def _skipped(self, rest: bytes) -> bytes:
        """Without what stands before the data, and without the end of a row that was too long."""
        while rest and (self._skip_lines or self._in_long_row):
            cut = rest.find(b"\n") + 1
            if not cut:
                return b"" if self._in_long_row else rest
            rest = rest[cut:]
            self._line += 1
            if self._in_long_row:
                self._in_long_row = False
            else:
                self._skip_lines -= 1
        return rest

    def _some(self, piece: bytes, *, final: bool) -> "tuple[pl.DataFrame | None, int]":
        """Rows from the start of a piece, and how many bytes they took."""
        from desktop_app.importers.sheets.whole_rows import whole_rows  # noqa: PLC0415 - NumPy, 0.1 s

        if not piece or self._skip_lines or self._in_long_row:
            return None, 0
        layout = self._layout
        found = whole_rows(piece, layout.columns, layout.delimiter, self._line, quoted=layout.quoted)
        if found is None:
            return self._one_by_one(piece, final=final)
        frame = found.frame
        lines: list[int] = []
        rows: list[list[str]] = []
        for line, text in found.ragged:
            self._keep(Rows(text.decode(), layout.delimiter, quoted=layout.quoted), line, lines, rows)
        if rows:
            import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

            frame = pl.concat((frame, self._frame(lines, rows))).sort(LINE)
        self._line += found.lines
        return frame, found.end

    def _one_by_one(self, piece: bytes, *, final: bool) -> "tuple[pl.DataFrame | None, int]":
        text = piece.decode("utf-8", _SURROGATES)
        found = Rows(text, self._layout.delimiter, quoted=self._layout.quoted, final=final)
        lines: list[int] = []
        rows: list[list[str]] = []
        self._keep(found, self._line, lines, rows)
        self._line += found.line
        done = len(piece) if found.end == len(text) else len(text[: found.end].encode("utf-8", _SURROGATES))
        return self._frame(lines, rows), done

    def _keep(self, found: Rows, line: int, lines: list[int], rows: list[list[str]]) -> None:
        """Sorts rows into good and bad ones."""
        count = len(self._layout.columns)
        for row in found:
            cells = row.cells
            reason = row.wrong
            if not reason and NO_CHARACTER in "".join(cells):
                reason = f"holds bytes that are no text in {self._encoding}; choose the encoding it is in"
            elif not reason and not any(cells):
                continue
            elif not reason and len(cells) > count and not any(cells[count:]):
                cells = cells[:count]
            elif not reason and len(cells) != count:
                reason = _ragged(len(cells), count)
            if reason:
                self._bad(BadRow(line + row.line, found.text(row), reason))
            else:
                lines.append(line + row.line)
                rows.append(cells)

    def _frame(self, lines: list[int], rows: list[list[str]]) -> "pl.DataFrame":
        import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

        columns = zip(*rows, strict=True) if rows else ((),) * len(self._layout.columns)
        series = [
            pl.Series(name, [cell or None for cell in cells], pl.String)
            for name, cells in zip(self._layout.columns, columns, strict=True)
        ]
        return pl.DataFrame([*series, pl.Series(LINE, lines, pl.UInt32)])

    def _too_long(self, rest: bytes) -> bytes:
        """Gives a row up that takes more than is read at once: its first line where it has several."""
        shown = rest[:_SHOWN].decode("utf-8", "replace")
        cut = rest.find(b"\n") + 1
        size = f"{LONGEST_ROW >> 20} MB"
        reason = f"a quote opens a cell and none closes it within {size}" if cut else f"is longer than {size}"
        self._bad(BadRow(self._line, shown, reason))
        if cut:
            self._line += 1
            return rest[cut:]
        self._in_long_row = True
        return b""


def _ragged(cells: int, columns: int) -> str:
    return (
        f"{cells} cell{'s' * (cells != 1)} where {columns} column{'s are' if columns != 1 else ' is'} named"
    )
