"""Named states that the style sheet can see."""

from PySide6.QtWidgets import QWidget


def set_state(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a state, and have the style looked up anew only if it changed."""
    if widget.property(name) == on:
        return
    widget.setProperty(name, on)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
