"""AIS messages by type: where each field stands (ITU-R M.1371-5, annex 8, tables 48 to 84)."""

from typing import Final, NamedTuple

import numpy as np

from desktop_app.importers.ais.chunk import STATUS_NOT_TOLD
from desktop_app.importers.nmea.fields import MOST_CHARACTERS, Sixes, signed, sixes, unsigned, words
from desktop_app.importers.nmea.text_arrays import Bytes, Places, instants

_NOT_TOLD: Final = -1
BASE_STATION: Final = 4
SHIP: Final = 5
SAR_AIRCRAFT: Final = 9
CLASS_B_EXTENDED: Final = 19
AID: Final = 21
STATIC: Final = 24
LONG_RANGE: Final = 27
# Parts of type 24, which are messages of their own.
PART_A: Final = 240
PART_B: Final = 241
_ONE_MINUTE: Final = 10_000_000 / 60  # in 1e-7 degrees
_INT32: Final = 2**31 - 1


class Layout(NamedTuple):
    """Where the fields of a position report stand: first bits, -1 for a field that the type has not.

    Attributes:
        needed: bits up to the last field that is read.
    """

    needed: int
    lon: int
    lat: int
    sog: int
    cog: int
    heading: int
    status: int


_CLASS_A: Final = Layout(137, 61, 89, 50, 116, 128, 38)
_STATION: Final = Layout(134, 79, 107, -1, -1, -1, -1)
POSITIONS: Final = {
    1: _CLASS_A,
    2: _CLASS_A,
    3: _CLASS_A,
    BASE_STATION: _STATION,
    SAR_AIRCRAFT: Layout(128, 61, 89, 50, 116, -1, -1),
    11: _STATION,
    18: Layout(133, 57, 85, 46, 112, 124, -1),
    CLASS_B_EXTENDED: Layout(301, 57, 85, 46, 112, 124, -1),
    AID: Layout(249, 164, 192, -1, -1, -1, -1),
    LONG_RANGE: Layout(94, 44, 62, 79, 85, -1, 40),
}
# Bits up to the last field that is read: of a ship's static data up to her destination, which may lack its
# last character's end.
STATICS: Final = {SHIP: 420, CLASS_B_EXTENDED: 301, AID: 249, PART_A: 160, PART_B: 132}

FIX_FIELDS: Final = ("mmsi", "lon_e7", "lat_e7", "sog_dkn", "cog_ddeg", "heading_deg", "status")
STATIC_TYPE: Final = np.dtype(
    [
        ("mmsi", "<u4"),
        ("imo", "<u4"),
        ("part", "<u2"),
        ("ship_type", "u1"),
        ("length_m", "<u2"),
        ("beam_m", "u1"),
        ("draught_dm", "u1"),
        ("name", "S34"),
        ("call_sign", "S7"),
        ("destination", "S20"),
    ]
)


def positions(content: Bytes, begins: Places, lengths: Places, of_type: int) -> dict[str, Places]:
    """Position reports of one type as columns named by `FIX_FIELDS`."""
    at = POSITIONS[of_type]
    six = sixes(content, begins, lengths, -(-at.needed // 6))
    none = np.full(len(begins), _NOT_TOLD)
    far = of_type == LONG_RANGE
    # Of long range 1/10 minute and 18 and 17 bits, else 1/10,000 minute and 28 and 27 bits.
    scale = _ONE_MINUTE / (10 if far else 10_000)
    sog = none if at.sog < 0 else _within(unsigned(six, at.sog, 6 if far else 10), 62 if far else 1022)
    cog = none if at.cog < 0 else _within(unsigned(six, at.cog, 9 if far else 12), 359 if far else 3599)
    return {
        "mmsi": unsigned(six, 8, 30),
        "lon_e7": _e7(signed(six, at.lon, 18 if far else 28), scale),
        "lat_e7": _e7(signed(six, at.lat, 17 if far else 27), scale),
        "sog_dkn": _tenths(sog) if far or of_type == SAR_AIRCRAFT else sog,
        "cog_ddeg": _tenths(cog) if far else cog,
        "heading_deg": none if at.heading < 0 else _within(unsigned(six, at.heading, 9), 359),
        "status": none + 1 + STATUS_NOT_TOLD if at.status < 0 else unsigned(six, at.status, 4),
    }


def statics(
    content: Bytes, begins: Places, lengths: Places, bits: Places, part: int
) -> "np.ndarray[tuple[int], np.dtype[np.void]]":
    """What messages of one type say about ships, as records of `STATIC_TYPE`."""
    six = sixes(content, begins, lengths, MOST_CHARACTERS)
    found = np.zeros(len(begins), STATIC_TYPE)
    found["mmsi"], found["part"] = unsigned(six, 8, 30), part
    if part == SHIP:
        found["imo"] = unsigned(six, 40, 30)
        found["call_sign"] = _text(words(six, 70, 7))
        found["name"] = _text(words(six, 112, 20))
        found["ship_type"] = unsigned(six, 232, 8)
        _dimensions(found, six, 240)
        found["draught_dm"] = unsigned(six, 294, 8)
        found["destination"] = _text(words(six, 302, 20))
    elif part == CLASS_B_EXTENDED:
        found["name"] = _text(words(six, 143, 20))
        found["ship_type"] = unsigned(six, 263, 8)
        _dimensions(found, six, 271)
    elif part == AID:
        found["name"] = _text(_aid_name(six, bits))
        _dimensions(found, six, 219)
    elif part == PART_A:
        found["name"] = _text(words(six, 40, 20))
    else:
        found["ship_type"] = unsigned(six, 40, 8)
        found["call_sign"] = _text(words(six, 90, 7))
        _dimensions(found, six, 132)
        # A craft of a mother ship, 98MIDXXXX, tells her MMSI in the place of its dimensions.
        none = (bits < 162) | (found["mmsi"] // 10_000_000 == 98)  # noqa: PLR2004 - see above
        found["length_m"][none] = found["beam_m"][none] = 0
    return found


def station_times(content: Bytes, begins: Places, lengths: Places) -> Places:
    """The UTC that base stations tell, in seconds since 1970; 0 for none."""
    six = sixes(content, begins, lengths, 13)
    return instants(
        unsigned(six, 38, 14),
        unsigned(six, 52, 4),
        unsigned(six, 56, 5),
        unsigned(six, 61, 5),
        unsigned(six, 66, 6),
        unsigned(six, 72, 6),
    )


def _within(value: Places, most: int) -> Places:
    """The value, "not told" above the highest that is one."""
    return np.where(value <= most, value, _NOT_TOLD)


def _tenths(value: Places) -> Places:
    """Whole units as tenths."""
    return np.where(value >= 0, value * 10, value)


def _e7(value: Places, scale: float) -> Places:
    """As 1e-7 degrees; what does not fit 32 bits lies outside of the world all the same."""
    nearest: Places = np.clip(np.rint(value * scale), -_INT32, _INT32).astype(np.int64)
    return nearest


def _dimensions(found: "np.ndarray[tuple[int], np.dtype[np.void]]", six: Sixes, first: int) -> None:
    """Length and beam: how far bow, stern, port and starboard are from the antenna."""
    found["length_m"] = unsigned(six, first, 9) + unsigned(six, first + 9, 9)
    found["beam_m"] = unsigned(six, first + 18, 6) + unsigned(six, first + 24, 6)


def _aid_name(six: Sixes, bits: Places) -> Bytes:
    """The name of an aid to navigation, which goes on after bit 272 where twenty characters do not do."""
    name, rest = words(six, 43, 20), words(six, 272, 14)
    whole = np.arange(14) < (bits[:, None] - 272) // 6
    long = name[:, -1:] != 0
    return np.concatenate((name, np.where(whole & long, rest, 0).astype(np.uint8)), 1)


def _text(characters: Bytes) -> "np.ndarray[tuple[int], np.dtype[np.bytes_]]":
    """Rows of characters as byte strings."""
    return np.ascontiguousarray(characters).view(f"S{characters.shape[1]}").ravel()
