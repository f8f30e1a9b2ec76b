"""Cards of what goes by rail, of what is paid, and of the companies behind both."""

from desktop_app.domain.movement import Consignment
from desktop_app.domain.railway import Station
from desktop_app.domain.statement import Company, Payment
from desktop_app.exporters import wording
from desktop_app.exporters.card import (
    LISTED,
    Card,
    Link,
    Row,
    Section,
    Words,
    citations_of,
    finish,
    listed,
    present,
)
from desktop_app.exporters.list_rows import disagreement, named_in
from desktop_app.exporters.near_rows import Nearness, near_a_payment
from desktop_app.exporters.things import link_to, money, thing, words_of
from desktop_app.exporters.volume_sections import rail_section
from desktop_app.exporters.watch_sections import beside_volumes
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


def consignment_card(
    engine: QueryEngine,
    ident: str,
    feedback: Feedback | None = None,  # noqa: ARG001 - as other makers
) -> Card | None:
    """Oil sent by rail: from whom to whom, over which stations, how much."""
    store = engine.store
    row = thing(store, Consignment, f"consignment:{ident}")
    if row is None:
        return None
    amount = row.quantity
    disputes = [other for other in store.record.contradictions if row.id in other.refers_to]
    sections = [
        Section(
            "",
            present(
                ("Shipper", _party(store, row.shipper, row.shipper_id)),
                ("Consignee", _party(store, row.consignee, row.consignee_id)),
                ("From", _station(store, row.from_station_id)),
                ("To", _station(store, row.to_station_id)),
                ("Product", row.product or "not documented"),
                ("Quantity", wording.quantity(amount) if amount is not None else "not documented"),
                ("Assumes", amount.assumptions if amount is not None else None),
                ("Wagons", wording.number(row.wagons) if row.wagons is not None else None),
            ),
            (row.summary,),
        ),
        rail_section(engine, row),
        disagreement(disputes),
    ]
    rests = citations_of(disputes)
    title = row.product[:1].upper() + row.product[1:] if row.product else "Oil by rail"
    subtitle = f"Rail consignment, {wording.time_span(row.when)}"
    way = (f"station:{row.from_station_id}", f"station:{row.to_station_id}")
    return finish(store, f"consignment:{ident}", title, subtitle, sections, row.citation, rests, on_map=way)


def payment_card(
    engine: QueryEngine, ident: str, near: Nearness, feedback: Feedback | None = None
) -> Card | None:
    """A payment: who to whom, how much if that is published, for what, and which sailings are near."""
    store = engine.store
    row = thing(store, Payment, f"payment:{ident}")
    if row is None:
        return None
    section = Section(
        "",
        present(
            ("Payer", _party(store, row.payer, row.payer_id)),
            ("Payee", _party(store, row.payee, row.payee_id)),
            ("Amount", money(row) if row.amount is not None else "not published"),
            ("Purpose", row.purpose),
        ),
    )
    sections = [section, beside_volumes(engine, row, feedback), near_a_payment(store, row, near, feedback)]
    subtitle = wording.time_span(row.when)
    return finish(store, f"payment:{ident}", "Payment", subtitle, sections, row.citation)


def company_card(store: CaseStore, ident: str) -> Card | None:
    """A company: its part in the trade, its listings, its payments and consignments."""
    row = thing(store, Company, f"company:{ident}")
    if row is None:
        return None
    record = store.record
    payments = [one for one in record.payments if row.id in {one.payer_id, one.payee_id}]
    payments.sort(key=lambda one: one.when, reverse=True)
    sent = [one for one in record.consignments if row.id in {one.shipper_id, one.consignee_id}]
    sent.sort(key=lambda one: one.when, reverse=True)
    known = {f"payment:{one.id}" for one in payments}
    named = [(key, one) for key, one in named_in(store, (row.name, row.name_ru)) if key not in known]
    sections = [
        Section(
            "",
            present(
                ("Russian", row.name_ru), ("Part", row.role), ("Listings", row.listings or "none documented")
            ),
        ),
        listed("Payments", (_payment_row(row, one) for one in payments[:LISTED]), len(payments))
        if payments
        else None,
        listed("Rail consignments", (_consignment_row(row, one) for one in sent[:LISTED]), len(sent))
        if sent
        else None,
        Section("Named in", tuple(Row("", Link(words_of(store, one), key)) for key, one in named))
        if named
        else None,
    ]
    rests = citations_of(payments, sent, [one for _, one in named])
    return finish(store, f"company:{ident}", row.name, "Company", sections, row.citation, rests)


def _payment_row(company: Company, row: Payment) -> Row:
    other = f"to {row.payee}" if row.payer_id == company.id else f"from {row.payer}"
    value: Words = (Link(money(row), f"payment:{row.id}"), f" {other}: {row.purpose}")
    return Row(wording.short_time_span(row.when), value, row.citation.source_ids)


def _consignment_row(company: Company, row: Consignment) -> Row:
    other = f"to {row.consignee}" if row.shipper_id == company.id else f"from {row.shipper}"
    amount = f", {wording.quantity(row.quantity)}" if row.quantity is not None else ""
    value: Words = (Link(row.product or "oil", f"consignment:{row.id}"), f" {other}{amount}")
    return Row(wording.short_time_span(row.when), value, row.citation.source_ids)


def _party(store: CaseStore, name: str, company_id: str) -> Words:
    """A company of the case as a link, else the name as documented."""
    company = thing(store, Company, f"company:{company_id}")
    if company is not None:
        return Link(name or company.name, f"company:{company.id}")
    return name or "not documented"


def _station(store: CaseStore, station_id: str) -> Words:
    if thing(store, Station, f"station:{station_id}") is None:
        return "not documented"
    return link_to(store, f"station:{station_id}") or ""
