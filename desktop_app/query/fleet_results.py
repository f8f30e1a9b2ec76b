"""What the fleet query answers: ships as they are documented, and what the rows that pass make of each."""

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.vessel import Listing, VesselIdentity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.query.fleet_activity import Activity


class FleetOrder(Enum):
    """What the vessels can be ordered by."""

    NAME = "name"
    LISTINGS = "listings"
    CALLS = "calls"
    LOW = "low"
    BEST = "best"
    HIGH = "high"
    ESTIMATED = "estimated"
    LAST_SEEN = "last seen"
    FLAG = "flag"
    IMO_NUMBER = "IMO number"
    MMSI = "MMSI"


class FleetQuestion(NamedTuple):
    """Which vessels, and how they are ordered; those in trade stand first in any case.

    Attributes:
        text: what was typed to find some of them.
        reference: the reference fleet as well.
        passing_only: only vessels with a row that passes.
    """

    order: FleetOrder = FleetOrder.NAME
    descending: bool = False
    text: str = ""
    reference: bool = True
    passing_only: bool = False


class Ship(NamedTuple):
    """A vessel, or all rows whose ship is not named.

    Attributes:
        id: empty for ships that are not named.
        former: other names, the latest first where days are known.
        flagged, numbered: latest identities that have a flag, an MMSI.
        listings: by authority.
    """

    id: str
    name: str
    former: tuple[str, ...] = ()
    imo_number: str = ""
    flagged: VesselIdentity | None = None
    numbered: VesselIdentity | None = None
    listings: tuple[Listing, ...] = ()
    in_trade: bool = True

    @property
    def flag(self) -> str:
        """Of the latest identity that has one; empty for none."""
        return self.flagged.flag if self.flagged is not None else ""

    @property
    def mmsi(self) -> str:
        """Of the latest identity that has one; empty for none."""
        return self.numbered.mmsi if self.numbered is not None else ""


class Months(NamedTuple):
    """The clock of the bars.

    Attributes:
        first: first day of the first month.
        bars: how many there are.
        months: how many months each stands for.
    """

    first: date
    bars: int
    months: int


class FleetSums(NamedTuple):
    """What some rows add up to, one element a ship.

    Attributes:
        rows: voyages, calls and sightings.
        calls: counted calls; `approximate` where part of the count is "about".
        estimated: those of them with a volume.
        low_bbl, best_bbl, high_bbl: range of the estimated ones.
    """

    rows: "NDArray[np.int64]"
    calls: "NDArray[np.int64]"
    approximate: "NDArray[np.bool_]"
    estimated: "NDArray[np.int64]"
    low_bbl: "NDArray[np.float64]"
    best_bbl: "NDArray[np.float64]"
    high_bbl: "NDArray[np.float64]"


class FleetRows(NamedTuple):
    """The vessels of a case under a filter.

    Attributes:
        ships: every ship of the case; the arrays have one element for each.
        rows: which of them are shown, in order, as places in `ships`.
        passing: what the rows that pass add up to.
        all: the same without any filter.
        activity: counted calls by month, and when each ship was last seen.
        unnamed: row numbers of voyages of ships that are not named and that pass, the first `MOST_SELECTED`.
    """

    ships: tuple[Ship, ...]
    rows: "NDArray[np.int64]"
    passing: FleetSums
    all: FleetSums
    activity: "Activity"
    unnamed: "NDArray[np.int64]"
