"""The ids that a record has defined so far: each is used once and only what exists is referred to."""


class Ids:
    """Where each id was defined, by kind of row.

    Ids are unique over the whole record, so that a contradiction can refer to any row by id alone.
    Files are read in an order in which every reference points back.
    """

    def __init__(self) -> None:
        self._kind_of: dict[str, str] = {}
        self._place_of: dict[str, str] = {}

    def add(self, identity: str, kind: str, place: str) -> str | None:
        """Define an id; returns where it was defined before, or None if it is new."""
        if identity in self._place_of:
            return self._place_of[identity]
        self._kind_of[identity] = kind
        self._place_of[identity] = place
        return None

    def has(self, identity: str, kind: str | None = None) -> bool:
        """Whether the id is defined, as a row of this kind if one is given."""
        return identity in self._kind_of and kind in {None, self._kind_of[identity]}
