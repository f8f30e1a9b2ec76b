"""The headline over the sliders: volume, interval, the cap, and what is drawn."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.exporters.headline import Headline
from desktop_app.exporters.headline_words import cap_line, drawn_line, interval_line, volume_line
from desktop_app.ui.elided_label import ElidedLabel


class HeadlineView(QFrame):
    """Four lines; the keyboard reaches each and copies it.

    Attributes:
        volume, interval, cap, drawn: the lines.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Headline under the present filter")
        self.volume = ElidedLabel(self)
        font = self.volume.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.volume.setFont(font)
        self.interval = ElidedLabel(self)
        self.cap = ElidedLabel(self)
        self.drawn = ElidedLabel(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2, 2, 6, 4)
        rows.setSpacing(1)
        self._brief = False
        self._lines = (self.volume, self.interval, self.cap, self.drawn)
        for label in self._lines:
            rows.addWidget(label)

    def show_headline(self, of: Headline) -> None:
        """Say this; a line that there is nothing to say in gives its room away."""
        texts = (volume_line(of), interval_line(of), cap_line(of), drawn_line(of))
        for label, text in zip(self._lines, texts, strict=True):
            if text != label.text():
                label.show_sentence(text)
        self._fit()

    def set_brief(self, *, brief: bool) -> None:
        """Say the volume alone, where what stands below tells the rest."""
        self._brief = brief
        self._fit()

    def _fit(self) -> None:
        for label in self._lines:
            label.setVisible(bool(label.text()) and (label is self.volume or not self._brief))
