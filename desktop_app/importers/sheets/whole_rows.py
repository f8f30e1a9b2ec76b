"""Whole rows of a piece of text, parsed all at once where their quotes leave no doubt."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.sheets.pieces import NO_CHARACTER_BYTES
from desktop_app.importers.sheets.raw_table import LINE

if TYPE_CHECKING:
    import polars as pl

_LINE_FEED = 10
_QUOTE = 34


class WholeRows(NamedTuple):
    """What was read of a piece.

    Attributes:
        frame: rows with the right number of cells; text columns and `LINE`, null for an empty cell.
        ragged: the others: line, text.
        end: bytes of the piece that are done.
        lines: of these bytes.
    """

    frame: "pl.DataFrame"
    ragged: list[tuple[int, bytes]]
    end: int
    lines: int


def whole_rows(
    piece: bytes, columns: tuple[str, ...], delimiter: str, line: int, *, quoted: bool
) -> WholeRows | None:
    """The rows that are complete within `piece`; None where this must be read with more care.

    That is where bytes are no characters, a quote stands elsewhere than round a whole cell, or no row is
    complete.

    Args:
        piece: UTF-8 that begins with a row; lines end with a line feed.
        columns: names.
        delimiter: one ASCII character.
        line: number of the first line.
        quoted: quotes mean something.
    """
    if NO_CHARACTER_BYTES in piece:
        return None
    letters = np.frombuffer(piece, np.uint8)
    feeds = np.flatnonzero(letters == _LINE_FEED)
    has_quotes = quoted and b'"' in piece
    inside = np.bitwise_xor.accumulate(letters == _QUOTE) if has_quotes else None
    ends = feeds if inside is None else feeds[~inside[feeds]]
    if not len(ends):
        return None
    end = int(ends[-1]) + 1
    sign = ord(delimiter)
    if has_quotes and not _well_quoted(letters[:end], sign):
        return None
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines = line + (np.arange(len(ends)) if len(ends) == len(feeds) else np.searchsorted(feeds, starts))
    done = int(np.searchsorted(feeds, end))
    signs = letters[:end] == sign
    if inside is not None:
        signs &= ~inside[:end]
    lengths = ends - starts
    if lengths.all() and np.count_nonzero(signs) == len(ends) * (len(columns) - 1):
        frame = _parsed(piece[:end], columns, delimiter, quoted=has_quotes)
        if frame is not None and frame.height == len(ends):
            return WholeRows(_numbered(frame, lines, int(lengths.min())), [], end, done)
    counts = np.diff(np.searchsorted(np.flatnonzero(signs), ends), prepend=0)
    good = (counts == len(columns) - 1) & (lengths > 0)
    rest = letters[:end][np.repeat(good, lengths + 1)].tobytes()
    frame = _parsed(rest, columns, delimiter, quoted=has_quotes)
    if frame is None or frame.height != np.count_nonzero(good):
        return None
    wrong = np.flatnonzero(~good & (lengths > 0))
    ragged = [(int(lines[row]), piece[starts[row] : ends[row]]) for row in wrong]
    return WholeRows(_numbered(frame, lines[good], 0), ragged, end, done)


def _well_quoted(letters: NDArray[np.uint8], sign: int) -> bool:
    """Whether each quote opens a cell, closes one, or is half of a doubled one within."""
    quotes = np.flatnonzero(letters == _QUOTE)
    opening, closing = quotes[0::2], quotes[1::2]
    if not len(quotes):
        return True
    before = letters[np.maximum(opening - 1, 0)]
    begins = (before == sign) | (before == _LINE_FEED) | (opening == 0)
    begins[1:] |= closing[:-1] + 1 == opening[1:]
    after = letters[closing + 1]  # a line feed follows the last one
    finishes = (after == sign) | (after == _LINE_FEED)
    finishes[:-1] |= closing[:-1] + 1 == opening[1:]
    return bool(begins.all() and finishes.all())


def _parsed(text: bytes, columns: tuple[str, ...], delimiter: str, *, quoted: bool) -> "pl.DataFrame | None":
    """The cells; None where a row has more of them than there are columns."""
    import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

    schema = dict.fromkeys(columns, pl.String)
    if not text:
        return pl.DataFrame(schema=schema)
    try:
        frame = pl.read_csv(
            text,
            has_header=False,
            schema=schema,
            separator=delimiter,
            quote_char='"' if quoted else None,
            infer_schema=False,
            extra_columns="raise",
            missing_columns="insert",
        )
    except pl.exceptions.PolarsError:
        return None
    if b'""' not in text:
        return frame
    # Polars takes a blank for an empty cell, and two quotes for a text without letters.
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))


def _numbered(frame: "pl.DataFrame", lines: NDArray[np.int64], shortest: int) -> "pl.DataFrame":
    """With `LINE`, and without rows that say nothing; `shortest` is a row's least length in bytes."""
    import polars as pl  # noqa: PLC0415 - see above

    numbered = frame.with_columns(pl.Series(LINE, lines, pl.UInt32))
    if shortest > 3 * frame.width:  # more than delimiters and empty quotes
        return numbered
    return numbered.filter(~pl.all_horizontal(pl.exclude(LINE).is_null()))
