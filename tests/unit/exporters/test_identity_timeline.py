"""A vessel's history of identities tells what came back, what was told at once, and when nothing was told."""

from datetime import date

from desktop_app.domain.provenance import Citation
from desktop_app.domain.vessel import VesselIdentity
from desktop_app.exporters.card import LISTED, Link, parts, plain
from desktop_app.exporters.identity_timeline import identity_timeline

CITE = Citation.of(("register",), None)
MARCH, JUNE = date(2024, 3, 1), date(2024, 6, 1)


def row(ident: str, first: date | None, last: date | None, **told: str) -> VesselIdentity:
    empty = dict.fromkeys(("name", "flag", "imo_number", "mmsi", "call_sign", "owner", "note"), "")
    return VesselIdentity(
        **{**empty, **told}, id=ident, vessel_id="ship", first_day=first, last_day=last, citation=CITE
    )


def test_one_identity_is_no_history() -> None:
    assert identity_timeline([]) is None
    assert identity_timeline([row("a", MARCH, JUNE, name="A"), row("b", JUNE, None, name="A")]) is None


def test_each_value_has_its_days_and_leads_to_what_tells_it() -> None:
    section = identity_timeline(
        [
            row("again", date(2024, 6, 20), None, name="Alpha", mmsi="273000001"),
            row("first", MARCH, date(2024, 3, 20), name="ALPHA", mmsi="445000001"),
            row("second", date(2024, 3, 10), date(2024, 5, 1), name="BETA", mmsi="445000001"),
        ]
    )
    assert section is not None
    told = [(one.label, plain(one.value)) for one in section.rows]
    assert told == [
        ("Name", "ALPHA, 1–20 Mar 2024"),
        ("", "BETA, 10 Mar – 1 May 2024; told beside the one before, 10–20 Mar 2024"),
        ("", "Alpha, from 20 Jun 2024; nothing told 2 May – 19 Jun 2024"),
        ("MMSI", "445000001, 1 Mar – 1 May 2024; told again: 2"),
        ("", "273000001, from 20 Jun 2024; nothing told 2 May – 19 Jun 2024"),
    ]
    links = [part.key for one in section.rows for part in parts(one.value) if isinstance(part, Link)]
    assert links == [
        f"identity:{ident}" for ident in ("first", "second", "again", "first", "second", "again")
    ]
    assert {one.sources for one in section.rows} == {("register",)}


def test_rows_without_days_are_told_last_and_make_no_gap() -> None:
    section = identity_timeline([row("undated", None, None, name="B"), row("a", MARCH, None, name="A")])
    assert section is not None
    assert [plain(one.value) for one in section.rows] == ["A, from 1 Mar 2024", "B, days not documented"]


def test_a_stranger_s_thousand_names_are_bounded() -> None:
    many = [row(str(number), MARCH, JUNE, name=f"NAME {number}") for number in range(LISTED + 7)]
    section = identity_timeline(many)
    assert section is not None
    assert len(section.rows) == LISTED
    assert section.more == "First 200 of 207 rows; the case file has all."
