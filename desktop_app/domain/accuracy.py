"""How exactly a place is known."""

from enum import StrEnum


class AccuracyClass(StrEnum):
    """How exactly a place is known, in steps a reader can remember."""

    TEN_M = "10 m"
    HUNDRED_M = "100 m"
    KILOMETRE = "1 km"
    TOWN = "town"

    @classmethod
    def of(cls, accuracy_m: float) -> "AccuracyClass":
        """The narrowest class that an accuracy in metres keeps to."""
        for limit_m, name in ((10, cls.TEN_M), (100, cls.HUNDRED_M), (1_000, cls.KILOMETRE)):
            if accuracy_m <= limit_m:
                return name
        return cls.TOWN
