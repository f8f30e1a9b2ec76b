"""The lines of a piece of a log: sentences of AIS, sentences that tell a time, others."""

import re
from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np

from desktop_app.importers.nmea.stamps import Told, clock, epoch
from desktop_app.importers.nmea.text_arrays import (
    Bytes,
    Marks,
    Places,
    following,
    instants,
    lines_of,
    numbers,
    over,
    places_of,
    told_checksums,
)

_COMMAS: Final = 6  # of a sentence of AIS
_HEAD: Final = 7  # "!AIVDM,"
# A sentence has at most 82 characters (NMEA 0183), a message 1,064 bits (ITU-R M.1371-5, 3.3.7); receivers
# that join sentences write longer ones.
_LONGEST_PAYLOAD: Final = 256
_TAG: Final = re.compile(rb"\\([^\\]*)\\")
_TAG_TIME: Final = re.compile(rb"(?:^|,)c:(\d+)")
_INSTRUMENT: Final = re.compile(rb"[$!][A-Za-z0-9]{3,9},")
_CLOCK: Final = re.compile(rb"\$..(?:RMC|ZDA|GGA),")


class Reason(IntEnum):
    """Why a line is not taken."""

    NONE = 0
    NOT_NMEA = 1
    NO_CHECKSUM = 2
    CHECKSUM = 3
    FIELDS = 4
    PART_NUMBER = 5
    FOREIGN_CHARACTER = 6
    TOO_LONG = 7
    EMPTY = 8
    SHORT = 9
    MMSI = 10
    TIMELESS = 11
    INCOMPLETE = 12


class Sentences(NamedTuple):
    """Sentences of AIS in the order of the piece; arrays of equal length.

    Attributes:
        line: within the piece, from 0.
        before: where the text before the sentence begins.
        bang: where the sentence begins.
        star: where its checksum begins; its end where it has none.
        end: where its line ends, or the next sentence begins.
        total, number: of how many sentences of its message it is which.
        payload, payload_end: where its content stands.
        fill: bits at the end of the content that mean nothing.
        reason: `Reason` as a number.
    """

    line: Places
    before: Places
    bang: Places
    star: Places
    end: Places
    total: Places
    number: Places
    payload: Places
    payload_end: Places
    fill: Places
    reason: Places


class Times(NamedTuple):
    """Lines that tell a time: line within the piece, seconds, where it was read."""

    line: Places
    time: Places
    told: Places


class Lines(NamedTuple):
    """What the lines of a piece are.

    Attributes:
        begins, ends: of each.
        sentences: of AIS.
        pending: times for the next sentence.
        clocks: times for all sentences that follow.
        time_lines: lines of both, and such as could not tell it.
        instruments: lines of other sentences.
        rejected: line and reason of lines without a sentence of AIS that are not taken.
    """

    begins: Places
    ends: Places
    sentences: Sentences
    pending: Times
    clocks: Times
    time_lines: Places
    instruments: Places
    rejected: list[tuple[int, Reason]]


def read_lines(text: Bytes, clock_before: int) -> Lines:
    """Tell the lines of a piece apart.

    Args:
        text: whole lines.
        clock_before: what an instrument told last in the piece before.
    """
    begins, ends = lines_of(text)
    if len(ends) and begins[-1] == ends[-1]:
        begins, ends = begins[:-1], ends[:-1]
    bangs = _bangs(text)
    bang_line = np.searchsorted(begins, bangs, "right") - 1
    stars, commas = places_of(text, "*"), places_of(text, ",")
    sentences = _sentences(text, begins, ends, bangs, bang_line, stars, commas)
    bare = np.ones(len(begins), np.bool_)
    bare[bang_line] = False
    first = text[np.minimum(begins, max(len(text) - 1, 0))] if len(text) else np.empty(0, np.uint8)
    bare &= (ends > begins) & (first != ord("#"))
    pghp = bare & _starts(text, begins, ends, b"$PGHP,")
    # Of a network that names the station before each sentence, half of all lines.
    names = bare & (first == ord("\\")) & _are_timeless_tags(text, begins, ends)
    hard = np.flatnonzero(bare & ~pghp & ~names)
    others = _Others(text, clock_before)
    for line in hard.tolist():
        others.read(line, text[begins[line] : ends[line]].tobytes())
    pghp_lines = np.flatnonzero(pghp)
    pghp_times, pghp_wrong = _pghp_times(text, begins[pghp_lines], ends[pghp_lines], stars, commas)
    rejected = others.rejected + [(line, Reason.CHECKSUM) for line in pghp_lines[pghp_wrong].tolist()]
    right = ~pghp_wrong & (pghp_times > 0)
    pending = _joined(others.pending, pghp_lines[right], pghp_times[right], Told.PGHP)
    return Lines(
        begins,
        ends,
        sentences,
        pending,
        _times(others.clocks),
        np.sort(
            np.concatenate(
                (pghp_lines[~pghp_wrong], np.flatnonzero(names), np.array(others.time_lines, np.int64))
            )
        ),
        np.array(others.instruments, np.int64),
        rejected,
    )


def _bangs(text: Bytes) -> Places:
    """Where "!??VDM," and "!??VDO," begin."""
    found = places_of(text, "!")
    found = found[found + _HEAD <= len(text)]
    kind = text[found + 5]
    right = (
        (text[found + 3] == ord("V"))
        & (text[found + 4] == ord("D"))
        & ((kind == ord("M")) | (kind == ord("O")))
        & (text[found + 6] == ord(","))
    )
    sentences: Places = found[right]
    return sentences


def _sentences(
    text: Bytes, begins: Places, ends: Places, bangs: Places, line: Places, stars: Places, commas: Places
) -> Sentences:
    """Sentences by where they begin."""
    comment = text[begins[line]] == ord("#") if len(line) else np.empty(0, np.bool_)
    bangs, line = bangs[~comment], line[~comment]
    count = len(bangs)
    same_line = np.zeros(count, np.bool_)
    same_line[1:] = line[1:] == line[:-1]
    end = ends[line]
    end[:-1] = np.where(same_line[1:], bangs[1:], end[:-1])
    before = np.where(same_line, bangs, begins[line])
    star = np.minimum(following(stars, bangs, len(text)), end)
    first_comma = np.searchsorted(commas, bangs)
    comma_count = np.searchsorted(commas, star) - first_comma
    places = np.append(commas, np.zeros(_COMMAS, np.int64))[first_comma[:, None] + np.arange(_COMMAS)]
    total, number, fill = (
        np.maximum(numbers(text, places[:, at - 1] + 1, stop, 1), 0)
        for at, stop in ((1, places[:, 1]), (2, places[:, 2]), (6, star))
    )
    told = told_checksums(text, star, end)
    wrong = over(text, np.bitwise_xor, bangs + 1, star) != told
    payload, payload_end = places[:, 4] + 1, places[:, 5]
    reason = np.select(
        (
            told < 0,
            wrong,
            comma_count != _COMMAS,
            (number < 1) | (number > total),
            payload_end - payload > _LONGEST_PAYLOAD,
        ),
        (Reason.NO_CHECKSUM, Reason.CHECKSUM, Reason.FIELDS, Reason.PART_NUMBER, Reason.TOO_LONG),
        Reason.NONE,
    )
    return Sentences(
        line, before, bangs, star, end, total, number, payload, payload_end, np.minimum(fill, 5), reason
    )


def _starts(text: Bytes, begins: Places, ends: Places, head: bytes) -> Marks:
    """Which lines start with this."""
    right: Marks = ends - begins >= len(head)
    for place, char in enumerate(head):
        right &= text[np.minimum(begins + place, len(text) - 1)] == char
    return right


def _are_timeless_tags(text: Bytes, begins: Places, ends: Places) -> Marks:
    """Which lines that begin with a backslash are a tag block that tells no time, and nothing else."""
    slashes, colons = places_of(text, "\\"), places_of(text, ":")
    colons = colons[text[colons - 1] == ord("c")]
    two = np.searchsorted(slashes, ends) - np.searchsorted(slashes, begins) == 2  # noqa: PLR2004 - both ends
    timeless = np.searchsorted(colons, ends) == np.searchsorted(colons, begins)
    found: Marks = two & timeless & (text[ends - 1] == ord("\\"))
    return found


def _pghp_times(
    text: Bytes, begins: Places, ends: Places, stars: Places, commas: Places
) -> tuple[Places, Marks]:
    """Times of $PGHP,1,yyyy,mm,dd,hh,mm,ss,ms,… and which have a wrong checksum."""
    star = np.minimum(following(stars, begins, len(text)), ends)
    told = told_checksums(text, star, ends)
    wrong = (star < ends) & (over(text, np.bitwise_xor, begins + 1, star) != told)
    place = np.append(commas, np.full(8, len(text)))[np.searchsorted(commas, begins)[:, None] + np.arange(8)]
    place = np.minimum(place, star[:, None])
    fields = [numbers(text, place[:, at - 1] + 1, place[:, at], 4) for at in range(2, 8)]
    return instants(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]), wrong


class _Others:
    """Lines without a sentence of AIS, one at a time."""

    def __init__(self, text: Bytes, clock_before: int) -> None:
        self._text = text
        self._clock = clock_before
        self.pending: list[tuple[int, int, int]] = []
        self.clocks: list[tuple[int, int, int]] = []
        self.time_lines: list[int] = []
        self.instruments: list[int] = []
        self.rejected: list[tuple[int, Reason]] = []

    def read(self, line: int, text: bytes) -> None:
        """One line."""
        text = text.strip(b"\0\t ")
        if not text or text.startswith(b"#"):
            return
        if tag := _TAG.match(text):
            if time := tag_time(tag[1]):
                self.pending.append((line, time, Told.TAG))
            if tag.end() == len(text):
                self.time_lines.append(line)
                return
        found = _INSTRUMENT.search(text)
        if not found:
            self.rejected.append((line, Reason.NOT_NMEA))
        elif _CLOCK.match(text, found.start()):
            self._read_clock(line, text[found.start() :])
        else:
            self.instruments.append(line)

    def _read_clock(self, line: int, text: bytes) -> None:
        if not right_checksum(text[1:]):
            self.rejected.append((line, Reason.CHECKSUM))
            return
        self.time_lines.append(line)
        if time := clock(text, self._clock):
            self._clock = time
            self.clocks.append((line, time, Told.CLOCK))


def right_checksum(text: bytes) -> bool:
    """Whether a sentence without its first character ends with a right checksum or with none."""
    content, star, told = text.partition(b"*")
    if not star:
        return True
    value = int(np.bitwise_xor.reduce(np.frombuffer(content, np.uint8))) if content else 0
    return told[:2].upper() == f"{value:02X}".encode()


def tag_time(tag: bytes) -> int:
    r"""The time of what stands between two backslashes; 0 for none, or where its checksum is wrong."""
    found = _TAG_TIME.search(tag)
    return epoch(found[1]) if found and right_checksum(tag) else 0


def _times(rows: list[tuple[int, int, int]]) -> Times:
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return Times(columns[:, 0], columns[:, 1], columns[:, 2])


def _joined(rows: list[tuple[int, int, int]], lines: Places, times: Places, told: Told) -> Times:
    """Both in the order of their lines."""
    more = _times(rows)
    line = np.concatenate((more.line, lines))
    order = np.argsort(line, kind="stable")
    return Times(
        line[order],
        np.concatenate((more.time, times))[order],
        np.concatenate((more.told, np.full(len(lines), told, np.int64)))[order],
    )
