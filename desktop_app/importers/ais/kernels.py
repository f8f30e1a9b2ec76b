"""Loops of the sink over millions of reports. Importing this module loads or compiles them.

Each has a slow reference in `tests/unit/importers/ais`.
"""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numba import from_dtype, types
from numpy.typing import NDArray

from desktop_app.importers.ais.report_type import IN_CASE, MERGED, NEW, REPORT, UNCHANGED
from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from desktop_app.importers.ais.report_type import Reports

# Reports that lie together: a page of the pool, of one ship.
PAGE: Final = 32
EMPTY: Final = 0xFFFF_FFFF  # no identity has ten digits
FASTEST_KN: Final = 50  # no merchant ship; what is swifter was sent wrongly, or by two transmitters
FARTHEST_NM: Final = 2  # clocks of receivers differ by seconds: shorter ways are not judged
_HALF_TURN: Final = 1_800_000_000
_E7_NM: Final = 60e-7  # nautical miles in a unit of latitude
# Of so many reports in one second each is held against each, of more through a table.
_FEW: Final = 16

_pair: Final = types.UniTuple(types.int64, 2)  # type: ignore[no-untyped-call]
_reports: Final = types.Array(from_dtype(REPORT), 1, "C")


def _column(kind: Any) -> Any:
    """A column that the kernel only reads, whoever owns it."""
    return types.Array(kind, 1, "C", readonly=True)


@compiled(
    _pair(
        _column(types.uint32),
        types.int64,
        types.uint32[::1],
        types.int32[::1],
        types.uint32[::1],
        types.int64,
        types.int32[::1],
    )
)
def number_ships(
    mmsi: NDArray[np.uint32],
    start: int,
    keys: NDArray[np.uint32],
    numbers: NDArray[np.int32],
    known: NDArray[np.uint32],
    count: int,
    codes: NDArray[np.int32],
) -> tuple[int, int]:
    """Give each identity a number from 0 in the order of appearance.

    Args:
        mmsi: of the reports.
        start: the first of them to look at.
        keys: a hash table, a power of two long, `EMPTY` where nothing is.
        numbers: the number of each key.
        known: the identity of each number.
        count: how many numbers are given.
        codes: takes the number of each report.

    Returns:
        The report at which the table became half full, or the end; and the new count.
    """
    mask = np.uint32(len(keys) - 1)
    most = len(keys) // 2
    for place in range(start, len(mmsi)):
        key = mmsi[place]
        slot = (key * np.uint32(2654435769)) >> np.uint32(7) & mask
        while keys[slot] not in (key, np.uint32(EMPTY)):
            slot = (slot + np.uint32(1)) & mask
        if keys[slot] == np.uint32(EMPTY):
            if count >= most or count >= len(known):
                return place, count
            keys[slot] = key
            numbers[slot] = count
            known[count] = key
            count += 1
        codes[place] = numbers[slot]
    return len(mmsi), count


@compiled(
    types.int64(
        _column(types.int32),
        _column(types.uint32),
        _column(types.uint32),
        _column(types.int32),
        _column(types.int32),
        _column(types.int16),
        _column(types.int16),
        _column(types.int16),
        _column(types.uint8),
        _column(types.uint8),
        _column(types.uint16),
        _reports,
        types.int32[::1],
        types.int32[::1],
        types.int32[::1],
        types.int64[::1],
        types.int64,
    )
)
def file_reports(
    codes: NDArray[np.int32],
    line: NDArray[np.uint32],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    sog_dkn: NDArray[np.int16],
    cog_ddeg: NDArray[np.int16],
    heading_deg: NDArray[np.int16],
    status: NDArray[np.uint8],
    draught_dm: NDArray[np.uint8],
    doubts: NDArray[np.uint16],
    pool: "Reports",
    next_page: NDArray[np.int32],
    first_page: NDArray[np.int32],
    last_page: NDArray[np.int32],
    counts: NDArray[np.int64],
    used: int,
) -> int:
    """Put each report behind the others of its ship; returns how many pages are in use then.

    `codes` has the number of the ship of each report, -1 for one that is left out; then come the columns.
    `pool` has pages of `PAGE` reports each, `next_page` for each page the next of the same ship;
    `first_page`, `last_page` and `counts` are of each ship. `used` pages are in use before.
    """
    for place in range(len(codes)):
        ship = codes[place]
        if ship < 0:
            continue
        within = counts[ship] % PAGE
        if within == 0:
            if counts[ship] == 0:
                first_page[ship] = used
            else:
                next_page[last_page[ship]] = used
            last_page[ship] = used
            used += 1
        counts[ship] += 1
        at = last_page[ship] * PAGE + within
        pool[at].t_s = t_s[place]
        pool[at].lon_e7 = lon_e7[place]
        pool[at].lat_e7 = lat_e7[place]
        pool[at].line = line[place]
        pool[at].sog_dkn = sog_dkn[place]
        pool[at].cog_ddeg = cog_ddeg[place]
        pool[at].heading_deg = heading_deg[place]
        pool[at].doubts = doubts[place]
        pool[at].status = status[place]
        pool[at].draught_dm = draught_dm[place]
        pool[at].fate = NEW
    return used


@compiled(
    types.void(
        _column(types.int32),
        _column(types.int64),
        _reports,
        types.int32[::1],
        types.int32[::1],
        types.int64[::1],
        _reports,
        types.boolean[::1],
    )
)
def collect(
    ships: NDArray[np.int32],
    starts: NDArray[np.int64],
    pool: "Reports",
    next_page: NDArray[np.int32],
    first_page: NDArray[np.int32],
    counts: NDArray[np.int64],
    found: "Reports",
    ordered: NDArray[np.bool_],
) -> None:
    """Fetch the reports of some ships from the pool as `file_reports` left it.

    `ships` are their numbers, `starts` where in `found` the reports of each are to begin; `ordered` takes
    whether the times of each ship already rise.
    """
    for index in range(len(ships)):
        ship = ships[index]
        page = first_page[ship]
        rising = True
        for place in range(counts[ship]):
            within = place % PAGE
            if place and within == 0:
                page = next_page[page]
            to = starts[index] + place
            found[to] = pool[page * PAGE + within]
            if place and found[to].t_s < found[to - 1].t_s:
                rising = False
        ordered[index] = rising


@compiled(types.boolean(_reports, types.int64, types.int64))
def _same(reports: "Reports", one: int, other: int) -> bool:
    """Whether two reports say the same in every column."""
    first, second = reports[one], reports[other]
    return bool(
        first.t_s == second.t_s
        and first.lon_e7 == second.lon_e7
        and first.lat_e7 == second.lat_e7
        and first.sog_dkn == second.sog_dkn
        and first.cog_ddeg == second.cog_ddeg
        and first.heading_deg == second.heading_deg
        and first.status == second.status
        and first.draught_dm == second.draught_dm
    )


@compiled(types.uint64(_reports, types.int64))
def _mixed(reports: "Reports", place: int) -> np.uint64:
    """A hash of what a report says."""
    one = reports[place]
    mixed = np.uint64(one.lon_e7) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29)) ^ np.uint64(one.lat_e7)) * np.uint64(0xBF58476D1CE4E5B9)
    rest = (
        (np.uint64(one.sog_dkn) << np.uint64(48))
        ^ (np.uint64(one.cog_ddeg) << np.uint64(32))
        ^ (np.uint64(one.heading_deg) << np.uint64(16))
        ^ (np.uint64(one.status) << np.uint64(8))
        ^ np.uint64(one.draught_dm)
    )
    mixed = (mixed ^ (mixed >> np.uint64(32)) ^ rest) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@compiled(types.void(_reports, types.int64, types.int64))
def _repeats(reports: "Reports", before: int, place: int) -> None:
    """Say of a new report that one before it says the same."""
    if reports[place].fate == NEW:
        known = reports[before].fate in (IN_CASE, UNCHANGED)
        reports[place].fate = UNCHANGED if known else MERGED


@compiled(types.void(_reports, types.int64, types.int64))
def _judge_few(reports: "Reports", start: int, end: int) -> None:
    """Mark reports of one second that repeat another, each held against each."""
    for place in range(start, end):
        for other in range(start, place):
            if _same(reports, other, place):
                _repeats(reports, other, place)
                break


@compiled(types.void(_reports, types.int64, types.int64))
def _judge_many(reports: "Reports", start: int, end: int) -> None:
    """The same through a table, for files that tell days where seconds should stand."""
    size = 1
    while size < 2 * (end - start):
        size *= 2
    table = np.full(size, -1, np.int64)
    for place in range(start, end):
        slot = np.int64(_mixed(reports, place) & np.uint64(size - 1))
        while table[slot] >= 0 and not _same(reports, table[slot], place):
            slot = (slot + 1) % size
        if table[slot] < 0:
            table[slot] = place
        else:
            _repeats(reports, table[slot], place)


@compiled(types.void(_reports, types.int64, types.int64, types.uint16))
def _flag_elsewhere(reports: "Reports", start: int, end: int, duplicate: int) -> None:
    """Flag all new reports of one second where they are not all from one place."""
    first = reports[start]
    for place in range(start + 1, end):
        one = reports[place]
        if one.lon_e7 != first.lon_e7 or one.lat_e7 != first.lat_e7:
            for flagged in range(start, end):
                if reports[flagged].fate == NEW:
                    reports[flagged].doubts |= np.uint16(duplicate)
            return


@compiled(types.boolean(_reports, types.int64, types.int64))
def _too_swift(reports: "Reports", before: int, place: int) -> bool:
    """Whether the way between two reports is longer than any ship makes in that time."""
    north = (np.int64(reports[place].lat_e7) - np.int64(reports[before].lat_e7)) * _E7_NM
    turn = np.int64(reports[place].lon_e7) - np.int64(reports[before].lon_e7)
    if turn > _HALF_TURN:
        turn -= 2 * _HALF_TURN
    elif turn < -_HALF_TURN:
        turn += 2 * _HALF_TURN
    middle = (np.int64(reports[place].lat_e7) + np.int64(reports[before].lat_e7)) * 0.5e-7
    east = turn * _E7_NM * np.cos(middle * (np.pi / 180))
    way = np.sqrt(north * north + east * east)
    hours = (np.int64(reports[place].t_s) - np.int64(reports[before].t_s)) / 3600
    return bool(way > FARTHEST_NM and way > FASTEST_KN * hours)


@compiled(types.void(_reports, types.int64, types.int64, types.uint16, types.uint16))
def _flag_swift(reports: "Reports", first: int, last: int, speed: int, ignored: int) -> None:
    """Flag the new reports of one ship that are too swift."""
    before = -1
    for place in range(first, last):
        if reports[place].fate != NEW or reports[place].doubts & np.uint16(ignored):
            continue
        if before >= 0 and _too_swift(reports, before, place):
            reports[place].doubts |= np.uint16(speed)
        before = place


@compiled(types.void(_reports, _column(types.int64), types.uint16, types.uint16, types.uint16))
def settle(reports: "Reports", starts: NDArray[np.int64], duplicate: int, speed: int, ignored: int) -> None:
    """Mark what repeats another report, what was sent in the same second from elsewhere, what is too swift.

    A report is too swift if from the one before it is more than `FARTHEST_NM` and needs more than
    `FASTEST_KN`: of a single report far off, it and the next. Ways to reports of the case are not looked at,
    since the flags of a file would then depend on what was imported before it.

    `reports` lie ship by ship, each in the order of time, those of the case before new ones of their second;
    `starts` is where each ship begins, and the end. `duplicate` and `speed` are the bits that are set;
    reports with any bit of `ignored` are neither judged nor neighbours.
    """
    for ship in range(len(starts) - 1):
        place, last = starts[ship], starts[ship + 1]
        while place < last:
            end = place + 1
            while end < last and reports[end].t_s == reports[place].t_s:
                end += 1
            if end - place > 1:
                if end - place > _FEW:
                    _judge_many(reports, place, end)
                else:
                    _judge_few(reports, place, end)
                _flag_elsewhere(reports, place, end, np.uint16(duplicate))  # type: ignore[arg-type]
            place = end
        _flag_swift(reports, starts[ship], last, np.uint16(speed), np.uint16(ignored))  # type: ignore[arg-type]
