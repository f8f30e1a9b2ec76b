"""What every volume assumes: parameters with range and source, and scenarios that put others in their place.

A parameter of a case is published: some source states it. A scenario changes some of them; what it does not
name stays published. What a person moves by hand without saving it is a scenario without a name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.domain.provenance import Citation
from desktop_app.domain.statement import Parameter

PUBLISHED: Final = "Published"
UNSAVED: Final = "Changed by hand"


class Key(StrEnum):
    """Parameters that the program reckons with; each is the id of the parameter's row in the case."""

    LOAD_FRACTION = "load_fraction"  # share of capacity that is cargo, where nothing tells how deep she lay
    LADEN_FRACTION = "laden_fraction"  # the same for a ship that was seen to lie low
    LOAD_SPREAD = (
        "load_spread"  # standard deviation of single calls about the shared fraction, as a share of it
    )
    BBL_PER_T = "bbl_per_t"  # barrels per tonne where the product is not documented
    UNKNOWN_DWT = "unknown_dwt"  # tonnes: deadweight of a ship for which none is documented
    WATERPLANE = "waterplane"  # waterplane area as a share of length times beam
    NOT_CARGO = "not_cargo"  # share of the deadweight aboard that is fuel, water and stores
    DRAUGHT_ERROR = "draught_error"  # metres by which a measured draught may be off
    WAGON_T = "wagon_t"  # tonnes of oil in one tank wagon
    STAY_DAYS = "stay_days"  # days that a tanker lies in port, for the chance to see her


class Range(NamedTuple):
    """Lowest, best and highest value; low <= best <= high."""

    low: float
    best: float
    high: float


# What a value can be at all; a form or slider offers no other.
BOUNDS: Final[Mapping[Key, tuple[float, float]]] = {
    Key.LOAD_FRACTION: (0.0, 1.0),
    Key.LADEN_FRACTION: (0.0, 1.0),
    Key.LOAD_SPREAD: (0.0, 0.5),
    # Bitumen to liquefied petroleum gas, UN Statistics Division.
    Key.BBL_PER_T: (6.05, 11.65),
    Key.UNKNOWN_DWT: (0.0, 50_000.0),
    Key.WATERPLANE: (0.5, 1.0),
    Key.NOT_CARGO: (0.0, 0.5),
    Key.DRAUGHT_ERROR: (0.0, 2.0),
    Key.WAGON_T: (0.0, 150.0),
    Key.STAY_DAYS: (0.1, 60.0),
}


_KEYS: Final[Mapping[str, Key]] = {key.value: key for key in Key}


def key_of(parameter_id: str) -> Key | None:
    """The key of a parameter by its id, None for one that the program does not reckon with."""
    return _KEYS.get(parameter_id)


def fits(key: Key, value: Range) -> bool:
    """Whether low, best and high are in order and within `BOUNDS`."""
    least, most = BOUNDS[key]
    return least <= value.low <= value.best <= value.high <= most


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of other assumptions.

    Attributes:
        note: what it is for.
    """

    id: str
    name: str
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ScenarioValue:
    """What a scenario puts in the place of a parameter.

    Attributes:
        parameter_id: id of the parameter; a `Key` where the program knows it.
    """

    id: str
    scenario_id: str
    parameter_id: str
    value: Range
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Assumption:
    """A parameter as it is in use.

    Attributes:
        value: in use.
        published: what the case's own parameter says.
        unit: of both; empty for a share.
        subject: key of the row it comes from, "parameter:id" or "scenario_value:id"; empty if moved by hand.
        note: what it assumes.
        source_ids: sources of the value in use; empty if moved by hand.
    """

    key: Key
    name: str
    value: Range
    published: Range
    unit: str
    subject: str
    note: str
    source_ids: tuple[str, ...]

    @property
    def is_published(self) -> bool:
        """Whether the published value is in use."""
        return self.value == self.published


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Every parameter in use; equal and hashed by value, so that answers can be kept for them.

    Attributes:
        name: of the scenario, `PUBLISHED`, or `UNSAVED`.
        scenario_id: of the scenario it began with; empty for the published.
        rows: in the order of `Key`; a key that the case holds no parameter for is absent.
    """

    name: str = PUBLISHED
    scenario_id: str = ""
    rows: tuple[Assumption, ...] = ()
    # Every kept answer is looked up by it several times: made once.
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hash what is compared."""
        object.__setattr__(self, "_hash", hash((self.name, self.scenario_id, self.rows)))

    def __hash__(self) -> int:
        """Of the value."""
        return self._hash

    def get(self, key: Key) -> Assumption | None:
        """The assumption of a key, None where the case holds none."""
        return next((row for row in self.rows if row.key is key), None)

    def range(self, key: Key) -> Range | None:
        """The range in use, None where the case holds none."""
        row = self.get(key)
        return None if row is None else row.value

    @property
    def is_published(self) -> bool:
        """Whether nothing is changed."""
        return all(row.is_published for row in self.rows)

    @property
    def moved_by_hand(self) -> tuple[Assumption, ...]:
        """Those that no row of the case states."""
        return tuple(row for row in self.rows if not row.subject)

    def moved(self, key: Key, value: Range) -> "Assumptions":
        """The same with one value moved by hand, within its bounds; unknown keys change nothing.

        A value that is in use already keeps the row that states it, and its sources.

        Raises:
            ValueError: low, best and high are not in order or not within `BOUNDS`.
        """
        if not fits(key, value):
            least, most = BOUNDS[key]
            raise ValueError(f"{key} is not between {least:g} and {most:g} in order: {value}")
        rows = tuple(
            replace(row, value=value, subject="", note="", source_ids=())
            if row.key is key and row.value != value
            else row
            for row in self.rows
        )
        return self if rows == self.rows else replace(self, name=UNSAVED, rows=rows)


def assumptions_of(
    parameters: Iterable[Parameter],
    scenario: Scenario | None = None,
    values: Iterable[ScenarioValue] = (),
) -> Assumptions:
    """The published parameters of a case, or one of its scenarios.

    Args:
        parameters: of the case; those whose id is no `Key` are not reckoned with.
        scenario: None for the published.
        values: of all scenarios or of this one.
    """
    by_id = {row.id: row for row in parameters}
    # Two copies that are merged may both have given a value: the same one counts on either side.
    own = (row for row in values if scenario is not None and row.scenario_id == scenario.id)
    changed = {row.parameter_id: row for row in sorted(own, key=lambda row: row.id)}
    rows = []
    for key in Key:
        parameter = by_id.get(key)
        if parameter is None:
            continue
        published = published_range(parameter)
        other = changed.get(key)
        rows.append(
            Assumption(
                key=key,
                name=parameter.name,
                value=published if other is None else other.value,
                published=published,
                unit=parameter.unit,
                subject=f"parameter:{key}" if other is None else f"scenario_value:{other.id}",
                note=parameter.note if other is None else other.note,
                source_ids=(parameter if other is None else other).citation.source_ids,
            )
        )
    if scenario is None:
        return Assumptions(rows=tuple(rows))
    return Assumptions(scenario.name, scenario.id, tuple(rows))


def published_range(row: Parameter) -> Range:
    """What a parameter publishes; an end that is not documented is the best value."""
    return Range(
        row.best if row.low is None else row.low, row.best, row.best if row.high is None else row.high
    )
