"""`tumen --self-test`: page, base map, record and figure, checked in one go on this machine."""

import tempfile
from pathlib import Path

from desktop_app import __version__
from desktop_app.bootstrap import prepare
from desktop_app.importers.reported_record import open_reported_record
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources


def self_test() -> int:
    """Print one line a step; the last is "self-test ok".

    Raises:
        TumenError: a step failed.
    """
    print(f"Tumen {__version__}")
    resources = Resources.locate()
    store = open_reported_record(resources)
    print(
        f"record: {QueryEngine(store).figure_rows(Filter()).total} rows, {len(store.record.sources)} sources"
    )
    prepare(headless=True)
    from desktop_app.app import make_application  # noqa: PLC0415 - Qt only after the process is prepared
    from desktop_app.ui.figure.file_figure import FigureRequest, file_figure  # noqa: PLC0415 - same

    application = make_application()
    path = Path(tempfile.mkdtemp(prefix="tumen-self-test-")) / "figure.png"
    request = FigureRequest(
        path,
        Filter(),
        published(store),
        None,
        1600,
        1200,
        1,
        "light",
        "en",
        None,
        chart=True,
        chart_question=Question(),
    )
    captured = file_figure(resources, store, request)
    store.close()
    application.processEvents()
    if not captured.tiles:
        raise TumenError("the map was drawn without a single tile of the base map")
    print(f"map: {captured.tiles} base-map tiles drawn")
    print(f"figure: {path} ({path.stat().st_size} bytes)")
    print("self-test ok")
    return 0
