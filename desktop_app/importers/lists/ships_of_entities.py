"""Ships among entities of FollowTheMoney, with their sanctions and owners."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from desktop_app.domain.imports import Verdict
from desktop_app.importers.lists.authorities import COUNTRIES, LISTS
from desktop_app.importers.lists.entity_json import Entity, NoEntity
from desktop_app.importers.lists.entries import ListingEntry, OwnerEntry, ShipEntry, day_of, flag_of

_SHIP: Final = "Vessel"
_SANCTION: Final = "Sanction"
_OWNERSHIP: Final = "Ownership"
_Told = Callable[[Verdict, int, str, str], None]


class EntityShips:
    """Gathers what belongs to ships; everything else is told of as it comes."""

    def __init__(self, told: _Told) -> None:
        """Start with nothing.

        Args:
            told: takes verdict, line, value and reason of what is no ship.
        """
        self._told = told
        self._ships: dict[str, Entity] = {}
        self._sanctions: dict[str, list[Entity]] = {}
        self._owned: dict[str, list[Entity]] = {}

    def gather(self, entities: Iterable[Entity | NoEntity]) -> None:
        """Take every entity; those that stand within another are no rows of the file."""
        held: dict[int, list[Entity]] = {}
        for one in entities:
            if isinstance(one, NoEntity):
                self._told(Verdict.REJECTED, one.line, one.value, one.reason)
                continue
            held.setdefault(one.line, []).append(one)
            if one.schema == _SHIP:
                self._ships.setdefault(one.id, one)
            elif one.schema == _SANCTION:
                for subject in one.properties.get("entity", ()):
                    self._sanctions.setdefault(subject, []).append(one)
            elif one.schema == _OWNERSHIP:
                for asset in one.properties.get("asset", ()):
                    self._owned.setdefault(asset, []).append(one)
            if len(held) > 1:
                self._close(held.pop(next(iter(held))))
        for rest in held.values():
            self._close(rest)

    def owners(self) -> set[str]:
        """Ids of those who own a ship."""
        return {
            owner
            for ship in self._ships
            for one in self._owned.get(ship, ())
            for owner in one.properties.get("owner", ())
        }

    def ships(self, names: dict[str, str]) -> Iterator[ShipEntry]:
        """The ships in the order of the file.

        Args:
            names: of owners, by id.
        """
        for ship in self._ships.values():
            yield self._ship(ship, names)

    def _close(self, entities: list[Entity]) -> None:
        """A line of the file has been read: tell what it is unless it is a ship."""
        outer = entities[-1]
        if outer.schema == _SHIP:
            if self._ships[outer.id] is not outer:
                self._told(Verdict.MERGED, outer.line, outer.id, "the same ship as in a line before")
            return
        if outer.schema in {_SANCTION, _OWNERSHIP}:
            self._told(Verdict.MERGED, outer.line, "", f"{outer.schema}: told with the ship it is about")
        else:
            self._told(Verdict.REJECTED, outer.line, "", f"{outer.schema}: no ship")

    def _ship(self, ship: Entity, names: dict[str, str]) -> ShipEntry:
        properties = ship.properties
        name = ship.caption or ship.first("name")
        others = dict.fromkeys(
            one for key in ("name", "alias", "weakAlias") for one in properties.get(key, ()) if one != name
        )
        sanctions = self._sanctions.get(ship.id, [])
        listings = [found for one in sanctions if (found := _listing(one))]
        dated = {found.authority for found in listings}
        listings += [
            ListingEntry(f"{ship.id}|{dataset}", LISTS[dataset].authority, LISTS[dataset].measure)
            for dataset in ship.datasets
            if dataset in LISTS and LISTS[dataset].authority not in dated
        ]
        flags = (flag_of(flag) for key in ("flag", "pastFlags") for flag in properties.get(key, ()))
        return ShipEntry(
            line=ship.line,
            entity_id=ship.id,
            name=name,
            other_names=tuple(others),
            former_names=tuple(one for one in properties.get("previousName", ()) if one != name),
            imo=ship.first("imoNumber"),
            numbers=properties.get("mmsi", ()),
            call_signs=properties.get("callSign", ()),
            flags=tuple(dict.fromkeys(filter(None, flags))),
            listings=tuple(listings),
            owners=tuple(self._owners_of(ship.id, names)),
            other_datasets=tuple(dataset for dataset in ship.datasets if dataset not in LISTS),
        )

    def _owners_of(self, ship_id: str, names: dict[str, str]) -> Iterator[OwnerEntry]:
        for one in self._owned.get(ship_id, ()):
            for owner in one.properties.get("owner", ()):
                if owner in names:
                    first, last = day_of(one.first("startDate")), day_of(one.first("endDate"))
                    yield OwnerEntry(names[owner], one.first("role"), first, last)


def _listing(sanction: Entity) -> ListingEntry | None:
    """A sanction of an authority that is known; None for others."""
    known = next((LISTS[name] for name in sanction.datasets if name in LISTS), None)
    country = sanction.first("country").lower()
    authority = known.authority if known else COUNTRIES.get(country, "")
    if not authority:
        return None
    started, ended = sanction.first("listingDate", "startDate"), sanction.first("endDate")
    programme = sanction.first("program")
    words = [known.measure if known else f"under sanctions of {sanction.first('authority') or authority}"]
    if programme:
        words.append(f"programme {programme}")
    # A month or a year is no day.
    words += [
        f"{word} {text}" for word, text in (("from", started), ("until", ended)) if text and not day_of(text)
    ]
    return ListingEntry(sanction.id, authority, "; ".join(words), day_of(started), day_of(ended))
