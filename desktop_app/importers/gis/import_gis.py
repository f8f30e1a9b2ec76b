"""Files of other mapping programs: rows by a mapping, or a reference layer."""

from typing import Final

from desktop_app.importers.gis import recognise as recognising
from desktop_app.importers.gis.layers import layers_of
from desktop_app.importers.gis.open_table import open_table
from desktop_app.importers.importing import Found, Importing, Sample
from desktop_app.runtime.errors import InputError

# Formats of several layers.
_LAYERED: Final = frozenset({"gpkg", "gpx", "kml"})

__all__ = ["carry_out", "layers_of", "open_table", "recognise"]


def recognise(sample: Sample) -> tuple[Found, ...]:
    """What the file is, if it holds shapes, with the names of its layers where there are several."""
    return tuple(found._replace(tables=_tables(sample, found)) for found in recognising.recognise(sample))


def _tables(sample: Sample, found: Found) -> tuple[str, ...]:
    if found.format not in _LAYERED:
        return ()
    try:
        names = layers_of(sample.file)
    except (InputError, OSError):
        return ()  # whoever opens it is told why
    return names if len(names) > 1 else ()


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
