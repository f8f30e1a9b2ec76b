"""What AIS tells of how a ship left the port in which she loaded."""

from collections.abc import Sequence

from desktop_app.domain.laden import Laden, laden_after
from desktop_app.domain.load_evidence import discharging_call, loading_call
from desktop_app.domain.movement import PortCall, Voyage
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.draught_reports import draught_reports


def laden_by_ais(store: CaseStore, voyage: Voyage, calls: Sequence[PortCall]) -> Laden:
    """Whether she left the loading call of a voyage laden, by the draughts she reported."""
    reports, loading = draught_reports(store).get(voyage.vessel_id), loading_call(calls)
    if reports is None or loading is None:
        return Laden.UNKNOWN
    last = discharging_call(calls)
    return laden_after(
        *reports,
        arrival_s=int(loading.when.start.timestamp()),
        departure_s=int(loading.when.end.timestamp()),
        until_s=None if last is None else int(last.when.start.timestamp()),
    )
