"""Exactly the rows of a case that a figure of a filter shows or counts, and the sources that these cite."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key
from desktop_app.domain.place import PortRole
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.columns.rows import Rows, Texts
from desktop_app.query.map_events import drawn_on
from desktop_app.query.map_query import ids_of_kind, numbers_of
from desktop_app.query.payments_query import payments
from desktop_app.query.reading import read
from desktop_app.query.reference_layers import layers_shown
from desktop_app.query.shown_volumes import rows_of_trains, rows_of_volumes, stated_by
from desktop_app.query.tracks_query import passing_tracks
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question, Volumes
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.keys import TABLES_OF_KIND

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

Mask = NDArray[np.bool_]
# Clauses that ask who runs a ship and where she is listed.
_OF_LISTINGS: Final = (ClauseKind.OPERATOR, ClauseKind.LISTING)
_MOVING: Final = ("voyage", "port_call", "sighting")
_EVERY_RAIL_TABLE: Final = ("rail_line", "rail_segment", "station", "kilometre_post")


class Showing(NamedTuple):
    """What a figure shows of a case beside what passes its filter.

    The part of the world on the page is no part of it: a map that is moved keeps the numbers of its sources.

    Attributes:
        layers: keys of the map layers.
        question: how the chart cuts the volumes; None without a chart.
        selection: keys of rows that a table lists; empty for none.
        vessels: a table lists vessels, with where they are listed.
        facts: the page tells of its ships under which identities they sailed, and where they are listed.
    """

    layers: tuple[str, ...] = ()
    question: Question | None = None
    selection: tuple[str, ...] = ()
    vessels: bool = False
    facts: bool = False


class ShownRecords(NamedTuple):
    """Rows of one case, now.

    Attributes:
        numbers: row numbers of voyages, calls and sightings, which may be a million, by table.
        ids: ids of the rows of the other tables, sources among them, by table; none is empty.
        evidence: sets of citations that the rows in `numbers` rest on.
    """

    numbers: Mapping[str, NDArray[np.int64]]
    ids: Mapping[str, frozenset[str]]
    evidence: frozenset[str]

    @property
    def size(self) -> int:
        """How many they are."""
        return sum(map(len, self.numbers.values())) + sum(map(len, self.ids.values()))

    @property
    def source_ids(self) -> frozenset[str]:
        """Sources that these rows cite."""
        return self.ids.get("source", frozenset())


def shown_records(
    engine: "QueryEngine", filter_: Filter, showing: Showing, feedback: Feedback | None = None
) -> ShownRecords:
    """The rows that a figure shows or counts; the engine keeps the answer.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    return engine.kept(
        ("shown records", filter_, showing), lambda: _shown(engine, filter_, showing, feedback), feedback
    )


def _shown(
    engine: "QueryEngine", filter_: Filter, showing: Showing, feedback: Feedback | None
) -> ShownRecords:
    moving = _Moving(engine, filter_, showing, feedback)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for found in (
        moving.things(),
        rows_of_volumes(engine, moving.passing, feedback),
        _of_map(engine, filter_, showing, feedback),
        _of_chart(engine, filter_, showing.question, feedback),
        _of_selection(engine.store, showing.selection),
    ):
        for table, some in found.items():
            ids[table].update(some)
    store = engine.store
    record = store.record
    ids["port_outline"].update(_outlines(store, ids["port"] | ids["terminal"]))
    ships = ids["vessel"]
    if showing.vessels or showing.facts or any(filter_.clause(kind) for kind in _OF_LISTINGS):
        ids["listing"].update(row.id for row in record.listings if row.vessel_id in ships)
    if showing.facts:
        ids["vessel_identity"].update(row.id for row in record.identities if row.vessel_id in ships)
    own = frozenset(moving.evidence())
    cited = set(own)
    for table, some in ids.items():
        if BY_NAME[table].cited:
            cited |= _evidence_of(store, table, some)
    # Selected rows may be sources themselves.
    ids["source"].update(_sources_of(store, cited, feedback))
    return ShownRecords(
        moving.numbers(), {table: frozenset(some) for table, some in sorted(ids.items()) if some}, own
    )


class _Moving:
    """Voyages that pass or are listed, with all their calls and positions, and positions of no voyage.

    Attributes:
        passing: a flag for each voyage.
    """

    def __init__(
        self, engine: "QueryEngine", filter_: Filter, showing: Showing, feedback: Feedback | None
    ) -> None:
        self._store, self._selection = engine.store, showing.selection
        self._columns = engine.columns(feedback)
        self._calls, self._positions = engine.calls(feedback), engine.positions(feedback)
        self.passing = engine.passing(filter_, feedback) | self._selected(
            "voyage", "voyage", self._columns.rows
        )
        # One more at the end, where -1 leads.
        of_voyages = np.append(self.passing, False)
        selected = self._selected("call", "port_call", self._calls.rows)
        self._call_mask: Mask = of_voyages.take(self._calls.voyage) | selected
        selected = self._selected("sighting", "sighting", self._positions.rows)
        self._position_mask: Mask = of_voyages.take(self._positions.voyage) | selected
        if "sightings" in showing.layers:
            self._position_mask |= engine.passing_positions(filter_, feedback) & (self._positions.voyage < 0)
        self._is_routed = "routes" in showing.layers

    def _selected(self, kind: str, table: str, rows: Rows) -> Mask:
        """A flag for each row: whether a table lists it, also where it does not pass."""
        mask = np.zeros(len(rows.fid), np.bool_)
        ids = ids_of_kind(self._selection, kind)
        if ids:
            places = rows.places_of(np.array(numbers_of(self._store, table, ids), np.int64))
            mask[places[places >= 0]] = True
        return mask

    def numbers(self) -> Mapping[str, NDArray[np.int64]]:
        """Row numbers by table, sorted; of a table without any there is none."""
        found = {
            "voyage": np.sort(self._columns.fid[self.passing]),
            "port_call": np.sort(self._calls.fid[self._call_mask]),
            "sighting": np.sort(self._positions.fid[self._position_mask]),
        }
        return {table: rows for table, rows in found.items() if len(rows)}

    def evidence(self) -> set[str]:
        """Sets of citations of these rows."""
        return {
            *_occurring(self._columns.evidence, self.passing),
            *_occurring(self._calls.evidence, self._call_mask),
            *_occurring(self._positions.evidence, self._position_mask),
        }

    def things(self) -> Mapping[str, set[str]]:
        """Ships, ports, parts of ports and routes that these rows name."""
        columns, calls, passing = self._columns, self._calls, self.passing
        vessels = (columns.vessel[passing], self._positions.vessel[self._position_mask])
        ports = (columns.loading[passing], columns.discharge[passing], calls.port[self._call_mask])
        found = {
            "vessel": _named(columns.vessel_ids, *vessels),
            "port": _named(columns.port_ids, *ports),
            "terminal": _named(calls.terminal_ids, calls.terminal[self._call_mask]),
        }
        if self._is_routed:
            found["sea_route"] = set(_occurring(columns.route, passing))
        return found


def _of_map(
    engine: "QueryEngine", filter_: Filter, showing: Showing, feedback: Feedback | None
) -> Mapping[str, set[str]]:
    """What layers draw of their own: places, the railway, tracks, and flows by rail."""
    record, layers = engine.store.record, showing.layers
    found: defaultdict[str, set[str]] = defaultdict(set)
    for port in record.ports:
        layer = "other_ports" if port.role is PortRole.OTHER else "ports"
        if layer in layers and port.position is not None:
            found["terminal" if port.parent_id else "port"].add(port.id)
    if "port_areas" in layers:
        found["berth_point"].update(row.id for row in record.berth_points)
    if "rail" in layers:
        for table in _EVERY_RAIL_TABLE:
            found[table].update(_all_ids(engine.store, table))
    if "tracks" in layers or drawn_on(layers, has_tracks=bool(record.tracks)):
        # Events are found anew in these; what people said of them is part of the case.
        shown = set(passing_tracks(engine, filter_, feedback))
        found["track"] = shown
        found["vessel"].update(row.vessel_id for row in record.tracks if row.id in shown)
    if drawn_on(layers, has_tracks=bool(record.tracks)):
        found["event_verdict"].update(row.id for row in record.event_verdicts)
    if "watch_areas" in layers:
        found["watch_area"].update(row.id for row in record.watch_areas)
    found["reference_layer"] = {row.id for row in layers_shown(engine.store, layers)}
    if "flows" in layers:
        found["consignment"].update(row.id for row in engine.passing_consignments(filter_))
    return found


def _of_chart(
    engine: "QueryEngine", filter_: Filter, question: Question | None, feedback: Feedback | None
) -> Mapping[str, set[str]]:
    """Published figures, periods of observation, the cap, payments and consignments of a chart."""
    if question is None:
        return {}
    record, answer = engine.store.record, volumes(engine, filter_, question, feedback)
    ledgers = answer.ledgers
    found = {
        "claim": {row.id for row in ledgers.claims},
        "notified_figure": {row.id for row in ledgers.notified},
        "observation": {row.id for row in ledgers.observations},
        "rule": {row.id for row in record.rules if row.limit},
        "payment": _payments_on(engine, filter_, answer),
        "consignment": {row.id for row in answer.trains},
    }
    of_trains = dict(rows_of_trains(engine, answer.trains))
    if question.corrected:
        for table, ident in stated_by(engine.assumptions, (Key.STAY_DAYS,)):
            of_trains[table] = of_trains.get(table, set()) | {ident}
    return {**found, **of_trains}


def _payments_on(engine: "QueryEngine", filter_: Filter, answer: Volumes) -> set[str]:
    """Payments that touch the chart's axis."""
    periods, period = answer.periods, answer.question.period
    if not periods:
        return set()
    first, end = periods[0], period.after(periods[-1])
    passing = payments(engine, filter_)
    placed = {
        ident
        for month, sums in passing.months.items()
        if period.start(month) in set(periods)
        for one in sums
        for ident in one.ids
    }
    return placed | {
        row.id for row in passing.longer if row.when.first_day < end and row.when.last_day >= first
    }


def _of_selection(store: CaseStore, keys: Iterable[str]) -> Mapping[str, set[str]]:
    """Other rows that a table lists by their keys, as far as the case holds them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        kind, _, ident = key.partition(":")
        for table in TABLES_OF_KIND.get(kind, ()):
            if table in _MOVING:
                continue
            if read(store, f"SELECT 1 FROM {table} WHERE id = ?", (ident,)):  # noqa: S608 - a declared table
                found[table].add(ident)
    return found


def _outlines(store: CaseStore, outlined: Iterable[str]) -> set[str]:
    sql = """SELECT id FROM port_outline
        WHERE COALESCE(terminal_id, port_id) IN (SELECT value FROM json_each(?))"""
    return {str(ident) for (ident,) in read(store, sql, (json.dumps(sorted(outlined)),))}


def _all_ids(store: CaseStore, table: str) -> set[str]:
    return {str(ident) for (ident,) in read(store, f"SELECT id FROM {table}")}  # noqa: S608 - a declared table


def _evidence_of(store: CaseStore, table: str, ids: Iterable[str]) -> set[str]:
    sql = f"SELECT DISTINCT evidence_id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - as above
    return {str(ident) for (ident,) in read(store, sql, (json.dumps(sorted(ids)),))}


def _sources_of(store: CaseStore, evidence: Iterable[str], feedback: Feedback | None) -> set[str]:
    sql = "SELECT DISTINCT source_id FROM citation WHERE evidence_id IN (SELECT value FROM json_each(?))"
    return {str(ident) for (ident,) in read(store, sql, (json.dumps(sorted(evidence)),), feedback)}


def _occurring(texts: Texts, mask: Mask) -> Iterable[str]:
    codes = np.unique(texts.codes[mask])
    return (texts.values[code] for code in codes.tolist() if code >= 0)


def _named(ids: tuple[str, ...], *codes: NDArray[np.integer]) -> set[str]:
    """Ids that any of the codes leads to; codes below zero lead to none."""
    return {ids[code] for some in codes for code in np.unique(some).tolist() if code >= 0}
