"""The voyages of a case as arrays, ordered by start, end and place; first what the first picture needs."""

from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import HowKnown, Tracker, VoyageKind
from desktop_app.domain.statement import Mode
from desktop_app.domain.time_span import Precision
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.columns import scanning
from desktop_app.query.columns.attributes import KNOWN_MEMBERS, members_of, values_of
from desktop_app.query.columns.choices import Choice, either_of, of_values
from desktop_app.query.columns.doubts import doubts_of_voyages
from desktop_app.query.columns.instants import months_of
from desktop_app.query.columns.rows import Rows, Texts, Things, read_things, texts_of
from desktop_app.query.day_numbers import DAY_S
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore

SEA: Final = Mode.SEA.value
KINDS: Final = tuple(VoyageKind)
TRACKERS: Final = tuple(Tracker)
PRECISIONS: Final = tuple(Precision)
# A bit for each kind of observation among the words of a row, the first lowest.
KNOWN_SQL: Final = " + ".join(
    f"{1 << place} * (instr(' ' || how_known || ' ', ' {word} ') > 0)" for place, word in enumerate(HowKnown)
)
# The tables that the arrays are read from, those that a few values are computed from, and those values.
_READ_FROM: Final = frozenset({"voyage", "vessel", "port"})
_RESTS_ON: Final = frozenset({"listing", "citation", "source", "doubt"})
_RESTING: Final = ("_choices", "sources")


class _Core(NamedTuple):
    """What one walk through an index gives."""

    fid: NDArray[np.int64]
    first_s: NDArray[np.int64]
    last_s: NDArray[np.int64]
    kind_counted: NDArray[np.int64]
    ships: NDArray[np.int64]


class Columns:
    """Voyages as arrays of one length; all are shared and must not be written to.

    Whatever is a property is read when it is first asked for. Ask a `QueryEngine` for it, which makes one for
    each generation of the case.

    Attributes:
        rows: places of row numbers.
        fid: row number in the file.
        first_day, last_day: days since 1970-01-01 UTC; `first_day` ascends.
        reach: the latest `last_day` up to and with each row; ascends too.
        month: months since January 1970 of the first day; ascends too.
        one_month: first and last day lie in one month.
        vessel: place in `vessel_ids`, -1 where no vessel is named.
        counted: adds to the observed calls.
        ships: calls the row stands for.
        kind: place in `VoyageKind`.
    """

    def __init__(self, store: CaseStore) -> None:
        """Read the core.

        Raises:
            InputError: a value of a row is of another kind than declared.
        """
        self._store = store
        self._vessels = read_things(store, "vessel", "dwt_t")
        with ThreadPoolExecutor(1) as thread:
            # The index by vessel has its rows together, which takes a third of the time of a look-up a row.
            named = thread.submit(scanning.grouped, store, "voyage", "vessel_id", [scanning.whole("fid")])
            core = _read_core(store)
            vessels = named.result()
        self.rows = Rows.of(core.fid)
        self.fid = core.fid
        self.first_day = (core.first_s // DAY_S).astype(np.int32)
        self.last_day = (core.last_s // DAY_S).astype(np.int32)
        self.reach: NDArray[np.int32] = np.maximum.accumulate(self.last_day)
        self.month = months_of(self.first_day)
        self.one_month = self.month == months_of(self.last_day)
        self.ships = core.ships.astype(np.int32)
        self.kind = (core.kind_counted >> 1).astype(np.uint8)
        self.counted = (core.kind_counted & 1).astype(np.bool_)
        self.vessel = self.vessels_of(texts_of(vessels, self.rows))

    def after(self, tables: frozenset[str]) -> "Columns | None":
        """The same rows after a change of some tables; None where they have to be read anew."""
        if not _READ_FROM.isdisjoint(tables):
            return None
        if _RESTS_ON.isdisjoint(tables):
            return self
        renewed = copy(self)
        for name in _RESTING:
            vars(renewed).pop(name, None)
        return renewed

    def __len__(self) -> int:
        return len(self.fid)

    @property
    def vessel_ids(self) -> tuple[str, ...]:
        """Ids of all vessels of the case, in the order of the file."""
        return self._vessels.ids

    def choice(self, kind: ClauseKind) -> Choice:
        """What a clause of a kind chooses by.

        Raises:
            KeyError: it is no kind of choice.
        """
        if kind not in self._choices:
            self._choices[kind] = self._made_choice(kind)
        return self._choices[kind]

    @cached_property
    def _choices(self) -> dict[ClauseKind, Choice]:
        return {}

    def _made_choice(self, kind: ClauseKind) -> Choice:
        match kind:
            case ClauseKind.VESSEL:
                made = of_values(self.vessel, self.vessel_ids)
            case ClauseKind.OPERATOR | ClauseKind.LISTING:
                made = Choice(self.vessel, members_of(self.vessel_ids, values_of(self._store, kind)))
            case ClauseKind.LOADING | ClauseKind.DISCHARGE | ClauseKind.PORT:
                made = self._choice_of_ports(kind)
            case ClauseKind.MODE:
                made = of_values(np.zeros(len(self), np.uint8), (SEA,))
            case ClauseKind.PRODUCT:
                made = of_values(*self.product)
            case ClauseKind.TRACKER:
                made = of_values(self.tracker, TRACKERS)
            case ClauseKind.HOW_KNOWN:
                made = Choice(self.known, (*KNOWN_MEMBERS, frozenset()))
            case ClauseKind.GRADE:
                made = Choice(
                    self.evidence.codes, members_of(self.evidence.values, values_of(self._store, kind))
                )
            case ClauseKind.DOUBT:
                made = doubts_of_voyages(self._store, self.rows, self.vessel, self.vessel_ids)
            case _:
                raise KeyError(kind)
        return made

    def _choice_of_ports(self, kind: ClauseKind) -> Choice:
        if kind is ClauseKind.PORT:
            return either_of(self.loading, self.discharge, self.port_ids)
        return of_values(self.loading if kind is ClauseKind.LOADING else self.discharge, self.port_ids)

    def vessel_texts(self, column: str) -> tuple[str, ...]:
        """A text of each of `vessel_ids`, empty where it is not documented."""
        sql = f"SELECT COALESCE({column}, '') FROM vessel ORDER BY fid"  # noqa: S608 - a declared column
        return tuple(str(text) for (text,) in read(self._store, sql))

    @cached_property
    def port_names(self) -> tuple[str, ...]:
        """English names of `port_ids`."""
        return tuple(str(name) for (name,) in read(self._store, "SELECT name_en FROM port ORDER BY fid"))

    def vessels_of(self, texts: Texts) -> NDArray[np.intp]:
        """Places in `vessel_ids` of a column of ids, -1 for none."""
        return self._vessels.places_of_ids(texts)

    @property
    def port_ids(self) -> tuple[str, ...]:
        """Ids of all ports of the case, without their parts, in the order of the file."""
        return self._ports.ids

    @property
    def loading(self) -> NDArray[np.int32]:
        """Place in `port_ids` of the loading port, -1 where it is not documented."""
        return self._ends[0]

    @property
    def discharge(self) -> NDArray[np.int32]:
        """Place in `port_ids` of the port of discharge, -1 where it is not documented."""
        return self._ends[1]

    @property
    def dwt_t(self) -> NDArray[np.float64]:
        """Deadweight of each of `vessel_ids` in tonnes, NaN where it is not documented."""
        return self._vessels.numbers

    @cached_property
    def calls(self) -> NDArray[np.int32]:
        """Counted calls that the row stands for."""
        return np.where(self.counted, self.ships, 0)

    @cached_property
    def about(self) -> NDArray[np.bool_]:
        """Counted, and the count is only "about"."""
        is_group: NDArray[np.bool_] = self.kind == KINDS.index(VoyageKind.GROUP)
        return self.counted & is_group

    @cached_property
    def tracker(self) -> NDArray[np.uint8]:
        """Place in `Tracker`."""
        return self._states[0].astype(np.uint8)

    @cached_property
    def precision(self) -> NDArray[np.uint8]:
        """Place in `Precision`."""
        return self._states[1].astype(np.uint8)

    @cached_property
    def known(self) -> NDArray[np.uint8]:
        """A bit for each of `HowKnown`, the first lowest."""
        return self._states[2].astype(np.uint8)

    @cached_property
    def evidence(self) -> Texts:
        """The evidence."""
        return self._texts("evidence_id")

    @cached_property
    def sources(self) -> NDArray[np.int32]:
        """How many sources are cited."""
        sql = "SELECT evidence_id, COUNT(*) FROM citation GROUP BY evidence_id"
        counts = {str(ident): int(count) for ident, count in read(self._store, sql)}
        # One more at the end, where -1 leads.
        of_sets = np.array([*(counts.get(ident, 0) for ident in self.evidence.values), 0], np.int32)
        return of_sets.take(self.evidence.codes)

    @cached_property
    def product(self) -> Texts:
        """The product as documented."""
        return self._texts("product")

    @cached_property
    def label(self) -> Texts:
        """What to call a row where no vessel is named."""
        return self._texts("label")

    @cached_property
    def to_place(self) -> Texts:
        """The destination in words where it is no port of the case."""
        return self._texts("to_place")

    @cached_property
    def route(self) -> Texts:
        """The inferred route that is drawn for it."""
        return self._texts("route_id")

    @cached_property
    def _ports(self) -> Things:
        return read_things(self._store, "port")

    @cached_property
    def _ends(self) -> list[NDArray[np.int32]]:
        reads = [scanning.row_of("voyage", column, "port") for column in ("from_port_id", "to_port_id")]
        return [self._ports.places_of(fids).astype(np.int32) for fids in self._scanned(reads, 0)]

    @cached_property
    def _states(self) -> list[NDArray[np.int64]]:
        reads = [
            scanning.choice("tracker", TRACKERS),
            scanning.choice("precision", PRECISIONS),
            scanning.digit("how_known", KNOWN_SQL),
        ]
        return self._scanned(reads, 0)

    def _scanned(self, reads: list[scanning.Read], missing: int) -> list[NDArray[np.int64]]:
        """Columns that no index holds, in the order of the arrays."""
        parts = scanning.parts_by_row(self._store, "voyage")
        fids, *found = scanning.scan(self._store, "voyage", parts, [scanning.whole("fid"), *reads])
        return [self.rows.arranged(fids, values, missing) for values in found]

    def _texts(self, column: str) -> Texts:
        return texts_of(scanning.grouped(self._store, "voyage", column, [scanning.whole("fid")]), self.rows)


def _read_core(store: CaseStore) -> _Core:
    """What the index by time holds, in order."""
    cases = " ".join(f"WHEN '{kind}' THEN {2 * place}" for place, kind in enumerate(KINDS))
    reads = [
        scanning.whole("fid"),
        scanning.instant("start_utc"),
        scanning.instant("end_utc"),
        # A row of a kind that is none is read as an odd number too large, and refused.
        scanning.digit("kind", f"CASE kind {cases} ELSE 10 END + (counted <> 0)"),
        scanning.whole("ships"),
        scanning.whole("place"),
    ]
    *core, place = scanning.scan(store, "voyage", scanning.parts_by_time(store, "voyage"), reads)
    fid, first_s, last_s = core[:3]
    # The index is walked in this order, but nothing in SQL promises it.
    order = np.lexsort((fid, place, last_s, first_s))
    return _Core(*(column.take(order) for column in core))
