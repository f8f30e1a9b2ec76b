"""When each sentence was heard: by what stands beside it, before it, or what instruments told last."""

import re
from typing import Final, NamedTuple

import numpy as np

from desktop_app.importers.nmea.lines import Lines, Sentences, Times
from desktop_app.importers.nmea.stamps import LATEST, Told, stamp
from desktop_app.importers.nmea.text_arrays import (
    Bytes,
    Marks,
    Places,
    following,
    numbers,
    over,
    places_of,
    told_checksums,
)

# What stands in it is told by name; a number there may be another thing.
_TAG_BLOCK: Final = re.compile(rb"\\[^\\]*\\?")
_EPOCH_DIGITS: Final = 10
_MILLI_DIGITS: Final = 13
_EARLIEST: Final = 10**9
_STAR_AND_CHECKSUM: Final = 3


class Clocks(NamedTuple):
    """What passes from piece to piece; 0 for none.

    Attributes:
        pending, pending_told: a time for the next sentence, and where it was read.
        instrument: what an instrument told last.
        station, station_line: what a base station told last, and in which line of the log.
    """

    pending: int = 0
    pending_told: int = 0
    instrument: int = 0
    station: int = 0
    station_line: int = 0


def heard_beside(text: Bytes, lines: Lines, clocks: Clocks) -> tuple[Places, Places]:
    """Seconds of each sentence and where they were read; 0 where nothing stands beside or right before it."""
    sentences = lines.sentences
    time = np.zeros(len(sentences.line), np.int64)
    told = np.zeros(len(sentences.line), np.int64)
    _take(time, told, np.arange(len(time)), _tag_times(text, sentences), Told.TAG)
    after = np.minimum(sentences.star + _STAR_AND_CHECKSUM, sentences.end)
    _take(time, told, np.arange(len(time)), _trailing_epochs(text, after, sentences.end), Told.STAMP)
    for place in np.flatnonzero((time == 0) & (sentences.before < sentences.bang)).tolist():
        before = text[sentences.before[place] : sentences.bang[place]].tobytes()
        time[place], told[place] = stamp(_TAG_BLOCK.sub(b" ", before))
    for place in np.flatnonzero((time == 0) & (after < sentences.end)).tolist():
        time[place], told[place] = stamp(text[after[place] : sentences.end[place]].tobytes())
    pending, pending_told = _pending(sentences.line, lines.pending, clocks)
    none = time == 0
    return np.where(none, pending, time), np.where(none, pending_told, told)


def after_piece(lines: Lines, clocks: Clocks) -> Clocks:
    """What passes to the next piece; the station's clock is not looked at."""
    last = lines.sentences.line[-1] if len(lines.sentences.line) else -1
    pending, told = (clocks.pending, clocks.pending_told) if last < 0 else (0, 0)
    if len(lines.pending.line) and lines.pending.line[-1] > last:
        pending, told = int(lines.pending.time[-1]), int(lines.pending.told[-1])
    instrument = int(lines.clocks.time[-1]) if len(lines.clocks.time) else clocks.instrument
    return clocks._replace(pending=pending, pending_told=told, instrument=instrument)


def last_told(line: Places, times: Times, before: int) -> Places:
    """The time told last before each line."""
    return np.concatenate(([before], times.time))[np.searchsorted(times.line, line)]


def _take(time: Places, told: Places, places: Places, found: Places, kind: Told) -> None:
    new = places[(found > 0) & (time[places] == 0)]
    time[new] = found[new]
    told[new] = kind


def _tag_times(text: Bytes, sentences: Sentences) -> Places:
    r"""Times in tag blocks "\…,c:1234567890*hh\" right before a sentence; 0 for none."""
    time = np.zeros(len(sentences.line), np.int64)
    tagged = np.flatnonzero(
        (sentences.bang - sentences.before > 1)
        & (text[sentences.bang - 1] == ord("\\"))
        & (text[sentences.before] == ord("\\"))
    )
    if not len(tagged):
        return time
    begin, end = sentences.before[tagged] + 1, sentences.bang[tagged] - 1
    # A tag block in front of another one belongs to the other: the last counts.
    star = np.minimum(following(places_of(text, "*"), begin, len(text)), end)
    wrong = (star < end) & (over(text, np.bitwise_xor, begin, star) != told_checksums(text, star, end))
    colons = places_of(text, ":")
    colons = colons[(colons > 1) & (text[colons - 1] == ord("c"))]
    colons = colons[(text[colons - 2] == ord(",")) | (text[colons - 2] == ord("\\"))]
    colon = np.minimum(following(colons, begin, len(text)), star)
    value = np.zeros(len(tagged), np.int64)
    for digits, divisor in ((_EPOCH_DIGITS, 1), (_MILLI_DIGITS, 1000)):
        stop = np.minimum(colon + 1 + digits, star)
        found = numbers(text, np.minimum(colon + 1, star), stop, digits)
        right = (stop - colon - 1 == digits) & _no_digit(text, stop)
        value = np.where(right & (found > 0), found // divisor, value)
    time[tagged] = np.where(wrong | (value < _EARLIEST) | (value > LATEST), 0, value)
    return time


def _trailing_epochs(text: Bytes, begin: Places, end: Places) -> Places:
    """Times of sentences after whose checksum nothing stands but ",1234567890"; 0 for others."""
    time = np.zeros(len(begin), np.int64)
    places = np.flatnonzero(end - begin == _EPOCH_DIGITS + 1)
    value = numbers(text, begin[places] + 1, end[places], _EPOCH_DIGITS)
    right = (text[begin[places]] == ord(",")) & (value >= _EARLIEST) & (value <= LATEST)
    time[places] = np.where(right, value, 0)
    return time


def _no_digit(text: Bytes, places: Places) -> Marks:
    char = text[np.minimum(places, len(text) - 1)]
    found: Marks = (char < ord("0")) | (char > ord("9"))
    return found


def _pending(line: Places, pending: Times, clocks: Clocks) -> tuple[Places, Places]:
    """Times that a line between the sentence before and this one tells."""
    before = np.searchsorted(pending.line, line)
    previous = np.concatenate(([-1], line[:-1])) if len(line) else line
    lines = np.concatenate(([-1], pending.line))
    valid = lines[before] > previous
    if len(line) and clocks.pending and before[0] == 0:
        valid[0] = True
    times = np.concatenate(([clocks.pending], pending.time))
    told = np.concatenate(([clocks.pending_told], pending.told))
    return np.where(valid, times[before], 0), np.where(valid, told[before], 0)
