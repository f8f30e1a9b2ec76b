"""Keys of flows: "flow:from>to" with the ids of two ports, or of two stations."""

from collections.abc import Iterable

from desktop_app.domain.movement import Consignment, Voyage


def flow_key(start: str, end: str) -> str:
    """The key of what goes from one place to another."""
    return f"flow:{start}>{end}"


def flows_of(voyages: Iterable[Voyage], consignments: Iterable[Consignment]) -> frozenset[str]:
    """Keys of the flows to which these rows belong."""
    ends = [(row.from_port_id, row.to_port_id) for row in voyages]
    ends += [(row.from_station_id, row.to_station_id) for row in consignments]
    return frozenset(flow_key(start, end) for start, end in ends if start and end)
