"""Cards of what a vessel went by and of who lists it; the rows by which the vessel's own card shows them."""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.vessel import Listing, Vessel, VesselIdentity
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Row, Section, finish, present
from desktop_app.exporters.things import thing, vessel_link, vessel_words
from desktop_app.storage.case_store import CaseStore


def identity_card(store: CaseStore, ident: str) -> Card | None:
    """One identity: name, flag, numbers, owner, and between which days."""
    row = thing(store, VesselIdentity, f"identity:{ident}")
    if row is None:
        return None
    section = Section(
        "",
        present(
            ("Vessel", vessel_link(store, row.vessel_id)),
            ("Days", identity_days(row)),
            ("Name", row.name),
            ("Flag", row.flag),
            ("IMO number", row.imo_number),
            ("MMSI", row.mmsi),
            ("Call sign", row.call_sign),
            ("Owner", row.owner),
        ),
        (row.note,) if row.note else (),
    )
    title = row.name or vessel_words(store, row.vessel_id)
    return finish(store, f"identity:{ident}", title, "Vessel identity", [section], row.citation)


def listing_card(store: CaseStore, ident: str) -> Card | None:
    """One sanctions listing: who lists whom, since when, what it orders."""
    row = thing(store, Listing, f"listing:{ident}")
    if row is None:
        return None
    vessel = thing(store, Vessel, f"vessel:{row.vessel_id}")
    section = Section(
        "",
        present(
            ("Vessel", vessel_link(store, row.vessel_id)),
            ("Listed by", row.authority),
            ("Listed on", wording.day(row.listed_on) if row.listed_on else "day not documented"),
            ("Ended on", wording.day(row.delisted_on) if row.delisted_on else None),
            ("Listed as", row.listed_as or (vessel.name if vessel is not None else "")),
            ("Measure", row.measure),
        ),
    )
    title = f"{vessel_words(store, row.vessel_id)}, listed by {row.authority}"
    return finish(store, f"listing:{ident}", title, "Sanctions listing", [section], row.citation)


def listing_row(row: Listing) -> Row:
    """A listing under its authority, with its days."""
    since = f"since {wording.day(row.listed_on)}: " if row.listed_on else ""
    ended = f", ended {wording.day(row.delisted_on)}" if row.delisted_on else ""
    name = f" (as {row.listed_as})" if row.listed_as else ""
    return Row(
        row.authority,
        Link(f"{since}{row.measure}{name}{ended}", f"listing:{row.id}"),
        row.citation.source_ids,
    )


def identity_row(row: VesselIdentity) -> Row:
    """An identity under its days."""
    pairs = (
        ("", row.name),
        ("flag ", row.flag),
        ("IMO ", row.imo_number),
        ("MMSI ", row.mmsi),
        ("call sign ", row.call_sign),
        ("owner ", row.owner),
    )
    told = "; ".join(f"{label}{value}" for label, value in pairs if value) or "not documented"
    return Row(identity_days(row), Link(told, f"identity:{row.id}"), row.citation.source_ids)


def oldest_first(rows: Iterable[VesselIdentity]) -> list[VesselIdentity]:
    """In order of time; what has no day comes last."""
    return sorted(rows, key=lambda row: row.first_day or row.last_day or date.max)


def identity_days(row: VesselIdentity) -> str:
    """Between which days a vessel is known to have gone under an identity."""
    return days_between(row.first_day, row.last_day)


def days_between(first: date | None, last: date | None) -> str:
    """Two days of which either may not be documented."""
    if first is not None and last is not None:
        return wording.days(first, last)
    if first is not None:
        return f"from {wording.day(first)}"
    if last is not None:
        return f"until {wording.day(last)}"
    return "days not documented"
