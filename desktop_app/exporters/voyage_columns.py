"""The columns of the voyages table: what each is called, what it means, and what stands in it."""

from enum import IntEnum
from itertools import groupby
from typing import Final, NamedTuple

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import PortCall, Riding, Voyage, VoyageKind
from desktop_app.domain.provenance import Source
from desktop_app.domain.quantity import Volume
from desktop_app.domain.vessel import Listing, Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.load_words import reckoning
from desktop_app.exporters.things import place_words, ship_words, thing
from desktop_app.exporters.voyage_words import (
    DESTINATION_WORDS,
    KIND_WORDS,
    RIDING_WORDS,
    TRACKER_WORDS,
    how_known_words,
)
from desktop_app.exporters.wording import PRECISION_WORDS
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore

NOTHING: Final = "–"
"""Stands where nothing is documented."""


class Column(IntEnum):
    """Every column; its number is its place in the model, its name what the settings remember."""

    DATE = 0
    VESSEL = 1
    IMO_NUMBER = 2
    LISTING = 3
    OPERATOR = 4
    FROM = 5
    TO = 6
    PRODUCT = 7
    HOW_KNOWN = 8
    TRACKER = 9
    RIDING = 10
    CALLS = 11
    VOLUME = 12
    CARGO = 13
    PRECISION = 14
    SOURCES = 15
    GRADE = 16
    KIND = 17
    WHY_NOT = 18


class Heading(NamedTuple):
    """A column in words.

    Attributes:
        title: in the header, with the unit.
        name: in menus and copies.
        meaning: what its marks and values mean.
    """

    title: str
    name: str
    meaning: str


HEADINGS: Final = {
    Column.DATE: Heading(
        "Date (UTC)",
        "Date (UTC)",
        "When, with no more precision than is known.\n"
        "Soft bar: some time in this window. Bracket: only the month or year is known. ~: about.\n"
        "Grey: the row is not counted; its tooltip says why.",
    ),
    Column.VESSEL: Heading(
        "Vessel",
        "Vessel",
        "Name, or what the sources call the ship.\n"
        "Ring with letters: who lists the vessel; dashed: not in force on that day.",
    ),
    Column.IMO_NUMBER: Heading("IMO number", "IMO number", "Seven digits, where documented; never guessed"),
    Column.LISTING: Heading(
        "Listed by",
        "Listed by",
        "Sanctions lists that name the vessel; dashed ring: not in force on the day of this row",
    ),
    Column.OPERATOR: Heading("Operator", "Operator", "Owner or manager, as documented"),
    Column.FROM: Heading("From", "Loading port", "Loading port"),
    Column.TO: Heading("To", "Destination", "Destination; a dash where none is published"),
    Column.PRODUCT: Heading("Product", "Product", "What was carried, as documented"),
    Column.HOW_KNOWN: Heading(
        "By", "How known", "How it is known. Eye: image. Wave: AIS. Quotation mark: report."
    ),
    Column.TRACKER: Heading(
        "AIS",
        "Tracker",
        "State of the AIS tracker. Filled: on. Hollow: off. Question mark: not reported.",
    ),
    Column.RIDING: Heading(
        "Riding",
        "Riding",
        "How deep the ship lay at its calls, in their order: low is laden, high is in ballast",
    ),
    Column.CALLS: Heading("Calls", "Calls", "Calls that the row stands for"),
    Column.VOLUME: Heading(
        "Volume, bbl",
        "Volume",
        "Best figure; in brackets what comes out with every assumption at its low and at its high end.\n"
        "The tooltip of a cell says how it was reckoned.",
    ),
    Column.CARGO: Heading("Cargo", "Cargo as documented", "How much was carried, where a document says so"),
    Column.PRECISION: Heading("Precision", "Precision of the date", "How exactly the date is known"),
    Column.SOURCES: Heading("Src", "Number of sources", "Number of sources"),
    Column.GRADE: Heading(
        "Grade",
        "Grades of the sources",
        "Reliability of the sources after the Admiralty scale, A (completely reliable) to E (unreliable); "
        "F: cannot be judged; a dash: nobody has judged them",
    ),
    Column.KIND: Heading("Kind", "Kind of row", "What the row stands for"),
    Column.WHY_NOT: Heading("Not counted because", "Why not counted", "Why the row adds to no sum"),
}
NUMBERS: Final = frozenset({Column.CALLS, Column.VOLUME, Column.CARGO, Column.SOURCES})
"""Columns that are set to the right."""


class ListedBy(NamedTuple):
    """One authority that lists the ship of a row.

    Attributes:
        authority: one of `AUTHORITIES`.
        in_force: not known to have begun after the row's last day or ended before its first.
        words: the day and the measure, for a tooltip.
    """

    authority: str
    in_force: bool
    words: str


class TableRow(NamedTuple):
    """A voyage as the table shows it.

    Attributes:
        texts: by column.
        volume: under the assumptions with which the row was read.
        listed: who lists its ship, each authority once.
        riding: how the ship lay at the calls, in their order; unknown ones left out, repeated ones told once.
    """

    voyage: Voyage
    texts: tuple[str, ...]
    volume: Volume
    listed: tuple[ListedBy, ...]
    riding: tuple[Riding, ...]


def table_rows(engine: QueryEngine, voyages: tuple[Voyage, ...]) -> tuple[TableRow, ...]:
    """Voyages with their texts under the engine's assumptions; on any thread."""
    store = engine.store
    calls = {call.id: call for call in store.calls_of(voyages)}
    # What volumes ask of them one by one: read at once it takes two thirds of the time.
    store.sightings_of(voyages)
    listings = _listings_by_vessel(store)
    return tuple(
        _table_row(
            engine,
            voyage,
            tuple(calls[call_id] for call_id in voyage.call_ids if call_id in calls),
            listings.get(voyage.vessel_id, ()),
        )
        for voyage in voyages
    )


def _listings_by_vessel(store: CaseStore) -> dict[str, tuple[Listing, ...]]:
    def make() -> dict[str, tuple[Listing, ...]]:
        found: dict[str, tuple[Listing, ...]] = {}
        for row in store.record.listings:
            found[row.vessel_id] = (*found.get(row.vessel_id, ()), row)
        return found

    return store.cached("listings by vessel", make)


def _table_row(
    engine: QueryEngine, voyage: Voyage, calls: tuple[PortCall, ...], listings: tuple[Listing, ...]
) -> TableRow:
    store = engine.store
    listed = _listed(voyage, listings)
    states = (call.riding for call in calls if call.riding is not Riding.UNKNOWN)
    riding = tuple(state for state, _ in groupby(states))
    vessel = thing(store, Vessel, f"vessel:{voyage.vessel_id}")
    volume = volume_of(store, voyage, engine.assumptions)
    texts = {
        Column.DATE: wording.short_time_span(voyage.when),
        Column.VESSEL: ship_words(store, voyage),
        Column.IMO_NUMBER: vessel.imo_number if vessel is not None else "",
        Column.LISTING: ", ".join(entry.authority for entry in listed),
        Column.OPERATOR: vessel.owner if vessel is not None else "",
        Column.FROM: place_words(store, voyage.from_port_id),
        Column.TO: place_words(store, voyage.to_port_id) or voyage.to_place,
        Column.PRODUCT: voyage.product,
        Column.HOW_KNOWN: how_known_words(voyage.how_known),
        Column.TRACKER: TRACKER_WORDS[voyage.tracker],
        Column.RIDING: ", then ".join(state.value for state in riding),
        Column.CALLS: _calls(voyage),
        Column.VOLUME: wording.volume(volume),
        Column.CARGO: wording.quantity(voyage.cargo) if voyage.cargo is not None else "",
        Column.PRECISION: PRECISION_WORDS[voyage.when.precision],
        Column.SOURCES: str(len(voyage.citation.source_ids)),
        Column.GRADE: ", ".join(grades_of(store, voyage)),
        Column.KIND: KIND_WORDS[voyage.kind],
        Column.WHY_NOT: "" if voyage.counted else voyage.not_counted_why,
    }
    return TableRow(voyage, tuple(texts[column] or NOTHING for column in Column), volume, listed, riding)


def _calls(voyage: Voyage) -> str:
    if voyage.kind is VoyageKind.SIGHTING:
        return ""
    return f"{'c. ' if voyage.ships_approximate else ''}{wording.number(voyage.ships)}"


def _listed(voyage: Voyage, listings: tuple[Listing, ...]) -> tuple[ListedBy, ...]:
    found: dict[str, ListedBy] = {}
    for row in listings:
        began_later = row.listed_on is not None and row.listed_on > voyage.when.last_day
        had_ended = row.delisted_on is not None and row.delisted_on < voyage.when.first_day
        since = f"since {wording.day(row.listed_on)}" if row.listed_on else "day not documented"
        ended = f", ended {wording.day(row.delisted_on)}" if row.delisted_on else ""
        when = " (after this row)" if began_later else ""
        words = f"{row.authority}-listed, {since}{ended}{when}: {row.measure}"
        known = found.get(row.authority)
        in_force = not began_later and not had_ended
        found[row.authority] = ListedBy(
            row.authority,
            in_force or (known is not None and known.in_force),
            f"{known.words}\n{words}" if known is not None else words,
        )
    return tuple(found.values())


def grades_of(store: CaseStore, voyage: Voyage) -> tuple[str, ...]:
    """The Admiralty reliabilities of a row's sources, the best first, each once."""
    sources = (thing(store, Source, f"source:{row_id}") for row_id in voyage.citation.source_ids)
    return tuple(
        sorted({row.reliability.value for row in sources if row is not None and row.reliability is not None})
    )


def explanation(row: TableRow, column: Column) -> str:
    """What a cell means where its text or mark does not say all; also why a row is not counted."""
    voyage = row.voyage
    told = _of_column(row, column)
    if voyage.counted or column is Column.WHY_NOT:
        return told
    reason = f"Not counted: {voyage.not_counted_why}."
    return f"{told}\n{reason}" if told else reason


def _of_column(row: TableRow, column: Column) -> str:  # noqa: PLR0911 - one return a column
    voyage = row.voyage
    match column:
        case Column.DATE | Column.PRECISION:
            about = "; the source itself says about" if voyage.when.approximate else ""
            return f"{wording.time_span(voyage.when)}, {PRECISION_WORDS[voyage.when.precision]}{about}"
        case Column.VESSEL:
            return "\n".join((voyage.summary, *(entry.words for entry in row.listed)))
        case Column.LISTING:
            return "\n".join(entry.words for entry in row.listed) or "no listing documented"
        case Column.TO:
            return DESTINATION_WORDS[voyage.to_basis] or "destination not published"
        case Column.TRACKER:
            return f"tracker {TRACKER_WORDS[voyage.tracker]}"
        case Column.RIDING:
            return ", then ".join(RIDING_WORDS[state] for state in row.riding) or "not documented"
        case Column.VOLUME:
            return reckoning(row.volume)
        case _:
            return row.texts[column]
