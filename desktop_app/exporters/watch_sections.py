"""What cards tell of payments beside volumes, and of days on which a port could be seen."""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.statement import Payment
from desktop_app.exporters.card import LISTED, Link, Row, Section, listed
from desktop_app.exporters.payment_words import A_CHECK, paid_words, price_words
from desktop_app.exporters.things import money
from desktop_app.exporters.volume_words import cell_words
from desktop_app.exporters.watch_words import days_in_short, look_words
from desktop_app.exporters.wording import number, period, short_time_span
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import is_one_month, month_of, months_between
from desktop_app.query.payments_query import longer_within, paid, payments_within
from desktop_app.query.payments_results import ImpliedPrice, Price
from desktop_app.query.periods import Period
from desktop_app.query.port_looks import port_looks
from desktop_app.query.volumes_results import Cell, Question
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


def payments_section(
    engine: QueryEngine, length: Period, start: date, feedback: Feedback | None = None
) -> Section | None:
    """Payments of a period, and what they make of a barrel; None where there is none.

    Payments known to a longer time than a month stand below, and are not added: they may contain others.
    """
    from desktop_app.query.implied_price import period_price  # noqa: PLC0415 - numpy, not for the start

    rows = payments_within(engine.store, length, start)
    longer = longer_within(engine.store, length, start)
    if not rows and not longer:
        return None
    told = listed("Payments", map(_payment_row, (*rows, *longer)[:LISTED]), len(rows) + len(longer))
    apart = (
        (f"{number(len(longer))} known only for a longer time and not added to others.",) if longer else ()
    )
    if not rows:
        return told._replace(paragraphs=apart)
    price = period_price(engine, length, start, feedback)
    sums = (Row("Together", paid_words(paid(rows))), Row("Per barrel", price_words(price)))
    return told._replace(rows=(*sums, *told.rows), paragraphs=(*apart, *_check(price)))


def beside_volumes(engine: QueryEngine, row: Payment, feedback: Feedback | None = None) -> Section:
    """A payment beside the volumes of its time: of its month, or of the longer time it is known to."""
    from desktop_app.query.implied_price import period_price, price_of  # noqa: PLC0415 - as above

    if not is_one_month(row.when):
        price = price_of(engine, row, feedback)
        return Section(
            f"Beside the volumes of {short_time_span(row.when)}",
            (Row("Per barrel", price_words(price)),),
            _check(price),
        )
    start = month_of(row.when.first_day)
    others = payments_within(engine.store, Period.MONTH, start)
    price = period_price(engine, Period.MONTH, start, feedback)
    name = period(Period.MONTH, start)
    return Section(
        f"Beside the volumes of {name}",
        (
            Row("All payments", paid_words(paid(others))),
            Row("Documented", _documented(engine, start, feedback)),
            Row("Per barrel", price_words(price)),
        ),
        _check(price),
    )


def watched_rows(store: CaseStore, first: date, last: date) -> tuple[Row, ...]:
    """Of each port of which anything is stated on some days: how many of these had a usable image."""
    ports = dict.fromkeys(row.port_id for row in store.record.observations)
    looks = [port_looks(store, ident) for ident in ports]
    return tuple(
        Row("Usable image", (Link(port.name, f"port:{port.port_id}"), f": {days_in_short(counts)}"))
        for port in looks
        if (counts := port.between(first, last)).stated
    )


def looks_section(store: CaseStore, port_id: str) -> Section | None:
    """Months of which anything is stated about a port, with their days; None where nothing is."""
    looks = port_looks(store, port_id)
    months: Iterable[date] = dict.fromkeys(
        month for run in looks.runs for month in months_between(run.first, run.last)
    )
    told = [(month, looks.month(month)) for month in months]
    if not told:
        return None
    rows = (Row(period(Period.MONTH, month), look_words(counts)) for month, counts in told[:LISTED])
    note = "Of overlapping statements the better look counts. Days of which nothing is stated are neither."
    return listed("Days with a usable image, by month", rows, len(told))._replace(paragraphs=(note,))


def _payment_row(row: Payment) -> Row:
    value = (Link(money(row), f"payment:{row.id}"), f", {row.payer} to {row.payee}: {row.purpose}")
    return Row(short_time_span(row.when), value, row.citation.source_ids)


def _documented(engine: QueryEngine, month: date, feedback: Feedback | None) -> str:
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - as above

    return cell_words(volumes(engine, Filter(), Question(), feedback).cells.get((month, 0), Cell()))


def _check(price: Price) -> tuple[str, ...]:
    return (A_CHECK,) if isinstance(price, ImpliedPrice) else ()
