"""Vessels, their identities, listings, companies."""

from desktop_app.domain.statement import Company
from desktop_app.domain.vessel import Listing, Particulars, ScalePoint, Vessel, VesselIdentity
from desktop_app.storage.rows.cells import Cells, day_cell, text_cell
from desktop_app.storage.rows.stored_row import StoredRow

# An identity in which only these are told is another name of the vessel, nothing more.
_ALIAS_COLUMNS = {"fid", "id", "vessel_id", "name", "evidence_id"}


def vessel_cells(vessel: Vessel) -> Cells:
    """A vessel without its other names."""
    return {
        "id": vessel.id,
        "name": vessel.name,
        "imo_number": text_cell(vessel.imo_number),
        "dwt_t": vessel.dwt_t,
        "gross_tonnage": vessel.gross_tonnage,
        "built": vessel.built,
        "owner": text_cell(vessel.owner),
        "in_trade": int(vessel.in_trade),
        "note": text_cell(vessel.note),
    }


def vessel_of(row: StoredRow, aliases: tuple[str, ...]) -> Vessel:
    """A vessel with its other names."""
    return Vessel(
        id=row.id,
        name=row.required("name"),
        imo_number=row.text("imo_number"),
        dwt_t=row.number("dwt_t"),
        gross_tonnage=row.number("gross_tonnage"),
        built=row.whole("built"),
        owner=row.text("owner"),
        aliases=aliases,
        in_trade=row.yes("in_trade"),
        note=row.text("note"),
        citation=row.citation(),
    )


def alias_identities(vessel: Vessel) -> tuple[VesselIdentity, ...]:
    """The vessel's other names as identities that carry only a name."""
    return tuple(
        VesselIdentity(
            id=f"alias-{vessel.id}-{number}",
            vessel_id=vessel.id,
            name=name,
            flag="",
            imo_number="",
            mmsi="",
            call_sign="",
            owner="",
            first_day=None,
            last_day=None,
            note="",
            citation=vessel.citation,
        )
        for number, name in enumerate(vessel.aliases, start=1)
    )


def identity_cells(identity: VesselIdentity) -> Cells:
    """An identity."""
    return {
        "id": identity.id,
        "vessel_id": identity.vessel_id,
        "name": text_cell(identity.name),
        "flag": text_cell(identity.flag),
        "imo_number": text_cell(identity.imo_number),
        "mmsi": text_cell(identity.mmsi),
        "call_sign": text_cell(identity.call_sign),
        "owner": text_cell(identity.owner),
        "first_day": day_cell(identity.first_day),
        "last_day": day_cell(identity.last_day),
        "note": text_cell(identity.note),
    }


def is_alias(row: StoredRow) -> bool:
    """Whether an identity is nothing but another name."""
    return bool(row.text("name")) and row.told() <= _ALIAS_COLUMNS


def identity_of(row: StoredRow) -> VesselIdentity:
    """An identity."""
    return VesselIdentity(
        id=row.id,
        vessel_id=row.required("vessel_id"),
        name=row.text("name"),
        flag=row.text("flag"),
        imo_number=row.text("imo_number"),
        mmsi=row.text("mmsi"),
        call_sign=row.text("call_sign"),
        owner=row.text("owner"),
        first_day=row.day("first_day"),
        last_day=row.day("last_day"),
        note=row.text("note"),
        citation=row.citation(),
    )


def listing_cells(listing: Listing) -> Cells:
    """A listing."""
    return {
        "id": listing.id,
        "vessel_id": listing.vessel_id,
        "authority": listing.authority,
        "listed_on": day_cell(listing.listed_on),
        "delisted_on": day_cell(listing.delisted_on),
        "measure": listing.measure,
        "listed_as": text_cell(listing.listed_as),
    }


def listing_of(row: StoredRow) -> Listing:
    """A listing."""
    return Listing(
        id=row.id,
        vessel_id=row.required("vessel_id"),
        authority=row.required("authority"),
        listed_on=row.day("listed_on"),
        measure=row.required("measure"),
        listed_as=row.text("listed_as"),
        citation=row.citation(),
        delisted_on=row.day("delisted_on"),
    )


def company_cells(company: Company) -> Cells:
    """A company."""
    return {
        "id": company.id,
        "name": company.name,
        "name_ru": text_cell(company.name_ru),
        "role": company.role,
        "listings": text_cell(company.listings),
    }


def company_of(row: StoredRow) -> Company:
    """A company."""
    return Company(
        id=row.id,
        name=row.required("name"),
        name_ru=row.text("name_ru"),
        role=row.required("role"),
        listings=row.text("listings"),
        citation=row.citation(),
    )


def particulars_cells(row: Particulars) -> Cells:
    """Particulars of a vessel."""
    return {
        "id": row.id,
        "vessel_id": row.vessel_id,
        "length_m": row.length_m,
        "beam_m": row.beam_m,
        "draught_max_m": row.draught_max_m,
        "capacity_m3": row.capacity_m3,
        "note": text_cell(row.note),
    }


def particulars_of(row: StoredRow) -> Particulars:
    """Particulars of a vessel."""
    return Particulars(
        id=row.id,
        vessel_id=row.required("vessel_id"),
        length_m=row.number("length_m"),
        beam_m=row.number("beam_m"),
        draught_max_m=row.number("draught_max_m"),
        capacity_m3=row.number("capacity_m3"),
        note=row.text("note"),
        citation=row.citation(),
    )


def scale_point_cells(point: ScalePoint) -> Cells:
    """A point of a deadweight scale."""
    return {
        "id": point.id,
        "vessel_id": point.vessel_id,
        "draught_m": point.draught_m,
        "deadweight_t": point.deadweight_t,
    }


def scale_point_of(row: StoredRow) -> ScalePoint:
    """A point of a deadweight scale."""
    return ScalePoint(
        id=row.id,
        vessel_id=row.required("vessel_id"),
        draught_m=row.required_number("draught_m"),
        deadweight_t=row.required_number("deadweight_t"),
        citation=row.citation(),
    )
