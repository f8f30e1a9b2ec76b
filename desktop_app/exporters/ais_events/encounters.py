"""Encounters in words: how long two ships were together, how near, how slow, and what draught they told."""

import math
from typing import Final

from desktop_app.exporters import wording
from desktop_app.exporters.ais_events.gaps import hours, nautical
from desktop_app.exporters.ais_events.where import draught_rows, fact, where_rows
from desktop_app.exporters.card import Row, Section
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore

MEANING: Final = (
    "Both ships reported. Where they were every ten minutes is reckoned on straight lines between reports at "
    "most an hour apart, and at both ends of a stretch second by second. That ships lay together does not "
    "tell why: they may have passed oil, stores or crew, or waited at the same place."
)
DRAUGHTS: Final = (
    "Draught is typed in by the crew, in steps of 0.1 m, and often not kept up to date: a change supports a "
    "transfer, none does not exclude one. Compared are the last told before and the first told an hour after."
)
SCORE: Final = "1 for each ship whose draught changed, 1 more if one rose and the other sank"


def sentence(event: FoundEvent, store: CaseStore) -> str:  # noqa: ARG001 - all kinds are told alike
    """How long, how near, how slow, how far from shore."""
    told = (
        f"{hours(fact(event, 'duration_s'))} together within {event.parameters.encounter_m:g} m, "
        f"{metres(fact(event, 'median_m'))} apart at {fact(event, 'median_kn'):.1f} kn (medians)"
    )
    shore_m = fact(event, "shore_m")
    return told if math.isnan(shore_m) else f"{told}, {nautical(shore_m)} from shore"


def sections(event: FoundEvent, store: CaseStore) -> tuple[Section, ...]:
    """How near and slow by what definition, where, and what both ships told of their draught."""
    return (_together(event), _draughts(event, store))


def metres(value: float) -> str:
    """A short distance: "66 m"."""
    return f"{wording.number(round(value))} m"


def _together(event: FoundEvent) -> Section:
    parameters, pieces = event.parameters, int(fact(event, "stretches"))
    rows = [
        Row(
            f"Together within {parameters.encounter_m:g} m",
            hours(fact(event, "duration_s"))
            + (
                f" in {pieces} stretches, each less than {parameters.encounter_apart_h:g} h from the next"
                if pieces > 1
                else ""
            ),
        ),
        Row("Apart, median", metres(fact(event, "median_m"))),
        Row("Apart, least", metres(fact(event, "least_m"))),
        Row("Speed of the faster ship, median", f"{fact(event, 'median_kn'):.1f} kn"),
        *where_rows(event, "Nearest to each other at"),
    ]
    return Section("How near, and how slow", tuple(rows), (MEANING,))


def _draughts(event: FoundEvent, store: CaseStore) -> Section:
    score = Row("Speaks for a transfer", f"{int(event.columns.score[event.row])} of 3: {SCORE}")
    return Section("Draught that the ships told", (*draught_rows(event, store), score), (DRAUGHTS,))
