"""Verdicts of people on found events: accepted, rejected, annotated, or taken back; each is one change."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from desktop_app.domain.ais_event import EVENT_NAMES, EventCheck, EventVerdict, Judgement
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.ais_events import FoundEvent
from desktop_app.session.editor import CaseEditor
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update
from desktop_app.storage.log_entries import new_id
from desktop_app.storage.rows.ais_events import verdict_cells

TABLE: Final = "event_verdict"
_DONE: Final = {Judgement.ACCEPTED: "Accept", Judgement.REJECTED: "Reject", Judgement.REMARK: "Annotate"}


class Judged(NamedTuple):
    """An event, and what counts of what people said of it; None for nothing."""

    event: FoundEvent
    verdict: EventVerdict | None


def judge(
    editor: CaseEditor,
    judged: Sequence[Judged],
    judgement: Judgement,
    text: str | None = None,
) -> None:
    """Say the same of some events, as one change. A person's own verdict is replaced, another's stays beside.

    Args:
        editor: changes the case; it waits for the person's name where there is none yet.
        judged: the events.
        judgement: what is said.
        text: why; None keeps what the person has said before.
    """
    if not judged:
        return
    what = f"{_DONE[judgement]} {_several(judged)}"
    editor.carry_out(
        lambda store, who: store.edit(
            Edit(what, tuple(_operation(one, judgement, text, who) for one in judged)), who
        ),
        lambda _change, _sentence: None,
    )


def take_back(editor: CaseEditor, judged: Sequence[Judged]) -> None:
    """Take the verdicts on some events out of the case, as one change."""
    verdicts = [one.verdict for one in judged if one.verdict is not None]
    if verdicts:
        what = f"Take back the verdict on {_several([one for one in judged if one.verdict is not None])}"
        editor.edit(Edit(what, tuple(Delete(TABLE, verdict.id) for verdict in verdicts)))


def _operation(one: Judged, judgement: Judgement, text: str | None, who: str) -> Operation:
    before = one.verdict if one.verdict is not None and one.verdict.author == who else None
    said = text if text is not None else (before.text if before is not None else "")
    verdict = verdict_on(one.event, judgement, said, who, datetime.now(UTC).replace(microsecond=0))
    if before is None:
        return Insert(TABLE, verdict.id, _cells(verdict))
    return Update(TABLE, before.id, _cells(verdict))


def _cells(verdict: EventVerdict) -> dict[str, str | int | float | bytes | None]:
    return {name: value for name, value in verdict_cells(verdict).items() if name != "id"}


def verdict_on(event: FoundEvent, judgement: Judgement, text: str, who: str, now: datetime) -> EventVerdict:
    """A new verdict, with what it takes to know the event again under other parameters."""
    columns, row = event.columns, event.row
    place, check = int(columns.place[row]), int(columns.check[row])
    start, end = (datetime.fromtimestamp(second, UTC) for second in (event.start_s, event.end_s))
    return EventVerdict(
        id=new_id("verdict"),
        event_id=event.id,
        kind=event.kind,
        vessel_id=event.vessel_id,
        other_vessel_id=event.other_id,
        port_id=columns.place_ids[place] if place >= 0 else "",
        check=tuple(EventCheck)[check].value if check >= 0 else "",
        when=TimeSpan(start, end, Precision.INSTANT if start == end else Precision.INTERVAL),
        judgement=judgement,
        text=text,
        author=who,
        judged=now,
        parameters=event.parameters.as_json(),
    )


def _several(judged: Sequence[Judged]) -> str:
    """What is judged, in a few words: "AIS gap", "3 port visits", "5 events"."""
    kinds = {one.event.kind for one in judged}
    if len(kinds) > 1:
        return f"{len(judged)} events"
    one, several = EVENT_NAMES[kinds.pop()]
    if len(judged) == 1:
        return one
    return f"{len(judged)} {several if several.startswith('AIS') else several[0].lower() + several[1:]}"
