"""A page in headless Chromium, driven over the DevTools protocol through a pipe: no port, no network."""

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
WAIT_S = 60.0
ENDED_S = 10.0


class Browser:
    """One tab of a browser with a profile of its own.

    Attributes:
        requests: addresses that were asked for.
        troubles: what the console was told of errors.
    """

    def __init__(self, profile: Path) -> None:
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()

        def as_three_and_four() -> None:
            # The protocol's numbers; copied up first, so that neither covers the other.
            high_in, high_out = os.dup2(theirs_in, 60), os.dup2(theirs_out, 61)
            os.dup2(high_in, 3)
            os.dup2(high_out, 4)

        assert CHROMIUM is not None
        self._process = subprocess.Popen(  # noqa: S603 - Debian's browser, arguments of our own
            [
                CHROMIUM,
                "--headless=new",
                "--no-sandbox",  # tests run as root
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                "--remote-debugging-pipe",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=as_three_and_four,  # noqa: PLW1509 - no thread of ours runs yet
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self._rest = b""
        self._number = 0
        self._session = ""
        targets = self._ask("Target.getTargets")["targetInfos"]
        target = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{domain}.enable")

    def open(self, path: Path, *, width: int = 1280, height: int = 800, dark: bool = False) -> None:
        """Load a file, and wait until its map is drawn."""
        mobile = width < 500
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])
        self.requests.clear()
        self.troubles.clear()
        self._ask("Page.navigate", url=path.as_uri())
        self.wait("document.readyState === 'complete' && document.querySelector('canvas.overlay') !== null")
        self.settle()

    def run(self, script: str) -> Any:
        """The value of an expression; promises are awaited."""
        answer = self._ask(
            "Runtime.evaluate",
            expression=script,
            returnByValue=True,
            awaitPromise=True,
            allowUnsafeEvalBlockedByCSP=False,  # else the page's policy would not hold for us
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, script: str) -> None:
        """Until an expression is true."""
        end = time.monotonic() + WAIT_S
        while not self.run(script):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.05)

    def settle(self) -> None:
        """Until two frames have been drawn with the same map."""
        shot = b""
        for _ in range(40):
            before, shot = shot, self.picture()
            if shot == before:
                return
            time.sleep(0.1)

    def picture(self) -> bytes:
        """The tab as PNG."""
        return base64.b64decode(self._ask("Page.captureScreenshot")["data"])

    def key(self, name: str, code: int) -> None:
        """Press and release a key."""
        for kind in ("rawKeyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def close(self) -> None:
        """End the browser; it is ours, with all its children."""
        with contextlib.suppress(AssertionError, OSError):
            self._session = ""
            self._send("Browser.close", {})
        try:
            self._process.wait(ENDED_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(ENDED_S)
        os.close(self._to)
        os.close(self._from)

    def _send(self, method: str, values: dict[str, Any]) -> int:
        self._number += 1
        session = {"sessionId": self._session} if self._session else {}
        message = {"id": self._number, "method": method, "params": values, **session}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._number

    def _ask(self, method: str, **values: Any) -> dict[str, Any]:
        number = self._send(method, values)
        while True:
            message = self._next()
            if message.get("id") == number:
                assert "error" not in message, f"{method}: {message['error']}"
                result: dict[str, Any] = message["result"]
                return result
            self._note(message)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._from], [], [], WAIT_S)
            assert ready, "the browser says nothing"
            piece = os.read(self._from, 1 << 20)
            assert piece, "the browser has ended"
            self._rest += piece
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        values = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                # The page's own parts, such as its fonts, lie within it.
                if not values["request"]["url"].startswith(("data:", "blob:")):
                    self.requests.append(values["request"]["url"])
            case "Runtime.exceptionThrown":
                self.troubles.append(json.dumps(values["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if values["type"] in {"error", "warning", "assert"}:
                self.troubles.append(json.dumps(values["args"]))
            case "Log.entryAdded" if values["entry"]["level"] in {"error", "warning"}:
                self.troubles.append(values["entry"]["text"])


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all tests of pages; skips where none is installed."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    opened = Browser(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()
