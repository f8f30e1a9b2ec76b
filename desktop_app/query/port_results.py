"""What is asked about ports: plain values, cheap to hand between threads."""

from datetime import date
from typing import Final, NamedTuple

from desktop_app.query.observability_results import Observability, PortLooks

NOT_NAMED: Final = ""
"""Stands for a vessel or a port that is not documented."""


class PlaceCalls(NamedTuple):
    """How often ships called somewhere, or a ship did, or one port followed another.

    Attributes:
        id: of the port or the vessel; `NOT_NAMED` where it is not documented.
        calls, total: ships that the calls cover, those that pass and all.
    """

    id: str
    calls: int
    total: int


class Stay(NamedTuple):
    """How long ships stayed.

    A time that is known to the day lets a stay be up to a day shorter or longer, so each figure is a range;
    with clock times both ends are equal. Quartiles are interpolated between neighbours (Hyndman and Fan 1996,
    type 7).

    Attributes:
        known: calls with arrival and departure both documented.
        lower_h, median_h, upper_h: low and high of the quartiles over them, in hours; None without one.
        windows: calls known to a window of days, in which they may have ended sooner.
        window_h: shortest and longest of these windows in hours; None without one.
        calls: all calls that were looked at.
    """

    known: int
    lower_h: tuple[float, float] | None
    median_h: tuple[float, float] | None
    upper_h: tuple[float, float] | None
    windows: int
    window_h: tuple[float, float] | None
    calls: int


class Following(NamedTuple):
    """Where ships went to next, or came from, by the documented calls of each named vessel.

    Attributes:
        ports: the most frequent first.
        last: calls after (before) which no call of the vessel is documented.
        unordered: calls whose neighbour is not certain, because times overlap.
        unnamed: calls of vessels that are not named.
    """

    ports: tuple[PlaceCalls, ...]
    last: int
    unordered: int
    unnamed: int


class OtherEnds(NamedTuple):
    """Where voyages lead that load here, or come from that discharge here.

    Attributes:
        ports: counted calls by port, `NOT_NAMED` for none documented; the most frequent first.
        uncounted: calls of rows that are not counted, because other rows hold them already.
    """

    ports: tuple[PlaceCalls, ...]
    uncounted: int


class PortActivity(NamedTuple):
    """What one port, or one part of a port, saw under one filter.

    Attributes:
        id: of the port or terminal.
        calls, total: ships of the calls that pass, of all.
        months: first days of the months from the first call of the case to the last.
        passing, everything: ships by month.
        unplaced, unplaced_total: ships of calls whose time is longer than a month.
        grouped: further calls here that a source counts without telling them one by one; they pass.
        watched: what is stated about images of the port; an open side of the dates ends with the months.
        vessels: the most frequent first, `NOT_NAMED` among them, at most `MOST_LISTED`.
        more_vessels: how many are left out.
        next, before: calls of the same vessel after and before those here.
        to, from_: other ends of voyages.
    """

    id: str
    calls: int
    total: int
    months: tuple[date, ...]
    passing: tuple[int, ...]
    everything: tuple[int, ...]
    unplaced: int
    unplaced_total: int
    grouped: int
    watched: Observability
    stay: Stay
    vessels: tuple[PlaceCalls, ...]
    more_vessels: int
    next: Following
    before: Following
    to: OtherEnds
    from_: OtherEnds

    @property
    def unseen(self) -> tuple[date, ...]:
        """Months that are known to be without a usable image on any day."""
        return tuple(month for month in self.months if self.looks.month(month).is_unseen)

    @property
    def looks(self) -> PortLooks:
        """What is stated about images of the port."""
        return self.watched.ports[0]


class Chosen(NamedTuple):
    """Voyages behind a mark.

    Attributes:
        keys: "voyage:id" or "consignment:id", at most `MOST_SELECTED`.
        total: how many there are.
    """

    keys: tuple[str, ...]
    total: int


class Cell(NamedTuple):
    """All that went from one port to another.

    Attributes:
        calls: counted calls.
        estimated: those of them with a volume.
        approximate: part of the count is "about".
        low_bbl, best_bbl, high_bbl: summed range of the estimated ones.
        uncounted: calls of rows that are not counted, because other rows hold them already.
        total, total_uncounted: both without a filter.
    """

    calls: int = 0
    estimated: int = 0
    approximate: bool = False
    low_bbl: float = 0.0
    best_bbl: float = 0.0
    high_bbl: float = 0.0
    uncounted: int = 0
    total: int = 0
    total_uncounted: int = 0

    @property
    def is_used(self) -> bool:
        """Whether anything went between the two, whatever the filter hides."""
        return bool(self.total or self.total_uncounted)


IN_WORDS: Final = "~"
"""Column of destinations that are told in words and are no port of the case."""


class Matrix(NamedTuple):
    """Loading ports by ports of discharge.

    Attributes:
        loading, discharge: ids in the order of rows and columns, as far as they occur; `NOT_NAMED` is the
            last of either, before it `IN_WORDS` among the discharge ports.
        cells: row by row.
        rows, columns, everything: sums.
        words: destinations in words with their calls, the most frequent first.
        more_words: how many further ones there are.
        sightings: rows that pass and are no call.
    """

    loading: tuple[str, ...]
    discharge: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[Cell, ...]
    columns: tuple[Cell, ...]
    everything: Cell
    words: tuple[tuple[str, int], ...]
    more_words: int
    sightings: int


class Flow(NamedTuple):
    """All that went from one place to another, for the map.

    Attributes:
        key: "flow:from>to".
        start, end: "port:id" or "station:id".
        rail: consignments by rail; `cell` counts them as calls.
    """

    key: str
    start: str
    end: str
    rail: bool
    cell: Cell


class Flows(NamedTuple):
    """All flows under one filter.

    Attributes:
        calls_left_out: counted calls of which one end or both are no documented port.
        consignments_left_out: the same by rail, without both stations.
    """

    flows: tuple[Flow, ...]
    calls_left_out: int
    consignments_left_out: int
