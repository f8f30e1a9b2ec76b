"""Ship-to-ship candidates in words: who stayed where, and how fast the silent ship would have had to sail."""

from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.ais_event import EventKind
from desktop_app.exporters import wording
from desktop_app.exporters.ais_events.encounters import DRAUGHTS
from desktop_app.exporters.ais_events.gaps import hours, kilometres
from desktop_app.exporters.ais_events.where import draught_rows, fact, where_rows
from desktop_app.exporters.card import Link, Row, Section
from desktop_app.exporters.things import vessel_link
from desktop_app.query.ais_events import KEY_KIND, FoundEvent
from desktop_app.storage.case_store import CaseStore

MEANING: Final = (
    "A candidate only: time and way would have been enough, and nothing tells that she was there. Ways are "
    "great circles, over land too, so she can only have needed more speed. Ships that were not heard again "
    "are left out, since nobody knows where they went."
)
SCORE: Final = (
    "1 for each ship whose draught changed, 1 more if one rose and the other sank, 1 if no other "
    "silent ship could have been there"
)


def sentence(event: FoundEvent, store: CaseStore) -> str:  # noqa: ARG001 - all kinds are told alike
    """How long the one stayed, and what the other would have needed."""
    count = int(fact(event, "candidates"))
    rank = "the only one that could" if count == 1 else f"one of {wording.number(count)} that could"
    return (
        f"stayed at sea for {hours(fact(event, 'duration_s'))}; a silent ship could have been alongside at "
        f"{fact(event, 'needed_kn'):.1f} kn, {rank}"
    )


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """The stay, the silence and the way through it, and what both ships told of their draught."""
    score = Row("Speaks for a transfer", f"{int(event.columns.score[event.row])} of 4: {SCORE}")
    return (
        _stay(event),
        _silence(event, store),
        Section("Draught that the ships told", (*draught_rows(event, store), score), (DRAUGHTS,)),
    )


def _stay(event: FoundEvent) -> Section:
    parameters = event.parameters
    slow = f"{hours(fact(event, 'duration_s'))}, below {parameters.loitering_kn:g} kn every ten minutes"
    return Section(
        "The ship that reported", (Row("Stayed", slow), *where_rows(event, "In the middle of it at"))
    )


def _silence(event: FoundEvent, store: CaseStore) -> Section:
    from desktop_app.analysis.kernels.sphere import distance_m  # noqa: PLC0415 - numba, for cards alone

    gaps = event.detector.events(EventKind.GAP, event.parameters)
    gap, columns, row = int(fact(event, "gap_row")), event.columns, event.row
    spot = (int(columns.lon_e7[row]), int(columns.lat_e7[row]))
    there_m = distance_m(int(gaps.lon_e7[gap]), int(gaps.lat_e7[gap]), *spot)
    on_m = distance_m(*spot, int(gaps.end_lon_e7[gap]), int(gaps.end_lat_e7[gap]))
    first_s, last_s = int(gaps.start_s[gap]), int(gaps.end_s[gap])
    count, parameters = int(fact(event, "candidates")), event.parameters
    rows = (
        Row("Other vessel", vessel_link(store, event.other_id)),
        Row("Silent", Link(f"{_instant(first_s)} to {_instant(last_s)}", f"{KEY_KIND}:{gaps.id_of(gap)}")),
        Row("From where she was last heard", kilometres(there_m)),
        Row("To where she was heard next", kilometres(on_m)),
        Row(
            "Speed that she would have needed",
            f"{fact(event, 'needed_kn'):.1f} kn, to be alongside for {parameters.sts_h:g} h; up to "
            f"{parameters.sts_kn:g} kn counts as possible",
        ),
        Row("Silent ships that could have been there", wording.number(count)),
    )
    more = ""
    if count > 1:
        more = "Of each stay the ships that needed the least speed are listed, the others only counted."
    return Section("The ship that was silent", rows, (MEANING,), more)


def _instant(seconds: int) -> str:
    return wording.instant(datetime.fromtimestamp(seconds, UTC))
