"""What the dialog that makes a case says."""

from typing import Final, NamedTuple


class CaseWords(NamedTuple):
    """Its heading, a sentence that explains, and the button that does it."""

    heading: str
    explanation: str
    accept: str


NEW_CASE: Final = CaseWords(
    "New case",
    "An empty case: one file that holds all you enter, with its sources and its history. "
    "QGIS and other programs can read it.",
    "Make the case",
)
OWN_CASE: Final = CaseWords(
    "Save as case",
    "A case of your own with everything that is shown now. "
    "You can change it; what it was made from stays as it is.",
    "Save",
)
