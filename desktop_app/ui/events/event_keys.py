"""Keys of the list of events; apart from it, since the help names them without numpy."""

from typing import Final

EVENT_KEYS: Final = (
    ("A", "Accept the selected events"),
    ("R", "Reject them"),
    ("N", "Annotate them"),
    ("Delete", "Take the verdict on them back"),
    ("P", "Play the event on the map"),
    ("Enter", "Zoom the map to the event"),
    ("Ctrl+A", "Select all events, a thousand at most"),
    ("Ctrl+C", "Copy the selected events as a table, with their sources"),
    ("Shift+F10", "What can be done with the events"),
)
"""What the table does while it has the focus."""
