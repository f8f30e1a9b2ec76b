"""Messages of several sentences: put together from sentences that may lie apart and come in any order."""

import re
from typing import Final, NamedTuple

import numpy as np

from desktop_app.importers.nmea.lines import Sentences
from desktop_app.importers.nmea.text_arrays import Bytes, Marks, Places

# A receiver sends the sentences of a message one after another; other traffic comes between only where logs
# of many receivers were mixed.
_REACH_LINES: Final = 1000
_REACH_S: Final = 60
_MOST_OPEN: Final = 256
# "!AIVDM,2,1,7,A," and a longer number or channel; where the number of the sentence stands in it.
_LONGEST_HEAD: Final = 20
_NUMBER_AT: Final = 9
_GROUP: Final = re.compile(rb"(?:^|[\\,])g:\d+-\d+-(\d+)")

_Key = tuple[bytes, bytes, bytes, int]


class Whole(NamedTuple):
    """A message whose sentences have all come."""

    line: int
    content: bytes
    fill: int
    time: int
    told: int


class _Open:
    """A message that lacks sentences."""

    def __init__(self, total: int) -> None:
        self.contents: list[bytes | None] = [None] * total
        self.lines = [0] * total
        self.latest = 0
        self.fill = 0
        self.time = 0
        self.told = 0


class Parts:
    """Sentences of messages that are not whole yet, across the pieces of a log.

    Attributes:
        whole: messages that became whole, to be taken out by the reader.
        incomplete: line, number and total of sentences whose message never became whole.
    """

    def __init__(self) -> None:
        self.whole: list[Whole] = []
        self._merged: list[int] = []
        self.incomplete: list[tuple[int, int, int]] = []
        self._open: dict[_Key, _Open] = {}

    def add(
        self,
        text: Bytes,
        sentences: Sentences,
        places: Places,
        times: Places,
        told: Places,
        lines_before: int,
    ) -> None:
        """Take sentences of a piece.

        Args:
            text: the piece.
            sentences: of the piece.
            places: which of them are one of several, and right.
            times: of all sentences, 0 for none.
            told: where those were read.
            lines_before: lines of the pieces before.
        """
        for place in places.tolist():
            key = _key(text, sentences, place)
            total, number = int(sentences.total[place]), int(sentences.number[place])
            line = lines_before + int(sentences.line[place]) + 1
            time = int(times[place])
            message = self._message(key, total, number, line, time)
            message.contents[number - 1] = text[
                sentences.payload[place] : sentences.payload_end[place]
            ].tobytes()
            message.lines[number - 1] = message.latest = line
            if time and not message.time:
                message.time, message.told = time, int(told[place])
            if number == total:
                message.fill = int(sentences.fill[place])
            if all(message.lines):
                self._close(key)

    def take_merged(self) -> list[int]:
        """Lines of second and later sentences of messages that became whole since the last call."""
        merged, self._merged = self._merged, []
        return merged

    def end(self) -> None:
        """Nothing follows."""
        for key in list(self._open):
            self._give_up(key)

    def _message(self, key: _Key, total: int, number: int, line: int, time: int) -> _Open:
        """The message that a sentence belongs to, a new one where there is none that it fits."""
        message = self._open.get(key)
        if message and not (
            len(message.contents) == total
            and not message.lines[number - 1]
            and line - message.latest <= _REACH_LINES
            and not (time and message.time and abs(time - message.time) > _REACH_S)
        ):
            self._give_up(key)
            message = None
        if not message:
            if len(self._open) >= _MOST_OPEN:
                self._give_up(next(iter(self._open)))
            message = self._open[key] = _Open(total)
        return message

    def _close(self, key: _Key) -> None:
        message = self._open.pop(key)
        first = min(message.lines)
        self._merged += [line for line in message.lines if line != first]
        # Two sentences in one line are two rows of the same number.
        self._merged += [first] * (message.lines.count(first) - 1)
        content = b"".join(content for content in message.contents if content is not None)
        self.whole.append(Whole(first, content, message.fill, message.time, message.told))

    def _give_up(self, key: _Key) -> None:
        message = self._open.pop(key)
        total = len(message.lines)
        self.incomplete += [(line, at + 1, total) for at, line in enumerate(message.lines) if line]


def _key(text: Bytes, sentences: Sentences, place: int) -> _Key:
    """What the sentences of a message have in common: talker and formatter, number or group, channel."""
    bang = sentences.bang[place]
    head = text[bang : sentences.payload[place]].tobytes().split(b",")
    before = text[sentences.before[place] : bang].tobytes()
    group = _GROUP.search(before) if before else None
    return head[0], b"" if group else head[3], head[4], int(group[1]) if group else -1


def pairs(text: Bytes, sentences: Sentences, right: Marks) -> Places:
    """The first of each two sentences that follow each other and are a message, as most of several are.

    Args:
        text: the piece.
        sentences: of the piece.
        right: which of them can be taken.
    """
    first = np.flatnonzero(
        right[:-1]
        & right[1:]
        & (sentences.total[:-1] == 2)  # noqa: PLR2004 - a pair
        & (sentences.total[1:] == 2)  # noqa: PLR2004 - a pair
        & (sentences.number[:-1] == 1)
        & (sentences.number[1:] == 2)  # noqa: PLR2004 - a pair
    )
    second = first + 1
    head = sentences.payload[first] - sentences.bang[first]
    same = (head == sentences.payload[second] - sentences.bang[second]) & (head <= _LONGEST_HEAD)
    at = np.arange(_LONGEST_HEAD)
    one, other = (
        text[np.minimum(sentences.bang[places][:, None] + at, len(text) - 1)] for places in (first, second)
    )
    alike = (one == other) | (at >= head[:, None]) | (at == _NUMBER_AT)
    found: Places = first[same & alike.all(axis=1)]
    return found


def contents(text: Bytes, sentences: Sentences, places: Places) -> Bytes:
    """The contents of sentences one after another."""
    begins, lengths = sentences.payload[places], sentences.payload_end[places] - sentences.payload[places]
    before = np.cumsum(lengths) - lengths
    return text[np.repeat(begins - before, lengths) + np.arange(int(lengths.sum()))]
