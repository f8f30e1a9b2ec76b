"""Where a published kilometre can lie on a line of which only some points are known.

Track between two known points A and B bends as it likes, but its length is known. A place s km of track from
A and t km from B cannot lie further than s from A or t from B: it lies in the lens of two discs. It is drawn
on the straight line from A to B, in proportion, and its accuracy is the distance to the furthest point of the
lens. The track itself cannot leave the ellipse that has A and B as foci and its own length as major axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Final

LonLat = tuple[float, float]

EARTH_RADIUS_KM: Final = 6371.0088  # mean radius of WGS 84 (IUGG); off by at most 0.6 % in any direction


@dataclass(frozen=True, slots=True)
class Known:
    """A point of the line whose place is known.

    Attributes:
        km: track kilometre on the published scale.
    """

    position: LonLat
    km: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A point put on the line by its kilometre.

    Attributes:
        accuracy_km: the real place lies within this distance.
    """

    position: LonLat
    accuracy_km: float


def distance_km(one: LonLat, two: LonLat) -> float:
    """Great-circle distance on the mean sphere."""
    lon_1, lat_1, lon_2, lat_2 = map(radians, (*one, *two))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def bow_km(chord_km: float, track_km: float) -> float:
    """How far track of a length can bend away from the chord between its ends: half the ellipse's width."""
    return sqrt(max(track_km**2 - chord_km**2, 0.0)) / 2


def scaled(
    points: Sequence[LonLat], steps_km: Sequence[float], start_km: float, end_km: float
) -> list[Known]:
    """Points with steps of track between them, stretched evenly onto the kilometres of both ends."""
    factor = (end_km - start_km) / sum(steps_km)
    known = [Known(points[0], start_km)]
    for point, step in zip(points[1:], steps_km, strict=True):
        known.append(Known(point, known[-1].km + step * factor))
    return known


def locate(line: Sequence[Known], km: float, slack_km: float) -> Placed:
    """The place of a kilometre between the two known points round it.

    Args:
        line: known points in order of their kilometres.
        km: published kilometre, within the line.
        slack_km: how far two published kilometres, or a published and a scaled one, may disagree.

    Raises:
        ValueError: the kilometre is off the line.
    """
    for before, after in pairwise(line):
        if before.km <= km <= after.km:
            return _between(before, after, km, slack_km)
    raise ValueError(f"kilometre {km:g} lies off the line")


def _between(before: Known, after: Known, km: float, slack_km: float) -> Placed:
    share = (km - before.km) / (after.km - before.km)
    lon, lat = (one + share * (two - one) for one, two in zip(before.position, after.position, strict=True))
    chord = distance_km(before.position, after.position)
    radii = (km - before.km + slack_km, after.km - km + slack_km)
    return Placed((lon, lat), _reach_of_lens(chord, radii, share * chord))


def _reach_of_lens(chord_km: float, radii_km: tuple[float, float], drawn_km: float) -> float:
    """The furthest point of two discs' common part from a point on the line through their centres.

    The first disc's centre is 0, the second's `chord_km`. The furthest point of an arc from a point on its
    axis is an end of the arc or lies on the axis, so two corners and two ends on the axis are enough.
    """
    one, two = radii_km
    ends = (max(-one, chord_km - two), min(one, chord_km + two))
    reach = max(abs(end - drawn_km) for end in ends)
    along = (chord_km**2 + one**2 - two**2) / (2 * chord_km)
    if abs(along) < one:
        reach = max(reach, sqrt((along - drawn_km) ** 2 + one**2 - along**2))
    return reach
