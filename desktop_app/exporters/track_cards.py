"""The card of an AIS track: whose reports, from when to when, and where they are silent."""

from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.movement import Track
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Row, Section, finish, listed, present
from desktop_app.exporters.things import thing, vessel_link, vessel_words
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback

NO_PROOF: Final = (
    "A silence can be a switched-off transmitter, bad reception, or a file that does not hold everything."
)
MOST_SILENCES: Final = 50


def track_card(engine: QueryEngine, ident: str, _: Feedback | None) -> Card | None:
    """Reports of one ship from one source, and their silences longer than the gap threshold."""
    store = engine.store
    row = thing(store, Track, f"track:{ident}")
    if row is None:
        return None
    sections = [
        Section(
            "AIS track",
            present(
                ("Vessel", vessel_link(store, row.vessel_id)),
                ("First report", wording.instant(row.when.start)),
                ("Last report", wording.instant(row.when.end)),
                ("Reports", wording.number(row.fixes)),
                ("MMSI", row.mmsi or "not documented"),
            ),
            (row.summary,),
        ),
        _silences(engine, row),
    ]
    name = vessel_words(store, row.vessel_id)
    return finish(
        store,
        f"track:{ident}",
        name,
        f"AIS track, {wording.time_span(row.when)}",
        sections,
        row.citation,
        (),
        on_map=(f"track:{ident}",),
    )


def _silences(engine: QueryEngine, row: Track) -> Section:
    from desktop_app.query.silences import gap_seconds, silences  # noqa: PLC0415 - numpy, for this card alone

    times = engine.store.fixes(row.id).t_s
    places = silences(times, gap_seconds(engine.event_parameters))
    spans = [(int(times[place]), int(times[place + 1])) for place in places[:MOST_SILENCES]]
    rows = [Row(lasting(last - first), f"{_instant(first)} to {_instant(last)}") for first, last in spans]
    heading = f"Silent for more than {engine.event_parameters.gap_h:g} hours"
    if not rows:
        return Section(heading, (), ("Never between its first and last report.",))
    return listed(heading, rows, len(places))._replace(paragraphs=(NO_PROOF,))


def _instant(seconds: int) -> str:
    return wording.instant(datetime.fromtimestamp(seconds, UTC))


def lasting(seconds: int) -> str:
    """A duration in days and hours, "2 d 5 h"."""
    hours = round(seconds / 3600)
    return f"{hours // 24} d {hours % 24} h" if hours >= 24 else f"{hours} h"  # noqa: PLR2004 - hours of a day
