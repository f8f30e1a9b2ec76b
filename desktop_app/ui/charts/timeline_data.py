"""What the timeline draws: entries in lanes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Final, NamedTuple

from desktop_app.domain.movement import Consignment
from desktop_app.domain.statement import Observation, Visibility
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters import wording
from desktop_app.query.timeline_results import AisRun, Histogram, LaneRows, Role, TimelineContent
from desktop_app.storage.content import Content

# Up to two days a silence is told in hours, up to ten days with a tenth.
_HOURS_TOLD: Final = 48
_TENTHS_TOLD: Final = 10


class Look(Enum):
    """How an entry is drawn."""

    TIME = auto()  # by the precision of its time
    LINK = auto()  # a thin line from a loading to a discharge
    HEARD = auto()  # AIS reports came
    SILENT = auto()  # none came
    CLEAR = auto()
    CLOUD = auto()
    NO_IMAGE = auto()


class Entry(NamedTuple):
    """One thing in a lane.

    Attributes:
        key: for selection and its card; several entries may share it.
        when: its time; of a link from the end of the loading to the beginning of the discharge.
        first_s, last_s: the same in seconds since 1970-01-01 UTC, a last day whole.
        token: name of the palette's colour.
        ghost: a clause other than the dates hides it.
        hollow: tracker off.
        lag: days from the selected sailing, in words; empty where it is not near or none is selected.
        voyage: key of the voyage that it belongs to, with which it is marked; empty for none.
        far: a sailing is selected, and this is not near it.
    """

    key: str
    when: TimeSpan
    label: str
    first_s: float
    last_s: float
    token: str
    look: Look = Look.TIME
    ghost: bool = False
    hollow: bool = False
    lag: str = ""
    voyage: str = ""
    far: bool = False


class Lane(NamedTuple):
    """A row of the timeline.

    Attributes:
        key: names it in settings.
        title: short enough for the column of titles.
        explained: what its marks mean, for the tooltip.
        token: colour of its counts.
        histogram: counts, which stand where entries are missing or too many; None where neither happens.
        pinned: entries that are drawn over counts too: what is selected.
        marked_days: first and last day for which entries are complete all the same; None for no such days.
    """

    key: str
    title: str
    explained: str
    token: str
    entries: tuple[Entry, ...]
    histogram: Histogram | None = None
    marked_days: tuple[int, int] | None = None
    pinned: tuple[Entry, ...] = ()


# Lanes in their order, as the menu that hides them calls them.
LANE_TITLES: Final = {
    "calls": "Calls and voyages",
    "positions": "Positions",
    "ais": "AIS coverage and gaps",
    "ais_visits": "Port visits by AIS",
    "ais_meetings": "Encounters and loitering",
    "ais_doubts": "Doubts about ships and positions",
    "ais_hints": "Missed-call hints",
    "rail": "Rail consignments",
    "payments": "Payments",
    "events": "Political and legal events",
    "observation": "Observation",
}
_TOKENS: Final = {
    Role.LOAD: "loading",
    Role.DISCHARGE: "discharge",
    Role.CALL: "neutral",
    Role.VOYAGE: "sea_volume",
    Role.POSITION: "sea_volume",
}
_LOOKS: Final = {
    Visibility.CLEAR: Look.CLEAR,
    Visibility.CLOUD: Look.CLOUD,
    Visibility.NO_IMAGE: Look.NO_IMAGE,
}
_SEEN: Final = {
    Visibility.CLEAR: "clear view",
    Visibility.CLOUD: "clouds",
    Visibility.NO_IMAGE: "no image",
}
_ENDS: Final = (Role.LOAD, Role.DISCHARGE)
TIMES_EXPLAINED: Final = (
    "Disc: the day is known. Bar: from and to are known. Bar with soft ends: some time in this window. "
    "Bracket: only the month or the year is known. Hollow: tracker off. Pale: hidden by the filter."
)
_CALLS_EXPLAINED: Final = (
    "Calls in ports: vermilion loading, blue discharge, grey what for is not documented; teal a voyage "
    "without a published call. A thin line joins a loading and the discharge of the same voyage. "
    f"{TIMES_EXPLAINED}"
)
_AIS_EXPLAINED: Final = (
    "Bar: reports of a ship came. Dots: none came for longer than the gap threshold, with how long. Pale: "
    "hidden by the filter. Where nothing is drawn, the case holds no track."
)
_OBSERVATION_EXPLAINED: Final = (
    "Filled: a port could be seen. Hatched: clouds. Crossed, with a dashed frame: no image. "
    "Where nothing is drawn, nobody says whether anyone looked."
)


def entry_of(key: str, when: TimeSpan, label: str, token: str) -> Entry:
    """An entry that nothing hides."""
    return Entry(key, when, label, when.start.timestamp(), _end_s(when), token)


def lanes_of(
    record: Content,
    content: TimelineContent,
    near: Mapping[str, str] | None = None,
    pinned: LaneRows | None = None,
    silences: tuple[Entry, ...] | None = None,
    found: tuple[Lane, ...] = (),
) -> tuple[Lane, ...]:
    """The lanes that hold anything, in their order.

    Args:
        record: the small tables.
        content: what the filter makes of them and of the large ones.
        pinned: calls of selected voyages, which are drawn over counts too.
        silences: as events, which stand in place of those of single tracks; None where they are not found.
        found: lanes of other events.
        near: lag in words by key of each payment and consignment near the selected sailing; None without one.
    """
    events = [entry_of(f"event:{row.id}", row.when, row.title, "neutral") for row in record.public_events]
    payments = [
        entry_of(f"payment:{row.id}", row.when, f"{row.payer} pays {row.payee}", "notified")
        for row in record.payments
    ]
    rail = [
        entry_of(f"consignment:{row.id}", row.when, _rail_words(row), "rail") for row in record.consignments
    ]
    ports = {port.id: port.names.en for port in record.ports}
    observed = [_observed(row, ports.get(row.port_id, row.port_id)) for row in record.observations]
    hidden = content.hidden
    lanes = (
        _lane("calls", "Calls", _CALLS_EXPLAINED, "loading", content.calls)._replace(
            pinned=_entries(pinned) if pinned is not None else ()
        ),
        _lane(
            "positions",
            "Positions",
            f"Documented positions. {TIMES_EXPLAINED}",
            "sea_volume",
            content.positions,
        ),
        Lane("ais", "AIS", _AIS_EXPLAINED, "sea_volume", _heard_and_silent(content.ais, silences)),
        *found,
        Lane("rail", "Rail", f"Consignments by rail. {TIMES_EXPLAINED}", "rail", _marked(rail, hidden, near)),
        Lane(
            "payments",
            "Payments",
            f"Payments. {TIMES_EXPLAINED}",
            "notified",
            _marked(payments, hidden, near),
        ),
        Lane(
            "events",
            "Events",
            f"Political and legal events. {TIMES_EXPLAINED}",
            "neutral",
            _marked(events, hidden),
        ),
        Lane("observation", "Observed", _OBSERVATION_EXPLAINED, "neutral", _marked(observed, hidden)),
    )
    return tuple(lane for lane in lanes if lane.entries or lane.histogram is not None)


def _lane(key: str, title: str, explained: str, token: str, rows: LaneRows) -> Lane:
    return Lane(key, title, explained, token, _entries(rows), rows.histogram, rows.marked_days)


def _entries(rows: LaneRows) -> tuple[Entry, ...]:
    """Calls or positions, and the lines between the calls of a voyage."""
    entries: list[Entry] = []
    by_key: defaultdict[str, dict[Role, Entry]] = defaultdict(dict)
    for mark, passing in zip(rows.marks, rows.passing, strict=True):
        entry = entry_of(mark.key, mark.when, mark.label, _TOKENS[mark.role])._replace(
            ghost=not passing, hollow=mark.dark, voyage=mark.voyage
        )
        entries.append(entry)
        if mark.role in _ENDS:
            by_key[mark.key].setdefault(mark.role, entry)
    links = [
        _link(ends[Role.LOAD], ends[Role.DISCHARGE]) for ends in by_key.values() if len(ends) == len(_ENDS)
    ]
    return _narrow_last([*entries, *(link for link in links if link is not None)])


def _link(load: Entry, discharge: Entry) -> Entry | None:
    """The way between two calls; None where the order of their times is not known."""
    if load.last_s >= discharge.first_s:
        return None
    span = TimeSpan(load.when.end, discharge.when.start, load.when.precision)
    return Entry(
        load.key,
        span,
        f"{load.label} – {discharge.label}",
        load.last_s,
        discharge.first_s,
        "sea_volume",
        Look.LINK,
        load.ghost,
    )


def _marked(
    entries: Iterable[Entry], hidden: Collection[str], near: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """The entries with what filter and selected sailing make of them."""
    return _narrow_last(
        entry._replace(
            ghost=entry.key in hidden,
            lag=(near or {}).get(entry.key, ""),
            far=near is not None and entry.key not in near,
        )
        for entry in entries
    )


def _narrow_last(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Drawn in this order, what is known closely lies on what is not, and calls on the lines between them."""
    return tuple(
        sorted(entries, key=lambda entry: (entry.look is not Look.LINK, entry.first_s - entry.last_s))
    )


def _heard_and_silent(runs: Iterable[AisRun], silences: tuple[Entry, ...] | None) -> tuple[Entry, ...]:
    if silences is None:
        return tuple(_ais(run) for run in runs)
    return (*(_ais(run) for run in runs if not run.silent), *silences)


def _ais(run: AisRun) -> Entry:
    start, end = (datetime.fromtimestamp(second, UTC) for second in (run.first_s, run.last_s))
    long = duration(run.last_s - run.first_s)
    words = f"no AIS report for {long}" if run.silent else f"AIS reports for {long}"
    return Entry(
        run.key,
        TimeSpan(start, end, Precision.INTERVAL),
        f"{run.ship or 'unnamed'}: {words}",
        float(run.first_s),
        float(run.last_s),
        "sea_volume",
        Look.SILENT if run.silent else Look.HEARD,
        not run.passing,
    )


def duration(seconds: float) -> str:
    """A length of time in the unit that suits it: 26 h, 3.5 d, 40 d."""
    hours = seconds / 3_600
    if hours < _HOURS_TOLD:
        return f"{hours:.0f}{wording.NO_BREAK_SPACE}h"
    days = hours / 24
    return f"{days:.{int(days < _TENTHS_TOLD)}f}{wording.NO_BREAK_SPACE}d"


def _observed(row: Observation, port: str) -> Entry:
    days = (row.when.last_day - row.when.first_day).days + 1
    words = f"{port}, {_SEEN[row.visibility]} on {wording.number(days)} day{'' if days == 1 else 's'}"
    if row.cloud_share is not None:
        words += f", {row.cloud_share:.0%} under cloud"
    if row.text:
        words += f": {row.text}"
    return entry_of(f"observation:{row.id}", row.when, words, "neutral")._replace(look=_LOOKS[row.visibility])


def _rail_words(row: Consignment) -> str:
    parties = " to ".join(name for name in (row.shipper, row.consignee) if name)
    amount = wording.quantity(row.quantity) if row.quantity is not None else ""
    return ", ".join(part for part in ("Rail consignment", amount, row.product, parties) if part)


def _end_s(when: TimeSpan) -> float:
    """The end; a day ends with its last second, so the second after it."""
    return when.end.timestamp() + (when.end.second == 59)  # noqa: PLR2004 - as `time_span.day_end` writes it


def by_time(lanes: Sequence[Lane]) -> list[tuple[str, Entry]]:
    """Lane and entry of everything that can be pointed at, lane by lane, each in the order of time."""
    return [
        (lane.key, entry)
        for lane in lanes
        for entry in sorted(lane.entries, key=lambda entry: (entry.first_s, entry.last_s))
        if entry.look is not Look.LINK
    ]
