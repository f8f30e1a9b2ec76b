"""Several forms of one thing on the clipboard, in an object of Qt's own."""

from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

# How Qt lists a picture that is held as such.
_QT_IMAGE: Final = "application/x-qt-image"


def put_on_clipboard(data: QMimeData) -> None:
    """Put text and whatever stands beside it on the clipboard.

    With PySide6 6.12.0 the process ends in a segmentation fault if, when it ends, the clipboard holds a
    QMimeData that was made in Python: Qt deletes it after the interpreter is gone. `setText` makes one in
    C++, which takes the other forms.
    """
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(data.text())
    held = clipboard.mimeData()
    for form in data.formats():
        if form != _QT_IMAGE:
            held.setData(form, data.data(form))
    if data.hasImage():
        held.setImageData(data.imageData())
