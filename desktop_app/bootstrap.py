"""What must happen before the QApplication: display check, Chromium flags, URL scheme, fault handler."""

import faulthandler
import os
import sys
from typing import Final

from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.singleton_guard import guard_singletons

# Chromium's own housekeeping would ask the network for updates and field trials.
QUIET_FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--no-pings",
    # Chromium's remarks on missing system services (D-Bus, Vulkan) are no news to a user; the page's own
    # errors reach the log through the page.
    "--log-level=3",
    # The page collects its garbage while it is moved; see assets/web/collect.ts.
    "--js-flags=--expose-gc",
)
SOFTWARE_FLAG: Final = "--disable-gpu"
ROOT_SENTENCE: Final = (
    "tumen: running as root, where Chromium refuses its sandbox: the map page runs without it"
)


def require_display() -> None:
    """Refuse to open a window where there is nowhere to show it.

    Raises:
        UsageError: no X11 or Wayland display and no other Qt platform chosen.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in names):
        raise UsageError(
            "there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "'tumen figure' and 'tumen summary' work without one"
        )


def prepare(*, headless: bool, software_rendering: bool = False) -> None:
    """Set up the process; call once, before QApplication and before anything imports the web engine.

    Args:
        headless: draw on Qt's offscreen platform, without a GPU.
        software_rendering: keep off the GPU in the window as well.
    """
    faulthandler.enable()
    guard_singletons()
    flags = list(QUIET_FLAGS)
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if headless or software_rendering:
        flags.append(SOFTWARE_FLAG)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        sys.stderr.write(ROOT_SENTENCE + "\n")
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "").split()
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([*given, *(f for f in flags if f not in given)])

    from desktop_app.mapview.scheme import register_scheme  # noqa: PLC0415 - loads Qt, after the flags

    register_scheme()
    _spare_feature_search()


def _spare_feature_search() -> None:
    """Keep PySide from reading the source of every module that is imported after it.

    It looks for the word PySide6 there, to know which modules may switch to snake_case names (`__feature__`);
    no module here does. Measured on 6.12.0: 1 ms a module, a tenth of a second until the window is complete.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010 - mypy knows no such module
