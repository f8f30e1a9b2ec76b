"""Doubts about who a ship is, from what the case tells of names, numbers and sizes of ships that were heard.

Only what is dated within the time in which the ship was heard becomes an event: it then has a place. All else
that is told of a ship stands on her card.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.told_changes import DAY_S, Change, Told, changes, joined, told_in
from desktop_app.domain.ais_event import EventCheck
from desktop_app.domain.movement import Track
from desktop_app.domain.vessel import Particulars, VesselIdentity, is_valid_imo

LENGTH_M: Final = 5.0
BEAM_M: Final = 2.0
"""Sizes that differ by more are another hull or a slip; antennas are moved and metres rounded. Our own."""


class ToldDoubt(NamedTuple):
    """One doubt.

    Attributes:
        vessel, other: numbers in the fleet, -1 for no other.
        first, last: reports of the ship at or before it begins, at or after it ends; else her nearest.
        number: changes that begin at this second.
        value: days for which both were told at once; of a size the greatest difference in metres.
        words: what became what.
        keys: what tells it, "kind:id".
    """

    check: EventCheck
    vessel: int
    other: int
    start_s: int
    end_s: int
    first: int
    last: int
    number: int
    value: float
    words: str
    keys: tuple[str, ...]


def told_doubts(
    fleet: Fleet,
    identities: Iterable[VesselIdentity],
    tracks: Sequence[Track],
    particulars: Iterable[Particulars],
) -> list[ToldDoubt]:
    """All of a case, at most one of a check, ship, other ship and second."""
    rows: defaultdict[str, list[VesselIdentity]] = defaultdict(list)
    for row in identities:
        rows[row.vessel_id].append(row)
    found = [
        *_renamed(fleet, rows),
        *_two_mmsi(fleet, rows, tracks),
        *_two_ships(fleet, tracks),
        *_resized(fleet, particulars, tracks),
    ]
    once: dict[tuple[EventCheck, int, int, int], ToldDoubt] = {}
    for doubt in found:
        key = (doubt.check, doubt.vessel, doubt.other, doubt.start_s)
        once[key] = _together(once[key], doubt) if key in once else doubt
    return list(once.values())


def _renamed(fleet: Fleet, rows: Mapping[str, list[VesselIdentity]]) -> Iterator[ToldDoubt]:
    """Other names and call signs of a ship, and other IMO numbers under one MMSI."""
    for vessel_id, own in rows.items():
        vessel = fleet.places.get(vessel_id)
        if vessel is None or len(own) < 2:  # noqa: PLR2004 - one row is no change
            continue
        for check, field in (
            (EventCheck.NAME_CHANGE, "name"),
            (EventCheck.CALL_SIGN_CHANGE, "call_sign"),
        ):
            yield from _changed(fleet, check, vessel, changes(told_in(own, field)), "")
        for mmsi in sorted({row.mmsi for row in own if row.mmsi}):
            under = [row for row in own if row.mmsi == mmsi and is_valid_imo(row.imo_number)]
            told = changes(told_in(under, "imo_number"))
            yield from _changed(fleet, EventCheck.SHARED_MMSI, vessel, told, f"MMSI {mmsi}: IMO ")


def _two_mmsi(
    fleet: Fleet, rows: Mapping[str, list[VesselIdentity]], tracks: Iterable[Track]
) -> Iterator[ToldDoubt]:
    """One right IMO number under several MMSI, of one ship of the case or of several."""
    heard: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for track in tracks:
        heard[track.vessel_id, track.mmsi].append(_span_of(track, track.mmsi))
    claims: defaultdict[str, defaultdict[str, list[VesselIdentity]]] = defaultdict(lambda: defaultdict(list))
    for own in rows.values():
        for row in own:
            if row.mmsi and is_valid_imo(row.imo_number):
                claims[row.imo_number][row.mmsi].append(row)
    for imo in sorted(claims):
        if len(claims[imo]) == 1:
            continue
        ships = {mmsi: sorted({row.vessel_id for row in of}) for mmsi, of in claims[imo].items()}
        told: list[Told] = []
        for mmsi, of in claims[imo].items():
            # Reports tell seconds, identities days.
            sent = [span for ship in ships[mmsi] for span in heard[ship, mmsi]]
            days = told_in(of, "mmsi")
            keys = tuple(key for one in days for key in one.keys)
            told += [joined(sent)._replace(keys=(*keys, *joined(sent).keys))] if sent else days
        for change in changes(told):
            both = {*ships[change.former.value], *ships[change.latter.value]}
            for vessel in sorted(fleet.places[ship] for ship in both if ship in fleet.places):
                others = sorted(fleet.places.get(ship, -1) for ship in both - {fleet.vessel_ids[vessel]})
                other = others[-1] if others else -1
                yield from _changed(
                    fleet, EventCheck.IMO_TWO_MMSI, vessel, [change], f"IMO {imo}: MMSI ", other
                )


def _two_ships(fleet: Fleet, tracks: Iterable[Track]) -> Iterator[ToldDoubt]:
    """Two ships of the case that were heard under one MMSI at once."""
    by_mmsi: defaultdict[str, defaultdict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for track in tracks:
        if track.mmsi and track.vessel_id in fleet.places:
            by_mmsi[track.mmsi][track.vessel_id].append(_span_of(track, track.vessel_id))
    for mmsi, of in sorted(by_mmsi.items()):
        told = [joined(spans) for spans in of.values()]
        for change in changes(told):
            if change.both_s:
                vessel, other = (fleet.places[one.value] for one in (change.former, change.latter))
                for doubt in _changed(fleet, EventCheck.SHARED_MMSI, vessel, [change], "", other):
                    yield doubt._replace(words=f"MMSI {mmsi} of two ships of the case")


def _resized(
    fleet: Fleet, particulars: Iterable[Particulars], tracks: Iterable[Track]
) -> Iterator[ToldDoubt]:
    """Lengths and beams that differ between files in which a ship was heard; others are measured apart."""
    spans: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for track in tracks:
        for source in track.citation.source_ids:
            spans[track.vessel_id, source].append(_span_of(track, source))
    sizes: defaultdict[str, list[tuple[Told, Particulars]]] = defaultdict(list)
    for row in particulars:
        heard = [span for source in row.citation.source_ids for span in spans[row.vessel_id, source]]
        if heard and row.vessel_id in fleet.places:
            told = joined(heard)._replace(value=_size(row), keys=(f"particulars:{row.id}",))
            sizes[row.vessel_id].append((told, row))
    for vessel_id, of in sizes.items():
        of.sort(key=lambda one: one[0].first_s)
        for (former, one), (latter, other) in pairwise(of):
            longer, wider = _differ(one.length_m, other.length_m), _differ(one.beam_m, other.beam_m)
            if longer > LENGTH_M or wider > BEAM_M:
                found = changes((former, latter))
                for doubt in _changed(fleet, EventCheck.SIZE_CHANGE, fleet.places[vessel_id], found, ""):
                    yield doubt._replace(value=max(longer, wider))


def _changed(
    fleet: Fleet, check: EventCheck, vessel: int, found: Iterable[Change], before: str, other: int = -1
) -> list[ToldDoubt]:
    """Changes as doubts, those within the time in which the ship was heard, and a day round it."""
    reports = fleet.reports_of(vessel)
    times = fleet.t_s[reports]
    if not len(times):
        return []
    doubts = []
    for change in found:
        if change.end_s < int(times[0]) - DAY_S or change.start_s > int(times[-1]) + DAY_S:
            continue
        first = int(np.searchsorted(times, max(change.start_s, 0), "right")) - 1
        last = int(np.searchsorted(times, max(change.end_s, 0), "left"))
        doubts.append(
            ToldDoubt(
                check,
                vessel,
                other,
                change.start_s,
                change.end_s,
                reports.start + max(first, 0),
                reports.start + min(last, len(times) - 1),
                1,
                change.both_s / DAY_S,
                f"{before}{change.former.value} → {change.latter.value}",
                (*change.former.keys, *change.latter.keys),
            )
        )
    return doubts


def _together(one: ToldDoubt, other: ToldDoubt) -> ToldDoubt:
    """Two changes that begin at one second."""
    return one._replace(
        end_s=max(one.end_s, other.end_s),
        last=max(one.last, other.last),
        number=one.number + other.number,
        value=max(one.value, other.value),
        words=f"{one.words}; {other.words}",
        keys=tuple(dict.fromkeys((*one.keys, *other.keys))),
    )


def _span_of(track: Track, value: str) -> Told:
    start, end = (int(moment.timestamp()) for moment in (track.when.start, track.when.end))
    return Told(value, start, end, (f"track:{track.id}",))


def _size(row: Particulars) -> str:
    told = (f"{metres:g}" if metres else "?" for metres in (row.length_m, row.beam_m))
    return " × ".join(told) + " m"


def _differ(one: float | None, other: float | None) -> float:
    return abs(one - other) if one and other else 0.0
