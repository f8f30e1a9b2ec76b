"""What identities say of their senders."""

import pytest

from desktop_app.importers.ais.numbers import number_kind

ISSUED = {"273", "445", "219"}


@pytest.mark.parametrize(
    ("mmsi", "sender", "mid", "word"),
    [
        (273_123_450, "", "273", ""),
        (982_731_234, "", "273", ""),  # a boat of a ship
        (2_731_234, "base or coast", "273", ""),
        (111_273_001, "aircraft", "273", ""),
        (992_731_234, "aid to navigation", "273", ""),
        (972_000_001, "man-overboard", "", ""),
        (27_312_345, "", "273", "group"),
        (827_312_345, "", "273", "hand-held"),
        (273_000_000, "", "273", "six zeros"),
        (299_123_456, "", "", "no country"),
        (123_456_789, "", "", "before one is set"),
        (0, "", "", "before one is set"),
        (7, "", "", "fewer than nine"),
        (155_555_555, "", "", "begins with 1"),
    ],
)
def test_the_forms_of_identities(mmsi: int, sender: str, mid: str, word: str) -> None:
    kind = number_kind(mmsi, ISSUED)
    assert bool(sender) == bool(kind.sender)
    assert sender in kind.sender
    assert kind.mid == mid
    assert bool(word) == bool(kind.problem)
    assert word in kind.problem
