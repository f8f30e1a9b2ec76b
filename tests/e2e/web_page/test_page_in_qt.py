"""The page in Qt's engine, which is given nothing but the file: every other request is refused."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from desktop_app.domain.map_style import FIRST_LAYERS
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.web_page.maker import PageRequest, make_page

WAIT_MS = 60_000


class Refusing(QWebEngineUrlRequestInterceptor):
    """Lets one address through."""

    def __init__(self, allowed: QUrl, parent: QObject) -> None:
        super().__init__(parent)
        self._allowed = allowed
        self.refused: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        """Refuse all others."""
        if info.requestUrl() == self._allowed or info.requestUrl().scheme() == "data":
            return
        self.refused.append(info.requestUrl().toString())
        info.block(True)


class Listening(QWebEnginePage):
    """Keeps what the console is told."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.said: list[str] = []

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self, level: object, message: str, line: int, source: str
    ) -> None:
        """Keep it."""
        self.said.append(f"{level} {message} ({source}:{line})")


def test_it_needs_nothing_but_itself(
    qtbot: QtBot, resources: Resources, training: CaseStore, tmp_path: Path
) -> None:
    path = tmp_path / "나진.html"
    request = PageRequest(
        QueryEngine(training), Filter(), DateClause(), None, None, "light", "ko", FIRST_LAYERS
    )
    path.write_bytes(make_page(resources, request))
    url = QUrl.fromLocalFile(str(path))
    profile = QWebEngineProfile()
    interceptor = Refusing(url, profile)
    profile.setUrlRequestInterceptor(interceptor)
    view = QWebEngineView()
    page = Listening(profile, view)
    view.setPage(page)
    view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    view.resize(1024, 640)
    view.show()
    with qtbot.waitSignal(page.loadFinished, timeout=WAIT_MS) as loaded:
        page.load(url)
    assert loaded.args == [True]
    found: list[object] = []

    def has_settled() -> bool:
        page.runJavaScript(
            "JSON.stringify([document.querySelector('#panel-voyages tbody').rows.length,"
            " document.querySelector('canvas.overlay') !== null,"
            " document.fonts.check('12px \\'Tumen Sans KR\\'', '가')])",
            0,
            found.append,
        )
        return "[43,true,true]" in found

    qtbot.waitUntil(has_settled, timeout=WAIT_MS)
    assert interceptor.refused == []
    assert page.said == []
    # The profile must outlive its page.
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    profile.deleteLater()
