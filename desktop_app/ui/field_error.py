"""A sentence below a field that says why what stands in it cannot be used."""

from PySide6.QtWidgets import QLabel, QWidget


class FieldError(QLabel):
    """Takes no room while there is nothing to say; screen readers hear it with the field."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.parentWidget())
        self._field = field
        self.setObjectName("fault")
        self.setWordWrap(True)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show the sentence, or nothing for an empty one."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._field.setAccessibleDescription(sentence)
