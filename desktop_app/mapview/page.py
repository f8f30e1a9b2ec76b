"""The sealed web page: no network, no disk, no navigation, no windows, no permissions."""

import logging

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from desktop_app.mapview.scheme import HOME, SCHEME, STAMPED_HOME, Payloads, SchemeHandler
from desktop_app.runtime.resources import Resources

_ALLOWED_SCHEMES = frozenset({SCHEME.decode(), "data", "blob"})

_Attribute = QWebEngineSettings.WebAttribute
_SETTINGS = {
    _Attribute.JavascriptEnabled: True,
    _Attribute.LocalContentCanAccessFileUrls: False,  # True by default
    _Attribute.LocalContentCanAccessRemoteUrls: False,
    _Attribute.LocalStorageEnabled: False,
    _Attribute.JavascriptCanOpenWindows: False,
    _Attribute.JavascriptCanAccessClipboard: False,
    _Attribute.JavascriptCanPaste: False,
    _Attribute.PluginsEnabled: False,
    _Attribute.PdfViewerEnabled: False,
    _Attribute.FullScreenSupportEnabled: False,
    _Attribute.ScreenCaptureEnabled: False,
    _Attribute.HyperlinkAuditingEnabled: False,
    _Attribute.DnsPrefetchEnabled: False,
    _Attribute.NavigateOnDropEnabled: False,
    _Attribute.AutoLoadIconsForPage: False,
    _Attribute.ErrorPageEnabled: False,
    _Attribute.ShowScrollBars: False,
    _Attribute.WebGLEnabled: False,  # two 2d canvases are all there is
    _Attribute.Accelerated2dCanvasEnabled: False,  # a blit by whole pixels, and the same pixels everywhere
    _Attribute.FocusOnNavigationEnabled: False,
    _Attribute.BackForwardCacheEnabled: False,
}

_js_log = logging.getLogger("js")
_log = logging.getLogger("map")
_LEVELS = {
    QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel: logging.INFO,
    QWebEnginePage.JavaScriptConsoleMessageLevel.WarningMessageLevel: logging.WARNING,
    QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel: logging.ERROR,
}


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Lets through what comes from the program itself and writes down the rest.

    Attributes:
        blocked: addresses that were asked for and refused.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        """Refuse every scheme that could leave the machine or read its files."""
        url = info.requestUrl()
        if url.scheme() in _ALLOWED_SCHEMES or url.toString() == "chrome://crash/":
            return  # the crash page takes the renderer down and loads nothing
        self.blocked.append(url.toString())
        _log.warning("blocked: %s", url.toString())
        info.block(True)


class SealedProfile(QWebEngineProfile):
    """Off the record: nothing about a case outside the case file. Owns the scheme handler.

    Raises:
        InputError: the built page or the base map is missing.
    """

    def __init__(self, resources: Resources) -> None:
        super().__init__()  # no name: off the record
        self.payloads = Payloads()
        self.interceptor = Interceptor(self)
        self.handler = SchemeHandler(resources, self.payloads, self)
        self.installUrlSchemeHandler(SCHEME, self.handler)
        self.setUrlRequestInterceptor(self.interceptor)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        self.setSpellCheckEnabled(False)
        self.downloadRequested.connect(self._refuse_download)

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        _log.warning("refused a download: %s", download.url().toString())
        download.cancel()


class SealedPage(QWebEnginePage):
    """The map page. Its console goes to the logger "js"; it can go nowhere else."""

    def __init__(self, profile: SealedProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        settings = self.settings()
        for attribute, value in _SETTINGS.items():
            settings.setAttribute(attribute, value)
        self.permissionRequested.connect(self._refuse_permission)

    def acceptNavigationRequest(  # noqa: N802 - Qt's name
        self,
        url: QUrl | str,
        type: QWebEnginePage.NavigationType,  # noqa: A002 - Qt's signature
        isMainFrame: bool,  # noqa: FBT001, N803 - Qt's signature
    ) -> bool:
        """Only the map page itself, in the main frame, loaded by us; never a step in a browser's history."""
        address = QUrl(url).toString()
        back = type is QWebEnginePage.NavigationType.NavigationTypeBackForward
        if isMainFrame and not back and address in {HOME, STAMPED_HOME, "chrome://crash", "chrome://crash/"}:
            return True
        _log.warning("refused to go to %s", address)
        return False

    def createWindow(self, type: QWebEnginePage.WebWindowType) -> None:  # type: ignore[override]  # noqa: A002, ARG002, N802 - Qt's signature; None refuses
        """No second window."""
        _log.warning("refused to open a window")

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,  # noqa: N803 - Qt's signature
        sourceID: str,  # noqa: N803 - Qt's signature
    ) -> None:
        """Hand the page's console to our log."""
        _js_log.log(_LEVELS[level], "%s (%s:%d)", message, sourceID, lineNumber)

    @staticmethod
    def _refuse_permission(permission: QWebEnginePermission) -> None:
        _log.warning("refused a permission: %s", permission.permissionType())
        permission.deny()
