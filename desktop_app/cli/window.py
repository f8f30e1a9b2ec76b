"""`tumen` and `tumen open CASE`: the window."""

from pathlib import Path

from desktop_app.bootstrap import prepare, require_display


def open_window(case: Path | None, *, software_rendering: bool) -> int:
    """Open the window and stay until it is closed."""
    require_display()
    prepare(headless=False, software_rendering=software_rendering)
    from desktop_app.app import run_window  # noqa: PLC0415 - Qt only after the process is prepared

    return run_window(case)
