"""The `app` scheme: the only place the map page can load anything from.

    app://map/                          the page
    app://map/qwebchannel.js            Qt's own side of the web channel
    app://map/assets/<file>             bundle and fonts, from `assets/build`
    app://map/basemap/<offset>/<length> a piece of the base-map archive
    app://map/relief                    shaded relief for small scales
    app://map/data/<name>/<revision>    payloads that Python has published
    app://map/tiles/<id>/<z>/<x>/<y>    a tile of one of the user's own maps (see `own_tiles`)

Every method here runs on the GUI thread (measured on Qt WebEngine 6.12).
"""

import logging
import mmap
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler

from desktop_app.mapview.own_tiles import OwnTiles
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources

SCHEME = b"app"
HOST = "map"
HOME = "app://map/"
STAMPED_HOME = "app://map/?stamp"  # the page with a strip below it that tells which frame it shows

_CHANNEL_SCRIPT = ":/qtwebchannel/qwebchannel.js"
_TYPES = {".js": b"text/javascript", ".css": b"text/css", ".ttf": b"font/ttf", ".html": b"text/html"}
_KEPT_REVISIONS = 2  # the page may still be fetching the one before
_LARGEST_PIECE = 16 * 1024 * 1024  # the archive's largest tile is 36 KB, its directories less than 100 KB

_log = logging.getLogger("map")


class _NotFoundError(Exception):
    """The address names nothing."""


class _OvertakenError(Exception):
    """A payload was there, and newer ones have taken its place."""


def register_scheme() -> None:
    """Make `app` known to Chromium; to be called before the QApplication and any web engine class.

    Raises:
        RuntimeError: it came too late, which Qt itself only warns of.
    """
    if QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
    if QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name() != SCHEME:
        raise RuntimeError("the app scheme was registered after the web engine had started")


class Payloads:
    """What Python has published for the page: by name, the last few revisions."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[int, bytes]] = {}
        self._next = 1

    def publish(self, name: str, payload: bytes) -> str:
        """Keep a payload; its address."""
        revision = self._next
        self._next += 1
        revisions = self._kept.setdefault(name, {})
        revisions[revision] = payload
        for old in sorted(revisions)[:-_KEPT_REVISIONS]:
            del revisions[old]
        return f"{HOME}data/{name}/{revision}"

    def get(self, name: str, revision: int) -> bytes | None:
        """A payload, None if there is none or it has been overtaken."""
        return self._kept.get(name, {}).get(revision)

    def is_overtaken(self, name: str, revision: int) -> bool:
        """Whether a payload was there, or one beside it, and newer ones have taken its place."""
        return name in self._kept and revision < min(self._kept[name])


class Archive:
    """The base map, mapped into memory."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise InputError(f"the base map {path} cannot be read: {error}") from error
        if self._bytes[:8] != b"PMTiles\x03":
            self._bytes.close()
            raise InputError(f"the base map {path} is not a PMTiles archive of version 3")

    def piece(self, offset: int, length: int) -> bytes | None:
        """`length` bytes, fewer at the end of the file; None outside of it."""
        if not (0 <= offset < len(self._bytes) and 0 < length <= _LARGEST_PIECE):
            return None
        return self._bytes[offset : offset + length]

    def close(self) -> None:
        """Unmap the file."""
        self._bytes.close()


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers the page. Belongs to the profile: without an owner a page load hangs for ever.

    Attributes:
        own_tiles: the user's own maps that the page may ask for.
    """

    def __init__(self, resources: Resources, payloads: Payloads, parent: QObject) -> None:
        super().__init__(parent)
        self._build = resources.asset("build")
        resources.asset("build/index.html")
        self._archive = Archive(resources.geodatum("basemap.pmtiles"))
        self._shading = resources.geodatum("relief.webp")
        self._payloads = payloads
        self.own_tiles = OwnTiles()
        self._closed = False
        self._routes: dict[str, Callable[[str], tuple[bytes, bytes]]] = {
            "": self._page,
            "qwebchannel.js": self._channel,
            "assets": self._asset,
            "basemap": self._basemap,
            "relief": self._relief,
            "data": self._data,
            "tiles": self._own_tile,
        }

    def close(self) -> None:
        """Let go of the archive; later requests are refused."""
        self._closed = True
        self._archive.close()
        self.own_tiles.offer({})

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 - Qt's name
        """Answer one request. Whatever goes wrong here, the page hears of it: silence would hang it."""
        if self._closed:
            job.fail(QWebEngineUrlRequestJob.Error.RequestAborted)
            return
        try:
            self._answer(job)
        except _OvertakenError:
            # Of what is published faster than the page asks, it wants the newest alone.
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        except _NotFoundError:
            _log.warning("not found: %s", job.requestUrl().toString())
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        except Exception:  # noqa: BLE001 - one that escapes here hangs the page for ever
            _log.exception("failed: %s", job.requestUrl().toString())
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)

    def _answer(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        if bytes(job.requestMethod().data()) != b"GET" or not _is_ours(job.initiator(), url):
            _log.warning("denied: %s from %s", url.toString(), job.initiator().toString())
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        head, _, rest = url.path().removeprefix("/").partition("/")
        route = self._routes.get(head)
        if route is None:
            raise _NotFoundError
        kind, body = route(rest)
        # The buffer lives as long as the job, which the page may abort at any time.
        buffer = QBuffer(job)
        buffer.setData(QByteArray(body))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind), buffer)

    def _page(self, rest: str) -> tuple[bytes, bytes]:
        if rest:
            raise _NotFoundError
        return b"text/html", (self._build / "index.html").read_bytes()

    def _channel(self, rest: str) -> tuple[bytes, bytes]:
        # Qt proposes to inject this file; injected, it was missing after a renderer crash (Qt 6.12).
        file = QFile(_CHANNEL_SCRIPT)
        if rest or not file.open(QIODevice.OpenModeFlag.ReadOnly):
            raise _NotFoundError
        return b"text/javascript", bytes(file.readAll().data())

    def _asset(self, rest: str) -> tuple[bytes, bytes]:
        path = (self._build / rest).resolve()
        kind = _TYPES.get(path.suffix)
        if kind is None or not path.is_relative_to(self._build.resolve()) or not path.is_file():
            raise _NotFoundError
        return kind, path.read_bytes()

    def _basemap(self, rest: str) -> tuple[bytes, bytes]:
        offset, _, length = rest.partition("/")
        if not (offset.isdecimal() and length.isdecimal()):
            raise _NotFoundError
        piece = self._archive.piece(int(offset), int(length))
        if piece is None:
            raise _NotFoundError
        return b"application/octet-stream", piece

    def _own_tile(self, rest: str) -> tuple[bytes, bytes]:
        answer = self.own_tiles.answer(rest)
        if answer is None:
            raise _NotFoundError
        return answer

    def _relief(self, rest: str) -> tuple[bytes, bytes]:
        if rest:
            raise _NotFoundError
        return b"image/webp", self._shading.read_bytes()

    def _data(self, rest: str) -> tuple[bytes, bytes]:
        name, _, revision = rest.partition("/")
        payload = self._payloads.get(name, int(revision)) if revision.isdecimal() else None
        if payload is None and revision.isdecimal() and self._payloads.is_overtaken(name, int(revision)):
            raise _OvertakenError
        if payload is None:
            raise _NotFoundError
        return (b"application/json" if payload[:1] == b"{" else b"application/octet-stream"), payload


def _is_ours(initiator: QUrl, url: QUrl) -> bool:
    """Whether our own page asks our own host; the first load has no initiator."""
    if url.host() != HOST:
        return False
    return initiator.isEmpty() or (initiator.scheme() == SCHEME.decode() and initiator.host() == HOST)
