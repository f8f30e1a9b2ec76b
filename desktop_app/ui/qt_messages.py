"""Qt's own messages go to the log file, not to the user's terminal; only what ends the program is shown."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

logger = logging.getLogger("qt")

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logger.log(LEVELS[kind], "%s: %s", context.category, text)


def log_qt_messages() -> None:
    """Send them to the logger "qt" from now on."""
    qInstallMessageHandler(_on_message)
