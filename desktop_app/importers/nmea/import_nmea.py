"""Imports logs of AIS sentences: NMEA 0183 as receivers, services and chart programs keep it."""

import re
from typing import TYPE_CHECKING, Final

from desktop_app.importers.importing import Found, Sample

if TYPE_CHECKING:
    from desktop_app.importers.importing import Importing

FORMAT: Final = "nmea"
_TITLE: Final = "NMEA 0183 (AIS)"
_SENTENCE: Final = re.compile(rb"!(\w\wVD[MO],\d,\d,[^,\r\n]*,[^,\r\n]*,[^,\r\n]*,\d?)\*([0-9A-Fa-f]{2})")
_LIKE_ONE: Final = re.compile(rb"![\w-]{2}VD[MO],\d,\d,")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BASE_STATION: Final = "the time is the clock of the base station heard before: the log tells no other"


def recognise(sample: Sample) -> tuple[Found, ...]:
    """Sentences of AIS with a right checksum are sure; such as only look like some may be another thing."""
    head = sample.head.replace(b"\0", b"") if sample.head.startswith(_UTF_16) else sample.head
    found = list(_SENTENCE.finditer(head))
    right = sum(_checksum(match[1]) == int(match[2], 16) for match in found)
    if right:
        number = "1 sentence" if right == 1 else f"{right:,} sentences"
        return (Found(FORMAT, _TITLE, f"{number} of AIS at the beginning", 97),)
    if found or _LIKE_ONE.search(head):
        return (Found(FORMAT, _TITLE, "sentences of AIS, none with a right checksum", 60),)
    return ()


def carry_out(importing: "Importing") -> None:
    """Take the positions and static data of a log.

    Raises:
        InputError: it cannot be read.
        Cancelled: called off.
    """
    # What reads and checks reports takes half a second to load, which only an import of AIS data needs.
    from desktop_app.importers.ais.sink import AisSink  # noqa: PLC0415 - see above
    from desktop_app.importers.files.opening import open_input  # noqa: PLC0415 - see above
    from desktop_app.importers.nmea.reading import LogReader  # noqa: PLC0415 - see above

    with open_input(importing.order.file) as stream:
        reader = LogReader(stream, importing.order.zone)
        sink = AisSink(importing)
        for chunk in reader.chunks():
            doubted = reader.station_timed()
            if len(doubted):
                sink.doubt_values(doubted, "", [""] * len(doubted), _BASE_STATION)
            sink.add(chunk)
        reader.passed.tell(importing.tally)
        sink.finish()


def _checksum(text: bytes) -> int:
    value = 0
    for byte in text:
        value ^= byte
    return value
