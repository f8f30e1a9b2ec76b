"""Text with links to cards, which mouse and keyboard follow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QWidget


class LinkLabel(QLabel):
    """A quiet label of several lines; `linkActivated` carries the key of the card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setObjectName("hint")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )

    def show_html(self, html: str) -> None:
        """Show this; the same text is not laid out anew."""
        # Else Qt takes a narrow no-break space in a number for one where a line may break.
        kept = f'<div style="white-space: pre-wrap">{html}</div>'
        if kept != self.text():
            self.setText(kept)
            self.setAccessibleName(QTextDocumentFragment.fromHtml(kept).toPlainText())
