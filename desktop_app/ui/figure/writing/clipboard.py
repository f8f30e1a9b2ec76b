"""A figure for the clipboard: a picture for those who paste pictures, a drawing, and words for the others."""

from PySide6.QtCore import QByteArray, QMimeData

from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.described import described
from desktop_app.ui.figure.writing.png import png_bytes
from desktop_app.ui.figure.writing.raster import figure_image
from desktop_app.ui.figure.writing.svg import svg_bytes


def clipboard_data(figure: Figure, manifest: str, resources: Resources) -> QMimeData:
    """The figure as pixels, as PNG with its size and proof, as SVG, and its title, notes and sources as text.

    Raises:
        UsageError: the page cannot be drawn at so many dots, or there is too little memory.
        InputError: the program's own fonts are missing.
    """
    words = described(figure)
    data = QMimeData()
    data.setData("image/png", QByteArray(png_bytes(figure, manifest)))
    data.setData("image/svg+xml", QByteArray(svg_bytes(figure, manifest, resources)))
    data.setImageData(figure_image(figure, figure.design.dpi))
    data.setText("\n".join((words.title, words.notes, *words.sources, words.rights)))
    return data
