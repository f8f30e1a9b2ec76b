"""A voyage by AIS on cards, beside documents, and as rows of the case; with a real track in a real file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import apsw
import numpy as np
import pytest

from desktop_app.analysis.checks.case_findings import conflict_findings
from desktop_app.domain.ais_event import EventKind, EventVerdict, Judgement
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.findings import Severity
from desktop_app.domain.movement import Activity, DestinationBasis, HowKnown, Riding, Track, Tracker, Voyage
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.card import Section, plain
from desktop_app.exporters.joined_sections import by_ais_section, counterpart_section
from desktop_app.exporters.volumes_beside import beside_by_ais, by_ais_sentence
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.ais_volumes import ais_volumes
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.editing.ais_voyages import joined_edit, voyage_edit
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.edits import Delete, Edit, Insert
from desktop_app.storage.fixes import Fixes, digest_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.integrity import check
from desktop_app.storage.record_writer import write_record
from desktop_app.storage.rows.ais_events import verdict_cells

SHIP = "chon-ma-san"
DAY_0 = datetime(2024, 6, 1, tzinfo=UTC)
VOSTOCHNY, NAMPO = (133.07176, 42.75166), (125.4119, 38.72826)
# South of Kyushu, so that the straight ways between keep to the sea well enough.
TURN = (128.0, 33.0)


def fixes() -> Fixes:
    """A day's way to Vostochny, two days there, six at sea with two of silence, two at Nampo, and back."""
    stops = [
        (-24, (134.5, 41.0)),
        (0, VOSTOCHNY),
        (48, VOSTOCHNY),
        (120, TURN),
        (192, NAMPO),
        (240, NAMPO),
        (312, TURN),
        (384, VOSTOCHNY),
    ]
    stops.append((432, VOSTOCHNY))
    hours = np.arange(-24, 433)
    hours = hours[(hours < 100) | (hours >= 148)]
    lon, lat = (
        np.interp(hours, [hour for hour, _ in stops], [place[axis] for _, place in stops]) for axis in (0, 1)
    )
    moored = np.isin(hours, [*range(1, 48), *range(193, 240), *range(385, 432)])
    laden = (hours >= 50) & (hours < 242)
    return Fixes.of(
        t_s=int(DAY_0.timestamp()) + 3600 * hours.astype(np.int64),
        lon_e7=np.rint(lon * 1e7),
        lat_e7=np.rint(lat * 1e7),
        sog_dkn=np.where(moored, 0, 110),
        draught_dm=np.where(laden, 72, 45),
    )


class Case(NamedTuple):
    """A case of one ship, one track and one documented voyage, open for writing."""

    store: CaseStore
    engine: QueryEngine
    voyage: Voyage

    def event(self, row: int) -> FoundEvent:
        """A voyage by AIS."""
        found = self.engine.events(EventKind.VOYAGE)
        return FoundEvent(found, row, self.engine.detector(), self.engine.event_parameters)


@pytest.fixture
def case(tmp_path: Path, reported: Record) -> Iterator[Case]:
    """She loads at Vostochny on 2 June by an image; where she went is signalled."""
    block = fixes().packed()
    track = Track(
        id="track-1",
        vessel_id=SHIP,
        when=TimeSpan(DAY_0 - timedelta(1), DAY_0 + timedelta(18), Precision.INTERVAL),
        mmsi="445000000",
        fixes=fixes().count,
        sha256=digest_of(block),
        summary="Made up for a test.",
        citation=reported.vessels[-1].citation,
    )
    day = TimeSpan(DAY_0 + timedelta(1), DAY_0 + timedelta(1.99), Precision.DAY)
    call = replace(
        reported.calls[0],
        id="loads",
        vessel_id=SHIP,
        ships=1,
        port_id="vostochny",
        activity=Activity.LOAD,
        how_known=(HowKnown.IMAGE,),
        when=day,
    )
    seen = replace(
        reported.sightings[0],
        id="seen",
        vessel_id=SHIP,
        position=(133.0, 36.0),
        accuracy_km=20.0,
        riding=Riding.HIGH,
        when=TimeSpan(DAY_0 + timedelta(3), DAY_0 + timedelta(3), Precision.INSTANT),
    )
    voyage = replace(
        next(row for row in reported.voyages if row.id == "v-2024-10-19-chon-ma-san"),
        id="v",
        vessel_id=SHIP,
        call_ids=("loads",),
        sighting_ids=("seen",),
        to_basis=DestinationBasis.SIGNALLED,
        how_known=(HowKnown.IMAGE,),
        when=day,
    )
    record = replace(
        reported,
        calls=(call,),
        sightings=(seen,),
        voyages=(voyage,),
        contradictions=(),
        tracks=(track,),
        contents={track.sha256: block},
    )
    path = tmp_path / "case.gpkg"
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(record, "case-test"))
    write_record(connection, record)
    connection.close()
    store = CaseStore.open(path)
    yield Case(store, QueryEngine(store), voyage)
    store.close()


def words(section: Section | None) -> dict[str, str]:
    assert section is not None
    told = {row.label: plain(row.value) for row in section.rows}
    return {**told, "text": " ".join(plain(one) for one in section.paragraphs)}


def test_both_cards_show_one_voyage_and_where_the_two_disagree(case: Case) -> None:
    told = words(by_ais_section(case.engine, case.voyage))
    assert (told["From"], told["To"], told["By her draughts"]) == ("Vostochny", "Nampo", "laden")
    assert told["Fits"] == "where it begins"
    # From 2 days on to 8: silent from hour 99 to hour 148.
    assert told["Silent"] == "34 % of the time"
    assert (
        "Conflict: Seen riding high on 2024-06-04; by the draughts she sent she sailed laden." in told["text"]
    )
    assert "leave no time" in told["text"]
    back = words(counterpart_section(case.event(0), case.store))
    assert back["Voyage"].startswith("2 Jun 2024, ")
    assert case.voyage.summary in back["text"]
    (paragraph,) = counterpart_section(case.event(1), case.store).paragraphs
    assert paragraph == "No documented voyage of this ship fits in port and time."


def test_a_voyage_by_ais_becomes_rows_that_cite_the_tracks(case: Case) -> None:
    before = case.store.record.tracks[0].citation.source_ids
    event = case.event(0)
    edit = voyage_edit(case.store, event)
    case.store.edit(edit, "kim")
    made = case.store.voyage(edit.operations[0].id)
    assert made is not None
    assert (made.from_port_id, made.to_port_id, made.tracker) == ("vostochny", "nampo", Tracker.ON)
    assert (made.how_known, made.counted) == ((HowKnown.AIS,), True)
    assert made.citation.source_ids == before
    assert made.citation.grade is None
    assert event.id in made.summary
    calls = case.store.calls_of((made,))
    assert [(call.port_id, call.activity) for call in calls] == [
        ("vostochny", Activity.LOAD),
        ("nampo", Activity.UNKNOWN),
    ]
    # She lay there to hour 48 and left the area within the next.
    assert abs(calls[0].when.start - DAY_0) <= timedelta(hours=1)
    assert abs(calls[0].when.end - (DAY_0 + timedelta(2))) <= timedelta(hours=1)
    assert case.store.path is not None
    assert check(case.store.path) == ()
    case.store.undo("kim")
    assert case.store.voyage(made.id) is None
    assert case.store.call(calls[0].id) is None


def test_a_voyage_back_in_ballast_does_not_count(case: Case) -> None:
    edit = voyage_edit(case.store, case.event(1))
    case.store.edit(edit, "kim")
    made = case.store.voyage(edit.operations[0].id)
    assert made is not None
    assert not made.counted
    assert made.not_counted_why == "by AIS alone; she sailed in ballast by her draughts"


def test_joining_adds_what_is_not_documented_and_overwrites_nothing(case: Case) -> None:
    event = case.event(0)
    edit = joined_edit(case.store, event, "v")
    assert edit is not None
    old = case.store.call("loads")
    case.store.edit(edit, "kim")
    voyage, call = case.store.voyage("v"), case.store.call("loads")
    assert voyage is not None
    assert call is not None
    assert old is not None
    assert replace(call, citation=old.citation, how_known=old.how_known) == old
    assert call.how_known == (HowKnown.IMAGE, HowKnown.AIS)
    own = case.voyage.citation.source_ids
    assert voyage.citation.source_ids[: len(own)] == own
    assert set(case.store.record.tracks[0].citation.source_ids) <= set(voyage.citation.source_ids)
    assert [row.port_id for row in case.store.calls_of((voyage,))] == ["vostochny", "nampo"]
    assert (
        replace(voyage, citation=case.voyage.citation, how_known=case.voyage.how_known, call_ids=("loads",))
        == case.voyage
    )
    assert joined_edit(case.store, case.event(0), "v") is None
    case.store.undo("kim")
    assert case.store.voyage("v") == case.voyage


def test_another_ships_voyage_is_refused(case: Case) -> None:
    with pytest.raises(InputError, match="no voyage nothing"):
        joined_edit(case.store, case.event(0), "nothing")


def judged(event: FoundEvent, judgement: Judgement) -> Edit:
    """A person's word on it."""
    when = TimeSpan(
        datetime.fromtimestamp(event.start_s, UTC),
        datetime.fromtimestamp(event.end_s, UTC),
        Precision.INTERVAL,
    )
    verdict = EventVerdict(
        id=f"verdict-{judgement.value}",
        event_id=event.id,
        kind=EventKind.VOYAGE,
        vessel_id=SHIP,
        other_vessel_id="",
        port_id="vostochny",
        check="",
        when=when,
        judgement=judgement,
        text="For a test.",
        author="kim",
        judged=datetime(2025, 1, 1, judgement is Judgement.REJECTED, tzinfo=UTC),
        parameters=EventParameters().as_json(),
    )
    cells = verdict_cells(verdict)
    values = {name: value for name, value in cells.items() if name != "id"}
    return Edit("Judge", (Insert("event_verdict", verdict.id, values),))


def test_what_ais_alone_shows_stands_beside_the_volumes_in_no_sum(case: Case) -> None:
    # The way to Nampo is the documented voyage; the way back is in ballast.
    assert beside_by_ais(case.engine, Filter()) is None  # nobody has looked yet
    assert ais_volumes(case.engine, Filter()).voyages == 0
    before = case.engine.ledgers(Filter()).total
    delete = [Delete("sighting", "seen"), Delete("port_call", "loads"), Delete("voyage", "v")]
    case.store.edit(Edit("Gone", tuple(delete)), "kim")
    alone = beside_by_ais(case.engine, Filter())
    assert alone == ais_volumes(case.engine, Filter())
    assert alone is not None
    ship = next(row for row in case.store.record.vessels if row.id == SHIP)
    load, factor = case.engine.model.load, case.engine.model.bbl_per_t
    assert load is not None
    assert factor is not None
    assert ship.dwt_t is not None
    assert (alone.voyages, alone.accepted, alone.without_capacity) == (1, 0, 0)
    assert alone.barrels == pytest.approx([ship.dwt_t * a * b for a, b in zip(load, factor, strict=True)])
    assert by_ais_sentence(alone).startswith(
        "Found by AIS, in no sum: 1 laden voyage to North Korea without a documented counterpart; "
    )
    assert case.engine.ledgers(Filter()).total.calls == before.calls - 1
    # Outside of the dates of the filter it is not told.
    assert ais_volumes(case.engine, Filter.of(DateClause(date(2023, 1, 1), date(2023, 2, 1)))).voyages == 0
    case.store.edit(judged(case.event(0), Judgement.ACCEPTED), "kim")
    assert ", 1 accepted; " in by_ais_sentence(ais_volumes(case.engine, Filter()))
    case.store.edit(judged(case.event(0), Judgement.REJECTED), "kim")
    assert by_ais_sentence(ais_volumes(case.engine, Filter())) == ""


def test_whoever_looks_the_file_through_hears_of_the_disagreements(case: Case) -> None:
    assert case.store.path is not None
    case.store.close()
    found = [row for row in conflict_findings(case.store.path) if row.row_id in {"v", "seen", "loads"}]
    assert {(row.severity, row.table, row.row_id) for row in found} == {(Severity.NOTE, "sighting", "seen")}
    # How deep she lay, and where she was.
    assert len(found) == 2
