"""What the View menu does with the details panel, each with its key."""

from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.ui.panels.details import DetailsPanel

DETAILS_KEYS: Final = (
    ("Tab  Shift+Tab", "Next, previous link of the card"),
    ("Enter", "Follow that link; copy an address"),
    ("Alt+←  Alt+→", "Back, forward"),
    ("Ctrl+C", "Copy what is marked, else the whole card"),
    ("Mouse back, forward", "Back, forward"),
)
"""What a card does while it has the focus; a window test presses each."""


def add_details_actions(panel: DetailsPanel, menu: QMenu) -> None:
    """Fill the menu."""
    for text, keys, slot in (
        ("&Next in the details", "Ctrl+PgDown", panel.go_following),
        ("&Previous in the details", "Ctrl+PgUp", panel.go_previous),
        ("&Back in the details", "Ctrl+[", panel.go_back),
        ("&Forward in the details", "Ctrl+]", panel.go_forward),
        ("&Copy the card as text", "Ctrl+Alt+C", panel.copy_card),
        ("&Keyboard to the details", "Ctrl+I", panel.take_focus),
    ):
        action = menu.addAction(text)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
