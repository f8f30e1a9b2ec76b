"""Everything that a page tells, as one JSON value: rows, cards, sources and the sentences about them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from desktop_app import __version__
from desktop_app.domain.provenance import Source
from desktop_app.domain.statement import Claim, Measure, NotifiedFigure
from desktop_app.exporters import wording
from desktop_app.exporters.assumption_words import assumptions_sentence
from desktop_app.exporters.card import Card
from desktop_app.exporters.left_out import FIGURES_LEFT_OUT
from desktop_app.exporters.voyage_columns import table_rows
from desktop_app.exporters.web_page.cards import card_content, cards_of
from desktop_app.exporters.web_page.rows import (
    Row,
    call_row,
    claim_row,
    notified_row,
    position_row,
    span_of,
    train_row,
    unseen_months,
    voyage_row,
)
from desktop_app.query.cap import cap_rule
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.ledger_query import passing_figures
from desktop_app.query.periods import Period
from desktop_app.query.tracks_query import passing_tracks

LEFT_BEHIND: Final = (
    "Remarks, attachments, the history of the case and maps of the user's own are not part of this page."
)
LICENCE: Final = (
    "Facts and figures are those of the sources, cited row by row. The reported record as worded and "
    "arranged by Tumen is under the Apache License 2.0; other cases are their authors'. The base map is made "
    "available under the Open Database License 1.0; its sources are named on the map."
)
# Of a page without a row.
_NO_DAYS: Final = (0, 0)


class PageContent(NamedTuple):
    """What a page tells.

    Attributes:
        title: as shown; of made-up data it begins with SYNTHETIC.
        value: plain JSON, the shape in `assets/web/page/data.ts`.
        voyages: ids of the voyages in it.
        positions: ids of the documented positions in it.
        sources: in the order of their numbers.
        filter_sentence: the filter in words.
    """

    title: str
    value: dict[str, Any]
    voyages: tuple[str, ...]
    positions: tuple[str, ...]
    sources: tuple[Source, ...]
    filter_sentence: str


def page_content(
    engine: QueryEngine, kept: QueryEngine, filter_: Filter, window: DateClause, title: str
) -> PageContent:
    """The content of a page.

    Args:
        engine: answers under the assumptions in use.
        kept: the `subset` of it that the page is of.
        filter_: rows of the page.
        window: the dates that the page opens with.
        title: without the mark of made-up data.
    """
    store, record = engine.store, engine.store.record
    found = engine.map_content(filter_, ())
    voyages = store.voyages(found.voyage_ids)
    parents = {port.id: port.parent_id for port in record.ports}
    calls = {call.id: call for call in store.calls_of(voyages)}
    owner = {ident: row.id for row in voyages for ident in row.sighting_ids}
    trains = engine.passing_consignments(filter_)
    figures, left_out = passing_figures(record, filter_, tuple(Measure))
    rows = {
        "voyages": [voyage_row(row) for row in table_rows(engine, voyages)],
        "trains": [train_row(store, engine, row) for row in trains],
        "positions": [
            position_row(row, owner.get(row.id, "")) for row in store.sightings(found.sighting_ids)
        ],
        "calls": [
            call_row(calls[ident], row.id, parents.get(calls[ident].port_id, ""))
            for row in voyages
            for ident in row.call_ids
        ],
        "notified": [notified_row(row) for row in figures if isinstance(row, NotifiedFigure)],
        "claims": [claim_row(store, row) for row in figures if isinstance(row, Claim)],
    }
    cards = cards_of(kept, store, passing_tracks(engine, filter_))
    cited = _cited(record.sources, rows, cards)
    numbers = {source.id: number for number, source in enumerate(cited, start=1)}
    span = _span(engine, filter_, rows)
    cap = cap_rule(record)
    held = f"This page holds {found.passing:,} of the case's {len(engine.columns()):,} rows."
    value: dict[str, Any] = {
        **{name: [_numbered(row, numbers) for row in table] for name, table in rows.items()},
        "title": wording.marked(title, synthetic=record.synthetic),
        "synthetic": record.synthetic,
        "filter": f"Filter: {filter_.sentence()}. {held}",
        "notes": [
            sentence
            for sentence in (
                assumptions_sentence(engine.assumptions)
                or "Volumes rest on the published assumptions of the case.",
                FIGURES_LEFT_OUT if left_out else "",
                "Observed, notified and claimed figures are three ledgers and are never added to each other.",
                LEFT_BEHIND,
            )
            if sentence
        ],
        "imprint": f"{record.title}{_read_up_to(record.as_of)}. Tumen {__version__}.",
        "licence": LICENCE,
        "span": span,
        "window": _window(span, window),
        "unseen": unseen_months(engine, filter_, day_of(span[0]), day_of(span[1])),
        "cap_bbl": cap.limit if cap is not None else None,
        "sources": [_source(source) for source in cited],
        "cards": {key: card_content(card, cards, numbers) for key, card in cards.items()},
    }
    return PageContent(
        value["title"],
        value,
        found.voyage_ids,
        found.sighting_ids,
        cited,
        filter_.sentence(),
    )


def content_json(value: Any) -> bytes:
    """As JSON text that can stand between script tags: nothing in it ends them or begins a comment.

    Keys are written in the order in which they were made, which is that of the case.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # HTML 4.12.1.3: "<!--", "<script" and "</script" mean something inside a script element, even of data.
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode("utf-8", "replace")


def _cited(
    sources: Iterable[Source], rows: Mapping[str, list[Row]], cards: Mapping[str, Card]
) -> tuple[Source, ...]:
    """The sources of the rows and of their cards, each once, in the case's order."""
    ids = {ident for table in rows.values() for row in table for ident in row.get("sources", ())}
    # A source's own card rests on itself alone; it is on the page where something else cites it.
    ids |= {
        source.id for key, card in cards.items() if not key.startswith("source:") for source in card.sources
    }
    return tuple(source for source in sources if source.id in ids)


def _numbered(row: Row, numbers: Mapping[str, int]) -> Row:
    if "sources" not in row:
        return row
    return {**row, "sources": sorted(numbers[ident] for ident in row["sources"] if ident in numbers)}


def _source(source: Source) -> Row:
    return {
        "key": f"source:{source.id}",
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "note": source.note,
    }


def _span(engine: QueryEngine, filter_: Filter, rows: Mapping[str, list[Row]]) -> tuple[int, int]:
    """First and last day of the page's axis: whole months of the filter, cut at its dates."""
    months = engine.ledgers(filter_).months
    found = span_of([row for name in ("voyages", "trains", "notified", "claims") for row in rows[name]])
    if months:
        found = day_number(months[0]), day_number(Period.MONTH.last_day(months[-1]))
    first, last = found or _NO_DAYS
    dates = filter_.dates
    return (
        max(first, day_number(dates.first_day)) if dates.first_day is not None else first,
        min(last, day_number(dates.last_day)) if dates.last_day is not None else last,
    )


def _window(span: tuple[int, int], dates: DateClause) -> tuple[int, int]:
    """The dates that the page opens with, within its axis."""
    first = day_number(dates.first_day) if dates.first_day is not None else span[0]
    last = day_number(dates.last_day) if dates.last_day is not None else span[1]
    return min(max(first, span[0]), span[1]), max(min(last, span[1]), span[0])


def _read_up_to(as_of: date | None) -> str:
    return f", sources read up to {wording.day(as_of)}" if as_of is not None else ""
