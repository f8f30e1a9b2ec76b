"""`tumen --self-test`: page, base map, record and figure, checked in one go on this machine."""

import tempfile
from pathlib import Path

from desktop_app import __version__
from desktop_app.bootstrap import prepare
from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.importers.reported_record import open_reported_record
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import write_whole


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
    from desktop_app.domain.figure_templates import screen_design  # noqa: PLC0415 - same
    from desktop_app.ui.figure.maker import make_now  # noqa: PLC0415 - same
    from desktop_app.ui.figure.subject import theatre_subject  # noqa: PLC0415 - same
    from desktop_app.ui.figure.writing.png import png_bytes  # noqa: PLC0415 - same

    application = make_application()
    path = Path(tempfile.mkdtemp(prefix="tumen-self-test-")) / "figure.png"
    figure = make_now(resources, theatre_subject(QueryEngine(store), Filter()), screen_design(1600, 1200))
    write_whole(path, png_bytes(figure, manifest_text(figure.manifest)))
    store.close()
    application.processEvents()
    if not figure.tiles:
        raise TumenError("the map was drawn without a single tile of the base map")
    print(f"map: {figure.tiles} base-map tiles drawn")
    print(f"figure: {path} ({path.stat().st_size} bytes)")
    print("self-test ok")
    return 0
