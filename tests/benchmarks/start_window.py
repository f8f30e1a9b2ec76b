"""Tumen's own start as `./tumen` does it. Prints ms to: shown, record painted, complete."""

import os
import time
from pathlib import Path

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from desktop_app.app import make_application, start_window  # noqa: E402 - after the process is prepared
from desktop_app.importers.case_choice import CaseChoice  # noqa: E402 - same
from desktop_app.mapview.protocol import FrameRequested, Painted, VisiblePainted  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same


def main() -> None:
    """Open, wait until the base map and every layer are painted, print."""
    started = float(os.environ["TUMEN_BENCH_START"])

    def tell(what: str) -> None:
        print(f"{what} {(time.time() - started) * 1000:.0f}", flush=True)

    application = make_application()
    window = start_window(CaseChoice(), Resources.locate(), Path(os.environ["TUMEN_BENCH_SETTINGS"]))
    tell("shown")

    painted = 0

    def on_message(message: object) -> None:
        nonlocal painted
        if isinstance(message, VisiblePainted):
            painted += 1
            if painted == 1:
                tell("record")
            else:
                # The panels are there and have asked anew; what is left are the tiles of the smaller map.
                window.view.send(FrameRequested(1))
        elif isinstance(message, Painted):
            tell("complete")
            window.close()
            application.quit()

    window.view.received.connect(on_message)
    application.exec()


main()
