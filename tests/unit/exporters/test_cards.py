"""Cards: everything on screen leads to one, and every card to its sources."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.note import Note
from desktop_app.domain.provenance import Citation, Credibility, Reference, Reliability
from desktop_app.domain.range_words import THIN_SPACE
from desktop_app.domain.record import Record
from desktop_app.domain.vessel import VesselIdentity
from desktop_app.exporters.card import Card, parts, plain
from desktop_app.exporters.card_text import card_text
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.near_rows import Nearness
from desktop_app.exporters.source_cards import opened_id
from desktop_app.importers.training_case import open_training_case
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reading import read
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record
from desktop_app.storage.tables.keys import TABLES_OF_KIND
from desktop_app.storage.writer import CaseWriter

NOW = datetime(2026, 1, 2, 15, 4, 5, tzinfo=UTC)


@pytest.fixture
def training(resources: Resources) -> Iterator[CaseStore]:
    opened = open_training_case(resources)
    yield opened
    opened.close()


def words(card: Card) -> str:
    rows = [f"{row.label}: {plain(row.value)}" for section in card.sections for row in section.rows]
    texts = [plain(text) for section in card.sections for text in section.paragraphs]
    return "\n".join([card.title, card.subtitle, *rows, *texts])


def keys_of(store: CaseStore) -> Iterator[str]:
    for kind, tables in TABLES_OF_KIND.items():
        for table in tables:
            yield from (f"{kind}:{ident}" for (ident,) in read(store, f"SELECT id FROM {table}"))  # noqa: S608 - declared


@pytest.mark.parametrize("which", ["store", "training"])
def test_every_thing_has_a_card_whose_statements_have_sources(
    which: str, request: pytest.FixtureRequest
) -> None:
    case: CaseStore = request.getfixturevalue(which)
    told = 0
    for key in keys_of(case):
        card = card_for(case, key)
        assert card is not None, key
        assert card.title, key
        assert card.sources or key.startswith("note:"), key
        assert card.synthetic == case.info.synthetic, key
        known = {source.id for source in card.sources}
        for row in (row for section in card.sections for row in section.rows):
            assert set(row.sources) <= known, (key, row)
            assert all(parts(row.value)), (key, row)
        told += 1
    assert told > 400


@pytest.mark.parametrize("which", ["store", "training"])
def test_every_link_leads_to_a_card(which: str, request: pytest.FixtureRequest) -> None:
    case: CaseStore = request.getfixturevalue(which)
    links = {link.key for key in keys_of(case) for link in (card_for(case, key) or Card("", "", "")).links()}
    assert len(links) > 100
    assert [key for key in links if not opened_id(key) and card_for(case, key) is None] == []


def test_a_source_counts_and_links_all_that_rests_on_it(store: CaseStore, reported: Record) -> None:
    card = card_for(store, "source:BBC")
    assert card is not None
    links = {link.key for link in card.links()}
    rests = {f"voyage:{row.id}" for row in reported.voyages if "BBC" in row.citation.source_ids}
    rests |= {f"call:{row.id}" for row in reported.calls if "BBC" in row.citation.source_ids}
    rests |= {f"claim:{row.id}" for row in reported.claims if "BBC" in row.citation.source_ids}
    rests |= {f"event:{row.id}" for row in reported.public_events if "BBC" in row.citation.source_ids}
    rests |= {
        f"contradiction:{row.id}" for row in reported.contradictions if "BBC" in row.citation.source_ids
    }
    rests |= {f"observation:{row.id}" for row in reported.observations if "BBC" in row.citation.source_ids}
    assert links == rests
    assert f"{len(rests)} statements rest on it." in words(card)


def test_a_vessel_tells_all_it_did_and_what_that_adds_up_to(store: CaseStore, reported: Record) -> None:
    card = card_for(store, "vessel:chon-ma-san")
    assert card is not None
    links = {link.key for link in card.links()}
    assert {f"voyage:{row.id}" for row in reported.voyages if row.vessel_id == "chon-ma-san"} <= links
    assert {f"call:{row.id}" for row in reported.calls if row.vessel_id == "chon-ma-san"} <= links
    assert {f"sighting:{row.id}" for row in reported.sightings if row.vessel_id == "chon-ma-san"} <= links
    # Two counted calls of 3,565 t × ⅓ × 7.23, × 0.9 × 7.98 and × 0.9 × 8.50 bbl/t.
    assert "Volume: 51\u202f208\u00a0bbl (17\u202f183–54\u202f544), estimated" in words(card)


def test_estimated_voyage_shows_formula_and_its_sources(store: CaseStore, reported: Record) -> None:
    voyage = next(row for row in reported.voyages if row.vessel_id == "chon-ma-san" and row.counted)
    card = card_for(store, f"voyage:{voyage.id}")
    assert card is not None
    told = words(card)
    assert f"3{THIN_SPACE}565 t deadweight × 0.90 (0.33–0.90) load × 7.98 bbl/t (7.23–8.50)" in told
    assert "How found: assumed fraction: nothing tells how deep she lay" in told
    formula = next(row for section in card.sections for row in section.rows if row.label == "Formula")
    assert "UNSTATS" in formula.sources
    links = {link.text: link.key for link in card.links()}
    assert links[f"3{THIN_SPACE}565 t"] == "vessel:chon-ma-san"
    assert links["0.90 (0.33–0.90)"] == "parameter:load_fraction"
    assert links["7.98 bbl/t (7.23–8.50)"] == "parameter:bbl_per_t"
    assert card.assumes == ""


def test_a_card_under_a_scenario_says_so_and_leads_to_its_values(store: CaseStore, reported: Record) -> None:
    voyage = next(row for row in reported.voyages if row.vessel_id == "chon-ma-san" and row.counted)
    half = scenario_assumptions(store, "us-2018-half")
    card = card_for(store, f"voyage:{voyage.id}", engine=QueryEngine(store, half))
    assert card is not None
    # 3,565 t × 0.5 × 7.23, 7.98 and 8.50 bbl/t.
    assert "Barrels: 14\u202f224\u00a0bbl (12\u202f887–15\u202f151)" in words(card)
    assert "scenario_value:us-2018-half-load_fraction" in {link.key for link in card.links()}
    assert "scenario “Half laden”" in card.assumes
    assert card.assumes in card_text(card)
    by_hand = half.moved(Key.LOAD_FRACTION, Range(0.2, 0.2, 0.2))
    moved = card_for(store, f"voyage:{voyage.id}", engine=QueryEngine(store, by_hand))
    assert moved is not None
    assert "0.20, moved by hand" in words(moved)
    parameter = card_for(store, "parameter:load_fraction", engine=QueryEngine(store, half))
    assert parameter is not None
    told = words(parameter)
    assert "Published: 90\u00a0% (33.3–90\u00a0%)" in told
    assert "In use: 50\u00a0%" in told
    assert "Half laden: 50\u00a0%" in told


def test_sums_of_a_port_and_of_a_period_are_those_of_their_voyages(store: CaseStore) -> None:
    for key, heading in (("port:vostochny", "Loaded here, whole case"), ("year:2024", "Observed, summed")):
        card = card_for(store, key)
        assert card is not None
        section = next(one for one in card.sections if one.heading == heading)
        told = "\n".join(plain(row.value) for row in section.rows)
        assert "51\u202f208\u00a0bbl (17\u202f183–54\u202f544)" in told, key


def test_a_parameter_tells_who_changed_it_and_when(reported: Record, tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(reported, "case-1"))
    write_record(connection, reported)
    edit = Edit("Lower the load", (Update("parameter", "load_fraction", {"best": 0.8}),), why="A letter.")
    CaseWriter(connection).apply(edit, "A. Kim", NOW)
    connection.close()
    store = CaseStore.open(path)
    try:
        changed, same = card_for(store, "parameter:load_fraction"), card_for(store, "parameter:bbl_per_t")
    finally:
        store.close()
    assert changed is not None
    assert same is not None
    assert "2 Jan 2026 15:04 UTC, by A. Kim: Lower the load. Reason: A letter." in words(changed)
    assert "A. Kim" not in words(same)


def test_the_reasons_are_the_citations_of_the_thing_itself(store: CaseStore, reported: Record) -> None:
    for row in reported.voyages:
        card = card_for(store, f"voyage:{row.id}")
        assert card is not None
        assert tuple(reason.source.id for reason in card.reasons) == row.citation.source_ids
        assert card.grade is row.citation.grade


def judged_record(reported: Record) -> Record:
    """The record with one ship whose citation and source were judged, with identities and a note."""
    reference = Reference("OSC25", Credibility.PROBABLY_TRUE, AccuracyClass.HUNDRED_M, "p. 4", "read twice")
    citation = Citation((reference,), None)
    sources = tuple(
        replace(source, reliability=Reliability.B) if source.id == "OSC25" else source
        for source in reported.sources
    )
    vessels = tuple(
        replace(row, citation=citation) if row.id == "yu-son" else row for row in reported.vessels
    )
    days = (NOW.date().replace(year=2019), NOW.date().replace(year=2021))
    identities = tuple(
        VesselIdentity(f"identity-{number}", "yu-son", name, "KP", "", "", "", "", first, last, "", citation)
        for number, (name, first, last) in enumerate(
            (("유선", days[1], None), ("ЮСОН", days[0], days[1])), start=1
        )
    )
    notes = (Note("note-1", "vessel:yu-son", "Ask the harbour master.", "A. Kim", NOW),)
    return replace(reported, sources=sources, vessels=vessels, identities=identities, notes=notes)


def test_both_judgements_are_told_and_kept_apart_from_the_records_grade(reported: Record) -> None:
    store = CaseStore.of_record(judged_record(reported))
    try:
        card = card_for(store, "vessel:yu-son")
        graded = card_for(store, "vessel:chon-ma-san")
    finally:
        store.close()
    assert card is not None
    assert graded is not None
    text = card_text(card)
    assert "B2: usually reliable source; probably true" in text
    assert "p. 4" in text
    assert "places it to 100 m" in text
    assert "Record's grade" not in text
    assert "Record's grade A, stated in a document that was read." in card_text(graded)
    assert "usually reliable" not in card_text(graded)


def test_identities_are_in_order_of_time_and_notes_are_no_evidence(reported: Record) -> None:
    store = CaseStore.of_record(judged_record(reported))
    try:
        card = card_for(store, "vessel:yu-son")
    finally:
        store.close()
    assert card is not None
    headings = [section.heading for section in card.sections]
    identities = card.sections[headings.index("Identities over time")]
    assert [plain(row.value) for row in identities.rows] == ["ЮСОН; flag KP", "유선; flag KP"]
    assert [row.label for row in identities.rows] == ["2 Jan 2019 – 2 Jan 2021", "from 2 Jan 2021"]
    notes = card.sections[headings.index("Notes, no evidence")]
    assert plain(notes.rows[0].value) == "Ask the harbour master."
    assert notes.rows[0].sources == ()


def test_a_changed_row_tells_since_when_by_whom_and_why(reported: Record, tmp_path: Path) -> None:
    path = tmp_path / "own.gpkg"
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(reported, "case-1"))
    write_record(connection, reported)
    edit = Edit(
        "Correct the note on CHON MA SAN",
        (Update("vessel", "chon-ma-san", {"note": "Seen again."}),),
        why="A second picture.",
    )
    CaseWriter(connection).apply(edit, "A. Kim", NOW)
    connection.close()
    store = CaseStore.open(path)
    try:
        changed = card_for(store, "vessel:chon-ma-san")
        same = card_for(store, "vessel:yu-son")
    finally:
        store.close()
    assert changed is not None
    assert same is not None
    assert changed.standing == (
        "Stands so since 2 Jan 2026 15:04 UTC, by A. Kim: Correct the note on CHON MA SAN. "
        "Reason: A second picture."
    )
    assert "A. Kim" not in same.standing.partition("made")[0]
    assert changed.standing in card_text(changed)


def test_made_up_data_say_so_in_the_text(training: CaseStore) -> None:
    key = f"vessel:{training.record.vessels[0].id}"
    card = card_for(training, key)
    assert card is not None
    assert card_text(card).startswith("SYNTHETIC")


def test_month_card_keeps_three_ledgers_apart(store: CaseStore, reported: Record) -> None:
    card = card_for(store, "month:2024-03")
    assert card is not None
    headings = [section.heading for section in card.sections]
    counted = sum(
        row.counted and (row.when.first_day.month, row.when.last_day.month) == (3, 3)
        for row in reported.voyages
        if row.when.first_day.year == row.when.last_day.year == NOW.year - 2
    )
    observed = f"Observed and estimated ({counted})"
    assert headings == ["Observed, summed", observed, "Notified to the UN", "Claimed by reports"]


def test_native_names_of_ports_are_marked(store: CaseStore) -> None:
    card = card_for(store, "port:nampo")
    assert card is not None
    assert "Russian and Korean names: general knowledge" in words(card)


def test_cloudy_month_says_so(store: CaseStore) -> None:
    card = card_for(store, "month:2024-08")
    assert card is not None
    assert "Observation" in [section.heading for section in card.sections]


def test_ship_without_number_is_not_given_one(store: CaseStore, reported: Record) -> None:
    voyage = next(row for row in reported.voyages if row.vessel_id == "un-hung")
    card = card_for(store, f"voyage:{voyage.id}")
    assert card is not None
    assert "IMO number: not documented" in words(card)


def test_a_voyage_that_names_nothing_has_a_title_all_the_same(reported: Record) -> None:
    first, *rest = reported.voyages
    bare = replace(first, ships=1, vessel_id="", label="", from_port_id="", to_port_id="", to_place="")
    store = CaseStore.of_record(replace(reported, voyages=(bare, *rest)))
    try:
        card = card_for(store, f"voyage:{bare.id}")
        month = card_for(store, f"month:{bare.when.first_day:%Y-%m}")
    finally:
        store.close()
    assert card is not None
    assert card.title == "unnamed tanker"
    assert month is not None
    assert all(link.text for link in month.links())


def test_unknown_keys_have_no_card(store: CaseStore) -> None:
    for key in (
        "",
        "voyage:",
        "voyage:none",
        "vessel:x",
        "month:2024-13",
        "month:x",
        "ship:1",
        "::",
        "note:x",
    ):
        assert card_for(store, key) is None, key


def test_a_sailing_tells_what_is_near_with_its_lag_and_that_it_is_no_proof(store: CaseStore) -> None:
    ((ident,),) = read(
        store,
        "SELECT id FROM voyage WHERE start_utc = '2024-03-07T00:00:00Z' AND kind = 'call'"
        " AND precision = 'day'",
    )
    told = words(card_for(store, f"voyage:{ident}") or Card("", "", ""))
    assert "14 days before: 22 Feb 2024, Southern Railway" in told
    assert "perhaps, 66 days before to 299 days after: 2024, Southern Railway" in told
    # One payment of the record is dated to the day: too few to speak of chance.
    assert "Proximity, not proof. How often chance comes as close cannot be told" in told
    closer = words(card_for(store, f"voyage:{ident}", near=Nearness(13)) or Card("", "", ""))
    assert "14 days before" not in closer


def test_a_payment_tells_the_sailings_near_it_and_the_chance(training: CaseStore) -> None:
    card = card_for(training, "payment:payment-01")
    assert card is not None
    assert "voyage:voyage-01" in {link.key for link in card.links()}
    # 43 payments on 23 Feb to 1 Nov, 43 sailings to 5 Nov: ten months, and each other shift of them.
    assert "43 dated sailings" in words(card)
    assert "of 303 shifts" in words(card)


def test_a_ship_tells_her_dimensions_and_her_scale(training: CaseStore) -> None:
    card = card_for(training, "vessel:example-02")
    assert card is not None
    assert "85.9 m long, 14.2 m broad, 5.6 m summer draught" in words(card)
    assert "5.6 m: 3\u202f710 t aboard" in words(card)
    links = {link.key for link in card.links()}
    assert "particulars:particulars-example-02" in links
    assert {f"scale_point:scale-example-02-{number}" for number in range(1, 8)} <= links
    tanks = card_for(training, "particulars:particulars-example-04")
    assert tanks is not None
    assert "Cargo tanks: 3\u202f720 m³" in words(tanks)
    bare = card_for(training, "vessel:example-14")
    assert bare is not None
    assert "Deadweight: not documented" in words(bare)
    assert "Dimensions" not in words(bare)


def test_a_scenario_stands_beside_what_is_published(store: CaseStore) -> None:
    card = card_for(store, "scenario:us-2018-half")
    assert card is not None
    assert "load fraction, draught not known: 50\xa0%, published 90\xa0% (33.3–90\xa0%)" in words(card)
    assert "What it does not name stays as published." in words(card)
    assert {"US18AFP", "US18WE", "BBCRW"} <= {source.id for source in card.sources}
    value = card_for(store, "scenario_value:us-2018-half-load_fraction")
    assert value is not None
    assert value.subtitle == "Value of the scenario Half laden"
    assert {link.key for link in value.links()} == {"scenario:us-2018-half", "parameter:load_fraction"}
