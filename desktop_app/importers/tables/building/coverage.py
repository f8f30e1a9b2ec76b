"""Whether ports could be seen."""

from desktop_app.domain.statement import Visibility
from desktop_app.importers.tables.building.columns import rows_of, texts
from desktop_app.importers.tables.natural_keys import identify
from desktop_app.importers.tables.numbers_of_rows import number
from desktop_app.importers.tables.places_of_rows import ports, ports_of_case
from desktop_app.importers.tables.table_rows import TableRows
from desktop_app.importers.tables.times_of_rows import span_columns, spans
from desktop_app.importers.tables.work import TableWork


def build(work: TableWork) -> tuple[TableRows, ...]:
    """Observations; one that does not say whether the port could be seen is refused."""
    work.require()
    when = spans(work)
    port, _ = ports(work, ports_of_case(work), "port")
    visibility = work.choice("visibility", Visibility)
    column = work.table.column_of("visibility")
    work.findings.reject(
        visibility.is_null().to_numpy(), "it is not told whether the port could be seen", column=column
    )
    said = texts(work, text="text")
    if work.has("cloud_share"):
        said["cloud_share"] = number(work, "cloud_share", least=0, most=1)[0]
    summary = work.summary()
    keys = identify(work, when)
    said |= {"port_id": port, "visibility": visibility, **span_columns(when)}
    return (rows_of(work, "observation", "observation", keys, said, {"text": summary}),)
