"""Reads a log of AIS sentences: pieces of columns, and a line for each row that tells nothing of a ship."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.ahead import ahead
from desktop_app.importers.ais.chunk import AisChunk, FixColumns, Rejects
from desktop_app.importers.nmea import messages
from desktop_app.importers.nmea.draughts import Draughts
from desktop_app.importers.nmea.fields import FOREIGN, as_sixes, characters, sixes, unsigned
from desktop_app.importers.nmea.heard import Clocks, after_piece, heard_beside, last_told
from desktop_app.importers.nmea.lines import Lines, Reason, Sentences, read_lines
from desktop_app.importers.nmea.parts import Parts, Whole, contents, pairs
from desktop_app.importers.nmea.passed import Passed
from desktop_app.importers.nmea.pieces import Piece, Stream, pieces
from desktop_app.importers.nmea.ship_words import ShipWords
from desktop_app.importers.nmea.stamps import Told
from desktop_app.importers.nmea.text_arrays import Bytes, Marks, Places, over
from desktop_app.importers.nmea.zones import utc_of

if TYPE_CHECKING:
    import polars as pl

_MOST_MMSI: Final = 999_999_999
_HEAD_BITS: Final = 38  # type, repeat indicator, MMSI
_HEAD_CHARACTERS: Final = 7  # and the number of the part of type 24
_VALUE_LENGTH: Final = 120
# Base stations tell the time every ten seconds (ITU-R M.1371-5, annex 1, table 1): in this many lines of
# a busy receiver.
_STATION_REACH_LINES: Final = 500
_FIX_TYPES: Final = {
    "line": np.uint32,
    "mmsi": np.uint32,
    "t_s": np.uint32,
    "lon_e7": np.int32,
    "lat_e7": np.int32,
    "sog_dkn": np.int16,
    "cog_ddeg": np.int16,
    "heading_deg": np.int16,
    "status": np.uint8,
    "draught_dm": np.uint8,
}
_REASONS: Final = {
    Reason.NOT_NMEA: "no sentence of NMEA 0183",
    Reason.NO_CHECKSUM: "a sentence without a checksum",
    Reason.CHECKSUM: "the checksum is wrong",
    Reason.FIELDS: "a sentence of AIS has seven fields",
    Reason.PART_NUMBER: "the number of the sentence within its message is wrong",
    Reason.FOREIGN_CHARACTER: "the content has a character that stands for nothing",
    Reason.TOO_LONG: "the content has more than 256 characters",
    Reason.EMPTY: "the message is empty",
    Reason.SHORT: "the message is cut off",
    Reason.MMSI: "the MMSI has ten digits",
    Reason.TIMELESS: "no time: neither the sentence nor the lines before it tell one",
    Reason.INCOMPLETE: "the other sentences of its message are missing",
}


class _Messages(NamedTuple):
    """Messages of a piece; arrays of equal length.

    Attributes:
        content: six bits a byte, what `begin` and `length` point into.
        line: of the log, from 1.
        begin, length: where the characters of each stand.
        bits: of each.
        time, told: when it was heard and where that was read, 0 for not told.
        of_type: 1 to 27, or the part of type 24.
    """

    content: Bytes
    line: Places
    begin: Places
    length: Places
    bits: Places
    time: Places
    told: Places
    of_type: Places

    def where(self, chosen: Marks | Places) -> "_Messages":
        """Some of them."""
        return _Messages(self.content, *(column[chosen] for column in self[1:]))


class _Found(NamedTuple):
    """A piece of the log, where its sentences lie, and the clocks as they stood before it."""

    text: Bytes
    lines: Lines
    clocks: Clocks


class LogReader:
    """Reads one log.

    Attributes:
        passed: lines that become no row of the case, for the report.
        timed: how many messages took their time from where, by `Told`.
    """

    def __init__(self, stream: Stream, zone: str = "UTC") -> None:
        self.passed = Passed()
        self.timed = np.zeros(len(Told), np.int64)
        self._station_timed: list[Places] = []
        self._stream = stream
        self._zone = zone
        self._lines = 0
        self._clocks = Clocks()
        self._parts = Parts()
        self._words = ShipWords()
        self._draughts = Draughts()

    def chunks(self, size: int = 0) -> Iterator[AisChunk]:
        """The log from its beginning, to be called once.

        Args:
            size: bytes to read at a time, 0 for what is fastest.
        """
        read = pieces(self._stream, size) if size else pieces(self._stream)
        with closing(ahead(self._found(read))) as found:
            for one in found:
                yield self._chunk(one)
        self._parts.end()
        rejects = self._incomplete()
        frame = self._words.end()
        yield AisChunk(
            sum(len(one.lines) for one in rejects),
            _fix_columns({name: np.empty(0, np.int64) for name in _FIX_TYPES}),
            frame,
            rejects,
            self._stream.packed_done,
        )

    def station_timed(self) -> NDArray[np.uint32]:
        """Lines of messages whose only time is a base station's clock, since the last call."""
        lines = np.concatenate([np.empty(0, np.int64), *self._station_timed]).astype(np.uint32)
        self._station_timed.clear()
        return lines

    def _found(self, read: Iterable[Piece]) -> Generator[_Found, None, None]:
        """What each piece holds; while one is decoded the next is looked through."""
        clocks = Clocks()
        for piece in read:
            text = np.frombuffer(piece.text, np.uint8)
            lines = read_lines(text, clocks.instrument)
            yield _Found(text, lines, clocks)
            clocks = after_piece(lines, clocks)

    def _chunk(self, piece: _Found) -> AisChunk:
        text, lines, clocks = piece
        heard = self._clocks  # what stations told is known only once the messages before are decoded
        self._clocks = clocks._replace(station=heard.station, station_line=heard.station_line)
        rejects = _LineRejects(text, lines, self._lines)
        found = self._messages(text, lines, rejects)
        fixes, statics = self._decoded(found)
        self.passed.times(lines.time_lines + self._lines + 1)
        self.passed.instruments(lines.instruments + self._lines + 1)
        self._lines += len(lines.begins)
        every = (*rejects.columns(), *self._incomplete())
        taken = int(np.count_nonzero(found.told >= 0))
        return AisChunk(
            taken + sum(len(one.lines) for one in every),
            fixes,
            statics,
            every,
            self._stream.packed_done,
        )

    def _messages(self, text: Bytes, lines: Lines, rejects: "_LineRejects") -> _Messages:
        """Messages that are whole, of this piece and such as it completes; what is none is rejected."""
        sentences = lines.sentences
        times, told = heard_beside(text, lines, self._clocks)
        reason = sentences.reason.copy()
        stop = np.where(reason == Reason.NONE, sentences.payload_end, sentences.payload)
        begin = np.where(reason == Reason.NONE, sentences.payload, sentences.bang)
        stop = np.maximum(stop, begin)
        six = as_sixes(text)
        strange = over(six, np.maximum, begin, stop) == FOREIGN
        reason[(reason == Reason.NONE) & strange] = Reason.FOREIGN_CHARACTER
        for one in np.unique(reason[reason != Reason.NONE]).tolist():
            rejects.sentences(Reason(one), np.flatnonzero(reason == one))
        right = reason == Reason.NONE
        several = right & (sentences.total > 1)
        first = pairs(text, sentences, several)
        several[first] = several[first + 1] = False
        self._parts.add(text, sentences, np.flatnonzero(several), times, told, self._lines)
        whole, self._parts.whole = self._parts.whole, []
        second_lines = sentences.line[first + 1] + self._lines + 1
        self.passed.parts(np.concatenate((second_lines, self._parts.take_merged())).astype(np.int64))
        found = self._joined(
            six, sentences, times, told, np.flatnonzero(right & (sentences.total == 1)), first, whole
        )
        return self._timed(found, lines, rejects)

    def _joined(
        self,
        six: Bytes,
        sentences: Sentences,
        times: Places,
        told: Places,
        single: Places,
        first: Places,
        whole: list[Whole],
    ) -> _Messages:
        """Messages of one sentence, of two, and of others, in the order of their lines."""
        both = np.stack((first, first + 1), 1).ravel()
        content = contents(six, sentences, both)
        more = as_sixes(np.frombuffer(b"".join(one.content for one in whole), np.uint8))
        length = sentences.payload_end - sentences.payload
        pair_length = length[first] + length[first + 1]
        whole_length = np.array([len(one.content) for one in whole], np.int64)
        pair_time, later = times[first], times[first + 1]
        rows = np.array([(one.line, one.fill, one.time, one.told) for one in whole], np.int64).reshape(-1, 4)
        lengths = np.concatenate((length[single], pair_length, whole_length))
        fill = np.concatenate((sentences.fill[single], sentences.fill[first + 1], rows[:, 1]))
        found = _Messages(
            np.concatenate((six, content, more)),
            np.concatenate(
                (
                    sentences.line[single] + self._lines + 1,
                    sentences.line[first] + self._lines + 1,
                    rows[:, 0],
                )
            ),
            np.concatenate(
                (
                    sentences.payload[single],
                    len(six) + np.cumsum(pair_length) - pair_length,
                    len(six) + len(content) + np.cumsum(whole_length) - whole_length,
                )
            ),
            lengths,
            lengths * 6 - fill,
            np.concatenate((times[single], np.where(pair_time > 0, pair_time, later), rows[:, 2])),
            np.concatenate((told[single], np.where(pair_time > 0, told[first], told[first + 1]), rows[:, 3])),
            np.zeros(len(lengths), np.int64),
        )
        return found.where(np.argsort(found.line, kind="stable"))

    def _timed(self, found: _Messages, lines: Lines, rejects: "_LineRejects") -> _Messages:
        """Messages with types and times, without those that are not taken."""
        head = sixes(found.content, found.begin, found.length, _HEAD_CHARACTERS)
        of_type, mmsi, part = unsigned(head, 0, 6), unsigned(head, 8, 30), unsigned(head, 38, 2)
        half = of_type == messages.STATIC
        of_type = np.where(half & (part < 2), messages.PART_A + part, of_type)  # noqa: PLR2004 - A or B
        needed = np.full(256, -1, np.int64)
        needed[list(messages.POSITIONS)] = [layout.needed for layout in messages.POSITIONS.values()]
        needed[list(messages.STATICS)] = list(messages.STATICS.values())
        empty = found.bits < _HEAD_BITS
        other = ~empty & (needed[of_type] < 0)
        self.passed.messages(found.line[other], np.minimum(of_type[other], 63))
        told = found.told.copy()
        local = told == Told.LOCAL
        time = found.time.copy()
        time[local] = utc_of(time[local], self._zone)
        time, told = self._clocked(found._replace(time=time, told=told, of_type=of_type), lines)
        static = np.isin(of_type, [messages.SHIP, messages.PART_A, messages.PART_B])
        reasons = (
            (Reason.EMPTY, empty),
            (Reason.SHORT, ~empty & ~other & (found.bits < needed[of_type])),
            (Reason.MMSI, mmsi > _MOST_MMSI),
            (Reason.TIMELESS, (time == 0) & ~static),
        )
        gone = other.copy()
        for reason, wrong in reasons:
            rejects.messages(reason, found, wrong & ~gone)
            gone |= wrong
        kept = found._replace(time=time, told=told, of_type=of_type).where(~gone)
        self.timed += np.bincount(kept.told, minlength=len(Told))
        self._station_timed.append(kept.line[kept.told == Told.BASE])
        return kept

    def _clocked(self, found: _Messages, lines: Lines) -> tuple[Places, Places]:
        """Times with those of clocks where nothing else tells one."""
        time, told = found.time.copy(), found.told.copy()
        by_clock = last_told(found.line - self._lines - 1, lines.clocks, self._clocks.instrument)
        none = (time == 0) & (by_clock > 0)
        time[none], told[none] = by_clock[none], Told.CLOCK
        station = found.of_type == messages.BASE_STATION
        station &= found.bits >= messages.POSITIONS[messages.BASE_STATION].needed
        shown = messages.station_times(found.content, found.begin[station], found.length[station])
        # Each message takes the clock of the station that was heard last, a station's own its own.
        tells = np.flatnonzero(station)[shown > 0]
        shown = np.concatenate(([self._clocks.station], shown[shown > 0]))
        lines_of = np.concatenate(([self._clocks.station_line], found.line[tells]))
        latest = np.searchsorted(tells, np.arange(len(time)), "right")
        near = found.line - lines_of[latest] <= _STATION_REACH_LINES
        by_station = np.where(near, shown[latest], 0)
        self._clocks = self._clocks._replace(station=int(shown[-1]), station_line=int(lines_of[-1]))
        none = (time == 0) & (by_station > 0)
        time[none], told[none] = by_station[none], Told.BASE
        return time, told

    def _decoded(self, found: _Messages) -> tuple[FixColumns, "pl.DataFrame"]:
        """Position reports and static data, each in the order of the log."""
        columns: list[dict[str, Places]] = []
        records, places = [np.empty(0, messages.STATIC_TYPE)], [np.empty(0, np.int64)]
        for of_type in np.unique(found.of_type).tolist():
            mine = np.flatnonzero(found.of_type == of_type)
            begin, length = found.begin[mine], found.length[mine]
            if of_type in messages.POSITIONS:
                fields = messages.positions(found.content, begin, length, of_type)
                columns.append({"line": found.line[mine], "t_s": found.time[mine], **fields})
            if of_type in messages.STATICS:
                records.append(messages.statics(found.content, begin, length, found.bits[mine], of_type))
                places.append(mine)
        order = np.argsort(np.concatenate(places), kind="stable")
        record, place = np.concatenate(records)[order], np.concatenate(places)[order]
        alone = ~np.isin(found.of_type[place], list(messages.POSITIONS))
        self.passed.statics(found.line[place[alone]])
        joined = {
            name: np.concatenate([np.empty(0, np.int64), *(column[name] for column in columns)])
            for name in ("line", "t_s", *messages.FIX_FIELDS)
        }
        by_line = np.argsort(joined["line"], kind="stable")
        joined = {name: column[by_line] for name, column in joined.items()}
        joined["draught_dm"] = self._draughts.of(joined, record, found.time[place])
        return _fix_columns(joined), self._words.frame(record, found.line[place], found.time[place])

    def _incomplete(self) -> tuple[Rejects, ...]:
        lost, self._parts.incomplete = sorted(self._parts.incomplete), []
        if not lost:
            return ()
        return (
            Rejects(
                np.array([line for line, _, _ in lost], np.uint32),
                "",
                [f"sentence {number} of {total}" for _, number, total in lost],
                _REASONS[Reason.INCOMPLETE],
            ),
        )


class _LineRejects:
    """Lines of a piece that are not taken, with the text that stands there."""

    def __init__(self, text: Bytes, lines: Lines, lines_before: int) -> None:
        self._text = text
        self._lines = lines
        self._before = lines_before
        self._found: dict[Reason, list[tuple[int, str]]] = {}
        for line, reason in lines.rejected:
            self._add(reason, line, lines.begins[line], lines.ends[line])

    def sentences(self, reason: Reason, places: Places) -> None:
        """Sentences by their places."""
        sentences = self._lines.sentences
        for place in places.tolist():
            self._add(reason, int(sentences.line[place]), sentences.bang[place], sentences.end[place])

    def messages(self, reason: Reason, found: _Messages, wrong: Marks) -> None:
        """Whole messages."""
        for place in np.flatnonzero(wrong).tolist():
            begin, length = found.begin[place], found.length[place]
            content = characters(found.content[begin : begin + min(length, _VALUE_LENGTH)])
            self._found.setdefault(reason, []).append((int(found.line[place]), content))

    def columns(self) -> tuple[Rejects, ...]:
        """Each reason with its lines in rising order."""
        rejects = []
        for reason, rows in sorted(self._found.items()):
            rows.sort()
            numbers = np.array([line for line, _ in rows], np.uint32)
            rejects.append(Rejects(numbers, "", [value for _, value in rows], _REASONS[reason]))
        return tuple(rejects)

    def _add(self, reason: Reason, line: int, begin: int, end: int) -> None:
        value = self._text[begin : min(end, begin + _VALUE_LENGTH)].tobytes().decode("utf-8", "replace")
        self._found.setdefault(reason, []).append((self._before + line + 1, value))


def _fix_columns(columns: dict[str, Places]) -> FixColumns:
    return FixColumns(**{name: columns[name].astype(kind) for name, kind in _FIX_TYPES.items()})
