"""The least that Qt WebEngine needs: a QMainWindow whose view paints a static page. Prints ms."""

import os
import time

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from PySide6.QtWebEngineWidgets import QWebEngineView  # noqa: E402 - after the process is prepared
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402 - same

PAGE = """<!doctype html><title>loading</title><h1>static</h1>
<script>requestAnimationFrame(() => requestAnimationFrame(() => { document.title = "painted"; }));</script>"""


def main() -> None:
    """Show, wait for two animation frames, print."""
    started = float(os.environ["TUMEN_BENCH_START"])
    application = QApplication([])
    window = QMainWindow()
    view = QWebEngineView(window)
    window.setCentralWidget(view)
    window.resize(1280, 800)

    def on_title(title: str) -> None:
        if title == "painted":
            print(f"painted {(time.time() - started) * 1000:.0f}", flush=True)
            application.quit()

    view.titleChanged.connect(on_title)
    view.setHtml(PAGE)
    window.show()
    application.exec()
    view.page().deleteLater()
    view.deleteLater()
    application.processEvents()


main()
