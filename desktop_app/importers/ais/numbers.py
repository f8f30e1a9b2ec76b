"""What a Maritime Mobile Service Identity says of who sends: a ship, a station ashore, a buoy.

The forms are those of ITU-R M.585-9, annex 1 (ships, coast stations, aircraft, aids to navigation, craft of a
parent ship) and annex 2 (devices that call for help).
"""

from collections.abc import Container
from typing import Final, NamedTuple

DIGITS: Final = 9
HIGHEST: Final = 999_999_999
# Numbers that transmitters send before somebody has set them.
_PLACEHOLDERS: Final = frozenset({"123456789", "987654321", *(digit * DIGITS for digit in "0123456789")})
_DISTRESS: Final = {
    "970": "a search and rescue transmitter",
    "972": "a man-overboard device",
    "974": "an emergency beacon",
}
# Before the digits of the country.
_NO_SHIPS: Final = {
    "00": "a base or coast station",
    "111": "an aircraft for search and rescue",
    "99": "an aid to navigation",
}
_OTHER_FORMS: Final = {
    "98": "",  # a boat of a ship
    "0": "is the number of a group of ships",
    "8": "is the number of a hand-held radio",
}


class NumberKind(NamedTuple):
    """What a number stands for.

    Attributes:
        sender: what sends that is no ship, with its article; empty for a ship.
        mid: three digits that name the country; empty where the form has none.
        problem: why it is no right number of a ship, a clause; empty for none.
        unissued: its digits of the country are nobody's.
    """

    sender: str = ""
    mid: str = ""
    problem: str = ""
    unissued: bool = False


def number_kind(mmsi: int, issued: Container[str]) -> NumberKind:
    """What a number stands for.

    Args:
        mmsi: as sent.
        issued: the maritime identification digits that are somebody's.
    """
    text = f"{mmsi:0{DIGITS}}"
    if len(text) > DIGITS:
        return NumberKind(problem="has more than nine digits")
    if text in _PLACEHOLDERS:
        return NumberKind(problem="is a number that transmitters send before one is set")
    if text[:3] in _DISTRESS:
        return NumberKind(_DISTRESS[text[:3]])
    for lead, sender in _NO_SHIPS.items():
        mid = text[len(lead) : len(lead) + 3]
        if text.startswith(lead) and mid in issued:
            return NumberKind(sender, mid)
    return _of_ship(text, issued)


def _of_ship(text: str, issued: Container[str]) -> NumberKind:
    for lead, problem in _OTHER_FORMS.items():
        mid = text[len(lead) : len(lead) + 3]
        if text.startswith(lead) and mid in issued:
            return NumberKind(mid=mid, problem=problem)
    if not "2" <= text[0] <= "7":
        short = "has fewer than nine digits"
        return NumberKind(problem=short if text[0] == "0" else f"begins with {text[0]}, which no ship's does")
    if text[:3] not in issued:
        return NumberKind(problem=f"begins with {text[:3]}, which no country issues", unissued=True)
    unset = "ends in six zeros, as of a transmitter that nobody has set"
    return NumberKind(mid=text[:3], problem=unset if text.endswith("000000") else "")
