"""Claims, notified figures, rules, factors and payments."""

from pathlib import Path
from typing import Final

from desktop_app.domain.statement import (
    Claim,
    Company,
    ConversionFactor,
    Measure,
    Mode,
    NotifiedFigure,
    Payment,
    Qualifier,
    Rule,
)
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.movements import TIME_COLUMNS
from desktop_app.importers.record.row import Row

CLAIM_COLUMNS: Final = (
    "id",
    "claimant",
    "measure",
    "qualifier",
    "low",
    "high",
    "mode",
    "what",
    *TIME_COLUMNS,
    "note",
    "source_ids",
    "grade",
)
NOTIFIED_COLUMNS: Final = (
    "id",
    "exporter",
    *TIME_COLUMNS,
    "volume_bbl",
    "mass_t",
    "as_of",
    "note",
    "source_ids",
    "grade",
)
RULE_COLUMNS: Final = (
    "id",
    "instrument",
    "paragraph",
    "subject",
    "limit",
    "unit",
    "period",
    "since",
    "text",
    "source_ids",
    "grade",
)
FACTOR_COLUMNS: Final = ("id", "product", "bbl_per_t", "authority", "note", "source_ids", "grade")
PAYMENT_COLUMNS: Final = (
    "id",
    "payer",
    "payee",
    "amount",
    "currency",
    "qualifier",
    *TIME_COLUMNS,
    "purpose",
    "source_ids",
    "grade",
)
EXPORTERS: Final = ("RU", "CN", "RU+CN", "all")


def read_claims(path: Path, ids: Ids) -> tuple[Claim, ...]:
    """Claims in the file's order."""
    return tuple(_claim(row) for row in read_table(path, CLAIM_COLUMNS, ids))


def _claim(row: Row) -> Claim:
    low, high = row.required_number("low"), row.required_number("high")
    if high < low:
        raise row.error(f"high {row.text('high')} lies below low {row.text('low')}")
    return Claim(
        id=row.new_id("claim"),
        claimant=row.required("claimant"),
        measure=row.choice("measure", Measure),
        qualifier=row.choice("qualifier", Qualifier),
        low=low,
        high=high,
        mode=row.choice("mode", Mode),
        what=row.required("what"),
        when=row.optional_span(),
        note=row.text("note"),
        citation=row.citation(),
    )


def read_notified(path: Path, ids: Ids) -> tuple[NotifiedFigure, ...]:
    """Notified figures in the file's order."""
    return tuple(_notified(row) for row in read_table(path, NOTIFIED_COLUMNS, ids))


def _notified(row: Row) -> NotifiedFigure:
    if row.required("exporter") not in EXPORTERS:
        raise row.error(f"exporter is {row.text('exporter')[:20]}, not one of {', '.join(EXPORTERS)}")
    volume_bbl, mass_t = row.number("volume_bbl"), row.number("mass_t")
    if volume_bbl is None and mass_t is None:
        raise row.error("has neither volume_bbl nor mass_t")
    return NotifiedFigure(
        id=row.new_id("notified figure"),
        exporter=row.text("exporter"),
        when=row.span(),
        volume_bbl=volume_bbl,
        mass_t=mass_t,
        as_of=row.day("as_of"),
        note=row.text("note"),
        citation=row.citation(),
    )


def read_rules(path: Path, ids: Ids) -> tuple[Rule, ...]:
    """Rules in the file's order."""
    return tuple(_rule(row) for row in read_table(path, RULE_COLUMNS, ids))


def _rule(row: Row) -> Rule:
    limit = row.number("limit")
    if any((limit is None) != (not row.text(column)) for column in ("unit", "period")):
        raise row.error("limit, unit and period stand together or not at all")
    return Rule(
        id=row.new_id("rule"),
        instrument=row.required("instrument"),
        paragraph=row.required("paragraph"),
        subject=row.required("subject"),
        limit=limit,
        unit=row.text("unit"),
        period=row.text("period"),
        since=row.day("since"),
        text=row.required("text"),
        citation=row.citation(),
    )


def read_factors(path: Path, ids: Ids) -> tuple[ConversionFactor, ...]:
    """Conversion factors in the file's order."""
    return tuple(_factor(row) for row in read_table(path, FACTOR_COLUMNS, ids))


def _factor(row: Row) -> ConversionFactor:
    bbl_per_t = row.required_number("bbl_per_t")
    if bbl_per_t == 0:
        raise row.error("bbl_per_t is zero")
    return ConversionFactor(
        id=row.new_id("factor"),
        product=row.required("product"),
        bbl_per_t=bbl_per_t,
        authority=row.required("authority"),
        note=row.text("note"),
        citation=row.citation(),
    )


def read_payments(path: Path, ids: Ids, companies: tuple[Company, ...]) -> tuple[Payment, ...]:
    """Payments in the file's order; payer and payee are companies of the record where the names are equal."""
    company_ids = {company.name: company.id for company in companies}
    return tuple(_payment(row, company_ids) for row in read_table(path, PAYMENT_COLUMNS, ids))


def _payment(row: Row, company_ids: dict[str, str]) -> Payment:
    return Payment(
        id=row.new_id("payment"),
        payer=row.required("payer"),
        payee=row.required("payee"),
        amount=row.number("amount"),
        currency=row.required("currency"),
        qualifier=row.choice("qualifier", Qualifier),
        when=row.span(),
        purpose=row.required("purpose"),
        citation=row.citation(),
        payer_id=company_ids.get(row.text("payer"), ""),
        payee_id=company_ids.get(row.text("payee"), ""),
    )
