"""The rules of position doubts written plainly and slowly, and tracks to try them on."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from desktop_app.analysis.fleet import Fleet
from desktop_app.storage.fixes import Fixes

R_M = 6_371_008.8
NM_M = 1852.0


class Report(NamedTuple):
    """One report; degrees in 1e-7, speed and course as in a block."""

    t_s: int
    lon_e7: int
    lat_e7: int
    sog_dkn: int = -1
    cog_ddeg: int = -1
    doubts: int = 0


def fleet_of(ships: dict[str, Sequence[Report]]) -> Fleet:
    """A fleet of these reports."""
    return Fleet.of({ship: fixes_of(reports) for ship, reports in ships.items()})


def fixes_of(reports: Sequence[Report]) -> Fixes:
    """A track of these reports."""
    columns = np.array(reports, np.int64).reshape(-1, len(Report._fields)).T
    return Fixes.of(**dict(zip(Report._fields, columns, strict=True)))


def reports_of(fleet: Fleet, ship: int) -> list[Report]:
    """The reports of a ship as the fleet has them."""
    where = fleet.reports_of(ship)
    columns = [getattr(fleet, name)[where].tolist() for name in Report._fields]
    return [Report(*row) for row in zip(*columns, strict=True)]


def metres(one: Report, other: Report) -> float:
    """Great circle by the haversine."""
    lat_1, lat_2 = math.radians(one.lat_e7 / 1e7), math.radians(other.lat_e7 / 1e7)
    lon = math.radians((other.lon_e7 - one.lon_e7) / 1e7)
    half = math.sin((lat_2 - lat_1) / 2) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(lon / 2) ** 2
    return 2 * R_M * math.asin(math.sqrt(min(1.0, half)))


def out_of_reach(one: Report, other: Report, knots: float, slack_nm: float) -> bool:
    """Whether no ship gets from one to the other."""
    return metres(one, other) > max(slack_nm, knots * (other.t_s - one.t_s) / 3600) * NM_M


def plain_jumps(reports: Sequence[Report], knots: float, nm: float) -> list[tuple[int, int, int]]:
    """First report, last report and number of jumps of each event."""
    events: list[tuple[int, int, int]] = []
    for at in range(len(reports) - 1):
        if out_of_reach(reports[at], reports[at + 1], knots, nm):
            if events and reports[at].t_s - reports[events[-1][1]].t_s <= 6 * 3600:
                events[-1] = (events[-1][0], at + 1, events[-1][2] + 1)
            else:
                events.append((at, at + 1, 1))
    return events


def plain_on_land(reports: Sequence[Report]) -> list[tuple[int, int, int]]:
    """First and last report on land, and how many, of each event."""
    events: list[tuple[int, int, int]] = []
    for at, report in enumerate(reports):
        if not report.doubts & 2:
            continue
        if events:
            first, last, count = events[-1]
            apart = report.t_s - reports[last].t_s
            if apart <= 3600 or (at == last + 1 and apart <= 12 * 3600):
                events[-1] = (first, at, count + 1)
                continue
        events.append((at, at, 1))
    return events


def plain_frozen(
    reports: Sequence[Report], hours: float, points: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """First and last report, and how many, of each event."""
    events = []
    groups: list[list[int]] = []
    for at, report in enumerate(reports):
        before = reports[at - 1] if at else None
        if (
            before is not None
            and (before.lon_e7, before.lat_e7) == (report.lon_e7, report.lat_e7)
            and report.t_s - before.t_s <= 3 * 3600
        ):
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        first, last = group[0], group[-1]
        if reports[last].t_s - reports[first].t_s < hours * 3600 or len(group) < 10:
            continue
        told = [reports[at].sog_dkn for at in group if reports[at].sog_dkn >= 0]
        moves = bool(told) and 2 * sum(speed >= 5 for speed in told) >= len(told)
        far = bool(points) and all(metres(reports[first], Report(0, *point)) > 10_000 for point in points)
        if moves or far:
            events.append((first, last, len(group)))
    return events


def off_deg(one: Report, other: Report) -> float:
    """Between the way made and the course told at either end, the lesser."""
    turn = (other.lon_e7 - one.lon_e7 + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    middle = math.radians((one.lat_e7 + other.lat_e7) / 2e7)
    bearing = math.degrees(math.atan2(turn * math.cos(middle), other.lat_e7 - one.lat_e7))
    return min(abs((bearing - told.cog_ddeg / 10 + 180) % 360 - 180) for told in (one, other))


def plain_courses(
    reports: Sequence[Report], degrees: float, knots: float, nm: float
) -> list[tuple[int, int, int]]:
    """First report, last report and steps of each event."""
    rows: list[list[tuple[int, int]]] = [[]]
    anchor: int | None = None
    for at, report in enumerate(reports):
        if report.sog_dkn < 30 or not 0 <= report.cog_ddeg < 3600 or abs(report.lat_e7) > 850_000_000:
            anchor = None
            rows.append([])
            continue
        if anchor is not None:
            before = reports[anchor]
            late = report.t_s - before.t_s > 3600
            if metres(before, report) < 185.2 and not late:
                continue
            if late or metres(before, report) < 185.2 or out_of_reach(before, report, knots, nm):
                rows.append([])
            else:
                rows[-1].append((anchor, at))
        anchor = at
    return [event for row in rows for event in _runs_off(reports, row, degrees)]


def _runs_off(
    reports: Sequence[Report], row: Sequence[tuple[int, int]], degrees: float
) -> list[tuple[int, int, int]]:
    """The events of one unbroken row of steps."""
    events = []
    is_off = [off_deg(reports[one], reports[other]) > degrees for one, other in row]
    covered = set()
    for begin in range(len(row) - 9):
        if sum(is_off[begin : begin + 10]) >= 6:
            covered |= set(range(begin, begin + 10))
    for begin in sorted(covered):
        if begin - 1 not in covered:
            end = begin
            while end + 1 in covered:
                end += 1
            events.append((row[begin][0], row[end][1], end - begin + 1))
    return events


def plain_circles(
    reports: Sequence[Report], minutes: float, knots: float, nm: float
) -> list[tuple[int, int, int]]:
    """First report, last report and positions of each event."""
    rows: list[list[int]] = [[]]
    for at, report in enumerate(reports):
        if rows[-1]:
            before = reports[rows[-1][-1]]
            if report.t_s - before.t_s < 60:
                continue
            if report.t_s - before.t_s > 1800 or out_of_reach(before, report, knots, nm):
                rows.append([])
        rows[-1].append(at)
    return [event for row in rows for event in _circles_of(reports, row, minutes)]


def _circles_of(reports: Sequence[Report], row: Sequence[int], minutes: float) -> list[tuple[int, int, int]]:
    """The events of one unbroken row of reports."""
    events: list[tuple[int, int, int]] = []
    begin = 0
    while begin < len(row):
        end = next(
            (
                end
                for end in range(begin + 11, len(row))
                if reports[row[end]].t_s - reports[row[begin]].t_s >= minutes * 60
            ),
            None,
        )
        if end is None:
            break
        circle = _circle([reports[at] for at in row[begin : end + 1]])
        if circle is None:
            begin += 1
            continue
        while end + 1 < len(row) and abs(_off(reports[row[begin]], reports[row[end + 1]], circle)) <= 0.3:
            end += 1
        first, last, number = row[begin], row[end], end - begin + 1
        if events and reports[first].t_s - reports[events[-1][1]].t_s <= minutes * 60:
            events[-1] = (events[-1][0], last, events[-1][2] + number)
        else:
            events.append((first, last, number))
        begin = end + 1
    return events


def _flat(origin: Report, report: Report) -> tuple[float, float]:
    turn = (report.lon_e7 - origin.lon_e7 + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
    scale = math.radians(1e-7) * R_M
    east = turn * scale * math.cos(math.radians(origin.lat_e7 / 1e7))
    return east, (report.lat_e7 - origin.lat_e7) * scale


def _off(origin: Report, report: Report, circle: tuple[float, float, float]) -> float:
    """How far from a circle, in radii."""
    east, north = _flat(origin, report)
    return math.hypot(east - circle[0], north - circle[1]) / circle[2] - 1


def _circle(window: Sequence[Report]) -> tuple[float, float, float] | None:
    """Centre and radius of a window's circle, None where it lies on none."""
    way = sum(metres(one, other) for one, other in pairwise(window))
    if way * 3600 < 2 * NM_M * (window[-1].t_s - window[0].t_s):
        return None
    points = np.array([_flat(window[0], report) for report in window])
    design = np.column_stack((2 * points, np.ones(len(points))))
    solution, _, rank, _ = np.linalg.lstsq(design, (points**2).sum(axis=1))
    if rank < 3:
        return None
    x, y = solution[:2].tolist()
    radius = math.sqrt(solution[2] + x * x + y * y)
    if not 50 <= radius <= 20_000 or way < 10 * radius:
        return None
    off = np.hypot(points[:, 0] - x, points[:, 1] - y) - radius
    turned = np.arctan2(points[:, 1] - y, points[:, 0] - x) / (2 * np.pi) + 0.5
    sectors = set(np.minimum((turned * 12).astype(int), 11).tolist())
    good = (
        math.sqrt((off**2).mean()) <= 0.1 * radius and abs(off).max() <= 0.3 * radius and len(sectors) >= 10
    )
    return (x, y, radius) if good else None


@st.composite
def tracks(draw: Any) -> list[Report]:
    """Pieces of straight ways, circles, silences, jumps and waiting, with true and false courses."""
    lon = draw(st.sampled_from((131.2, 179.99, -179.995, 0.0)))
    lat = draw(st.sampled_from((42.6, 0.0, -60.0, 84.9)))
    t_s = 1_700_000_000
    reports: list[Report] = []

    def put(lon: float, lat: float, sog: int = -1, cog: int = -1, doubts: int = 0) -> None:
        wrapped = (round(lon * 1e7) + 1_800_000_000) % 3_600_000_000 - 1_800_000_000
        reports.append(
            Report(t_s, wrapped, max(min(round(lat * 1e7), 900_000_000), -900_000_000), sog, cog, doubts)
        )

    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(("way", "way", "circle", "circle", "stay", "jump", "silence")))
        every_s = draw(st.sampled_from((0, 1, 20, 60, 200, 300, 600)))
        count = draw(st.integers(1, 40))
        narrow = max(math.cos(math.radians(lat)), 0.01)
        if kind == "way":
            course, told = draw(st.integers(0, 359)), draw(st.sampled_from((0, 10, 59, 61, 180)))
            knots = draw(st.sampled_from((0.5, 5, 12, 30, 70)))
            for _ in range(count):
                step = knots * NM_M * every_s / 3600 / R_M * 180 / math.pi
                lon += step * math.sin(math.radians(course)) / narrow
                lat += step * math.cos(math.radians(course))
                t_s += every_s
                put(
                    lon,
                    lat,
                    round(min(knots, 20) * 10),
                    (course + told) % 360 * 10,
                    draw(st.sampled_from((0, 2))),
                )
        elif kind == "circle":
            radius = draw(st.sampled_from((40, 90, 300, 2000))) / R_M * 180 / math.pi
            turn = draw(st.sampled_from((11, 43, 57, 171)))
            spread = draw(st.sampled_from((0.0, 0.0, 0.05, 0.2)))
            for number in range(20 + count):
                angle = math.radians(number * turn)
                own = radius * (1 + spread * math.sin(7.3 * number))
                t_s += max(every_s, 30)
                put(lon + own * math.sin(angle) / narrow, lat + own * math.cos(angle), 80, 0)
        elif kind == "stay":
            for _ in range(count):
                t_s += 3 * every_s
                put(lon, lat, draw(st.sampled_from((-1, 0, 4, 5, 90))), 100, 2)
        elif kind == "jump":
            lon += draw(st.sampled_from((0.02, 0.3, 40.0)))
            put(lon, lat, 100, 900)
        else:
            t_s += draw(st.sampled_from((1800, 3600, 3601, 10_800, 10_801, 43_200, 90_000)))
    return reports or [Report(t_s, 0, 0)]
