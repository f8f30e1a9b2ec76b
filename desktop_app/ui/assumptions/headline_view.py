"""The headline over the sliders: volume, interval, what is drawn, and the cap."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.exporters.headline import Headline
from desktop_app.exporters.headline_words import cap_line, count_line, drawn_line, interval_line, volume_line
from desktop_app.exporters.wording import SYNTHETIC


class HeadlineView(QFrame):
    """Five texts, which a screen reader reads as they stand.

    Attributes:
        volume, count, interval, drawn, cap: the texts.
    """

    def __init__(self, *, synthetic: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Headline under the present filter")
        self.volume = self._label()
        font = self.volume.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self.volume.setFont(font)
        self.count = self._label()
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.interval = self._label()
        self.drawn = self._label()
        self.drawn.setObjectName("hint")
        self.cap = self._label()
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.volume)
        first.addWidget(self.count, 1)
        if synthetic:
            mark = QLabel(SYNTHETIC, self)
            mark.setObjectName("fault")
            first.addWidget(mark)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 4, 8, 4)
        rows.setSpacing(2)
        rows.addLayout(first)
        for label in (self.interval, self.drawn, self.cap):
            rows.addWidget(label)

    def show_headline(self, of: Headline) -> None:
        """Say this."""
        texts = (volume_line(of), count_line(of.total), interval_line(of), drawn_line(of), cap_line(of))
        labels = (self.volume, self.count, self.interval, self.drawn, self.cap)
        for label, text in zip(labels, texts, strict=True):
            if text != label.text():
                label.setText(text)
                label.setVisible(bool(text))

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
