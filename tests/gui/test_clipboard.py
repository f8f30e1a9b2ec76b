"""What is copied, and that a program which copied something ends well."""

import os
import subprocess
import sys

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from desktop_app.ui.clipboard import put_on_clipboard

COPIES = """
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from desktop_app.ui.clipboard import put_on_clipboard
application = QApplication([])
data = QMimeData()
data.setText("43 calls")
data.setHtml("<b>43</b> calls")
put_on_clipboard(data)
"""


def test_every_form_is_there(qtbot: QtBot) -> None:
    assert qtbot is not None
    data = QMimeData()
    image = QImage(4, 3, QImage.Format.Format_RGB32)
    image.fill(0xC00020)
    data.setImageData(image)
    data.setData("image/png", QByteArray(b"\x89PNG"))
    data.setText("나진 43")
    data.setHtml("<b>43</b>")
    put_on_clipboard(data)
    found = QGuiApplication.clipboard().mimeData()
    assert (found.text(), found.html()) == ("나진 43", "<b>43</b>")
    assert bytes(found.data("image/png").data()) == b"\x89PNG"
    assert QGuiApplication.clipboard().image().pixel(3, 2) == 0xFFC00020


def test_a_program_that_copied_ends_well() -> None:
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", COPIES],
        check=False,
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
