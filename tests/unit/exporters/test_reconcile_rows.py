"""Ledgers and conflicts in words: nothing added across, every figure with its word, flag and sources."""

from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from desktop_app.analysis.checks.case_findings import conflict_findings
from desktop_app.domain.findings import Severity
from desktop_app.domain.record import Record
from desktop_app.exporters.cap_words import share
from desktop_app.exporters.card import parts, plain
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.claim_words import claim_told, rate_words
from desktop_app.exporters.conflict_words import conflicts_card
from desktop_app.exporters.reconcile_rows import (
    HEADINGS,
    NEVER_ADDED,
    LedgerLine,
    copied_lines,
    ledger_lines,
)
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.reconcile_query import reconciled
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record


def lines(store: CaseStore, period: Period) -> dict[str, LedgerLine]:
    found = reconciled(QueryEngine(store), Filter(), period)
    return {line.window: line for line in ledger_lines(store, found)}


def words(key: str, store: CaseStore) -> str:
    card = card_for(store, key)
    assert card is not None
    sections = [plain(text) for section in card.sections for text in section.paragraphs]
    rows = [f"{row.label}: {plain(row.value)}" for section in card.sections for row in section.rows]
    return "\n".join((card.title, *sections, *rows))


def test_the_three_ledgers_stand_apart(store: CaseStore) -> None:
    year = lines(store, Period.YEAR)["2024"]
    assert year.observed.splitlines()[1:] == [
        "about 43 calls, 2 estimated",
        "cap: 10.2\N{NO-BREAK SPACE}% (3.4–10.9\N{NO-BREAK SPACE}%)",
    ]
    assert year.notified.splitlines()[0] == "RU 15\N{NARROW NO-BREAK SPACE}279 in 1 month"
    assert year.notified.splitlines()[-1] == "cap: 59.2\N{NO-BREAK SPACE}%"
    assert year.claimed.splitlines()[:2] == [
        "about 1\N{NARROW NO-BREAK SPACE}300\N{NARROW NO-BREAK SPACE}000 · 260\N{NO-BREAK SPACE}%",
        "more than 1\N{NARROW NO-BREAK SPACE}500\N{NARROW NO-BREAK SPACE}000 · 300\N{NO-BREAK SPACE}%",
    ]
    assert year.key == "year:2024"
    for part in year.parts:
        assert sum(bool(ledger) for ledger in (part.observed, part.notified, part.claimed)) == 1
        assert part.key
    window = lines(store, Period.MONTH)["7 Mar – 5 Nov 2024"]
    assert window.observed.startswith("51\N{NARROW NO-BREAK SPACE}208 (17\N{NARROW NO-BREAK SPACE}183–54")
    assert window.key == ""


def test_each_line_leads_to_its_sources_in_two_steps(store: CaseStore) -> None:
    for line in lines(store, Period.QUARTER).values():
        for one in (line, *line.parts):
            if one.key:
                card = card_for(store, one.key)
                assert card is not None
                assert one.sources <= {source.id for source in card.sources} | line.sources
                assert card.sources


def test_the_used_share_of_2024() -> None:
    assert share(168_679 / 500_000) == "33.7\N{NO-BREAK SPACE}%"


def test_43_calls_in_243_days_are_1_24_a_week(store: CaseStore) -> None:
    (claim,) = [row for row in store.record.claims if row.id == "osc-43-calls"]
    assert rate_words(claim) == "43 calls in 243 days, 1.24 a week (computed)"
    assert "1.24 a week" in words("claim:osc-43-calls", store)
    others = {row.id for row in store.record.claims if rate_words(row)}
    assert "osc-over-1m" not in others


@pytest.mark.parametrize(
    ("ident", "flag"),
    [
        *((f"rfa-2023-{month:02}", "tonnes, not barrels") for month in range(8, 13)),
        ("rfa-2023", "tonnes mixed in"),
        ("bbcru-56000-t", "impossible"),
    ],
)
def test_a_misprint_is_never_told_without_its_flag(store: CaseStore, ident: str, flag: str) -> None:
    (claim,) = [row for row in store.record.claims if row.id == ident]
    assert claim_told(store, claim).endswith(f" ({flag})")
    card = card_for(store, f"claim:{ident}")
    assert card is not None
    assert card.title.endswith(f"({flag})")
    told = "\n".join(
        one.claimed
        for line in lines(store, Period.YEAR).values()
        for one in (line, *line.parts)
        if flag in one.claimed
    )
    assert flag in told
    # In the ledger of its period, and wherever something links to it.
    assert claim.when is not None
    year = words(f"year:{claim.when.first_day.year}", store)
    assert flag in year


def test_a_figure_tells_the_conflicts_it_is_part_of(store: CaseStore) -> None:
    russia = words("notified:notified-ru-2019", store)
    assert "9.19 bbl/t: outside the products in question" in russia
    august = words("notified:notified-ru-2023-08", store)
    assert "715 “barrels”" in august
    assert "Reports disagree" not in words("notified:notified-ru-2024-01", store)
    card = card_for(store, "claim:osc-over-1m")
    assert card is not None
    assert {"contradiction:contradiction-56000-t", "claim:bbcru-56000-t", "claim:osc-1300k"} <= {
        link.key for link in card.links()
    }


def test_a_contradiction_tells_what_checks_find_and_links_every_row(store: CaseStore) -> None:
    card = card_for(store, "contradiction:contradiction-rfa-units")
    assert card is not None
    assert "83,152 bbl = 79,904 bbl + 3,248 t" in words(card.key, store)
    (row,) = [one for one in store.record.contradictions if one.id == "contradiction-rfa-units"]
    assert {link.key.partition(":")[2] for link in card.links()} == set(row.refers_to)


def test_all_conflicts_of_what_is_shown_impossible_ones_first(store: CaseStore) -> None:
    found = reconciled(QueryEngine(store), Filter(), Period.YEAR)
    card, count = conflicts_card(store, found.figures)
    assert count == len(card.sections) == 10
    headings = [section.heading for section in card.sections]
    assert headings[0] == "One million barrels as 56,000 tonnes"
    assert {"1.0, 1.3 or more than 1.5 million barrels", "43, over 40 or at least 50"} < set(headings)
    assert "54 or 64 km" not in headings
    assert "not stated" in next(
        plain(row.value) for section in card.sections for row in section.rows if "322,000" in plain(row.value)
    ) or any(
        "322,000 barrels by rail" in plain(row.value) for section in card.sections for row in section.rows
    )
    assert all(
        any(len(parts(row.value)) > 1 or row.sources for row in section.rows) for section in card.sections
    )
    assert conflicts_card(store, {"notified-ru-2024-01"})[1] == 0


def test_the_copy_holds_figures_conflicts_and_sources(store: CaseStore) -> None:
    some = list(lines(store, Period.MONTH).values())
    copied = copied_lines(store, some, "everything", ("No ship is named.",))
    rows = copied.text.splitlines()
    assert rows[0].split("\t") == list(HEADINGS)
    assert len([row for row in rows if row.count("\t") == len(HEADINGS) - 1]) == 1 + sum(
        1 + len(line.parts) for line in some
    )
    assert NEVER_ADDED in rows
    assert any(row.startswith("Conflict: Tonnes printed as barrels. RFA printed") for row in rows)
    assert "715 (tonnes, not barrels)" in copied.text
    assert any("mingtoki.blogspot.com" in row for row in rows)


def test_check_tells_what_the_case_does_not_record(reported: Record, tmp_path: Path) -> None:
    found = []
    for name, record in (("kept", reported), ("dropped", replace(reported, contradictions=()))):
        path = tmp_path / f"{name}.gpkg"
        connection = apsw.Connection(str(path))
        create_case(connection, info_of(record, name))
        write_record(connection, record)
        connection.close()
        before = path.read_bytes()
        found.append(conflict_findings(path))
        assert path.read_bytes() == before
    assert found[0] == ()
    told = {(one.severity, one.table): one.sentence for one in found[1]}
    assert set(told) == {
        (Severity.WARNING, "claim"),
        (Severity.NOTE, "claim"),
        (Severity.NOTE, "notified_figure"),
    }
    sentences = "\n".join(one.sentence for one in found[1])
    for words_ in ("17.9 bbl/t: impossible", "2023-08 715 “barrels”", "9.19 bbl/t", "185,903", "1,300,000"):
        assert words_ in sentences
