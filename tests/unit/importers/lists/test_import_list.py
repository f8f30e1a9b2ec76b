"""Lists of ships taken into a case: what joins, what is new, what stays as it is."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.imports import Counts, ImportRun
from desktop_app.domain.provenance import Citation
from desktop_app.importers.importing import ImportOrder, Sample, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.lists.entity_json import Entity, entities_of
from desktop_app.importers.lists.import_list import recognise
from desktop_app.importers.lists.maritime_csv import ships_of_csv
from desktop_app.importers.reports import report_lines
from desktop_app.importers.running import run_imports
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert, Update, evidence_id
from desktop_app.storage.saving import create_empty

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
HEADER = "type,caption,imo,risk,countries,flag,mmsi,id,url,datasets,aliases\n"
# IMO numbers with right check digits that no ship bears here.
OURS, OTHER = "9074729", "9187629"
ROW = f'VESSEL,"SEA <b>STAR",{OURS},sanction,kp;ru,kp;ru,445123000;12,imo-vsl-{OURS},,{{lists}},OLD STAR;=1+1'


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "case.gpkg"
    create_empty(path, title="Nothing yet", who="Kim", now=NOW)
    store = CaseStore.open(path)
    citation = Citation.of(["source-hand"], None)
    store.edit(
        Edit(
            "Add a ship",
            (
                Insert("source", "source-hand", {"title": "By hand", "kind": "original"}),
                Insert(
                    "vessel",
                    "ours",
                    {
                        "name": "SEA STAR",
                        "imo_number": OURS,
                        "in_trade": 1,
                        "evidence_id": evidence_id(citation),
                    },
                ),
            ),
            (citation,),
        ),
        "Kim",
    )
    yield store
    store.close()


def take(case: CaseStore, resources: Resources, path: Path, *, every_ship: bool = False) -> ImportRun:
    file = InputFile(path, "", path.name)
    (found,) = recognise(Sample(file, path.read_bytes()[:65536]))
    order = ImportOrder(file, found.format, SourceChoice(), every_ship=every_ship)
    return run_imports(case, [order], "Kim", resources, Feedback(), lambda _: None, NOW).runs[0]


def test_a_list_joins_the_ships_of_the_case_and_tells_of_all_others(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "maritime.csv"
    path.write_text(
        HEADER
        + ROW.format(lists="us_ofac_sdn;kp_rusi_reports")
        + f"\nVESSEL,FOREIGN,{OTHER},,,,,a,,us_ofac_sdn,\nVESSEL,WRONG,1234568,,,,,b,,us_ofac_sdn,"
        + "\nORGANIZATION,OWNER,5000001,,,,,c,,us_ofac_sdn,\nVESSEL,short\n",
        encoding="utf-8",
    )
    run = take(case, resources, path)
    assert run.counts == Counts(5, 1, 0, 0, 0, 1, 4)
    (listing,) = case.record.listings
    assert (listing.vessel_id, listing.authority, listing.listed_on) == ("ours", "US", None)
    assert listing.listed_as == "SEA <b>STAR"
    assert listing.citation.references[0].passage == f"imo-vsl-{OURS}"
    found = {(one.name, one.flag, one.mmsi) for one in case.record.identities if one.vessel_id == "ours"}
    assert found == {
        ("SEA <b>STAR", "KP", "445123000"),
        ("OLD STAR", "", ""),
        ("=1+1", "", ""),
        ("", "RU", ""),
    }
    reasons = {line.first_line: line.reason for line in report_lines(case, run)}
    assert reasons == {
        2: "an MMSI has nine digits",
        3: "no ship of the case has this IMO number",
        4: "no right IMO number: nothing else joins a ship",
        5: "no ship",
        6: "2 cells where 11 columns are named",
    }
    (source,) = (one for one in case.record.sources if one.title == "maritime.csv")
    assert "CC BY-NC" in source.note
    assert take(case, resources, path).counts == Counts(5, 0, 0, 1, 0, 1, 4)
    assert take(case, resources, path, every_ship=True).counts == Counts(5, 1, 0, 1, 0, 1, 3)
    assert {one.id for one in case.record.vessels} >= {f"vessel-imo-{OTHER}"}


def test_a_listing_that_the_case_has_is_not_told_twice(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "maritime.csv"
    path.write_text(
        HEADER + ROW.format(lists="us_ofac_sdn;us_ofac_cons;un_1718_vessels") + "\n", encoding="utf-8"
    )
    take(case, resources, path)
    assert sorted(one.authority for one in case.record.listings) == ["UN", "US"]


def entities(ended: str) -> str:
    ship = {
        "id": "NK-ship",
        "schema": "Vessel",
        "caption": "SEA STAR",
        "datasets": ["us_ofac_sdn", "gb_fcdo_sanctions"],
        "properties": {"imoNumber": [f"IMO{OURS}"], "callSign": ["HMAB"], "flag": ["kp"], "alias": ["별"]},
    }
    sanction = {
        "id": "NK-sanction",
        "schema": "Sanction",
        "datasets": ["us_ofac_sdn"],
        "properties": {
            "entity": ["NK-ship"],
            "program": ["DPRK4"],
            "startDate": ["2018-02-23"],
            "endDate": [ended] if ended else [],
        },
    }
    owner = {"id": "NK-owner", "schema": "Company", "caption": "Star Co", "properties": {"name": ["Star Co"]}}
    owns = {
        "id": "NK-owns",
        "schema": "Ownership",
        "properties": {
            "owner": ["NK-owner"],
            "asset": ["NK-ship"],
            "startDate": ["2015-01-02"],
            "role": ["owner"],
        },
    }
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in (owns, ship, sanction, owner))


@pytest.mark.parametrize("as_array", [False, True])
def test_entities_bring_days_owners_and_what_a_later_edition_says(
    case: CaseStore, resources: Resources, tmp_path: Path, *, as_array: bool
) -> None:
    path = tmp_path / "entities.ftm.json"

    def write(ended: str) -> None:
        lines = entities(ended)
        path.write_text(
            "[" + lines.replace("\n", ",\n") + "]" if as_array else lines + "\nrubbish\n", encoding="utf-8"
        )

    write("")
    run = take(case, resources, path)
    assert run.counts == Counts(5 - as_array, 1, 0, 0, 2, 0, 2 - as_array)
    listings = {one.authority: one for one in case.record.listings}
    assert listings.keys() == {"US", "UK"}
    assert listings["US"].listed_on == date(2018, 2, 23)
    assert "DPRK4" in listings["US"].measure
    owned = [one for one in case.record.identities if one.owner]
    assert [(one.owner, one.first_day, one.last_day) for one in owned] == [
        ("Star Co", date(2015, 1, 2), None)
    ]
    assert take(case, resources, path).counts.unchanged == 1
    write("2024-05-06")
    assert take(case, resources, path).counts.updated == 1
    assert {one.authority: one.delisted_on for one in case.record.listings} == {
        "US": date(2024, 5, 6),
        "UK": None,
    }
    us = listings["US"].id
    case.edit(Edit("Mend", (Update("listing", us, {"delisted_on": "2024-05-07"}),)), "Kim")
    write("2024-06-01")
    run = take(case, resources, path)
    assert run.counts.updated == 0
    assert {one.id: one.delisted_on for one in case.record.listings}[us] == date(2024, 5, 7)


def test_hostile_words_and_ships_told_twice_neither_end_the_import_nor_vanish(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    ship = {
        "id": "a",
        "schema": "Vessel",
        "properties": {"name": ["\ud800\0"], "imoNumber": [OURS], "alias": ["x" * 10_000]},
    }
    path = tmp_path / "entities.json"
    path.write_text(f"{json.dumps(ship)}\n{json.dumps(ship)}\n")
    assert take(case, resources, path).counts == Counts(2, 1, 0, 0, 1, 0, 0)
    assert {one.name for one in case.record.identities} == {"?\N{SYMBOL FOR NULL}", "x" * 10_000}


class Bytes:
    """Counts what an importer of lists refuses."""

    def __init__(self) -> None:
        self.refused = 0

    def refuse(self, *_: object) -> None:
        """One more."""
        self.refused += 1


@given(content=st.binary(max_size=200), headed=st.booleans())
def test_any_bytes_end_as_ships_or_as_lines(content: bytes, *, headed: bool) -> None:
    data = HEADER.encode() * headed + content
    recognise(Sample(InputFile(Path("x"), "", "x"), data))
    counter = Bytes()
    if headed:
        list(ships_of_csv(io.BytesIO(data), "x", counter.refuse))
    found = list(entities_of(io.BytesIO(content.replace(b"[", b"")), "x"))
    # The mark of a text's encoding is no line of its own.
    told = content.replace(b"[", b"").removeprefix(b"\xef\xbb\xbf")
    lines = sum(bool(line.strip()) for line in told.split(b"\n"))
    assert len(found) >= lines - sum(isinstance(one, Entity) for one in found)
