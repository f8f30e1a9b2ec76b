"""What a change of the session was, and who made it."""

from dataclasses import dataclass
from enum import Flag, auto


class Changed(Flag):
    """Parts of the session."""

    FILTER = auto()
    LIFTED = auto()
    SELECTION = auto()
    HOVER = auto()
    LAYERS = auto()
    STYLE = auto()
    DATA = auto()
    NEAR_DAYS = auto()
    ASSUMPTIONS = auto()
    EVENTS = auto()


@dataclass(frozen=True, slots=True)
class SessionChange:
    """One change.

    Attributes:
        what: the parts that are different now.
        initiator: name of the view that made it, so that it can ignore its own echo; empty for a command.
    """

    what: Changed
    initiator: str = ""
