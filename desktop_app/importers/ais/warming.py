"""Makes the first import of AIS data as fast as the others."""

from importlib import import_module

from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources


def warm_up(resources: Resources) -> None:
    """Compile the kernels, or load them compiled, and make the land mask; for a thread in the background.

    It takes some ten seconds the first time, half a second later. What fails here fails again, and is told,
    when somebody imports.
    """
    for name in ("kernels", "column_kernels", "land_kernels", "report_columns"):
        import_module(f"desktop_app.importers.ais.{name}")
    from desktop_app.importers.ais.land import LandMask  # noqa: PLC0415 - only in the background

    try:
        LandMask.load(resources)
    except TumenError:
        return
