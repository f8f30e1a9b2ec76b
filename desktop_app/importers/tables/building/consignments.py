"""Oil sent by rail."""

from desktop_app.importers.tables.building.columns import rows_of, texts
from desktop_app.importers.tables.matching.companies import CompanyMatcher
from desktop_app.importers.tables.natural_keys import identify
from desktop_app.importers.tables.numbers_of_rows import quantity, whole
from desktop_app.importers.tables.places_of_rows import companies, stations, stations_of_case
from desktop_app.importers.tables.table_rows import TableRows
from desktop_app.importers.tables.times_of_rows import span_columns, spans
from desktop_app.importers.tables.work import TableWork
from desktop_app.storage.tables.movements import RAIL_UNITS

_MOST_WAGONS = 10_000  # of a consignment; the longest trains have some hundreds


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Consignments."""
    work.require()
    when = spans(work)
    said = texts(work, shipper="shipper", consignee="consignee", product="product")
    companies_of_case = CompanyMatcher(work.connection)
    for field in ("shipper", "consignee"):
        if work.has(field):
            said[f"{field}_id"] = companies(work, companies_of_case, field)
    for field in ("from_station", "to_station"):
        if work.has(field):
            said[f"{field}_id"] = stations(work, stations_of_case(work), field)
    said |= quantity(work, "quantity", "quantity", RAIL_UNITS)
    if work.has("wagons"):
        said["wagons"] = whole(work, "wagons", least=0, most=_MOST_WAGONS)
    summary = work.summary()
    keys = identify(work, when)
    said |= {**span_columns(when), "summary": work.words("summary")}
    return (rows_of(work, "consignment", "consignment", keys, said, {"summary": summary}),)
