"""Rows of a text table, cell by cell and exactly: for headers, samples and pieces with something odd in them.

The rules are those of RFC 4180 and of Python's csv module in its strict mode: a cell that begins with a quote
ends with one, a doubled quote within is one, and a quote elsewhere is a letter like any other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from desktop_app.importers.sheets.text_encoding import NO_CHARACTER

_QUOTES: Final = re.compile('"+')
_SHOWN: Final = 200
_UNCLOSED: Final = "a quote opens a cell and none closes it"
_AFTER_QUOTE: Final = "a quoted cell goes on behind its closing quote"


class Row(NamedTuple):
    """One row.

    Attributes:
        line: on which it begins, counted from 0 within the text.
        cells: as they stand between the delimiters, without their quotes; empty where it is no row.
        start, end: of its text, the line end not included.
        wrong: why it is no row, a clause; empty for a good one.
    """

    line: int
    cells: list[str]
    start: int
    end: int
    wrong: str = ""


class Rows:
    """The rows of a text whose lines end with a line feed.

    Blank lines are no rows. A line whose quotes make no sense is handed out by itself as wrong, and reading
    goes on with the next line: nothing behind it is swallowed.

    Attributes:
        end: where the last row that was handed out ends; what follows is unfinished.
        line: lines before `end`.
    """

    def __init__(self, text: str, delimiter: str, *, quoted: bool = True, final: bool = True) -> None:
        """Read `text`.

        Args:
            text: beginning with a row.
            delimiter: one character.
            quoted: quotes mean something.
            final: nothing follows the text. Otherwise an unfinished row at its end is left.
        """
        self.end = 0
        self.line = 0
        self._text = text
        self._delimiter = delimiter
        self._quoted = quoted and '"' in text
        self._final = final
        self._plain = re.compile(f"[^{re.escape(delimiter)}\n]*")
        self._odd = (
            [run.end() - 1 for run in _QUOTES.finditer(text) if len(run[0]) % 2] if self._quoted else []
        )

    def text(self, row: Row) -> str:
        """What stands in the file for a row, shortened."""
        return self._text[row.start : min(row.end, row.start + _SHOWN)].replace(NO_CHARACTER, "\ufffd")

    def __iter__(self) -> Iterator[Row]:
        """Each row, and wrong ones."""
        text, size = self._text, len(self._text)
        while self.end < size:
            start, line = self.end, self.line
            stop = text.find("\n", start)
            if stop < 0 and not self._final:
                return
            stop = size if stop < 0 else stop
            whole = text[start:stop]
            wrong = ""
            cells: list[str] = []
            if self._quoted and '"' in whole:
                cells, closed, wrong = self._quoted_row(start)
                if closed < 0:
                    if not self._final:
                        return
                elif not wrong:
                    stop = closed
            elif whole and not whole.isspace():
                cells = whole.split(self._delimiter)
            self.end = min(stop + 1, size)
            self.line = line + text.count("\n", start, self.end)
            if cells or wrong:
                yield Row(line, cells, start, stop, wrong)

    def _quoted_row(self, start: int) -> tuple[list[str], int, str]:
        """Cells; where the row's text ends, -1 where the text ends before that is known; why it is none."""
        text, size = self._text, len(self._text)
        cells: list[str] = []
        place = start
        while True:
            if text.startswith('"', place):
                close = self._close(place)
                if close < 0 or (close + 1 == size and not self._final):
                    return [], -1, _UNCLOSED
                after = close + 1
                if after < size and text[after] not in {self._delimiter, "\n"}:
                    return [], after, _AFTER_QUOTE
                cells.append(text[place + 1 : close].replace('""', '"'))
            else:
                found = self._plain.match(text, place)
                after = found.end() if found else place
                if after == size and not self._final:
                    return [], -1, ""
                cells.append(text[place:after])
            if after == size or text[after] == "\n":
                return cells, after, ""
            place = after + 1

    def _close(self, place: int) -> int:
        """The quote that closes the cell which the one at `place` opens; -1 for none."""
        run = _QUOTES.match(self._text, place)
        last = run.end() - 1 if run else place
        if (last - place) % 2:  # an even number of quotes: the opening one, doubled ones, the closing one
            return last
        index = bisect_left(self._odd, last + 1)
        return self._odd[index] if index < len(self._odd) else -1
