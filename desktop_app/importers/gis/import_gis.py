"""Files of other mapping programs: rows by a mapping, or a reference layer."""

from desktop_app.importers.gis import recognise as recognising
from desktop_app.importers.gis.layers import layers_of
from desktop_app.importers.gis.open_table import open_table
from desktop_app.importers.importing import Found, Importing, Sample
from desktop_app.runtime.errors import InputError

__all__ = ["carry_out", "layers_of", "open_table", "recognise"]


def recognise(sample: Sample) -> tuple[Found, ...]:
    """What the file is, if it holds shapes."""
    return recognising.recognise(sample)


def carry_out(importing: Importing) -> None:
    """Import a layer as the order says.

    Raises:
        InputError: the file as a whole cannot be taken.
        Cancelled: the import was called off.
    """
    order = importing.order
    if order.layer:
        from desktop_app.importers.gis.reference import import_layer  # noqa: PLC0415 - where it is wanted

        import_layer(importing)
        return
    if order.mapping is None:
        raise InputError(f"{order.file.name}: nothing says what its features are to become.")
    from desktop_app.importers.tables.import_table import take_rows  # noqa: PLC0415 - as above

    take_rows(importing, open_table(order.file, order.table, order.encoding))
