"""Payments that a source connects with the trade."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.statement import Qualifier
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    cited_cells,
    cited_columns,
    id_column,
    reference,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Kind, Names, Row, Standing
from desktop_app.query.payments_query import ASKED_OF_PAYMENTS, passing_payments

NAME: Final = "payments"
COLUMNS: Final = (
    id_column(NAME),
    *when_columns(NAME),
    DataColumn("payer", Kind.TEXT, "Payer", "who paid", names=Names.COMPANY, tells=("payments.payer",)),
    reference(
        "payer_id", "companies", "if it is a company of the case", "payments.payer", names=Names.COMPANY_ID
    ),
    DataColumn("payee", Kind.TEXT, "Payee", "who was paid", names=Names.COMPANY, tells=("payments.payee",)),
    reference(
        "payee_id", "companies", "if it is a company of the case", "payments.payee", names=Names.COMPANY_ID
    ),
    DataColumn("amount", Kind.NUMBER, "Amount", "in the currency; empty where it is not published"),
    DataColumn("currency", Kind.TEXT, "Currency", "ISO 4217"),
    DataColumn(
        "qualifier",
        Kind.TEXT,
        "Qualifier",
        "the word before the number in the source",
        choices=tuple(word.value for word in Qualifier),
    ),
    DataColumn("purpose", Kind.TEXT, "Purpose", "what it was for, in the case's words"),
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    others = [clause.kind for clause in reading.filter.clauses if clause.kind not in ASKED_OF_PAYMENTS]
    for row in passing_payments(reading.store, reading.filter.without(*others)):
        yield (
            row.id,
            *when_cells(row.when),
            row.payer,
            row.payer_id or None,
            row.payee,
            row.payee_id or None,
            row.amount,
            row.currency,
            row.qualifier.value,
            row.purpose,
            *cited_cells(reading, row.citation),
        )


PAYMENTS: Final = TableSource(
    NAME,
    "Payments",
    "Money that a source connects with the trade; no payment names a ship, so dates and words alone filter",
    COLUMNS,
    None,
    Standing.DOCUMENTED,
    "payment",
    _rows,
    lambda reading: len(reading.store.record.payments),
)
