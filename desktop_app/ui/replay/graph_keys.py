"""Keys of the graph of a replay; apart from it, since the help names them without numpy."""

from typing import Final

GRAPH_KEYS: Final = (
    ("Space", "Play, stop"),
    ("← →", "Report before, report after"),
    ("Shift+← →", "An hour back, an hour on"),
    ("Home  End", "Beginning, end of the event"),
    ("Esc", "Close the replay"),
)
"""What the graph does while it has the focus."""
